"""The register in a store: every row with its source, every fact once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from graph import reference
from graph.build import record_quads
from graph.records import Record
from graph.reference import reference_triples, refresh
from graph.store import Store
from graph.terms import node
from ontology import iris
from ontology.namespaces import DCT, DV, ELI, RDF, RDFS
from ontology.register import register_relations, register_rows

GRAPH = NamedNode(iris.REFERENCE_INSTRUMENTS)
Q217 = iris.instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217")


def test_every_row_is_there_with_how_sure_it_is() -> None:
    """No instrument of the register without key or certainty."""
    certain = {t.subject for t in reference_triples() if t.predicate == node(DV.certainty)}
    numbers = {t.object.value for t in reference_triples() if t.predicate == node(ELI.number)}  # type: ignore[union-attr]
    assert {node(row.iri) for row in register_rows()} <= certain
    assert {row.key for row in register_rows() if row.number} == numbers


def test_every_relation_is_a_fact_and_a_claim_with_its_source() -> None:
    """Lineage can be shown with where it comes from."""
    claims = [
        t.subject for t in reference_triples() if t.predicate == node(RDF.type) and t.object == node(DV.Claim)
    ]
    assert len({(r.source, r.relation, r.target) for r in register_relations()}) == len(claims)
    continues = Triple(
        node(iris.instrument_iri("dang", "tw", "Kết luận", "2021-05-18", "01")),
        node(DV.continues),
        node(iris.instrument_iri("dang", "tw", "Chỉ thị", "2016-05-15", "05")),
    )
    assert continues in reference_triples()


def test_the_register_is_loaded_once() -> None:
    """A second run has nothing to do; another version of the register replaces the first."""
    store = Store.in_memory()
    assert refresh(store)
    before = b"".join(store.dump())
    assert not refresh(store)
    store.reference_version = "an older one"
    assert refresh(store)
    assert before == b"".join(store.dump())


def test_what_the_register_says_stays_when_a_report_goes(record: Record) -> None:
    """A report that says the same supports the fact beside the register, not instead of it."""
    dated = Triple(
        node(Q217),
        node(ELI.date_document),
        Literal("2013-12-12", datatype=node("http://www.w3.org/2001/XMLSchema#date")),
    )
    store = Store.in_memory()
    refresh(store)
    store.replace_report(record_quads(record, None))
    store.remove_report(record.sha256)
    assert dated in [quad.triple for quad in store.quads(graph=DefaultGraph())]
    assert [GRAPH] == store.graphs()


@pytest.mark.parametrize("register_first", [True, False])
def test_the_register_names_what_reports_spell_otherwise(
    record: Record, another: Callable[..., Record], *, register_first: bool
) -> None:
    """“Bộ Chính trị”, though “Bộ chính trị” of a report has fewer capitals, whoever comes first."""
    body = node(iris.body_iri("Bộ Chính trị"))
    slip = record_quads(another(record, "b.txt", issuer="Bộ chính trị"), None)
    assert Literal("Bộ chính trị", language="vi") in {t.object for t in slip.triples if t.subject == body}
    store = Store.in_memory()
    if register_first:
        refresh(store)
    store.replace_report(slip)
    refresh(store)
    assert ["Bộ Chính trị"] == _names(store, body)
    store.replace_report(record_quads(record, None))
    store.remove_report(slip.sha256)
    assert ["Bộ Chính trị"] == _names(store, body)


def _names(store: Store, thing: NamedNode) -> list[str]:
    """The labels of a thing in the facts."""
    return [str(quad.object.value) for quad in store.quads(thing, RDFS.label, graph=DefaultGraph())]  # type: ignore[union-attr]


def test_where_a_row_comes_from_is_said_in_the_reference_graph_only() -> None:
    """Source and certainty are remarks on rows, not facts about instruments."""
    store = Store.in_memory()
    reference.refresh(store)
    for predicate in (DCT.source, DV.certainty):
        assert [] == list(store.quads(None, predicate, graph=DefaultGraph()))
        assert [] != list(store.quads(None, predicate, graph=GRAPH))
