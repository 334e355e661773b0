"""The numbers of headings: Roman, Arabic, dotted, letters, parts; which of them can stand in a row."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Capital letters one by one: in the Vietnamese block of Unicode capitals and small letters alternate.
UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and c.isalpha())
# Ranks, outermost first; capital letters and Roman numbers take 1 and 2 in the order in which they come up.
PART, _OUTER, _INNER, ARABIC, _LETTER, _BRACKET, BARE = 0, 1, 2, 3, 8, 9, 12
MARK = re.compile(
    rf"""[*_"“ ]{{0,4}}(?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\ (?:(?:thứ|THỨ)\ )?
          (?P<ordinal>[IVX]{{1,4}}|\d{{1,2}}|[^\W\d]{{2,4}})\b[ .:–-]*)
    | (?P<roman>[IVX]{{1,6}}(?:\.\d{{1,2}}){{1,3}})\ ?[.)/:–-]?\ +(?=\S)
    | (?P<top>[IVX]{{1,6}})(?:\ ?[.)/:][-–.]?\ *|\ ?[-–]\ *)(?=["“]?[{UPPER}])
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)/:–-]\ *(?=[^\W\d]|["“])|\ +(?=["“]?[{UPPER}]))
    | (?P<arabic>\d{{1,2}})(?:\ ?[./:]-?\ *(?=[^\W\d]|["“(])|\ ?[-–]\ *(?=["“]?[{UPPER}]))
    | (?P<bracket>\d{{1,2}}\))\ *(?=\S)
    | (?P<letter>[a-zđ](?:\.\d)?)\ ?[.)/]\ *(?=\S)
    | (?P<capital>[A-HĐK])\ ?[.)/:–-]\ *(?=["“]?[{UPPER}])
    )""",
    re.VERBOSE,
)
_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SKIP = 3  # how many numbers of a row may be missing before a number is no number of a heading;
_SKIP_OUTER = 5  # of the outermost, which nothing else looks like


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a heading. ``rank``: depth of its style; ``width``: characters up to the title."""

    rank: int
    number: str = ""
    width: int = 0
    family: int = ARABIC
    absolute: bool = False


class Numbers:
    """The numbers read so far, to tell headings from lines that merely begin with a number."""

    def __init__(self) -> None:
        self._outer: str | None = None
        self._last: dict[int, int] = {}

    def mark(self, match: re.Match[str]) -> Mark | None:
        """The mark that ``match`` found, or None where it does not fit in the row."""
        style = match.lastgroup or ""
        found = match[style] if style != "ordinal" else match["part"]
        width = match.end()
        if style in ("part", "ordinal"):
            return self._take(PART, _value(match["ordinal"]), f"phần {_value(match['ordinal'])}", width)
        if style in ("top", "roman", "capital"):
            return self._capital(style, found, width)
        if style == "dotted":
            parts = found.split(".")
            if int(parts[0]) > self._last.get(ARABIC, 0) + _SKIP:
                return None
            self._last[ARABIC] = int(parts[0])
            return self._take(ARABIC + len(parts) - 1, int(parts[-1]), found, width)
        if style == "letter":
            return self._take(_LETTER, 1 + "abcdđeghiklmnopqrstuvxy".find(found[0]), found, width)
        number = found.strip("()")
        return self._take(ARABIC if style == "arabic" else _BRACKET, int(number), str(int(number)), width)

    def _capital(self, style: str, found: str, width: int) -> Mark | None:
        """A Roman number or a capital letter; whichever a report uses first is the outer one."""
        if (
            style == "top"
            and found in ("I", "V", "X")
            and self._outer == "capital"
            and self._last.get(_OUTER) == ord(found) - 65
        ):
            style = "capital"
        kind = "capital" if style == "capital" else "roman"
        self._outer = self._outer or kind
        rank = _OUTER if kind == self._outer else _INNER
        if style == "roman":
            deep = found.count(".")
            return Mark(ARABIC + deep - 1, found, width, absolute=self._outer == "roman")
        value = ord(found) - 64 if kind == "capital" else _roman(found)
        return self._take(rank, value, found, width)

    def _take(self, rank: int, value: int, number: str, width: int) -> Mark | None:
        if value < 1 or value > self._last.get(rank, 0) + (_SKIP_OUTER if rank == _OUTER else _SKIP):
            return None
        self._last = {r: v for r, v in self._last.items() if r < rank}
        self._last[rank] = value
        return Mark(rank, number, width)


def _roman(number: str) -> int:
    values = [_ROMAN[c] for c in number]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def _value(ordinal: str) -> int:
    """The number of a part: “thứ hai”, “II”, “2” → 2; 0 for any other word."""
    if ordinal.isdecimal():
        return int(ordinal)
    return _roman(ordinal) if set(ordinal) <= set(_ROMAN) else _ORDINALS.get(ordinal.lower(), 0)
