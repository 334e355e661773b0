"""Units behind a body: “UBND thị xã”, “UBND huyện Duy Xuyên”: which level, and which unit of that level."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.records import ReportHead
from loaders.bare import LOWER, UPPER
from ontology.fold import fold

_WORDS = {"tp": "thành phố", "tx": "thị xã"}
_LEVEL = re.compile(
    r"[ \n](xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|(?:tp|tx)\.?)(?!\w|-)(?! (?:hội|đoàn|ủy|đội)\b)"
)
_STOPS = "Về|Ngày|Khóa|Khoá|Số|Và|Theo|Đã|Ban|Hội|Công|Năm|Trong|Kính|Báo|Thực|TM|KT|Phòng|Đảng|Mặt|Đoàn|Căn"
_WORD = rf"(?!(?:{_STOPS})(?!\w))[{UPPER}][\w'’]*+"
NAME = rf"{_WORD}(?: {_WORD}){{0,3}}+"
"""The name of a unit: one to four words with a capital, none of which opens another phrase."""
_NAME = re.compile(rf" ({NAME})")
_NUMBERED = re.compile(rf" (\d{{1,2}})(?![\w.,/%]\d|\w|%| [{LOWER}])")


class Level(NamedTuple):
    """A level word (“thị xã”) with its unit (“thị xã Đức Phổ”), None where nobody says which; ``end`` behind it."""

    word: str
    unit: str | None
    end: int


def lower_first(name: str) -> str:
    """A unit within a name: “Xã Phổ An” → “xã Phổ An”."""
    return name[:1].lower() + name[1:]


def own_unit(word: str, head: ReportHead) -> str | None:
    """The report's own unit of a level, as it stands within a name; a city may be district or province."""
    units = (head.commune, head.district, head.province)
    return next((lower_first(unit) for unit in units if unit and unit.lower().startswith(f"{word} ")), None)


def read_level(text: str, low: str, pos: int, head: ReportHead) -> Level | None:
    """The level that stands right behind ``pos``, with its unit: the one named, else the report's own.

    ``low`` is ``lowered(text)``.
    """
    found = _LEVEL.match(low, pos)
    if found is None:
        return None
    word = _WORDS.get(found[1].rstrip("."), found[1])
    for unit in (head.commune, head.district, head.province):
        named = f" {unit.lower()}" if unit else ""
        if unit and named.startswith(f" {word} "):
            rest = named[len(word) + 1 :]
            if fold(low[found.end() : found.end() + len(rest)]) == fold(rest):
                return Level(word, lower_first(unit), found.end() + len(rest))
    numbered = word in ("phường", "quận") and _NUMBERED.match(text, found.end())
    name = numbered or _NAME.match(text, found.end())
    if name and (numbered or not name[1].isupper()):
        return Level(word, f"{word} {name[1]}", name.end())
    return Level(word, own_unit(word, head), found.end())


def committee_unit(word: str, head: ReportHead) -> str | None:
    """The own unit of a committee by its first word: “Thị” (ủy) → “thị xã Đức Phổ”, “Thành” → the city."""
    levels = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận", "thị": "thị xã"}
    return own_unit(levels[word.lower()], head)
