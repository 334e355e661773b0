"""One thing's card: what it is, what it is related to, who does what with it, and where that is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.shell import tell
from queries.ask import Source
from queries.cards import CARDS, Fact, Part
from queries.lookup import Target, Thing
from queries.present import bold, headline, wrapped

_MOST = 15


class Card(NamedTuple):
    """What fits one page about one thing; empty facts and parts are left out."""

    thing: Thing
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]


def card(source: Source, target: Target) -> Card:
    """The card of what `queries.things.one_thing` found."""
    facts, parts = CARDS[target.thing.kind](source, target)
    facts.append(Fact("iri", "IRI", target.thing.iri))
    return Card(target.thing, tuple(f for f in facts if f.value), tuple(p for p in parts if p.entries))


def card_lines(shown_: Card, *, most: int = _MOST) -> Iterator[str]:
    """A card as text; a list longer than ``most`` ends in the number of those left out."""
    yield bold(headline(shown_.thing))
    for fact in shown_.facts:
        yield wrapped(f"{fact.heading}: {fact.value}", 2)
    for part in shown_.parts:
        yield ""
        yield bold(part.heading[:1].upper() + part.heading[1:])
        yield from _entries(part, most)


def _entries(part: Part, most: int) -> Iterator[str]:
    if part.name == "relations":  # a tree, whose lines belong together
        yield from (f"  {entry}" for entry in part.entries)
        return
    for entry in part.entries[:most]:
        yield wrapped(entry, 2)
    if (more := len(part.entries) - most) > 0:
        yield tell(f"  … và {more} mục khác (--all)", f"  … and {more} more (--all)")


def as_json(shown_: Card) -> dict[str, object]:
    """A card for programs."""
    found: dict[str, object] = {
        "kind": shown_.thing.kind,
        "label": shown_.thing.label,
        "open": shown_.thing.open,
    }
    found |= {fact.name: fact.value for fact in shown_.facts}
    return found | {part.name: list(part.entries) for part in shown_.parts}
