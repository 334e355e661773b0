"""The time that a figure is about: attached to it, opening its clause or sentence, or the report's period."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from graph.records import ReportHead
from loaders.period import find_period
from ontology.tables import read

_YEAR = r"(?:19|20)\d\d"
_P = (
    rf"(?:đầu |giữa |cuối |hết )?(?:(?:ngày )?\d{{1,2}}[/-]\d{{1,2}}[/-]{_YEAR}"
    rf"|(?:tháng )?\d{{1,2}}(?:/| năm |/năm ){_YEAR}|(?:năm )?{_YEAR}(?![\d/]))"
)
_POINT = re.compile(
    rf"(\d{{1,2}})[/-](\d{{1,2}})[/-]({_YEAR})|(?<![\d/-])(\d{{1,2}})(?:/| năm |/năm )({_YEAR})|({_YEAR})(?![\d/])"
)
_NOW = r"nay|hiện nay|thời điểm hiện tại|thời điểm báo cáo|thời điểm này"
_RANGE = (
    rf"(?:giai đoạn |nhiệm kỳ |từ )?(?:từ )?(?:đầu )?(?:năm )?(?P<y1>{_YEAR}) ?[-–] ?(?P<y2>{_YEAR})(?!\d)"
)
_FROM_TO = rf"từ (?P<a>{_P}) (?:đến|tới)(?: hết)? (?P<b>{_P}|{_NOW})"
_UNTIL_NOW = rf"(?:tính |từ đầu năm |cho )?(?:đến|tới) (?:{_NOW})|hiện nay|hiện tại|hiện có|hiện(?= xã| toàn)"
_AT = rf"(?:(?:trong|đến|vào|hết|tính đến|cuối|đầu) ){{0,2}}(?=năm |tháng |ngày ){_P}"
_NO_TIME_BEFORE = re.compile(
    r"(?:so với|so|ngày|số|cùng kỳ|chuẩn|từ tháng|/) (?:trung bình |bình quân )?(?:cuối |đầu )?"
    r"(?:năm |nhiệm kỳ |giai đoạn )?$"
)
_OPENERS = re.compile(
    r"(?:^|[:;,(])[\s*–—+“-]*(?:(?:kết quả|trong|ngay|riêng|và|tổng kết|qua|tính|cụ thể|toàn xã|theo đó) )?$"
)
_SEMICOLON, _COMMA = re.compile(";"), re.compile(r";|,(?!\d)")
_AVERAGE = re.compile(r"(?:trung bình|bình quân)? ?(?:hàng|hằng|mỗi) năm")
_AFTER = re.compile(
    rf" ?,?\(?(?:vào |tính đến |đến )?(?:thời điểm )?(?P<p>{_P}(?!:| ?[-–]))| ?\((?P<r>từ [^()]{{4,60}})\)"
)


class Span(NamedTuple):
    """A period named in the text: where it stands, how it is written in a record, how far it governs.

    ``reach``: “sentence” (it opens a clause), “rest” (to the next semicolon), “clause” (to the next comma).
    """

    start: int
    end: int
    value: str
    reach: str


@functools.cache
def _period() -> re.Pattern[str]:
    """Everything that names a period; the words for the report's own are in ``ontology/indicators.toml``."""
    own = "|".join(row["pattern"] for row in read("indicators")["period"])
    return re.compile(
        rf"(?P<range>{_RANGE})|(?P<fromto>{_FROM_TO})|(?P<now>{_UNTIL_NOW})|(?P<span>(?<!\w)(?:{own}))|(?P<point>{_AT})"
    )


def period_of(head: ReportHead) -> str | None:
    """The report's own period as records write it: “2021-2025”, “2023”, “2024-01/2024-03”."""
    start, end = head.period_start, head.period_end
    if not start or not end:
        return start or end
    return _joined(start, end)


def _joined(start: str, end: str) -> str:
    if start == end:
        return start
    return f"{start}-{end}" if len(start) == len(end) == 4 else f"{start}/{end}"


def now_of(head: ReportHead) -> str | None:
    """The year that “đến nay” means: of the report's date, else of the end of its period."""
    when = head.date or head.period_end
    return when[:4] if when else None


