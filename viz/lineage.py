"""The “lược đồ” of an instrument: what it comes from on one side, what came of it on the other.

The walk goes on in one direction: from an older instrument only to still older ones, from a newer one only to still
newer ones. So the many other instruments with the same legal basis stay out.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec

from queries.ask import Source
from viz.gather import Gatherer, short
from viz.network import finish, grown
from viz.picture import Picture, Request
from viz.reader import Reader
from viz.style import full, style

KINDS = frozenset({"party", "state", "front", "named", "unresolved"})
DEPTH = 4


class _Walk(Gatherer):
    """Grows along the relations between instruments only; ``levels`` are steps, older below 0, newer above."""

    def __init__(self, reader: Reader, request: Request) -> None:
        super().__init__(reader, request)
        self.levels: dict[str, int] = {}

    def make_predicates(self) -> dict[str, tuple[str, bool]]:
        """Only the relations between instruments."""
        edges = style().edges.items()
        return {full(edge.predicate): (name, False) for name, edge in edges if edge.family == "lineage"}

    def read_links(self, things: list[str] | dict[str, None]) -> None:  # type: ignore[override]
        """The relations of these things; mentions and denials are no lineage."""
        new = [thing for thing in things if thing not in self.expanded]
        self.expanded.update(new)
        for source, predicate, target in self.reader.relations(new, self.predicates):
            self.links[source, target].add(self.predicates[predicate][0])

    def neighbours(self) -> dict[str, list[str]]:
        """Thing → what lies further on in its direction."""
        beside: dict[str, set[str]] = defaultdict(set)
        for newer, older in self.links:
            if newer == older or not {self.kind(newer), self.kind(older)} <= self.wanted:
                continue
            if self.levels.get(newer, 1) <= 0:
                beside[newer].add(older)
            if self.levels.get(older, -1) >= 0:
                beside[older].add(newer)
        return {thing: sorted(found) for thing, found in beside.items()}

    def step(self, frontier: list[str]) -> list[str]:
        """One step further in both directions."""
        for thing in frontier:
            self.levels.setdefault(thing, 0)
        came = super().step(frontier)
        for thing in came:
            older = [self.levels[f] for f in frontier if (f, thing) in self.links and self.levels[f] <= 0]
            newer = [self.levels[f] for f in frontier if (thing, f) in self.links and self.levels[f] >= 0]
            self.levels[thing] = min(older) - 1 if older else max(newer) + 1
        return came


def make_lineage(graph: Source, request: Request) -> Picture:
    """The picture of what the instruments asked for come from and what came of them, with its levels."""
    request = msgspec.structs.replace(
        request, kinds=KINDS, depth=request.depth if request.depth is not None else DEPTH
    )
    seen = _Walk(Reader(graph), request)
    grown(seen, request.anchors, request.steps)
    picture = finish(seen, request)
    levels = {short(thing): level for thing, level in seen.levels.items() if thing in seen.shown}
    far = {g.id: levels[g.hub] + (1 if levels[g.hub] > 0 else -1) for g in picture.drawn_groups}
    return msgspec.structs.replace(picture, levels=levels | far, silent={})
