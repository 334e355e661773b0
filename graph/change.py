"""New content of named graphs → the quads to delete and to insert, facts included, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from pyoxigraph import Store as Engine

from graph.facts import best_label, facts_of
from graph.terms import node
from ontology.iris import REFERENCE_INSTRUMENTS
from ontology.namespaces import RDFS

Contents = Mapping[NamedNode, frozenset[Triple]]
_FACTS: Final = DefaultGraph()
_LABEL: Final = node(RDFS.label)
_REGISTER: Final = node(REFERENCE_INSTRUMENTS)


class Change(NamedTuple):
    """The quads that leave a store and those that enter it, and the named graphs that are empty after it."""

    gone: set[Quad]
    come: set[Quad]
    emptied: tuple[NamedNode, ...] = ()

    def commit(self, engine: Engine) -> None:
        """Carry the change out in one transaction. What is only added needs no update text."""
        if not self.gone:
            engine.extend(self.come)
            return
        steps = [f"DELETE DATA {{ {_block(self.gone)} }}", f"INSERT DATA {{ {_block(self.come)} }}"]
        engine.update(" ;\n".join([*steps, *(f"DROP SILENT GRAPH {graph}" for graph in self.emptied)]))


def change_to(engine: Engine, contents: Contents) -> Change:
    """What is to be done so that each graph of ``contents`` holds its new triples and the facts follow.

    A fact leaves if no other graph holds the same triple; a label leaves if a better one is there.
    """
    change = Change(set(), set(), tuple(graph for graph, new in contents.items() if not new))
    gone: set[Triple] = set()
    come: set[Triple] = set()
    for graph, new in contents.items():
        old = {quad.triple for quad in engine.quads_for_pattern(None, None, None, graph)}
        change.gone.update(_in_graph(old - new, graph))
        change.come.update(_in_graph(new - old, graph))
        gone |= facts_of(old - new)
        come |= facts_of(new - old)
    if gone:
        gone = gone.difference(*map(facts_of, contents.values()))
    labels_gone, labels_come = _labels(gone), _labels(come)
    unsupported = (fact for fact in gone - labels_gone if not _others(engine, contents, fact))
    change.gone.update(_in_graph(unsupported, _FACTS))
    change.come.update(_in_graph(come - labels_come, _FACTS))
    _relabel(engine, contents, change, labels_gone, labels_come)
    return change


def _labels(facts: set[Triple]) -> set[Triple]:
    return {fact for fact in facts if fact.predicate == _LABEL}


def _others(engine: Engine, contents: Contents, fact: Triple) -> bool:
    """Whether a graph that is not being replaced holds the same triple."""
    found = engine.quads_for_pattern(fact.subject, fact.predicate, fact.object, None)
    return any(quad.graph_name != _FACTS and quad.graph_name not in contents for quad in found)


def _relabel(
    engine: Engine, contents: Contents, change: Change, gone: set[Triple], come: set[Triple]
) -> None:
    """One label a thing in the facts, whatever the order of the reports."""
    lost = {_subject(triple) for triple in gone}
    new: dict[NamedNode, set[Literal]] = {_subject(triple): set() for triple in gone | come}
    for triple in come:
        new[_subject(triple)].add(_literal(triple.object))
    for subject, labels in new.items():
        now = {_literal(quad.object) for quad in _labelled(engine, subject, _FACTS)}
        candidates = _all_labels(engine, contents, subject) if subject in lost else now | labels
        if len(candidates) > 1:
            candidates = _official_labels(engine, contents, subject) or candidates
        best = {best_label(candidates)} if candidates else set()
        change.gone.update(Quad(subject, _LABEL, label, _FACTS) for label in now - best)
        change.come.update(Quad(subject, _LABEL, label, _FACTS) for label in best - now)


def _subject(triple: Triple) -> NamedNode:
    """The subject of a fact: we make no blank nodes and no triple terms."""
    return cast("NamedNode", triple.subject)


def _literal(label: object) -> Literal:
    """The object of a label."""
    return cast("Literal", label)


def _labelled(
    engine: Engine, subject: NamedNode, graph: NamedNode | DefaultGraph | None = None
) -> Iterator[Quad]:
    return engine.quads_for_pattern(subject, _LABEL, None, graph)


def _all_labels(engine: Engine, contents: Contents, subject: NamedNode) -> set[Literal]:
    """All labels that named graphs will give ``subject``."""
    others = {
        _literal(quad.object)
        for quad in _labelled(engine, subject)
        if quad.graph_name != _FACTS and quad.graph_name not in contents
    }
    mine = (fact for new in contents.values() for fact in new if fact.subject == subject)
    return others | {_literal(fact.object) for fact in mine if fact.predicate == _LABEL}


def _official_labels(engine: Engine, contents: Contents, subject: NamedNode) -> set[Literal]:
    """The labels that the register gives ``subject``: they stand before those of any report."""
    if (new := contents.get(_REGISTER)) is not None:
        return {_literal(fact.object) for fact in new if fact.subject == subject and fact.predicate == _LABEL}
    return {_literal(quad.object) for quad in _labelled(engine, subject, _REGISTER)}


def _in_graph(triples: Iterable[Triple], graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    return (Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def _block(quads: set[Quad]) -> str:
    """Quads as the body of a DATA block, written by the engine's own serialiser."""
    parts: dict[object, list[Triple]] = {}
    for quad in quads:
        parts.setdefault(quad.graph_name, []).append(quad.triple)
    texts: list[str] = []
    for graph, triples in parts.items():
        text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
        texts.append(text if graph == _FACTS else f"GRAPH {graph} {{ {text} }}")
    return "\n".join(texts)
