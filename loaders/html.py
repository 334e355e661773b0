"""Web pages (.html, and the .doc that is one): what a reader of the page sees, line by line.

libxml2 parses: on 48 kB of unclosed tags the parser of the standard library needs 20 seconds, libxml2 none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from loaders.encodings import mend_legacy
from loaders.errors import ReadError
from loaders.rows import row_lines
from loaders.wordnumbers import children, format_number

_LARGEST: Final = 20_000_000
_PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|h[1-6]|center|span|font)\b",
    re.IGNORECASE | re.DOTALL,
)
_OURS: Final = re.compile(r'<meta name="generator" content="danvan\b')
_DROPPED: Final = frozenset(
    ("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "nav", "button", "select",
     "textarea", "del", "s", "strike")
)  # fmt: skip
_INLINE: Final = frozenset(
    ("a", "abbr", "acronym", "b", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "q",
     "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input")
)  # fmt: skip
_NOTE_MARK: Final = re.compile(r"\W*(?:\d{1,3}|\*{1,3})\W*")
_KINDS: Final = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter"}


def is_html(text: str) -> bool:
    """Whether a text begins as a web page or a piece of one does."""
    return bool(_PAGE.match(text[:4000]))


def read_html(text: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a page (a line each block and table row) and warnings.

    Raises:
        ReadError: the page is too large, empty, or one that this program has drawn.
    """
    from lxml import etree

    if len(text) > _LARGEST:
        raise ReadError.too_large(name, _LARGEST)
    if _OURS.search(text[:4000]):
        raise ReadError(
            name, "là trang do danvan vẽ, không phải báo cáo", "a page drawn by danvan, not a report"
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise ReadError(name, "trang HTML không có chữ", "an HTML page without text")
    mended, legacy = mend_legacy("\n".join(_lines_of(root)))
    return mended, (f"bảng mã {legacy} đã được đổi sang Unicode",) if legacy else ()


class _Page:
    """Gathers the lines of a page or of a table cell."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._label = ""

    def lines(self) -> list[str]:
        """All lines so far."""
        self._end_line()
        return self._lines

    def walk(self, element: Any) -> None:
        """Take in an element; the text behind it is its parent's."""
        name = _name(element)
        if name in _DROPPED or (name == "a" and _is_note_mark(element)):
            return
        if name == "table":
            self._table(element)
        elif name in {"ol", "ul", "menu", "dir"}:
            self._list(element, name)
        elif name == "br":
            self._end_line()
        elif name == "pre":
            self._end_line()
            self._lines += "".join(element.itertext()).splitlines()
        elif name in _INLINE:
            self._inside(element)
        else:
            self._end_line()
            self._inside(element)
            self._end_line()

    def _inside(self, element: Any) -> None:
        self._write(element.text)
        for part in element:
            self.walk(part)
            self._write(part.tail)

    def _write(self, text: str | None) -> None:
        if text:
            if self._label and not text.isspace():
                text = f"{self._label} {text.lstrip()}"
                self._label = ""
            self._line.append(text)

    def _end_line(self) -> None:
        """End the line that is being written, if it holds anything; spaces count once."""
        if line := re.sub(r"[ \t\r\n\f]+", " ", "".join(self._line)).strip(" "):
            self._lines.append(line)
        self._line.clear()

    def _table(self, table: Any) -> None:
        self._end_line()
        rows = []
        for row in _rows(table):
            cells = [part for part in children(row) if _name(part) in {"td", "th"}]
            rows.append([_lines_of(cell) for cell in cells])
        self._lines += (line for line in row_lines(rows) if line.strip())

    def _list(self, element: Any, name: str) -> None:
        """Items with the numbers or dashes that the browser draws before them."""
        self._end_line()
        number = _number(element.get("start"), 1)
        kind = _KINDS.get(element.get("type") or "", "decimal")
        for part in children(element):
            if _name(part) == "li":
                number = _number(part.get("value"), number)
                self._label = f"{format_number(number, kind)}." if name == "ol" else "-"
                number += 1
            self.walk(part)
            self._end_line()
            self._label = ""


def _lines_of(element: Any) -> list[str]:
    page = _Page()
    page.walk(element)
    return page.lines()


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 8 else default


def _name(element: Any) -> str:
    return element.tag.rpartition(":")[2].lower() if isinstance(element.tag, str) else "script"


def _rows(table: Any) -> Iterator[Any]:
    for part in children(table):
        if _name(part) == "tr":
            yield part
        elif _name(part) in {"thead", "tbody", "tfoot"}:
            yield from _rows(part)


def _is_note_mark(link: Any) -> bool:
    """Whether a link is the mark of a footnote: a number that leads to another place of the page."""
    return (link.get("href") or "").startswith("#") and bool(_NOTE_MARK.fullmatch("".join(link.itertext())))
