"""The shapes: a sound report passes, and every shape finds the fault that it is there for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import Quad, Store, Triple
from rdflib import OWL, RDF, RDFS, SH, Graph, Namespace
from rdflib.term import Literal

from graph.faults import shapes
from graph.validate import check, check_quotes, to_rdflib
from ontology.namespaces import BASE, sparql_prefixes
from tests.graph import clean_report

TESTS = Path(__file__).parents[1]
FAULTS: dict[str, str] = tomllib.loads((TESTS / "cases" / "faults.toml").read_text("utf-8"))["update"]
SHAPES = Namespace(BASE + "shapes#")
MORE_PREFIXES = "".join(f"PREFIX {name}: <{BASE}scheme/{name}/>\n" for name in ("genre", "stage", "polarity"))


def broken(update: str) -> set[Triple]:
    """The sound report after a SPARQL update."""
    store = Store()
    store.extend(Quad(*triple) for triple in clean_report.triples())
    store.update(sparql_prefixes() + MORE_PREFIXES + update)
    changed = {quad.triple for quad in store}
    assert changed != clean_report.triples(), "the update changed nothing"
    return changed


def names() -> set[str]:
    """The local names of all shapes that say something of their own."""
    found = {subject for subject in shapes().subjects(SH.message, None) if str(subject).startswith(BASE)}
    found |= {
        shape
        for shape, constraint in shapes().subject_objects(SH.sparql)
        if (constraint, SH.message, None) in shapes()
    }
    return {str(shape).rpartition("#")[2] for shape in found}


def test_a_sound_report_has_no_faults() -> None:
    """Neither by itself, nor as part of all, nor against its own text."""
    triples = clean_report.triples()
    assert [] == check(triples)
    assert [] == check(triples, whole=True)
    assert [] == check_quotes(triples, clean_report.TEXT)


def test_every_shape_has_a_fault_to_find() -> None:
    """At least twenty faults are seeded: one for each shape."""
    assert names() == set(FAULTS)
    assert len(FAULTS) > 20


@pytest.mark.parametrize("shape", FAULTS)
def test_each_fault_is_found_by_its_shape(shape: str) -> None:
    """The shape that must find the fault names it in two languages."""
    triples = broken(FAULTS[shape])
    faults = [fault for fault in check(triples) if fault.shape == shape]
    assert faults, "not found"
    assert all(fault.vi and fault.en and fault.vi != fault.en for fault in faults)


def test_a_fault_names_the_report_and_the_quote() -> None:
    """Who reads the finding must find the place: file and passage."""
    (fault,) = [
        f
        for f in check(broken(FAULTS["ClaimConfidence"]))
        if f.shape == "ClaimConfidence" and "217" in f.quote
    ]
    assert ("violation", "pho-an.txt") == (fault.severity, fault.report)
    assert "Quyết định số 217-QĐ/TW" in fault.quote


def test_a_quote_that_is_not_in_the_text_is_found_against_the_layer() -> None:
    """With the text at hand every quote is compared, even one that no other passage overlaps."""
    faults = check_quotes(clean_report.triples(), clean_report.TEXT.replace("98/100", "97/100"))
    assert ["QuoteInText"] * len(faults) == [fault.shape for fault in faults]
    assert any("98/100" in fault.quote for fault in faults)


@pytest.mark.parametrize("shape", [name for name in FAULTS if (SHAPES[name], SH.sparql, None) in shapes()])
def test_the_engine_finds_what_an_engine_of_shacl_finds(shape: str) -> None:
    """SPARQL constraints are asked of the store for speed; pySHACL itself finds the same things wrong."""
    triples = broken(FAULTS[shape])
    _, results, _ = pyshacl.validate(
        to_rdflib(triples), shacl_graph=shapes(), inplace=True, use_shapes=[SHAPES[shape]]
    )
    theirs = {str(focus) for focus in results.objects(None, SH.focusNode)}
    assert theirs == {fault.iri for fault in check(triples) if fault.shape == shape}


def test_a_younger_citation_that_an_anomaly_reports_is_no_fault() -> None:
    """The report is wrong, the graph is not: it says so."""
    told = """INSERT { ?new a dv:Anomaly ; dv:kind ?date ; dv:evidence ?span } WHERE {
        ?claim rdf:object ?i ; dv:evidence ?span . ?i eli:number "33/CT-TTg" . BIND (IRI("urn:anomaly") AS ?new)
        BIND (IRI("https://w3id.org/danvan/scheme/anomaly-kind/date") AS ?date) }"""
    shapes_found = {fault.shape for fault in check(broken(f"{FAULTS['CitesYounger']} ; {told}"))}
    assert "CitesYounger" not in shapes_found


def test_a_denied_claim_supports_nothing() -> None:
    """“chưa triển khai” must not become “executes”: what the report denies has no claim to stand on."""
    values = {fault.value for fault in check(broken(FAULTS["Supported"])) if fault.shape == "Supported"}
    assert {"33/CT-TTg"} == values


def test_all_messages_are_in_both_languages() -> None:
    """A message in one language only would fall silent for half of the users."""
    by_place: dict[object, list[str | None]] = {}
    for place, text in shapes().subject_objects(SH.message):
        assert isinstance(text, Literal)
        by_place.setdefault(place, []).append(text.language)
    assert {("en", "vi")} == {tuple(sorted(map(str, langs))) for langs in by_place.values()}


def test_every_class_of_the_vocabulary_has_a_shape() -> None:
    """Issue: shapes for every class; subclasses of units share the shape of units."""
    core = Graph().parse(TESTS.parent / "ontology" / "core.ttl")
    targets = set(shapes().objects(None, SH.targetClass))
    classes = set(core.subjects(RDF.type, OWL.Class))
    assert not {c for c in classes - targets if core.value(c, RDFS.subClassOf) not in targets}


@pytest.mark.parametrize("shape", ["InstrumentGenre", "ReplacesOlder", "NoCycle", "EndedUnit"])
def test_what_only_all_facts_together_show_is_looked_for_there(shape: str) -> None:
    """Register and reports meet in the facts: no claims there, but dates, genres, lines and units."""
    assert shape in {fault.shape for fault in check(broken(FAULTS[shape]), whole=True)}
