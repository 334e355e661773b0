"""Sentences of a text layer: one pass over the text, paragraphs first."""

from __future__ import annotations

import re

from loaders.bare import UPPER

# A full stop before a capital, unless it ends a short form (“TP. Hải Phòng”, “TT. Đảng ủy”) or a number of a list.
_END = re.compile(rf"[.!?…]+[”\")]? +(?=[{UPPER}\d“\"(+-])")
_CLOSES = ')]”"%²/'
_SHORT = re.compile(
    r"(?:^|[\s.(])(?:TP|TX|TT|CT|PCT|BT|PBT|VP|TM|KT|TL|TUQ|TS|ThS|GS|P|Q|T[pxtr]|[Tt]p|[Ss]t|[đĐ]/c|[ivxIVX]+|\d{1,2})$"
)
_LEAD = re.compile(r"[\s*+•●▪➢✓_–—-]*(?:\[\d{1,3}\] ?)?")


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of all sentences of ``text`` in order, without bullets and spaces at their ends.

    A paragraph (a line) always ends a sentence; a sentence keeps its own full stop.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line:
            found += _in_line(text, start, start + len(line))
        start += len(line) + 1
    return found


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of one paragraph."""
    bounds = [start]
    for match in _END.finditer(text, start, end):
        last = text[match.start() - 1 : match.start()]
        if not (last.isalnum() or last in _CLOSES) or match.start() == start:
            continue
        if not _SHORT.search(text, max(bounds[-1], match.start() - 5), match.start()):
            bounds.append(match.end())
    spans = zip(bounds, [*bounds[1:], end], strict=True)
    return [span for a, b in spans if (span := _trimmed(text, a, b))[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` behind the bullet, ``end`` before the spaces."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1] in " *_":
        end -= 1
    return start, end
