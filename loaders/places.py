"""Places a report names: its own chain, neighbours with their direction, hamlets, roads, and named sites."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from graph.records import Place, ReportHead
from loaders.borders import DIRECTIONS, direction_of, find_neighbours
from loaders.hamlets import find_hamlets
from loaders.layer import TextLayer
from loaders.levels import NAME
from loaders.lexicon import lowered
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read

_NUMBER = r"(?:số )?(?:[A-ZĐ]{1,3}[.\s-]?)?\d{1,4}(?:[A-ZĐ]|[a-z](?!\w))?(?:[-.]\d{1,2})?(?!\w|[.,/%]\d)"
_DASH = " ?[-–] ?"
_DATED = r"\d{1,2} tháng \d{1,2}|\d{1,2}/\d{1,2}"
_STREET = rf"(?:Đ[HTX]\.?\s?\d+\w?|(?![A-ZĐ]{{2,}}){NAME}|{_DATED})(?:{_DASH}{NAME})?"
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
                quote=self._text[start:end],
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
    for hamlets in find_hamlets(text):
        elsewhere = _OTHER_COMMUNE.match(text, hamlets[-1].end)
        if elsewhere is None or fold(elsewhere[1]) in fold(head.commune or ""):
            for hamlet in hamlets:
                places.add(hamlet.name, "village_of", hamlet.start, hamlet.end)
    _add_roads(places, text, low)
    _add_sites(places, text, low)
    return places.all()


@cache
def _lying() -> re.Pattern[str]:
    return re.compile(rf"phía (?P<way>{DIRECTIONS}) (?:của )?$")


def _add_chain(places: _Places, text: str, low: str, head: ReportHead) -> None:
    """District and province, where the text says in which part of them the commune lies: with that direction."""
    for unit in filter(None, (head.district, head.province)):
        name = re.escape(lowered(unit)).replace(r"\ ", r"\s")
        spots = [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){name}(?!\w)", low)]
        lying = next(
            ((m, spot) for spot in spots if (m := _lying().search(low, max(0, spot[0] - 30), spot[0]))), None
        )
        if lying:
            places.add(unit, "parent", *lying[1], direction_of(lying[0]["way"]))
        elif spots or (spots := _bare_name(unit, text)):
            places.add(unit, "parent", *spots[0])


def _bare_name(unit: str, text: str) -> list[tuple[int, int]]:
    """Where the unit's name stands without its type word: “Huyện ủy Châu Phú”."""
    name = re.sub(r"^(?:Thị trấn|Thị xã|Thành phố|Đặc khu|\S+) ", "", unit)
    return [m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)][:1]


@cache
def _roads() -> re.Pattern[str]:
    """Every way a road is named; the group tells the row of the table."""
    parts = []
    for index, row in enumerate(read("places")["road"]):
        word = f"(?i:{re.escape(row['word'])})"
        name = "" if row.get("whole") else (rf"\.?\s?{_NUMBER}" if row.get("numbered") else rf" {_STREET}")
        parts.append(rf"(?P<r{index}>{word}{name})")
    return re.compile(rf"(?<!\w)(?<!con )(?:{'|'.join(parts)})(?!\w)")


@cache
def _passing() -> re.Pattern[str]:
    return re.compile(rf"[^.;\n]{{0,120}}?(?<!\w){alternation(read('places')['passes']['words'])}")


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in read("places")["line"]))


def _add_roads(places: _Places, text: str, low: str) -> None:
    """Numbered and named roads; one that runs through the commune passes it."""
    for match in _lines().finditer(low):
        name = text[match.start() : match.end()].rstrip()
        places.add(name[:1].upper() + name[1:], "road", match.start(), match.start() + len(name))
    for match in _roads().finditer(text):
        row = read("places")["road"][int((match.lastgroup or "r0")[1:])]
        rest = match[0][len(row["word"]) :].strip(" .")
        name = row["name"] if row.get("whole") else f"{row['name']} {rest}"
        relation = "passes" if _passing().match(low, match.end()) else "road"
        places.add(name, relation, match.start(), match.end())


@cache
def _sites() -> tuple[re.Pattern[str], dict[str, str]]:
    relations = {row["word"]: row["relation"] for row in read("places")["site"]}
    name = rf"(?P<name>{NAME}(?: \d{{1,2}}\b)?(?: - {NAME})?)"
    return re.compile(
        rf"(?<!\w)(?<!nhu )(?<!yêu )(?<!toàn )(?<!thỉnh )(?P<word>(?i:{alternation(relations)})) {name}"
    ), relations


def _add_sites(places: _Places, text: str, low: str) -> None:
    """Markets, rivers, bridges, estates with a proper name."""
    pattern, relations = _sites()
    for match in pattern.finditer(text):
        word = low[match.start("word") : match.end("word")]
        places.add(
            f"{word[:1].upper()}{word[1:]} {match['name']}", relations[word], match.start(), match.end()
        )
