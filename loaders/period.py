"""The period that a report is about, from its title or opening sentence."""

from __future__ import annotations

import re
from calendar import monthrange

_DASH = r" ?[-–—] ?"
_YEAR = r"(20\d\d)"
# Dates and years of instruments.
_DATED = re.compile(
    r"ngày \d{1,2} ?tháng \d{1,2} ?năm \d{4}"
    r"|(?<![Tt]ừ )(?<!đến )(?<!đến hết )ngày ?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d+/20\d\d/[A-ZĐ]\S*"
)
_LAW = re.compile(
    r"(?:Hiến pháp|Luật(?:(?!giai đoạn|từ năm|tháng|quý|[,;]).){0,60}?|Bộ luật[^,;]{0,40}?) (?:năm )?20\d\d"
)
# What comes after the period reported on.
_AHEAD = re.compile(
    r"[;,.]? ?(?:và )?(?:phương hướng"
    r"|nhiệm vụ(?:,? giải pháp)? (?:trọng tâm )?(?:công tác )?(?:năm|quý|tháng|\d)"
    r"|nhiệm vụ,? giải pháp|kế hoạch (?:công tác )?(?:năm|quý|tháng|\d)|dự kiến"
    r"|triển khai (?:nhiệm vụ|phương hướng))",
    re.IGNORECASE,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = r"(?:ngày )?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(20\d\d)"
_DAYS = re.compile(rf"từ {_DAY} ?(?:đến(?: hết)?|[-–]) ?{_DAY}", re.IGNORECASE)
_MONTH_YEAR = rf"(\d{{1,2}}) ?(?:/|năm|-) ?{_YEAR}"
_MONTHS = re.compile(rf"tháng {_MONTH_YEAR} ?(?:đến(?: hết)?|[-–]) ?(?:tháng )?{_MONTH_YEAR}", re.IGNORECASE)
_MONTHS_IN_BRACKETS = re.compile(rf"\((?:từ )?{_MONTH_YEAR}(?:{_DASH}| đến(?: hết)? ){_MONTH_YEAR}\)")
_QUARTER = re.compile(rf"quý (iv|i{{1,3}}|[1-4])\b(?: ?[/,-]? ?(?:năm )?{_YEAR})?", re.IGNORECASE)
_PART = re.compile(
    rf"\b(0?[2-9]|1[01]|sáu|chín|ba) tháng(?: (đầu|cuối))?(?: năm)?(?: {_YEAR})?", re.IGNORECASE
)
_MONTH = re.compile(rf"tháng (\d{{1,2}}) ?(?:(?:/|năm|,|-)? ?{_YEAR})?", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:từ )?(?:năm )?{_YEAR}(?:{_DASH}| ?đến(?: hết)?(?: năm)? ?)(?:năm )?{_YEAR}", re.IGNORECASE
)
_ONE_YEAR = re.compile(rf"(?:năm|NĂM|Năm) ?{_YEAR}")
_PROGRAMME = re.compile(r"(?:chương trình|đề án|kế hoạch|chiến lược|dự án)[^,;]*$", re.IGNORECASE)
_AND_YEAR = re.compile(r",? và (?:cả )?năm", re.IGNORECASE)  # “quý IV và năm 2025”: the year
_WORDS = {"sáu": 6, "chín": 9, "ba": 3}

Period = tuple[str | None, str | None]


def find_period(*texts: str | None) -> Period:
    """Start and end (“2021”, “2024-01” or “2023-12-15”) from the first of ``texts`` that states a period.

    A quarter or half-year without its year takes the next year named in any of the texts.
    """
    every = " ".join(text for text in texts if text)
    for text in texts:
        if text:
            ahead = _AHEAD.search(text, 1)
            own = _DATED.sub(" ", text[: ahead.start()] if ahead else text)
            found = _period(_LAW.sub(" ", own), _DATED.sub(" ", every))
            if found[0] or (found := _period(own, ""))[0]:
                return found
    return None, None


def _period(text: str, every: str) -> Period:
    """The period in one text, the narrower kinds first."""
    if found := _DAYS.search(text):
        first, last = _day(*found.groups()[:3]), _day(*found.groups()[3:])
        if first and last:
            return first, last
    if found := _MONTHS.search(text) or _MONTHS_IN_BRACKETS.search(text):
        return _month(found[2], int(found[1])), _month(found[4], int(found[3]))
    spans = list(_RANGE.finditer(text))
    span = next((m for m in spans if not _PROGRAMME.search(text[: m.start()])), None)
    if span and not _ONE_YEAR.search(text[: span.start()]):
        narrower = min((m.start() for p in (_QUARTER, _PART) if (m := p.search(text))), default=len(text))
        if span.start() < narrower:
            return span[1], span[2]
    year = found[1] if (found := _ONE_YEAR.search(text) or _ONE_YEAR.search(every)) else None
    if part := _within_year(text, year):
        return part
    if found := _ONE_YEAR.search(text):
        return found[1], found[1]
    return (spans[0][1], spans[0][2]) if spans else (None, None)


def _within_year(text: str, year: str | None) -> Period | None:
    """A quarter, some months or one month of a year."""
    if (found := _QUARTER.search(text)) and not _AND_YEAR.match(text, found.end()):
        quarter = _QUARTERS[found[1].lower()]
        return _months(found[2] or year, 3 * quarter - 2, 3 * quarter)
    if found := _PART.search(text):
        count = _WORDS.get(found[1].lower()) or int(found[1])
        first = 13 - count if found[2] and found[2].lower() == "cuối" else 1
        return _months(found[3] or year, first, first + count - 1)
    if (found := _MONTH.search(text)) and 1 <= int(found[1]) <= 12:
        return _months(found[2] or year, int(found[1]), int(found[1]))
    return None


def _months(year: str | None, first: int, last: int) -> Period | None:
    return (_month(year, first), _month(year, last)) if year else None


def _month(year: str, month: int) -> str:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else year


def _day(day: str, month: str, year: str) -> str | None:
    real = 1 <= int(month) <= 12 and 1 <= int(day) <= monthrange(int(year), int(month))[1]
    return f"{year}-{int(month):02d}-{int(day):02d}" if real else None
