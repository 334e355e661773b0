"""Markdown: the text without its marks. Known by headings, table rules, links, notes and code fences."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from loaders.rows import row_lines

_RULE: Final = r"[ ]{0,3}(?:\|(?:[ ]*:?-+:?[ ]*\|)+|(?:[ ]*:?-{3,}:?[ ]*\|)+[ ]*:?-{3,}:?)[ ]*$"
_SIGN: Final = re.compile(
    rf"^[ ]{{0,3}}\#{{1,6}}[ ]+\S|^{_RULE}|^```|\]\((?:https?://|mailto:|\#)|^\[\^[^\]\s]{{1,20}}\]:[ ]",
    re.MULTILINE,
)
_IS_RULE: Final = re.compile(_RULE)
_FRONT: Final = re.compile(r"\A---\n(?:[\w-]{1,40}:[^\n]*\n|[ -][^\n]*\n){1,50}---\n")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN: Final = 0xE000  # escaped signs wait in the private use area, where no mark is looked for
_SHOWN: Final = {_HIDDEN + code: chr(code) for code in range(128)}
# What a line is without its marks; in this order.
_BLOCK: Final = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"^ {0,3}(?:> ?)+", ""),
        (r"^ {0,3}#{1,6}(?: +|$)", ""),
        (r"(?<=\S) +#+ *$", ""),
        (r"^(?: {0,3}[-*_=]){3,} *$", ""),
        (r"^ *```.*$|^ *~~~.*$", ""),
        (r"^( *)\* +(?=\S)", r"\1- "),
        (r"^\[\^([^\]\s]{1,20})\]: *", r"[\1] "),
        (r"\[\^[^\]\s]{1,20}\]", ""),
        (r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)", ""),
        (r"\[([^\]]{1,500})\]\([^)]{0,2000}\)", r"\1"),
        (r"<((?:https?://|mailto:)[^>\s]{1,2000})>", r"\1"),
        (r"<br */?>", "\n"),
        (
            r"</?(?:a|b|center|div|em|font|i|p|small|span|strong|su[bp]|u)(?: [^<>]{0,300})?>|<!--.{0,500}?-->",
            "",
        ),
        (r"(\*\*|__)(?=\S)(.{0,500}?\S)\1", r"\2"),
        (r"(?<![\w*])([*_])(?=[^\s*_])([^*_]{0,300}[^\s*_])\1(?![\w*])", r"\2"),
        (r"~~(?=\S).{0,500}?\S~~", ""),
        (r"`([^`]{1,300})`", r"\1"),
        (r"(?: {2,}|\\)$", ""),
    )
)


def is_markdown(text: str) -> bool:
    """Whether a text holds signs that stand in Markdown and not in a plain report."""
    return bool(_SIGN.search(text))


def read_markdown(text: str) -> str:
    """The text without marks: tables row by row, links by their words, notes as lines “[1] …”."""
    text = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), _FRONT.sub("", text))
    return html.unescape("\n".join(_lines(text.split("\n")))).translate(_SHOWN)


def _lines(lines: list[str]) -> Iterator[str]:
    """The lines without their marks; the rows of a table together."""
    table: list[list[list[str]]] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if "|" in line and (table or line.lstrip().startswith("|") or _IS_RULE.match(following)):
            if not _IS_RULE.match(line):
                cells = line.strip().removeprefix("|").removesuffix("|").split("|")
                table.append([_plain(cell.strip()).split("\n") for cell in cells])
            continue
        yield from row_lines(table)
        table = []
        yield _plain(line)
    yield from row_lines(table)


def _plain(line: str) -> str:
    for pattern, new in _BLOCK:
        line = pattern.sub(new, line)
    return line
