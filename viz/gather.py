"""Which things are drawn: from the seeds outwards, a fair share for each, as many as fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ontology.namespaces import DV, ELI, ID, RDFS, SKOS
from queries.ask import local
from viz.picture import Request
from viz.reader import Card, Reader
from viz.style import full, style

Links = dict[tuple[str, str], set[str]]
"""(subject, object) → names of the relations between them."""


class Gatherer:
    """Grows the picture from its seeds, one step a time, and remembers what did not fit."""

    def __init__(self, reader: Reader, request: Request) -> None:
        self.reader = reader
        self.table = style()
        self.wanted = request.wanted(self.table)
        self.limit = request.limit
        self._kinds: dict[str, str] = {}
        self.cards: dict[str, Card] = {}
        self.links: Links = defaultdict(set)
        self.cited_in: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.shown: dict[str, None] = {}
        self.seeds: tuple[str, ...] = ()
        self.expanded: set[str] = set()
        self.predicates = self.make_predicates()

    def make_predicates(self) -> dict[str, tuple[str, bool]]:
        """Predicate IRI → (relation, whether it runs the other way)."""
        found: dict[str, tuple[str, bool]] = {}
        for name, edge in self.table.edges.items():
            if edge.predicate and (not edge.needs or edge.needs in self.wanted):
                found[full(edge.predicate)] = (name, False)
            if edge.also_inverse_of:
                found[full(edge.also_inverse_of)] = (name, True)
        return found

    def seed(self, things: Iterable[str]) -> None:
        """Start from these things, those of a wanted kind."""
        self.seeds = tuple(things)
        self.look_up(self.seeds)
        for thing in self.seeds:
            if self.cards[thing] and self.kind(thing) in self.wanted:
                self.shown.setdefault(thing)

    def kind(self, thing: str) -> str:
        """The kind of a thing, by its identity; “” for what is never drawn."""
        if thing not in self._kinds:
            self._kinds[thing] = self.table.kind_of(thing) or ""
        return self._kinds[thing]

    def look_up(self, things: Iterable[str]) -> None:
        """Read the cards of things not met before; costs time, so only of things that will be named."""
        new = [thing for thing in things if thing not in self.cards]
        cards = self.reader.cards(new)
        self.cards.update((thing, cards.get(thing, {})) for thing in new)

    def read_links(self, things: Iterable[str]) -> None:
        """Read every relation of these things, drawn later where both ends are shown."""
        things = [thing for thing in things if thing not in self.expanded]
        self.expanded.update(things)
        for subject, predicate, target in self.reader.relations(things, self.predicates):
            name, backwards = self.predicates[predicate]
            self.links[(target, subject) if backwards else (subject, target)].add(name)
        if "report" not in self.wanted:
            for unit, report, instrument in self.reader.mentions(things):
                self.links[unit, instrument].add("mentions")
                self.cited_in[unit, instrument].add(report)
            for unit, _, movement in self.reader.movements(things):
                self.links[unit, movement].add("takes_part")
        for unit, instrument in self.reader.denied(things):
            self.links[unit, instrument].add("negated")

    def neighbours(self) -> dict[str, list[str]]:
        """Thing → its neighbours by the relations read so far that are not quiet, of wanted kinds."""
        loud = {name for name, edge in self.table.edges.items() if not edge.quiet}
        pairs = [pair for pair, names in self.links.items() if pair[0] != pair[1] and names & loud]
        beside: dict[str, set[str]] = defaultdict(set)
        for source, target in pairs:
            if self.kind(source) in self.wanted and self.kind(target) in self.wanted:
                beside[source].add(target)
                beside[target].add(source)
        return {thing: sorted(found) for thing, found in beside.items()}

    def step(self, frontier: list[str]) -> list[str]:
        """Show the neighbours of the frontier as far as they fit, a fair share for each; what came in."""
        self.read_links(frontier)
        beside = self.neighbours()
        known = {thing: len(found) for thing, found in beside.items()}
        queues = [self._queue(beside.get(thing, []), known) for thing in frontier if self._leads_on(thing)]
        came: list[str] = []
        while queues and len(self.shown) < self.limit:
            for queue in list(queues):
                fresh = next((thing for thing in queue if thing not in self.shown), None)
                if fresh is None:
                    queues.remove(queue)
                elif len(self.shown) < self.limit:
                    self.shown[fresh] = None
                    came.append(fresh)
        return came

    def _leads_on(self, thing: str) -> bool:
        """Whether the neighbours of a thing are drawn for its sake."""
        return thing in self.seeds or not self.table.kinds[self.kind(thing)].passive

    def _queue(self, things: list[str], known: dict[str, int]) -> Iterator[str]:
        """Neighbours, the most connected first, then by identity."""
        return iter(sorted(things, key=lambda thing: (-known.get(thing, 0), thing)))

    def name(self, thing: str) -> str:
        """What a thing is called: its key or label, else the end of its identity."""
        card = self.cards.get(thing, {})
        props = (ELI.number, SKOS.prefLabel, RDFS.label, ELI.title, DV.fileName)
        return next((card[prop][0] for prop in props if card.get(prop)), local(thing))


def short(iri: str) -> str:
    """The identity without the common base, as pages use it."""
    return iri.removeprefix(ID)
