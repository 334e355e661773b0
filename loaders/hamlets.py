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


class _Patterns(NamedTuple):
    """A hamlet with its type word; a further one that may lack it; what may, and what may not stand before."""

    first: re.Pattern[str]
    more: re.Pattern[str]
    not_behind: re.Pattern[str]
    behind: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    table = read("places")
    stops = "|".join(table["not_names"]["words"])
    word = rf"(?!(?:UBND|HĐND|MTTQ)\b)[{UPPER}][\w'’]*+"
    digits = r"\d{1,2}[A-ZĐ]?(?!\w|[.,/%]\d|%)"
    follows = (
        r"(?! (?!và |xã |phường |của |đã |có |là |do |được |đi |đến |tự |thuộc |với |cùng |để )[a-zà-ỹ])"
    )
    number = rf"{digits}{follows}"
    name = rf"(?!(?:{stops})(?!\w))(?:{word}(?: (?:{word}|{digits})){{0,3}}+|{number}(?: {word}){{0,3}}+)"
    rows = table["hamlet"]
    plain = alternation(row["word"] for row in rows if not row.get("numbered"))
    only = alternation(row["word"] for row in rows if row.get("numbered"))
    kind = rf"(?:(?P<kind>(?i:{plain}))|(?P<only>(?i:{only}))(?=:? \d))"
    before = {
        row["word"]: re.compile(rf"(?:^|.*\W){alternation(row['behind'])}[ ]$|.*, $|^$")
        for row in rows
        if "behind" in row
    }
    return _Patterns(
        re.compile(rf"(?<!\w){kind}(?: (?:gồm|là))?:? (?P<name>{name})"),
        re.compile(rf"(?:,| và|, và|;| -| –| &)(?: các| và)? (?:{kind} )?(?P<name>{name})"),
        re.compile(rf"(?:^|.*\W){alternation(table['hamlet_not_behind']['words'])}[ ]$", re.DOTALL),
        before,
    )


def _kind(match: re.Match[str]) -> str | None:
    """The type word of a match, with a capital; None where it stands without one."""
    kind = match["kind"] or match["only"]
    return kind.capitalize() if kind else None


def find_hamlets(text: str) -> Iterator[tuple[Hamlet, ...]]:
    """The hamlets of ``text``, those of one list together: “các thôn Hiệp An, Gia An và thôn Vĩnh Xuân”."""
    patterns = _patterns()
    pos = 0
    while match := patterns.first.search(text, pos):
        pos = match.end()
        before = text[max(0, match.start() - 12) : match.start()].lower()
        wanted = patterns.behind.get((_kind(match) or "").lower())
        if patterns.not_behind.match(before) or (wanted and not wanted.match(before)):
            continue
        hamlets = tuple(_list(text, match))
        pos = hamlets[-1].end
        yield hamlets


_LEAD = re.compile(r"(?:các |\d{1,2} |khắp )*")


def hamlets_at(text: str, low: str, start: int) -> tuple[Hamlet, ...]:
    """The hamlets of the list that begins at ``start``, with or without “các” or a number before it."""
    lead = _LEAD.match(low, start)
    match = _patterns().first.match(text, lead.end() if lead else start)
    return tuple(_list(text, match)) if match else ()


def _list(text: str, match: re.Match[str]) -> Iterator[Hamlet]:
    """The hamlets of one list; a type word holds until the next."""
    kind = _kind(match) or ""
    yield Hamlet(f"{kind} {match['name']}", match.start(), match.end())
    more = _patterns().more
    pos = match.end()
    while further := more.match(text, pos):
        given, name = _kind(further), further["name"]
        if given is None and (further[0].startswith(";") or (name.isupper() and len(name) > 2)):
            return
        kind = given or kind
        start = (
            further.start("name") if given is None else further.start("kind" if further["kind"] else "only")
        )
        yield Hamlet(f"{kind} {name}", start, further.end())
        pos = further.end()
