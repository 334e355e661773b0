"""Document → text layer: the clean text that every extractor reads, with a way back to the source.

The layer is NFC, with one spelling of spaces; a line feed parts paragraphs, headings, list items and the
lines of the closing block; inside a line stand single spaces only. Diacritics, case, dashes and quotes stay.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.documents import Document
from loaders.offsets import Edit, OffsetMap, rewrite
from loaders.paragraphs import gap_edits

# Characters that become another one of the same length: odd spaces and line ends, hyphens that readers leave.
_SAME_LENGTH = {
    **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t" + "".join(map(chr, range(0x2000, 0x200B))), " "),
    **dict.fromkeys("\x0b\x0c\x85\u2028\u2029\r\x1c\x1d\x1e", "\n"),
    "\u2011": "-",  # non-breaking hyphen
    "\ufffe": "-",  # the hyphen at a line end, as PDFium writes it
}  # fmt: skip

_COMBINED = re.compile(r"[^\s\u0300-\u036f][\u0300-\u036f]+")
_WORD = re.compile(r"\S+")

# Debris: marks that are not text, and surplus spaces between words (line ends are not theirs). Each pattern begins
# with what is rare, so that most of the text is skipped.
_UNSEEN = r"\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff"
_MARKS = re.compile(rf"[{_UNSEEN}]+|\[bookmark:[^\]\n]{{0,200}}\]|\[footnoteRef:\d{{0,4}}\]|\*\*")
_SURPLUS = re.compile(r"  (?<=[^ \n]  ) *(?=[^ \n])")
# Two columns on one line (a header or closing table read side by side): a wide gap, then a capital or a dash.
_COLUMN_GAP = re.compile(
    r"(?:(?<=[^\s:/–-])|(?<=nhận:))(?<!ngày)(?<!tháng)(?<!năm)(?: {3,}|\t+ *)(?=[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ*“-])"
)
_PAGE_EDGE = re.compile(
    r"(?:(?<=\f)|\A)[ \t\n]{0,20}[-–—]? ?\d{1,3} ?[-–—]?[ \t]*(?=\n)"
    r"|(?<=\n)[ \t]*[-–—]? ?\d{1,3} ?[-–—]?[ \t\n]{0,20}(?=\f|\Z)"
)
_REPORT_LINE = re.compile(r"^[ \t*]*(?:BÁO CÁO|BÁO  CÁO)[ \t*]*$", re.MULTILINE)
_RECIPIENTS_LINE = re.compile(r"(?:^|(?<=\f))[ \t*]*Nơi nhận", re.MULTILINE)
_HEADER_REACH = 1500


@dataclass(frozen=True)
class TextLayer:
    """The clean text of a document.

    ``text`` is what offsets in records count in (code points); ``source`` is ``Document.text``;
    ``page_starts`` are offsets into ``source``; ``sha256`` is of ``text`` in UTF-8.
    """

    text: str
    source: str
    page_starts: tuple[int, ...] = ()
    sha256: str = ""
    maps: tuple[OffsetMap, ...] = field(default=(), repr=False)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stood in ``source``."""
        for step in reversed(self.maps):
            start, end = step.span(start, end)
        return start, end

    def page(self, offset: int) -> int | None:
        """The page, from 1, on which the character at ``offset`` stands; None where pages are unknown."""
        if not self.page_starts:
            return None
        return max(1, bisect_right(self.page_starts, self.source_span(offset, offset + 1)[0]))


def make_layer(document: Document) -> TextLayer:
    """Clean a document's text and join its lines into paragraphs."""
    source = document.text
    maps: list[OffsetMap] = []

    def step(text: str, edits: Iterable[Edit]) -> str:
        text, moved = rewrite(text, edits)
        if moved:
            maps.append(moved)
        return text

    text = step(source, _page_numbers(source))
    text = step(text, (Edit(m.start(), m.end(), "") for m in _MARKS.finditer(text)))
    columns = _columns(text)
    for odd, usual in _SAME_LENGTH.items():
        text = text.replace(odd, usual)
    text = step(text, _spaced(text, columns))
    text = step(text, _composed(text))  # after the marks: a letter may meet its accent only without them
    text = step(text, gap_edits(text))
    return TextLayer(
        text=text,
        source=source,
        page_starts=document.page_starts,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        maps=tuple(maps),
    )


def _page_numbers(text: str) -> Iterator[Edit]:
    """Edits that drop a lone number at the top or foot of a page, where form feeds part pages."""
    if "\f" in text:
        yield from (Edit(m.start(), m.end(), "") for m in _PAGE_EDGE.finditer(text))


def _composed(text: str) -> list[Edit]:
    """Edits that bring ``text`` to NFC: letters with loose marks, or else whole words."""
    if unicodedata.is_normalized("NFC", text):
        return []
    normalise = functools.lru_cache(maxsize=4096)(functools.partial(unicodedata.normalize, "NFC"))
    letters = [Edit(m.start(), m.end(), normalise(m[0])) for m in _COMBINED.finditer(text)]
    if rewrite(text, letters)[0] == unicodedata.normalize("NFC", text):
        return letters
    words = ((m.start(), m.end(), m[0], normalise(m[0])) for m in _WORD.finditer(text))
    return [Edit(start, end, new) for start, end, old, new in words if old != new]


def _columns(text: str) -> list[Edit]:
    """Line breaks between the columns of the head (before BÁO CÁO) and of the closing block."""
    report = _REPORT_LINE.search(text, 0, _HEADER_REACH * 4)
    zones = [(0, report.start())] if report and report.start() <= _HEADER_REACH else []
    closing = text.rfind("Nơi nhận")
    if closing > len(text) - 3 * _HEADER_REACH and _RECIPIENTS_LINE.match(
        text, max(text.rfind(end, 0, closing) for end in "\n\f") + 1
    ):
        zones.append((closing, len(text)))
    return [Edit(m.start(), m.end(), "\n") for zone in zones for m in _COLUMN_GAP.finditer(text, *zone)]


def _spaced(text: str, columns: list[Edit]) -> Iterable[Edit]:
    """Edits that leave one space of several; a column gap wins over the spaces it stands in."""
    surplus = (Edit(m.start(), m.end(), " ") for m in _SURPLUS.finditer(text))
    if not columns:
        return surplus
    return sorted(({edit.start: edit for edit in surplus} | {edit.start: edit for edit in columns}).values())
