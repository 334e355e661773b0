"""Where an instrument comes from and what came of it: a walk over the lineage properties, node by node.

Every step asks for bound nodes only, so it costs the same in a store of any size. Edges are stored from the
newer or lower instrument to the older or higher one: “up” follows them, “down” goes against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from queries.ask import Source, iri, local, select
from queries.evidence import passage_fields, passages
from queries.lookup import Thing, described
from queries.words import RELATIONS

Direction = Literal["up", "down"]
Ending = Literal["", "cycle", "repeat", "deep"]

DEPTH = 4
"""How many steps are walked unless another depth is asked for."""
HUB = 12
"""How many instruments of one relation are shown below one instrument; the rest is counted."""


class Edge(NamedTuple):
    """One relation between two instruments; ``relation`` is a name of `queries.words.RELATIONS`."""

    newer: str
    relation: str
    older: str


class Force(NamedTuple):
    """From when to when an instrument is in force, as far as a source says so (ISO, “” where unknown).

    ``ended_by`` and ``ended_on``: key and date of the first instrument that replaces or repeals it.
    """

    begins: str = ""
    ends: str = ""
    ended_by: str = ""
    ended_on: str = ""


class Proof(NamedTuple):
    """Why an edge is believed: a report (``file`` and passage), or a row of the register (``source``)."""

    claim: str
    file: str = ""
    section: str = ""
    prefix: str = ""
    quote: str = ""
    suffix: str = ""
    start: str = ""
    end: str = ""
    source: str = ""
    certainty: str = ""
    confidence: str = ""


class Branch(NamedTuple):
    """The instruments that one relation leads to from one instrument; ``hidden`` more are not listed."""

    relation: str
    direction: Direction
    steps: tuple[Step, ...]
    hidden: int


class Step(NamedTuple):
    """One instrument in the tree, and the edge that led to it; ``ending`` says why the walk stops here.

    “cycle”: it stands above itself on this path; “repeat”: its branches are shown elsewhere in the tree;
    “deep”: more lies below the depth that was asked for.
    """

    thing: Thing
    edge: Edge | None
    branches: tuple[Branch, ...] = ()
    ending: Ending = ""


class Lineage(NamedTuple):
    """The tree around one instrument, and what is known of its nodes and edges."""

    root: Step
    force: Mapping[str, Force]
    proofs: Mapping[Edge, tuple[Proof, ...]]

    def steps(self) -> Iterator[Step]:
        """Every step of the tree, the root first."""
        waiting = [self.root]
        while waiting:
            step = waiting.pop(0)
            yield step
            waiting.extend(below for branch in step.branches for below in branch.steps)


_EDGES = """
SELECT DISTINCT ?newer ?relation ?older WHERE {
  VALUES ?newer { UNDEF }
  VALUES ?older { UNDEF }
  VALUES ?relation { UNDEF }
  ?newer ?relation ?older
} ORDER BY ?relation ?newer ?older
"""
_FORCE = """
SELECT ?node ?begins ?ends ?by ?date WHERE {
  VALUES ?node { UNDEF }
  OPTIONAL { ?node eli:first_date_entry_in_force ?begins }
  OPTIONAL { ?node eli:date_no_longer_in_force ?ends }
  OPTIONAL {
    ?later dv:replaces|dv:repeals ?node ; rdfs:label ?by .
    OPTIONAL { ?later eli:date_document ?date }
  }
} ORDER BY ?node ?date ?by
"""
_PROOFS = """
SELECT ?claim ?newer ?relation ?older ?span ?file ?source ?certainty ?confidence WHERE {
  VALUES ?newer { UNDEF }
  VALUES ?relation { UNDEF }
  GRAPH ?graph {
    ?claim rdf:subject ?newer ; rdf:predicate ?relation ; rdf:object ?older .
    OPTIONAL { ?claim dv:evidence ?span }
    OPTIONAL { ?claim prov:wasDerivedFrom ?report . ?report dv:fileName ?file }
    OPTIONAL { ?claim dcterms:source ?source }
    OPTIONAL { ?claim dv:certainty ?certainty }
    OPTIONAL { ?claim dv:confidence ?confidence }
  }
} ORDER BY ?claim
"""


class _Walk:
    """A walk in one direction: the edges out of each node that was reached, and what the nodes are."""

    def __init__(self, source: Source, direction: Direction, depth: int, hub: int | None) -> None:
        self.source = source
        self.direction = direction
        self.depth = depth
        self.hub = hub
        self.things: dict[str, Thing] = {}
        self.next: dict[str, list[Edge]] = {}
        self.open: set[str] = set()

    def far(self, edge: Edge) -> str:
        """The node an edge leads to in the direction of the walk."""
        return edge.older if self.direction == "up" else edge.newer

    def near(self, edge: Edge) -> str:
        """The node an edge leaves in the direction of the walk."""
        return edge.newer if self.direction == "up" else edge.older

    def run(self, root: Thing, nodes: Iterable[str]) -> None:
        """Walk level by level from ``root``, whose edges are those of all ``nodes`` that stand for it."""
        self.things[root.iri] = root
        first = [edge._replace(**{self._near_name: root.iri}) for edge in self._edges(nodes)]
        level = self._take({root.iri}, first)
        for _ in range(1, self.depth):
            if not level:
                return
            level = self._take(level, self._edges(level))
        self.open = {self.near(edge) for edge in self._edges(level)} if level else set()

    @property
    def _near_name(self) -> str:
        return "newer" if self.direction == "up" else "older"

    def _take(self, level: Iterable[str], edges: Iterable[Edge]) -> set[str]:
        """Keep the edges out of ``level``; returns the nodes that are reached for the first time."""
        for node in level:
            self.next[node] = []
        for edge in edges:
            self.next[self.near(edge)].append(edge)
        ends = {self.far(edge) for node in level for edge in self.next[node]}
        self.things |= {
            thing.iri: thing for thing in described(self.source, sorted(ends - self.things.keys()))
        }
        return {node for node in ends if node not in self.next and node in self.things}

    def _edges(self, nodes: Iterable[str]) -> list[Edge]:
        """The edges that leave ``nodes``; the bare dv:lineage only where no other relation tells more."""
        away = "older" if self.direction == "up" else "newer"
        text = _EDGES.replace(f"VALUES ?{away} {{ UNDEF }}", "")
        bound = {self._near_name: [iri(node) for node in sorted(nodes)]}
        rows = select(self.source, text, relation=_RELATIONS, **bound)
        edges = [Edge(row["newer"], local(row["relation"]), row["older"]) for row in rows]
        told = {(edge.newer, edge.older) for edge in edges if edge.relation != "lineage"}
        return [e for e in edges if e.relation != "lineage" or (e.newer, e.older) not in told]

    def branches(self, node: str, path: tuple[str, ...], shown: set[str]) -> tuple[Branch, ...]:
        """The branches below ``node``: relations in the order of their table, the newest instrument first."""
        found = []
        for relation in RELATIONS:
            edges = [
                e for e in self.next.get(node, ()) if e.relation == relation and self.far(e) in self.things
            ]
            if not edges:
                continue
            edges.sort(key=lambda e: (self.things[self.far(e)].date, self.far(e)), reverse=True)
            kept = edges[: self.hub]
            steps = tuple(self._step(edge, path, shown) for edge in kept)
            found.append(Branch(relation, self.direction, steps, len(edges) - len(kept)))
        return tuple(found)

    def _step(self, edge: Edge, path: tuple[str, ...], shown: set[str]) -> Step:
        node = self.far(edge)
        thing = self.things[node]
        if node in path:
            return Step(thing, edge, ending="cycle")
        if node in shown:
            return Step(thing, edge, ending="repeat" if self.next.get(node) else "")
        shown.add(node)
        below = self.branches(node, (*path, node), shown)
        return Step(thing, edge, below, "deep" if node in self.open else "")


_RELATIONS = [f"dv:{name}" for name in RELATIONS]


def lineage(
    source: Source,
    root: Thing,
    nodes: tuple[str, ...],
    directions: Iterable[Direction] = ("up", "down"),
    *,
    depth: int = DEPTH,
    hub: int | None = HUB,
) -> Lineage:
    """The tree around ``root``.

    Args:
        source: where to ask.
        root: the instrument to begin with.
        nodes: the IRIs that stand for it (several where it is open which instrument is meant).
        directions: “up” to what it rests on, “down” to what rests on it.
        depth: how many steps at most (from 1).
        hub: how many instruments of one relation are listed below one instrument; None: all.
    """
    branches: list[Branch] = []
    for direction in directions:
        walk = _Walk(source, direction, depth, hub)
        walk.run(root, nodes)
        branches += walk.branches(root.iri, (root.iri,), {root.iri})
    found = Lineage(Step(root, None, tuple(branches)), {}, {})
    steps = list(found.steps())
    force = _force(source, {step.thing.iri for step in steps})
    edges = [step.edge for step in steps if step.edge]
    return found._replace(force=force, proofs=_proofs(source, edges, dict.fromkeys(nodes, root.iri)))


def _force(source: Source, nodes: Iterable[str]) -> dict[str, Force]:
    """What is known of the force of ``nodes``."""
    found: dict[str, Force] = {}
    for row in select(source, _FORCE, node=[iri(node) for node in sorted(nodes)]):
        force = Force(row.get("begins", ""), row.get("ends", ""), row.get("by", ""), row.get("date", ""))
        found.setdefault(row["node"], force)
    return found


def _proofs(source: Source, edges: list[Edge], same: Mapping[str, str]) -> dict[Edge, tuple[Proof, ...]]:
    """Why each of ``edges`` is believed; ``same`` maps the nodes that stand for the root to it."""
    if not edges:
        return {}
    newer = [iri(node) for node in sorted({edge.newer for edge in edges} | same.keys())]
    rows = list(select(source, _PROOFS, newer=newer, relation=_RELATIONS))
    spans = {row["span"]: row for row in passages(source, {row["span"] for row in rows if "span" in row})}
    found: dict[Edge, tuple[Proof, ...]] = {}
    for row in rows:
        span = spans.get(row.get("span", ""), {})
        proof = Proof(
            claim=row["claim"],
            file=row.get("file", ""),
            **passage_fields(span),
            source=row.get("source", ""),
            certainty=local(row.get("certainty", "")),
            confidence=row.get("confidence", ""),
        )
        newer_, older = (same.get(node, node) for node in (row["newer"], row["older"]))
        edge = Edge(newer_, local(row["relation"]), older)
        found[edge] = (*found.get(edge, ()), proof)
    return found


def force_on(thing: Thing, force: Force, on: str) -> Literal["yes", "no", "replaced", "not_yet", "unknown"]:
    """Whether an instrument was in force on the day ``on`` (ISO).

    “no” and “not_yet” follow from stated dates; “replaced” is only inferred: a newer instrument had replaced
    or repealed it by then. Where no date is known the answer is “unknown”.
    """
    if on < (force.begins or thing.date):
        return "not_yet"
    if force.ends and on >= force.ends:
        return "no"
    if force.ended_by and force.ended_on and on >= force.ended_on and not force.ends:
        return "replaced"
    return "yes" if force.begins or force.ends else "unknown"
