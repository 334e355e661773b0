"""The sentence around a citation, and what may stand before it: the sentence before, the lead-in of a list."""

from __future__ import annotations

import re

from loaders.clauses import UPPER, cues, tokens
from loaders.rules import letters_of

_SENTENCE = re.compile(rf"(?<=[\w)\]”\"%])[.!?…]+[”\"]? +(?=[{UPPER}“\"-])")
_SHORT_WORD = re.compile(rf"(?:^|[\s.(])(?:[{UPPER}]{{1,3}}|[Tt][PpXxTtr]|số|Số|st|TS|Th)$")
_BULLET = re.compile(r"(?:[-–—+*•●▪➢✓]|\(?\d{1,2}[.)/]|[a-zđ][.)/])[ ]*")
_CUT_SYMBOL = re.compile(r"\d+[-/][^\s]*[A-ZĐ]")
_REACH = 700  # no clause is looked at farther than this to the left
_REACH_RIGHT = 460
_LONGEST_LIST = 40


def left_of(text: str, start: int) -> str:
    """Tokens of the sentence up to ``start``, without the bullet that opens it."""
    line = _line_start(text, start)
    begin = _sentence_start(text, start, max(line, start - _REACH))
    bullet = _BULLET.match(text, begin) if begin == line else None
    return tokens(text[bullet.end() if bullet and bullet.end() <= start else begin : start])


def right_of(text: str, end: int) -> str:
    """The rest of the sentence behind ``end``."""
    line = text.find("\n", end)
    most = min(len(text) if line < 0 else line, end + _REACH_RIGHT)
    for match in _SENTENCE.finditer(text, end, most):
        if not _SHORT_WORD.search(text, max(0, match.start() - 6), match.start()):
            return text[end : match.start()]
    return text[end:most]


def further(text: str, start: int, left: str) -> list[str]:
    """``left`` with what stands before it: the sentence before, where it has no verb; the lead-in of its list."""
    out: list[str] = []
    line = _line_start(text, start)
    begin = _sentence_start(text, start, max(line, start - _REACH))
    if begin > line and not set(left) & set(letters_of("VERB")):
        before = _sentence_start(text, begin - 2, max(line, begin - _REACH))
        out.append(tokens(text[before:begin]) + cues().letters["semicolon"] + left)
    lead_in = _lead_in(text, line)
    if lead_in:
        out.append(lead_in + left)
    return out


def _sentence_start(text: str, start: int, least: int) -> int:
    """Where the sentence with ``start`` begins, not before ``least``."""
    found = least
    for match in _SENTENCE.finditer(text, least, start):
        if not _SHORT_WORD.search(text, max(least, match.start() - 6), match.start()):
            found = match.end()
    return found


def _line_start(text: str, start: int) -> int:
    """The beginning of the paragraph; one that goes on in lower case or in a symbol belongs to the one before."""
    begin = text.rfind("\n", 0, start) + 1
    while max(1, start - _REACH) < begin and _goes_on(text, begin):
        begin = text.rfind("\n", 0, begin - 1) + 1
    return begin


def _goes_on(text: str, begin: int) -> bool:
    """Whether the paragraph at ``begin`` only goes on with the one before it."""
    if begin >= len(text) or text[begin - 2] in ".:!?":
        return False
    return (text[begin].islower() and text[begin + 1 : begin + 2] not in ".)/") or bool(
        _CUT_SYMBOL.match(text, begin) and text[begin - 2].islower()
    )


def _lead_in(text: str, line: int) -> str:
    """Tokens of what opens the list in which the paragraph at ``line`` is an item, and of the items between."""
    letters = cues().letters
    style = _style(text[line : line + 4])
    between = ""
    for _ in range(_LONGEST_LIST):
        if line == 0:
            return ""
        previous = text.rfind("\n", 0, line - 1) + 1
        paragraph = text[previous : line - 1].rstrip()
        bullet = _BULLET.match(paragraph)
        last = paragraph[_sentence_start(paragraph, len(paragraph), bullet.end() if bullet else 0) :][
            -_REACH:
        ]
        if paragraph.endswith(":"):
            return tokens(last) + between
        joined = paragraph.endswith((";", ","))
        if not joined and not (style and _style(paragraph[:4]) == style):
            return ""
        between = (
            tokens(last).rstrip(letters["comma"] + letters["semicolon"]) + letters["semicolon"] + between
        )
        if joined and not bullet:
            return between
        line = previous
    return ""


def _style(opening: str) -> str:
    """The kind of bullet with which a paragraph opens: “0” for numbers, “a” for letters, the sign itself, or “”."""
    if not _BULLET.match(opening):
        return ""
    first = opening.lstrip("(")[:1]
    return "0" if first.isdigit() else "a" if first.isalpha() else first
