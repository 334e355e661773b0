"""Neighbours of the commune: “phía Tây giáp xã Đức Lân (huyện Mộ Đức) - xã Phổ Thuận” and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from graph.records import ReportHead
from loaders.levels import NAME
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read
from ontology.units import find_units

_KINDS = r"(?P<kind>(?i:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|tp\.?|tx\.?))"
_ITEM = re.compile(
    rf"(?P<link>\s*(?:,|;|-|–|và|với|:|\(|\)|\.)*\s*(?:và |với |các |thuộc |một phần )*)"
    rf"(?:{_KINDS}:? )?(?P<name>(?i:biển đông|biển|vịnh \w+ ?\w*|sông \w+|nước \w+)|{NAME}|(?<=[pP]hường )\d{{1,2}}\b)"
)
_SEA = re.compile(r"biển|vịnh|sông|nước ", re.IGNORECASE)
_FULL = {"tp": "thành phố", "tx": "thị xã", "tp.": "thành phố", "tx.": "thị xã"}
_LEVELS = {"xã": 0, "phường": 0, "thị trấn": 0, "đặc khu": 0, "huyện": 1, "quận": 1, "thị xã": 1, "thành phố": 1, "tỉnh": 2}


class Neighbour(NamedTuple):
    """A unit or sea that stands in a list of neighbours: by name, as a neighbour or as what lies around one."""

    name: str
    relation: str
    direction: str | None
    start: int
    end: int


@cache
def _directions() -> tuple[str, dict[str, str]]:
    rows = read("places")["direction"]
    known = {word: row["name"] for row in rows for word in row["words"]}
    return alternation(known), known


@cache
def _bordering() -> re.Pattern[str]:
    words = _directions()[0]
    before = rf"(?:(?:phía|hướng|mặt|về phía) )?(?P<before>{words}):? (?:tiếp )?giáp(?: ranh)?(?: với)?:?"
    return re.compile(rf"(?<!\w){before}(?=\s)|(?<!\w)giáp(?: ranh)?(?: với)?:?(?=\s)")


def direction_of(words: str) -> str | None:
    """The direction as records write it: “tây bắc” → “Tây Bắc”."""
    return _directions()[1].get(words.lower())


def find_neighbours(text: str, low: str, head: ReportHead) -> Iterator[Neighbour]:
    """The neighbours of every “giáp” that has a direction, and what lies around them; ``low`` is ``lowered(text)``."""
    for match in _bordering().finditer(low):
        way = match["before"]
        direction = direction_of(way) if way else None
        items = list(_items(text, low, match.end(), head))
        if direction is None and items:
            after = re.compile(rf" (?:ở|về)? ?(?:phía|hướng) ({_directions()[0]})").match(low, items[-1].end)
            direction = direction_of(after[1]) if after else None
        if direction:
            yield from (item._replace(direction=direction if item.relation == "borders" else None) for item in items)


def _items(text: str, low: str, pos: int, head: ReportHead) -> Iterator[Neighbour]:
    """The list behind “giáp”: a type word holds until the next; a district behind its commune is no neighbour."""
    kind, seen_commune, first = None, False, True
    while match := _ITEM.match(text, pos):
        link = match["link"]
        if (not first and not link.strip()) or (not first and re.search(r"[.;:\n]", link)) or "\n" in link:
            return
        if re.match(rf"(?:(?:phía|hướng) )?{_directions()[0]}:? (?:tiếp )?giáp", low[match.start("name") :]):
            return
        given = match["kind"]
        name = match["name"]
        if _SEA.match(name):
            yield Neighbour(_titled(name), "borders", None, match.start("name"), match.end())
        else:
            kind = _FULL.get(given.lower(), given.lower()) if given else kind
            if kind is None:
                return
            own = kind if given else _kind_of(kind, name, text, head)
            level = _LEVELS[own]
            relation = "other" if level and seen_commune else "borders"
            seen_commune = seen_commune or not level
            yield Neighbour(f"{own[:1].upper()}{own[1:]} {name}", relation, None, match.start("kind") if given else match.start("name"), match.end())
        pos, first = match.end(), False


def _titled(name: str) -> str:
    return f"{name[:1].upper()}{name[1:].title() if name.lower() == 'biển đông' else name[1:]}".replace("Biển đông", "Biển Đông")


def _kind_of(kind: str, name: str, text: str, head: ReportHead) -> str:
    """The type of a name that shares the type word before it, unless only a district of that name is known."""
    for level in ("huyện", "thị xã", "thành phố", "quận", "tỉnh"):
        if re.search(rf"(?i:{level}) {re.escape(name)}(?!\w)", text):
            return level
    if not find_units(f"{kind} {name}", province=head.province) and (units := find_units(name, province=head.province)):
        district = next((u for u in units if u.kind == "district"), None)
        if district:
            return district.name[: -len(name) - 1].lower() if fold(district.name).endswith(fold(name)) else kind
    return kind
