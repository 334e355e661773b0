"""Dates as reports write them, read at a place or looked for; ISO out, as far as stated.

Forms and traps: domain facts, “Date forms seen”. A footnote mark glued to the year (“26/11/20211”) is left off.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_D = r"(?P<d>[0-3]?\d)"
_M = r"(?P<m>[01]?\d)"
_Y = r"(?P<y>(?:19|20)\d\d)(?:\d{1,2}(?!\d))?"
_SHORT_Y = r"(?P<y>\d\d)(?![\d/])"
_SEP = r"\s?[-/.–]\s?"
_NUMERIC = rf"-?\s?{_D}{_SEP}{_M}{_SEP}{_Y}"
_WORDS = rf"-?\s?(?:(?:m[ồù]ng\s+)?{_D}\s+)?th[áa]ng\s*(?:{_M}\s*)?(?:,?\s*n[ăa]m\s*|\s?[-/.]\s?|,\s*|\s+(?=20|19)){_Y}"
_DAY = r"(?:[Nn]g[aàáảãạ][yỳýỷỹỵ]|NGÀY)"


def _numbered(pattern: str, n: int) -> str:
    """The pattern with group names of its own, so that several alternatives can stand in one expression."""
    return re.sub(r"\?P<([dmy])>", rf"?P<\g<1>{n}>", pattern)


DATE = re.compile(
    rf"(?:{_DAY}\s*(?:{_NUMERIC}|{_numbered(_WORDS, 2)}|{_numbered(_D + _SEP + _M + _SEP + _SHORT_Y, 6)})"
    rf"|(?:{_numbered(_NUMERIC, 3)})"
    rf"|(?<=\(){_numbered(_D + _SEP + _M + _SEP + _SHORT_Y, 7)}(?=\))"
    r"|[Tt]háng\s*(?P<m4>[01]?\d)\s*(?:năm\s*|[-/.]\s?)(?P<y4>(?:19|20)\d\d)"
    r"|[Nn]ăm\s+(?P<y5>(?:19|20)\d\d)(?!\s*[-–]\s*(?:19|20)\d\d))"
)
"""A date at one place; :func:`read_date` turns the match into ISO."""


_THIS_CENTURY = 40  # “20/4/07” is 2007, “18/2/98” is 1998


@dataclass(frozen=True, slots=True)
class Date:
    """A date: ISO text (YYYY, YYYY-MM or YYYY-MM-DD), where it stands, and whether the day exists."""

    iso: str
    start: int
    end: int
    real: bool = True


def read_date(text: str, start: int) -> Date | None:
    """The date that begins at ``start`` (“ngày 12/12/2013”, “(16/6/2025”, “năm 2014”), or None."""
    match = DATE.match(text, start)
    return _value(match) if match else None


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[Date]:
    """All dates between two offsets, from left to right."""
    return [_value(m) for m in DATE.finditer(text, start, len(text) if end is None else end)]


def _value(match: re.Match[str]) -> Date:
    groups = match.groupdict()

    def first(letter: str) -> str | None:
        return next((v for k, v in groups.items() if k.startswith(letter) and v), None)

    year, month, day = first("y"), first("m"), first("d")
    if year and len(year) == 2:
        year = f"{'20' if int(year) <= _THIS_CENTURY else '19'}{year}"
    iso, real = iso_date(year or "", month, day)
    return Date(iso, match.start(), match.end(), real)


def iso_date(year: str, month: str | None, day: str | None) -> tuple[str, bool]:
    """ISO text of the parts that are stated, and whether they make a real date; a wrong part is left off.

    >>> iso_date("2018", None, "04")
    ('2018', True)
    >>> iso_date("2023", "2", "30")
    ('2023-02', False)
    """
    if month is None or not 1 <= int(month) <= 12:
        return year, month is None
    if day is None:
        return f"{year}-{int(month):02}", True
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat(), True
    except ValueError:
        return f"{year}-{int(month):02}", False
