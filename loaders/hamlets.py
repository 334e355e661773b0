"""Hamlets: the named parts of a commune (thôn, ấp, buôn, tổ dân phố …), alone and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.bare import UPPER
from loaders.words import alternation
from ontology.tables import read


class Hamlet(NamedTuple):
    """A hamlet by its name with the type word (“Thôn Hiệp An”) and where its name stands."""

    name: str
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A hamlet with its type word; a further one that may lack it; what must not stand before a type word."""
    table = read("places")
    stops = "|".join(table["not_names"]["words"])
    word = rf"(?!(?:UBND|HĐND|MTTQ)\b)[{UPPER}][\w'’]*+"
    number = r"\d{1,2}[A-ZĐ]?(?!\w|[.,/%]\d|%| (?!và |xã |phường |của |đã |có |là |do |được |đi |đến |tự |thuộc |với |cùng |để )[a-zà-ỹ])"
    name = rf"(?!(?:{stops})(?!\w))(?:{word}(?: (?:{word}|{number})){{0,3}}+|{number}(?: {word}){{0,3}}+)"
    kinds = alternation(row["word"] for row in table["hamlet"])
    typed = rf"(?P<kind>(?i:{kinds}))(?: (?:gồm|là))?:? (?P<name>{name})"
    first = re.compile(rf"(?<!\w){typed}")
    more = re.compile(rf"(?:,| và|, và|;| -| –| &)(?: các| và)? (?:(?P<kind>(?i:{kinds})) )?(?P<name>{name})")
    behind = re.compile(rf"(?:^|.*\W){alternation(table['hamlet_not_behind']['words'])}[ ]$", re.DOTALL)
    return first, more, behind


def find_hamlets(text: str) -> Iterator[tuple[Hamlet, ...]]:
    """The hamlets of ``text``, those of one list together: “các thôn Hiệp An, Gia An và thôn Vĩnh Xuân”."""
    first, _, behind = _patterns()
    pos = 0
    while match := first.search(text, pos):
        pos = match.end()
        if behind.match(text[max(0, match.start() - 12) : match.start()].lower()):
            continue
        hamlets = tuple(_list(text, match))
        pos = hamlets[-1].end
        yield hamlets


def hamlets_at(text: str, low: str, start: int) -> tuple[Hamlet, ...]:
    """The hamlets of the list that begins at ``start``, with or without “các thôn” or “06 thôn:” before it."""
    lead = re.compile(r"(?:các |\d{1,2} |khắp )*").match(low, start)
    match = _patterns()[0].match(text, lead.end() if lead else start)
    return tuple(_list(text, match)) if match else ()


def _list(text: str, match: re.Match[str]) -> Iterator[Hamlet]:
    """The hamlets of one list; a type word holds until the next."""
    kind = match["kind"].capitalize()
    yield Hamlet(f"{kind} {match['name']}", match.start(), match.end())
    more = _patterns()[1]
    pos = match.end()
    while further := more.match(text, pos):
        if further["kind"] is None and (
            further[0].startswith(";") or further["name"].isupper() and len(further["name"]) > 2
        ):
            return
        kind = further["kind"].capitalize() if further["kind"] else kind
        yield Hamlet(
            f"{kind} {further['name']}", further.start("kind" if further["kind"] else "name"), further.end()
        )
        pos = further.end()
