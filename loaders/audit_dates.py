"""Dates that cannot be: impossible days and periods, citations younger than the report, days against the register."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from graph.records import Anomaly, Instrument, Mention, ReportHead
from ontology.keys import parse_key
from ontology.register import RegisterRow, by_key

# Both begin with letters that are found fast; what must stand before is asked afterwards.
_PERIOD = re.compile(r"20(?P<a>\d\d) ?(?:[-–]|đến(?: hết)?(?: năm)?) ?(?:năm )?20(?P<b>\d\d)(?![\d/])")
_LEAD = re.compile(r"(?:[Tt]ừ|[Gg]iai đoạn|[Nn]hiệm kỳ)(?: từ)?(?: năm)? $")
_DAY = re.compile(
    r"gày (?P<d>\d{1,2})(?:[/.-](?P<m>\d{1,2})[/.-](?P<y>(?:19|20)\d\d)"
    r"| tháng (?P<m2>\d{1,2}) năm (?P<y2>(?:19|20)\d\d))(?!\d)"
)
_FOR_YEAR = re.compile(r"(?:công tác|phong trào|nhiệm vụ|hoạt động|mô hình)[^,;]* năm (20\d\d)$")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_LOOKS_BACK = re.compile(
    r"tổng kết|sơ kết|kết quả|báo cáo|giai đoạn|kết luận|nghị quyết|kiểm điểm", re.IGNORECASE
)


def date_faults(text: str, head: ReportHead, instruments: tuple[Instrument, ...]) -> Iterator[Anomaly]:
    """All faults of dates, each once."""
    yield from _periods(text)
    yield from _days(text)
    for instrument in instruments:
        dated = [m for m in instrument.mentions if m.date]
        fault = next((f for m in dated if (f := _mention(instrument, m, head)) is not None), None)
        fault = fault or _two_dates(dated) or _plan(instrument, dated)
        if fault is not None:
            yield fault


def _fault(quote: str, start: int, end: int, explain: str) -> Anomaly:
    return Anomaly(quote=quote, start=start, end=end, kind="date", explain=explain)


def _periods(text: str) -> Iterator[Anomaly]:
    """“Từ năm 2020-2020”, “giai đoạn 2025-2021”."""
    for match in _PERIOD.finditer(text):
        lead = _LEAD.search(text, max(0, match.start() - 24), match.start())
        if match["a"] < match["b"] or lead is None:
            continue
        start, end = lead.start(), _clause_end(text, match.end())
        wrong = f"khoảng thời gian không thể có: 20{match['a']}-20{match['b']} (năm cuối không sau năm đầu)"
        yield _fault(text[start:end], start, end, wrong)


def _clause_end(text: str, at: int) -> int:
    """The end of the clause, at most 60 characters on."""
    match = re.compile(r"[^,;:.\n]{0,60}").match(text, at)
    end = match.end() if match else at
    while end > at and end < len(text) and text[end - 1 : end + 1].isalnum():
        end -= 1
    while end > at and text[end - 1] == " ":
        end -= 1
    return end


def _days(text: str) -> Iterator[Anomaly]:
    """“ngày 30/02/2024”."""
    for match in _DAY.finditer(text):
        day, month, year = int(match["d"]), int(match["m"] or match["m2"]), int(match["y"] or match["y2"])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            yield _fault(
                match[0], match.start(), match.end(), f"không có ngày {day}/{month}/{year} trong lịch"
            )


def _mention(instrument: Instrument, mention: Mention, head: ReportHead) -> Anomaly | None:
    """A day against the year in the symbol, the register, and the day of the report."""
    date = mention.date or ""
    key = parse_key(instrument.key) if instrument.number else None
    if key is not None and key.year and date[:4] != key.year:
        return _at(mention, f"số hiệu {instrument.key} ghi năm {key.year} nhưng ngày ghi {_shown(date)}")
    rows = [r for r in by_key(instrument.key) if r.certainty == "confirmed" and r.date and len(r.date) == 10]
    known = _meant(rows, date)
    if known is not None:
        return _at(
            mention,
            f"{instrument.key} ban hành ngày {_shown(known)} (theo danh mục văn bản), không phải {_shown(date)}",
        )
    if head.date and len(date) == 10 and date[: len(head.date)] > head.date:
        return _at(mention, f"văn bản ghi ngày {_shown(date)}, sau ngày của báo cáo ({_shown(head.date)})")
    return None


def _at(mention: Mention, explain: str) -> Anomaly:
    return _fault(mention.quote, mention.start, mention.end, explain)


def _meant(rows: list[RegisterRow], date: str) -> str | None:
    """The day of the one register entry that a wrong day is one slip away from; None where the day is right."""
    if len(date) != 10 or any(r.date == date for r in rows):
        return None
    near = [r.date for r in rows if r.date and _one_slip(r.date, date)]
    return near[0] if len(near) == 1 else None


def _one_slip(known: str, stated: str) -> bool:
    """Do two days differ in one of day, month and (by one) year, or are day and month exchanged?"""
    (y, m, d), (y2, m2, d2) = known.split("-"), stated.split("-")
    differ = sum(a != b for a, b in ((y, y2), (m, m2), (d, d2)))
    return (y, m, d) == (y2, d2, m2) or (differ == 1 and abs(int(y) - int(y2)) <= 1)


def _two_dates(mentions: list[Mention]) -> Anomaly | None:
    """One instrument with two days in one report; the later place is quoted."""
    days = [m for m in mentions if m.date and len(m.date) == 10]
    for later in days[1:]:
        first = days[0]
        if later.date != first.date and _one_slip(first.date or "", later.date or ""):
            before, here = _shown(first.date or ""), _shown(later.date or "")
            return _at(later, f"cùng một văn bản, chỗ trước ghi ngày {before}, ở đây ghi {here}")
    return None


def _plan(instrument: Instrument, mentions: list[Mention]) -> Anomaly | None:
    """A plan for a year that is dated after that year or long before it (“ngày 12/01/2023 … năm 2025”)."""
    year = _FOR_YEAR.search(instrument.title or "")
    if instrument.type not in ("Kế hoạch", "Chương trình") or year is None or not mentions:
        return None
    first, made = mentions[0], int((mentions[0].date or "0")[:4])
    if len(_ANY_YEAR.findall(instrument.title or "")) > 1 or int(year[1]) - 1 <= made <= int(year[1]):
        return None
    if _LOOKS_BACK.search(instrument.title or ""):
        return None
    return _at(first, f"{instrument.type} cho năm {year[1]} nhưng ghi ngày {_shown(first.date or '')}")


def _shown(iso: str) -> str:
    """2016-05-15 → 15/5/2016."""
    parts = iso.split("-")
    return "/".join([*(str(int(p)) for p in reversed(parts[1:])), parts[0]])
