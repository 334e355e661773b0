"""Roads and named sites: “Quốc lộ 24A”, “đường Phạm Văn Đồng”, “tuyến đường từ … đi …”, “chợ Vĩnh Hải”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from loaders.levels import NAME
from loaders.lexicon import Hit, Lexicon
from loaders.words import alternation
from ontology.tables import read

_NUMBER = r"(?:số )?(?:[A-ZĐ]{1,3}[.\s-]?)?\d{1,4}(?:[A-ZĐ]|[a-z](?!\w))?(?:[-.]\d{1,2})?(?!\w|[.,/%]\d)"
_DATED = r"\d{1,2} tháng \d{1,2}|\d{1,2}/\d{1,2}"
_STREET = rf"(?:Đ[HTX]\.?\s?\d+\w?|(?![A-ZĐ]{{2,}}){NAME}|{_DATED})(?: ?[-–] ?{NAME})?"
_SITE = rf"{NAME}(?: \d{{1,2}}\b)?(?: - {NAME})?"
_WHOLE = re.compile("(?P<rest>)")
_GLUED = re.compile(r"ql(?=\d)")
_NOT_BEHIND = ("nhu ", "yêu ", "toàn ", "thỉnh ", "con ")


class Way(NamedTuple):
    """A road or site as records write it, and where it stands."""

    name: str
    relation: str
    start: int
    end: int


class _Kind(NamedTuple):
    """A word for a road or site: its name in the record, what follows it, and for sites the relation."""

    name: str
    rest: re.Pattern[str]
    relation: str | None


@cache
def _kinds() -> Lexicon[_Kind]:
    """All words for roads and sites."""
    table = read("places")
    number, street = re.compile(rf"\.?\s?(?P<rest>{_NUMBER})"), re.compile(rf" (?P<rest>{_STREET})(?!\w)")
    site = re.compile(rf" (?P<rest>{_SITE})")
    kinds = {}
    for row in table["road"]:
        rest = _WHOLE if row.get("whole") else number if row.get("numbered") else street
        kinds[row["word"]] = _Kind(row["name"], rest, None)
    for row in table["site"]:
        kinds[row["word"]] = _Kind(f"{row['word'][:1].upper()}{row['word'][1:]}", site, row["relation"])
    return Lexicon(kinds)


@cache
def _passing() -> re.Pattern[str]:
    return re.compile(rf"[^.;\n]{{0,120}}?(?<!\w){alternation(read('places')['passes']['words'])}")


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in read("places")["line"])


def find_ways(text: str, low: str) -> Iterator[Way]:
    """Lines from a place to a place, numbered and named roads, sites; ``low`` is ``lowered(text)``.

    A road that runs through the commune is “passes”, any other “road” (convention 43).
    """
    for match in chain.from_iterable(pattern.finditer(low) for pattern in _lines()):
        name = text[match.start() : match.end()].rstrip()
        yield Way(name[:1].upper() + name[1:], "road", match.start(), match.start() + len(name))
    end = 0
    for hit in sorted(chain(_kinds().find(low), _glued(low)), key=lambda hit: hit.start):
        rest = hit.entry.rest.match(text, hit.end) if hit.start >= end else None
        if rest and not low[max(0, hit.start - 6) : hit.start].endswith(_NOT_BEHIND):
            end = rest.end()
            runs = _passing().match(low, end)
            relation = hit.entry.relation or ("passes" if runs else "road")
            yield Way(f"{hit.entry.name} {rest['rest']}".rstrip(), relation, hit.start, end)


def _glued(low: str) -> Iterator[Hit[_Kind]]:
    """“QL1A”: the short form without a space before its number."""
    short = _kinds().match("ql", 0)
    for match in _GLUED.finditer(low) if short else ():
        if short and not low[match.start() - 1 : match.start()].isalnum():
            yield Hit(short.entry, match.start(), match.end())