def point(text: str) -> str | None:
    """“cuối tháng 5 năm 2023” → “2023-05”, “năm 2020” → “2020”, “01/7/2025” → “2025-07-01”."""
    match = _POINT.search(text)
    if match is None:
        return None
    day, month, year, month2, year2, year3 = match.groups()
    if year:
        return f"{year}-{int(month):02d}-{int(day):02d}" if 1 <= int(month) <= 12 else None
    if year2:
        return f"{year2}-{int(month2):02d}" if 1 <= int(month2) <= 12 else year2
    return str(year3)


def periods(lower: str, start: int, end: int, head: ReportHead) -> list[Span]:
    """The periods named in one sentence of the lower-case text, in order."""
    found: list[Span] = []
    for match in _period().finditer(lower, start, end):
        if (
            _NO_TIME_BEFORE.search(lower, max(start, match.start() - 30), match.start())
            and match.lastgroup != "now"
        ):
            continue
        value = _value(match, head)
        if value is not None:
            found.append(Span(match.start(), match.end(), value, _reach(lower, start, match)))
    return found


def _value(match: re.Match[str], head: ReportHead) -> str | None:
    if match["range"]:
        return _joined(match["y1"], match["y2"])
    if match["fromto"]:
        first = point(match["a"])
        second = point(match["b"]) or now_of(head)
        return _joined(first, second) if first and second else None
    if match["now"]:
        return now_of(head)
    return _own_words(match["span"], head) if match["span"] else point(match["point"])


def _own_words(words: str, head: ReportHead) -> str | None:
    """The report's period, unless the words name a quarter or some months of a year themselves."""
    if "quý " in words or "tháng đầu" in words or "tháng cuối" in words:
        year = (head.period_end or head.date or "")[:4]
        start, end = find_period(words if re.search(_YEAR, words) else f"{words} {year}")
        if start and end:
            return _joined(start, end)
    return period_of(head)


def _reach(lower: str, start: int, match: re.Match[str]) -> str:
    """How far a period governs, by where it stands."""
    if _OPENERS.search(lower, max(start, match.start() - 16), match.start()) or match.start() - start < 3:
        return "sentence"
    if _AVERAGE.search(match[0]) or match["span"]:
        return "rest"
    return "clause"


def attached(lower: str, end: int, stop: int, head: ReportHead) -> str | None:
    """The time that stands directly behind a figure: “4,2% cuối năm 2020”, “61% (tháng 7/2025)”."""
    match = _AFTER.match(lower, end, min(stop, end + 80))
    if match is None:
        return None
    if match["r"]:
        inner = periods(match["r"], 0, len(match["r"]), head)
        return inner[0].value if inner else None
    bare = match["p"].strip(" ,(")
    return point(match["p"]) if bare[:1].isalpha() else None


def period_in(text: str, head: ReportHead) -> str | None:
    """The first period named in a lower-case line."""
    named = periods(text, 0, len(text), head)
    return named[0].value if named else None


class Governing:
    """The time that governs each figure of one sentence; ask from left to right.

    ``spans`` are the periods of the sentence, ``inherited`` what the sentence before hands down (“Trong đó: …”).
    """

    def __init__(self, spans: list[Span], lower: str, end: int, inherited: str | None) -> None:
        self._coming = [(span, _expiry(span, lower, end)) for span in reversed(spans)]
        self._open: list[tuple[str | None, int]] = [(inherited, end + 1)]

    def at(self, figure: int) -> str | None:
        """The time of the figure at this offset."""
        while self._coming and self._coming[-1][0].end <= figure:
            span, expiry = self._coming.pop()
            self._open.append((span.value, expiry))
        while self._open[-1][1] <= figure:
            self._open.pop()
        return self._open[-1][0]


def _expiry(span: Span, lower: str, end: int) -> int:
    """Where a period stops to govern."""
    if span.reach == "sentence":
        return end + 1
    if span.reach == "clause" and lower.startswith(" và ", span.end):
        return span.end
    stop = (_SEMICOLON if span.reach == "rest" else _COMMA).search(lower, span.end, end)
    return stop.start() if stop else end + 1
