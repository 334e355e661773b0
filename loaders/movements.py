"""Movements, campaigns and programmes that a report names, each once, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from graph.records import Instrument, Movement
from loaders.citations import quote
from loaders.layer import TextLayer
from loaders.lexicon import Lexicon, lowered
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read

_QUOTED = re.compile(r"[“\"‟«‘]\s*(?P<name>[^“”\"«»\n]{3,160}?)\s*[”\"»“]")
_NEXT = re.compile(r"(?:\s*,?\s*và\s+|\s*[,;]\s*)(?=[“\"‟«]\w)")
_LIST = re.compile(r"\s*(?:,|;|và|,\s*và)\s+")


class _Campaign(NamedTuple):
    """A known movement; ``bare`` ones count without the word that says what they are."""

    name: str
    kind: str
    bare: bool


class _Found(NamedTuple):
    name: str
    kind: str
    start: int
    end: int


def read_movements(layer: TextLayer, instruments: Iterable[Instrument] = ()) -> tuple[Movement, ...]:
    """The movements of a report in order of where they first stand.

    ``instruments``: programmes with a period are instruments and movements at once (convention 48).
    """
    text = layer.text
    low = lowered(text)
    found = [*_known(low), *_called(text, low), *_programmes(low), *_instruments(instruments)]
    first: dict[str, _Found] = {}
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        first.setdefault(fold(re.sub(r"[^\w ]+", "", item.name)), item)
    return tuple(
        Movement(name=f.name, kind=f.kind, quote=quote(text, f.start, f.end), start=f.start, end=f.end)
        for f in first.values()
    )


@cache
def _campaigns() -> Lexicon[_Campaign]:
    return Lexicon(
        {
            word: _Campaign(row["name"], row["kind"], bool(row.get("bare")))
            for row in read("movements")["campaign"]
            for word in row["words"]
        }
    )


@cache
def _leads() -> tuple[re.Pattern[str], dict[str, str]]:
    table = read("movements")
    kinds = {word: row["kind"] for row in table["lead"] for word in row["words"]}
    opened = r"(?: do [^.,;:“”\n]{2,60}? phát động)?"  # “phong trào do Hội Nông dân phát động như …”
    filler = rf"{opened}(?:(?: |, |: ?){alternation(table['filler']['words'])})*:?\s+"
    joined = rf"(?:,| và|, các) {alternation(kinds)}"
    return re.compile(rf"(?<!\w)(?P<lead>{alternation(kinds)})(?:{joined})*{filler}"), kinds


def _known(low: str) -> Iterator[_Found]:
    """National campaigns by their full names."""
    for hit in _campaigns().find(low):
        if hit.entry.bare:
            yield _Found(hit.entry.name, hit.entry.kind, hit.start, hit.end)


def _called(text: str, low: str) -> Iterator[_Found]:
    """What the text calls a movement, campaign or programme: known names with or without quotes, any in quotes."""
    pattern, kinds = _leads()
    for match in pattern.finditer(low):
        kind, pos = kinds[match["lead"]], match.end()
        known = _campaigns().match(low, pos)
        if known:
            yield _Found(known.entry.name, known.entry.kind, match.start(), known.end)
            continue
        quoted = _QUOTED.match(text, pos)
        while quoted:
            start = match.start() if pos == match.end() else quoted.start()
            known = _campaigns().match(low, quoted.start("name"))
            if known is None or not known.entry.bare:
                name = (
                    known.entry.name if known and known.end == quoted.end("name") else _titled(quoted["name"])
                )
                yield _Found(name, kind, start, quoted.end())
            pos = quoted.end()
            link = _NEXT.match(text, pos)
            quoted = _QUOTED.match(text, link.end()) if link else None


def _titled(name: str) -> str:
    name = re.sub(r"\s+", " ", name)
    return name[:1].upper() + name[1:]


@cache
def _objects() -> tuple[re.Pattern[str], Lexicon[str]]:
    table = read("movements")
    objects = {word: row["name"] for row in table["object"] for word in row["words"]}
    return re.compile(rf"(?<!\w){alternation(table['programme']['words'])}:?\s+"), Lexicon(objects)


def _programmes(low: str) -> Iterator[_Found]:
    """National target programmes, one for each object: “Chương trình mục tiêu quốc gia về y tế”."""
    lead, objects = _objects()
    for match in lead.finditer(low):
        start, pos = match.start(), match.end()
        while hit := objects.match(low, pos):
            yield _Found(
                f"{read('movements')['programme']['name']} {hit.entry}", "chương trình", start, hit.end
            )
            link = _LIST.match(low, hit.end)
            start, pos = (link.end(), link.end()) if link else (hit.end, len(low))


def _instruments(instruments: Iterable[Instrument]) -> Iterator[_Found]:
    """Programmes known by name and period among the instruments."""
    for instrument in instruments:
        if (
            instrument.key.startswith("Chương trình ")
            and "phối hợp" not in instrument.key
            and instrument.mentions
        ):
            mention = instrument.mentions[0]
            yield _Found(instrument.key, "chương trình", mention.start, mention.end)
