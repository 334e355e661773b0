"""Neighbours of the commune: “phía Tây giáp xã Đức Lân (huyện Mộ Đức) - xã Phổ Thuận” and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from graph.records import ReportHead
from loaders.levels import NAME
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read
from ontology.units import find_units

_KINDS = r"(?P<kind>(?i:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|tp\.?|tx\.?))"
_WATER = r"(?i:biển(?: đông)?|vịnh [^\W\d]+(?: [^\W\d]+)?|nước (?:bạn |chdcnd )?\w+)"
_ITEM = re.compile(
    r"(?P<link>[ ,;:.()–-]*(?:và |với |các |thuộc |một phần |(?:\d{1,2} ))*)"
    rf"(?:{_KINDS}:? )?(?P<name>{_WATER}|(?i:sông) {NAME}|{NAME}|(?<=[pP]hường )\d{{1,2}}\b)"
)
_SEA = re.compile(r"biển|vịnh|sông|nước ", re.IGNORECASE)
_FULL = {"tp": "thành phố", "tx": "thị xã", "tp.": "thành phố", "tx.": "thị xã"}
_LEVELS = {
    "xã": 0,
    "phường": 0,
    "thị trấn": 0,
    "đặc khu": 0,
    "huyện": 1,
    "quận": 1,
    "thị xã": 1,
    "thành phố": 1,
    "tỉnh": 2,
}


class Neighbour(NamedTuple):
    """A unit or sea that stands in a list of neighbours: by name, as a neighbour or as what lies around one."""

    name: str
    relation: str
    direction: str | None
    start: int
    end: int


_WAYS = {word: row["name"] for row in read("places")["direction"] for word in row["words"]}
DIRECTIONS = alternation(_WAYS)
"""An expression for any direction in lower case, the longest first."""


_BORDERING = re.compile(r"giáp(?: ranh)?(?: với)?:?(?=\s)")
_BEFORE = re.compile(rf"(?<!\w){DIRECTIONS}:? (?:tiếp )?$")
_AFTER = re.compile(rf" (?:ở|về)? ?(?:phía|hướng) (?P<way>{DIRECTIONS})")
_NEXT = re.compile(rf"(?:(?:phía|hướng) )?{DIRECTIONS}:? (?:tiếp )?giáp")


def direction_of(words: str) -> str | None:
    """The direction as records write it: “tây bắc” → “Tây Bắc”."""
    return _WAYS.get(words.lower())


def find_neighbours(text: str, low: str, head: ReportHead) -> Iterator[Neighbour]:
    """The neighbours of every “giáp” that has a direction, and what lies around them; ``low`` is ``lowered(text)``."""
    known: dict[str, str] | None = None
    for match in _BORDERING.finditer(low):
        if low[match.start() - 1 : match.start()].isalnum():
            continue
        known = _higher_units(text) if known is None else known
        before = _BEFORE.search(low, max(0, match.start() - 20), match.start())
        direction = direction_of(before[0].strip(": ").removesuffix("tiếp").strip(": ")) if before else None
        items = list(_items(text, low, match.end(), head, known))
        if direction is None and items and (after := _AFTER.match(low, items[-1].end)):
            direction = direction_of(after["way"])
        if direction:
            yield from (
                item._replace(direction=direction if item.relation == "borders" else None) for item in items
            )


def _items(text: str, low: str, pos: int, head: ReportHead, known: dict[str, str]) -> Iterator[Neighbour]:
    """The list behind “giáp”: a type word holds until the next; a district behind its commune is no neighbour."""
    kind, last, first = None, 9, True
    while match := _ITEM.match(text, pos):
        link = match["link"]
        if not first and (re.search(r"[.;:]", link) or (not link.strip() and not match["kind"])):
            return
        if _NEXT.match(low, match.start("name")):
            return
        given = match["kind"]
        name = match["name"]
        if _SEA.match(name):
            yield Neighbour(_titled(name), "borders", None, match.start("name"), match.end())
        else:
            kind = _FULL.get(given.lower(), given.lower()) if given else kind
            kind = kind or _guessed(name, head)
            own = kind if given else _kind_of(kind, name, known, head)
            level = _LEVELS[own]
            relation = "other" if level > last and "và" not in link else "borders"
            last = min(last, level) if relation == "other" else level
            yield Neighbour(
                f"{own[:1].upper()}{own[1:]} {name}",
                relation,
                None,
                match.start("kind") if given else match.start("name"),
                match.end(),
            )
        pos, first = match.end(), False


def _titled(name: str) -> str:
    """A sea or river with a capital: “biển Đông” → “Biển Đông”."""
    return "Biển Đông" if name.lower() == "biển đông" else f"{name[:1].upper()}{name[1:]}"


_HIGHER = re.compile(rf"(?<!\w)(?P<kind>[hH]uyện|[tT]hị xã|[tT]hành phố|[qQ]uận|[tT]ỉnh) (?P<name>{NAME})")


def _higher_units(text: str) -> dict[str, str]:
    """Districts and provinces that the text calls so anywhere: name → type word."""
    return {match["name"]: match["kind"].lower() for match in _HIGHER.finditer(text)}


def _kind_of(kind: str, name: str, known: dict[str, str], head: ReportHead) -> str:
    """The type of a name that shares the type word before it, unless only a district of that name is known."""
    if name in known:
        return known[name]
    if find_units(f"{kind} {name}", province=head.province):
        return kind
    districts = [u for u in find_units(name, province=head.province) if u.kind == "district"]
    return (
        districts[0].name[: -len(name) - 1].lower()
        if districts and fold(districts[0].name).endswith(fold(name))
        else kind
    )


def _guessed(name: str, head: ReportHead) -> str:
    """The type of a neighbour that has no type word at all: that of the only commune of its name, else “xã”."""
    communes = {
        u.name[: -len(name) - 1].lower()
        for u in find_units(name, province=head.province)
        if u.kind == "commune"
    }
    return communes.pop() if len(communes) == 1 and communes <= _LEVELS.keys() else "xã"
