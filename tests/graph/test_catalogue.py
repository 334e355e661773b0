"""The store's description of itself: right counts, equal bytes for equal data, nothing of the clock."""

from __future__ import annotations

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from graph.build import record_quads
from graph.catalogue import DATASET, catalogue_quads, module_versions, refresh
from graph.store import Store
from ontology import iris
from ontology.namespaces import DV, PREFIXES
from tests.graph import clean_report

VOID = PREFIXES["void"]


def filled() -> Store:
    """A store with the one report."""
    store, module = Store.in_memory(), clean_report
    store.replace_report(record_quads(module.record(), module.Layer(module.TEXT), "0.1.0"))
    return store


def value(quads: list[Quad], subject: str, predicate: str) -> str:
    """The one value of a property in the description."""
    (found,) = [
        q.object for q in quads if (q.subject, q.predicate) == (NamedNode(subject), NamedNode(predicate))
    ]
    assert not isinstance(found, Quad)
    return str(found.value)  # type: ignore[union-attr]


def test_things_and_triples_are_counted() -> None:
    """One report, one model; as many triples of cites as the report has instruments."""
    quads = catalogue_quads(filled())
    assert value(quads, f"{DATASET}/class/dv-Report", VOID + "entities") == "1"
    assert value(quads, f"{DATASET}/class/dv-Claim", VOID + "entities") == str(
        len({t.subject for t in clean_report.triples() if t.object == NamedNode(DV.Claim)})
    )
    assert value(quads, f"{DATASET}/property/dv-cites", VOID + "triples") == "6"
    assert value(quads, DATASET + "/reports", VOID + "documents") == "1"


def test_dates_are_those_of_the_reports() -> None:
    """The description changes when the data does, not when time passes."""
    quads = catalogue_quads(filled())
    assert value(quads, DATASET, PREFIXES["dcterms"] + "modified") == "2024-12-10"


def test_equal_stores_describe_themselves_in_equal_bytes() -> None:
    """Twice built, once described as the other; and describing it again does not count the description."""
    first, second = filled(), filled()
    quads = catalogue_quads(first)
    assert quads == catalogue_quads(second)
    first.engine.extend(quads)
    assert quads == catalogue_quads(first)


def test_refreshing_writes_the_catalogue_once_and_leaves_the_facts_alone() -> None:
    """The description is data about data: questions over the facts must not meet it."""
    store = filled()
    facts = set(store.quads(graph=DefaultGraph()))
    assert refresh(store)
    assert facts == set(store.quads(graph=DefaultGraph()))
    assert set(catalogue_quads(store)) == set(store.quads(graph=NamedNode(iris.CATALOGUE)))
    assert not refresh(store)


def test_the_store_carries_its_ontology() -> None:
    """Who asks a store alone can look up a genre's name and a term's definition; the counts do not notice."""
    store = filled()
    before = catalogue_quads(store)
    refresh(store)
    graph = NamedNode(iris.ONTOLOGY)
    genre = NamedNode(iris.concept_iri("genre", "Quyết định"))
    assert Literal("Decision", language="en") in {q.object for q in store.quads(genre, graph=graph)}
    assert any(store.quads(NamedNode(DV.implements), graph=graph))
    assert not any(isinstance(q.subject, BlankNode) for q in store.quads(graph=graph))
    assert before == catalogue_quads(store)


def test_a_report_that_goes_is_counted_no_more() -> None:
    """What was said of the store before does not stay beside what is true now."""
    store = filled()
    refresh(store)
    store.remove_report(clean_report.record().sha256)
    assert refresh(store)
    assert (
        value(list(store.quads(graph=NamedNode(iris.CATALOGUE))), DATASET + "/reports", VOID + "documents")
        == "0"
    )


def test_another_report_changes_the_fingerprint() -> None:
    """An empty store has another version than one with a report."""
    checksum = (DATASET + "/checksum", "http://spdx.org/rdf/terms#checksumValue")
    assert value(catalogue_quads(filled()), *checksum) != value(catalogue_quads(Store.in_memory()), *checksum)


def test_all_stands_in_the_graph_of_the_catalogue_and_names_the_modules() -> None:
    """No quad elsewhere, no blank node; the four modules of the ontology with their versions."""
    quads = catalogue_quads(filled())
    assert {NamedNode(iris.CATALOGUE)} == {quad.graph_name for quad in quads}
    assert all(isinstance(quad.subject, NamedNode) for quad in quads)
    assert len(module_versions()) == 4
