"""Which line ends part paragraphs, and which are only the edge of the paper.

Reports mix three manners: one paragraph a line; lines wrapped by hand or by a converter at some column; and
every wrapped line followed by an empty one. The column is learnt from the text itself: a line that ends in
the middle of a sentence and goes on in lower case was surely wrapped, and the length of such lines says when
a line is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from loaders.offsets import Edit

_LINE = re.compile(r"[^ \n](?:[^\n]*[^ \n])?")
_PAGE_NUMBER = re.compile(
    r"[-–—]? ?(\d{1,3}) ?[-–—]?$|(?:Trang|Page)[ :]{0,2}(\d{1,3})(?: ?(?:/|of) ?\d{1,3})?$", re.IGNORECASE
)
_BARE_URL = re.compile(r"<?(?:https?://|www\.)\S+>?$")
# Lines that open something: headings, list items, lines of the closing block.
_OPENER = re.compile(
    r"[-–—+*•·●▪◦○➢✓→] ?"
    r"|(?:\d{1,2}\.){2,4}[ )]|\d{1,2}(?:\.\d{1,2}){1,3} [A-ZÀ-ỸĐ]|\d{1,2}(?:[.)]|/ )(?:\D|$)|\d{1,2}- [A-ZÀ-ỸĐ]"
    r"|\(?[a-zđ0-9]{1,2}\)|[a-zđ]\. |[IVXL]{1,6} ?[.)/:–-](?!v )"
    r"|(?:Phần|Mục|Chương|Điều) (?:thứ |\d|[IVX])"
    r"|Nơi nhận|Lưu ?:|Kính gửi|Trên đây là|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[./ ]|Q\. |BÁO CÁO$"
)
_OPENING = re.compile(r"(?:Thực hiện|Căn cứ) (?:[A-ZĐ][\wĐđ]* )")
_HEADING = re.compile(r"(?:\d{1,2}\.?){1,4}[.) ]|[a-zđ][.)] |[IVXL]{1,6} ?[.)/:–-](?!v )")
# A dash that goes on with a compound split over the line: “kinh tế⏎- xã hội”.
_COMPOUND = re.compile(r"[-–] [a-zà-ỹđ]")
# Words that no paragraph ends with; the second kind only before a figure, as a blank date ends with them too.
_DANGLING = re.compile(
    r"(?:^| )(?:của|và|với|cho|các|những|về|theo|tại|bởi|do)$|(?:^| )(?:[Ss]ố|ngày|tháng|năm)$"
)
_CUT_SYMBOL_END = re.compile(r"(?:[\dA-ZĐƯ]|[A-ZĐ][a-z])[-/]$")
_CUT_SYMBOL_START = re.compile(r"[-/][A-ZĐ]|[A-ZĐ\d]")
_UNFINISHED = re.compile(r"[^.;:!?…]$")
_LEAST_SURE = 30  # a shorter line that goes on in lower case may be an item of a list


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def gap_edits(text: str) -> Iterator[Edit]:
    """Edits that drop lone page numbers and bare URLs, and make every gap a line end, a space or nothing."""
    lines = [_Line(m.start(), m.end(), m[0]) for m in _LINE.finditer(text)]
    lines = list(_kept(lines))
    width, double = _measure(text, lines)
    before = 0
    previous: _Line | None = None
    for line in lines:
        new = "" if previous is None else _gap(text, previous, line, width, double)
        if text[before : line.start] != new:
            yield Edit(before, line.start, new)
        before, previous = line.end, line
    if before < len(text):
        yield Edit(before, len(text), "")


def _kept(lines: list[_Line]) -> Iterator[_Line]:
    """The lines that are text: no bare URLs, no page numbers (a run of lone numbers 1, 2, 3 far apart)."""
    page = 0
    since = 0
    for index, line in enumerate(lines):
        length = line.end - line.start
        if length <= 16 and (number := _PAGE_NUMBER.match(line.text)):
            value = int(number[1] or number[2])
            if number[2] or (index == 0 and value <= 2) or (page < value <= page + 2 and since >= 12):
                page, since = value, 0
                continue
        if _BARE_URL.match(line.text):
            continue
        since += 1
        yield line


def _measure(text: str, lines: list[_Line]) -> tuple[float, bool]:
    """The width at which lines are wrapped (0: they are not); whether wrapped lines stand double-spaced."""
    widths: list[int] = []
    double = 0
    for one, two in pairwise(lines):
        if _goes_on(one.text, two.text) and len(one.text) < 200:
            widths.append(len(one.text) + 1 + _first_word(two.text))
            double += text.count("\n", one.end, two.start) > 1
    if len(widths) < 2:
        return 0.0, False
    return median(widths), double > 0.6 * len(widths)


def _first_word(line: str) -> int:
    space = line.find(" ")
    return len(line) if space < 0 else space


def _goes_on(one: str, two: str) -> bool:
    """Whether ``one`` breaks off in the middle of a sentence that ``two`` takes up in lower case."""
    return (
        two[0].islower()
        and len(one) >= _LEAST_SURE
        and bool(_UNFINISHED.search(one[-1:]))
        and not _OPENER.match(two)
        and not one.isupper()
    )


def _gap(text: str, one: _Line, two: _Line, width: float, double: bool) -> str:  # noqa: FBT001
    """What stands between two lines in the layer."""
    breaks = text.count("\n", one.end, two.start)
    if _CUT_SYMBOL_END.search(one.text[-3:]) and _CUT_SYMBOL_START.match(two.text) and breaks <= 3:
        return ""
    if _goes_on(one.text, two.text) or (breaks <= 2 and _dangles(one.text, two.text)):
        return _joint(one.text, two.text)
    if not width or breaks > 1 + double or not _is_full(one.text, two.text, width):
        return "\n"
    set_in = text[two.start - 3 : two.start] == "   " and two.text[0].isupper()
    return "\n" if set_in or _begins(one.text, two.text) else _joint(one.text, two.text)


def _dangles(one: str, two: str) -> bool:
    """Whether ``one`` ends with a word or comma that needs more, and ``two`` can be it."""
    if _OPENER.match(two) or two.isupper() or one.isupper():
        return False
    if one[-1] == ",":
        return "Lưu" not in one and not one[0].isdigit() and len(one) > _LEAST_SURE / 2
    if not (found := _DANGLING.search(one[-8:])):
        return False
    return two[0].isdigit() or found[0].strip().lower() not in {"số", "ngày", "tháng", "năm"}


def _is_full(one: str, two: str, width: float) -> bool:
    """Whether the first word of ``two`` would not have gone on the line ``one``."""
    # A sentence that clearly goes on needs less: lines around long words and figures end early.
    least = 0.78 if one[-1].islower() and not _HEADING.match(one) else 0.9
    return len(one) + 1 + _first_word(two) > least * width and len(one) < 1.25 * width


def _begins(one: str, two: str) -> bool:
    """Whether ``two`` opens something new although ``one`` is full."""
    if one[-1] in ";:" and not two[0].islower():
        return True
    if _OPENING.match(two) and one[-1] not in ".,;":
        return True  # the opening of a report below its title, which has no full stop
    if _OPENER.match(two):
        return not (_COMPOUND.match(two) and one[-1].isalpha())
    return one.isupper() != two.isupper() or (one.isupper() and not _OPENER.match(one))


def _joint(one: str, two: str) -> str:
    """Nothing where a word was cut at its hyphen or slash, else one space."""
    cut_before = len(one) > 1 and one[-1] in "-/" and one[-2].isalnum()
    cut_after = len(two) > 1 and two[0] in "-/" and two[1].isalnum()
    return "" if cut_before or cut_after else " "
