"""Bodies in running text: where their names stand, and what the table of bodies says of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from loaders.lexicon import Hit, Lexicon, lowered
from loaders.words import spellings
from ontology.tables import read


class BodyEntry(msgspec.Struct, frozen=True):
    """A row of ``ontology/bodies.toml``: official name, kind, whose body it is (``reach``), and its conditions."""

    name: str
    kind: str
    reach: str
    capital: bool = False
    named_unit: bool = False
    needs_organ: bool = False
    with_unit: str | None = None


@cache
def _lexicon() -> Lexicon[BodyEntry]:
    """Every word of the table and its row; sectoral bodies are made of their lead word and the sectors."""
    table = read("bodies")
    entries: dict[str, BodyEntry] = {}
    for row in table["body"]:
        entry = msgspec.convert({k: row[k] for k in BodyEntry.__struct_fields__ if k in row}, BodyEntry)
        entries |= dict.fromkeys(row["words"], entry)
    for row in table["sectoral"]:
        entries |= _sectoral(row, table)
    return Lexicon(entries)


def _sectoral(row: dict[str, Any], table: dict[str, Any]) -> dict[str, BodyEntry]:
    forms = {name: name for name in table["sectors"]["names"]}
    forms |= {short["form"]: short["full"] for short in table["sector_short"]}
    only = row.get("only") or set(forms.values())
    entries = {}
    for form, full in forms.items():
        if full in only:
            entry = BodyEntry(f"{row['lead']} {full}", row["kind"], row["reach"], capital=True)
            for written in {
                form,
                form.replace(" - ", "-"),
                form.replace(" - ", " – "),
                form.replace(" và ", " & "),
            }:
                entries[f"{row['lead']} {written}"] = entry
    return entries


@cache
def _barred(side: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """What may not stand on one side of a name, and of which names (of all where the set is empty)."""
    return tuple(
        (tuple(s for word in row["words"] for s in spellings(word)), frozenset(row.get("for", ())))
        for row in read("bodies")[side]
    )


def _allowed(hit: Hit[BodyEntry], low: str) -> bool:
    before = low[max(0, hit.start - 26) : hit.start].removesuffix(" ")
    after = low[hit.end : hit.end + 26].removeprefix(" ")
    for side, window in (("not_behind", before), ("not_before", after)):
        bars = str.endswith if side == "not_behind" else str.startswith
        for words, names in _barred(side):
            if names and hit.entry.name not in names:
                continue
            if bars(window, words) and any(
                bars(window, word) and _whole(window, word, side) for word in words
            ):
                return False
    return True


def _whole(window: str, word: str, side: str) -> bool:
    """Whether the word that ends (or opens) the window is a whole word."""
    beside = (
        window[-len(word) - 1 : -len(word)] if side == "not_behind" else window[len(word) : len(word) + 1]
    )
    return not beside.isalnum()


def body_names(text: str, low: str | None = None) -> Iterator[Hit[BodyEntry]]:
    """The names of bodies in ``text`` from left to right, class names and parts of other names left out."""
    low = lowered(text) if low is None else low
    for hit in _lexicon().find(low):
        if (not hit.entry.capital or text[hit.start].isupper()) and _allowed(hit, low):
            yield hit


def body_name_at(low: str, start: int) -> Hit[BodyEntry] | None:
    """The name of a body that begins at ``start`` of a ``lowered`` text, whatever its case."""
    return _lexicon().match(low, start)
