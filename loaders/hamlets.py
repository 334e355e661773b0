"""Hamlets: the named parts of a commune (thôn, ấp, buôn, tổ dân phố …), alone and in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.bare import LOWER, UPPER
from loaders.lexicon import Hit, Lexicon
from loaders.words import alternation
from ontology.tables import read


class Hamlet(NamedTuple):
    """A hamlet by its name with the type word (“Thôn Hiệp An”) and where its name stands."""

    name: str
    start: int
    end: int


class _Patterns(NamedTuple):
    """The type words; what links one to its name, alone and within a list; where a word may and may not stand."""

    kinds: Lexicon[tuple[str, bool]]
    name: re.Pattern[str]
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
        rf"(?! (?!và |xã |phường |của |đã |có |là |do |được |đi |đến |tự |thuộc |với |cùng |để )[{LOWER}])"
    )
    number = rf"{digits}{follows}"
    name = rf"(?!(?:{stops})(?!\w))(?:{word}(?: (?:{word}|{digits})){{0,3}}+|{number}(?: {word}){{0,3}}+)"
    rows = table["hamlet"]
    return _Patterns(
        Lexicon({row["word"]: (row["word"], bool(row.get("numbered"))) for row in rows}),
        re.compile(rf"(?: (?:gồm|là))?:? \(?(?P<name>{name})"),
        re.compile(rf"(?:,| và|, và|;| -| –| &)(?: các| và)? (?P<name>{name})?"),
        re.compile(rf"(?:^|.*\W){alternation(table['hamlet_not_behind']['words'])}[ ]$", re.DOTALL),
        {
            r["word"]: re.compile(rf"(?:^|.*\W){alternation(r['behind'])}[ ]$|.*, $|^$")
            for r in rows
            if "behind" in r
        },
    )


def _named(text: str, hit: Hit[tuple[str, bool]]) -> re.Match[str] | None:
    """The name behind a type word; some words need a number."""
    match = _patterns().name.match(text, hit.end)
    return match if match and (not hit.entry[1] or match["name"][0].isdigit()) else None


def find_hamlets(text: str, low: str) -> Iterator[tuple[Hamlet, ...]]:
    """The hamlets of ``text``, those of one list together: “các thôn Hiệp An, Gia An và thôn Vĩnh Xuân”.

    ``low`` is ``lowered(text)``.
    """
    patterns = _patterns()
    end = 0
    for hit in patterns.kinds.find(low):
        named = _named(text, hit) if hit.start >= end else None
        if named is None:
            continue
        before = low[max(0, hit.start - 12) : hit.start]
        wanted = patterns.behind.get(hit.entry[0])
        if patterns.not_behind.match(before) or (wanted and not wanted.match(before)):
            continue
        hamlets = tuple(_list(text, low, hit, named))
        end = hamlets[-1].end
        yield hamlets


_LEAD = re.compile(r"(?:các |\d{1,2} |khắp )*")


def hamlets_at(text: str, low: str, start: int) -> tuple[Hamlet, ...]:
    """The hamlets of the list that begins at ``start``, with or without “các” or a number before it."""
    lead = _LEAD.match(low, start)
    hit = _patterns().kinds.match(low, lead.end() if lead else start)
    named = _named(text, hit) if hit else None
    return tuple(_list(text, low, hit, named)) if hit and named else ()


def _list(text: str, low: str, hit: Hit[tuple[str, bool]], named: re.Match[str]) -> Iterator[Hamlet]:
    """The hamlets of one list; a type word holds until the next."""
    patterns = _patterns()
    kind = hit.entry[0].capitalize()
    yield Hamlet(f"{kind} {named['name']}", hit.start, named.end())
    pos = named.end()
    while link := patterns.more.match(text, pos):
        again = patterns.kinds.match(low, link.start("name") if link["name"] else link.end())
        further = _named(text, again) if again else None
        if again and further:
            kind = again.entry[0].capitalize()
            yield Hamlet(f"{kind} {further['name']}", again.start, further.end())
            pos = further.end()
        elif link["name"] and not again and not link[0].startswith(";") and not _is_short_form(link["name"]):
            yield Hamlet(f"{kind} {link['name']}", link.start("name"), link.end())
            pos = link.end()
        else:
            return


def _is_short_form(name: str) -> bool:
    """“UBMTTQ” and the like: capitals only."""
    return name.isupper() and len(name) > 2
