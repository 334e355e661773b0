"""A store as text: N-Quads and TriG of all graphs, Turtle of the facts. Equal stores give equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, serialize

from graph.store import Store
from ontology.namespaces import PREFIXES


def chunks(store: Store, fmt: Literal["nq", "trig", "ttl"]) -> Iterator[bytes]:
    """The text, graph by graph."""
    if fmt == "nq":
        yield from store.dump()
    elif fmt == "ttl":
        facts = sorted((quad.triple for quad in store.quads(graph=DefaultGraph())), key=str)
        yield serialize(facts, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    else:
        graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *store.graphs()]
        for graph in graphs:
            quads = sorted(store.quads(graph=graph), key=str)
            yield serialize(quads, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
