"""Places a report names: its own chain, neighbours with their direction, hamlets, roads, and named sites."""

from __future__ import annotations

import re

import msgspec

from graph.records import Place, ReportHead
from loaders.borders import DIRECTIONS, direction_of, find_neighbours
from loaders.citations import quote
from loaders.hamlets import find_hamlets
from loaders.layer import TextLayer
from loaders.levels import NAME
from loaders.lexicon import lowered
from loaders.ways import find_ways
from ontology.fold import fold

_OTHER_COMMUNE = re.compile(rf"(?:,| thuộc| của|-| -)? ?(?:xã|phường|thị trấn) ({NAME})")


class _Places:
    """The places of one report, each name and relation once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[str, Place] = {}

    def add(self, name: str, relation: str, start: int, end: int, direction: str | None = None) -> None:
        """A place at ``text[start:end]``; its first mention stays."""
        key = re.sub(r"\W+", " ", fold(name))
        known = self._found.get(key)
        if known and known.relation == "road" and relation == "passes":
            self._found[key] = msgspec.structs.replace(known, relation=relation)
        elif known is None:
            self._found[key] = Place(
                name=name,
                relation=relation,
                direction=direction,
                quote=quote(self._text, start, end),
                start=start,
                end=end,
            )

    def all(self) -> tuple[Place, ...]:
        """In order of where they stand."""
        return tuple(sorted(self._found.values(), key=lambda p: (p.start, p.end)))


def read_places(layer: TextLayer, head: ReportHead) -> tuple[Place, ...]:
    """The places of a report; its own commune is none of them, office buildings neither."""
    text = layer.text
    low = lowered(text)
    places = _Places(text)
    _add_chain(places, text, low, head)
    for near in find_neighbours(text, low, head):
        if fold(near.name) != fold(head.commune or ""):
            places.add(near.name, near.relation, near.start, near.end, near.direction)
    for hamlets in find_hamlets(text, low):
        elsewhere = _OTHER_COMMUNE.match(text, hamlets[-1].end)
        if elsewhere is None or fold(elsewhere[1]) in fold(head.commune or ""):
            for hamlet in hamlets:
                places.add(hamlet.name, "village_of", hamlet.start, hamlet.end)
    for way in find_ways(text, low):
        places.add(way.name, way.relation, way.start, way.end)
    return places.all()


_LYING = re.compile(rf"phía (?P<way>{DIRECTIONS}) (?:của )?$")


def _add_chain(places: _Places, text: str, low: str, head: ReportHead) -> None:
    """District and province, where the text says in which part of them the commune lies: with that direction."""
    for unit in filter(None, (head.district, head.province)):
        spots = [m.span() for m in re.finditer(re.escape(lowered(unit)), low) if _is_whole(low, *m.span())]
        lying = next(
            ((m, spot) for spot in spots if (m := _LYING.search(low, max(0, spot[0] - 30), spot[0]))), None
        )
        if lying:
            places.add(unit, "parent", *lying[1], direction_of(lying[0]["way"]))
        elif spots or (spots := _bare_name(unit, text)):
            places.add(unit, "parent", *spots[0])


def _is_whole(low: str, start: int, end: int) -> bool:
    """Whether ``low[start:end]`` is not part of a longer word."""
    return not (low[start - 1 : start].isalnum() or low[end : end + 1].isalnum())


def _bare_name(unit: str, text: str) -> list[tuple[int, int]]:
    """Where the unit's name stands without its type word: “Huyện ủy Châu Phú”."""
    name = re.sub(r"^(?:Thị trấn|Thị xã|Thành phố|Đặc khu|\S+) ", "", unit)
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)][:1]
