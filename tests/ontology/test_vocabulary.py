"""The vocabulary: complete, documented, light, and no wider than what the program uses."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import BNode, Literal, Node

from graph.validate import to_rdflib
from ontology import iris
from ontology.namespaces import DV as CODE
from ontology.namespaces import PREFIXES

ROOT = Path(__file__).parents[2]
SNAPSHOT = ROOT / "tests" / "cases" / "vocabulary.txt"
DV = Namespace(PREFIXES["dv"])
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, RDFS.Datatype)
LIGHT = {
    RDF.type, RDFS.label, RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso,
    OWL.inverseOf, OWL.disjointWith, OWL.imports, OWL.versionIRI, OWL.versionInfo,
}  # fmt: skip


@functools.cache
def graph(*names: str) -> Graph:
    """The Turtle files of ``ontology/`` by name, in one graph."""
    loaded = Graph()
    for name in names:
        loaded.parse(ROOT / "ontology" / f"{name}.ttl")
    return loaded


def terms() -> dict[str, URIRef]:
    """Every term that core.ttl defines, by its local name."""
    found = (subject for kind in KINDS for subject in graph("core").subjects(RDF.type, kind))
    return {str(term).removeprefix(DV): term for term in found if isinstance(term, URIRef)}


def snapshot() -> str:
    """The vocabulary as one line a term: name, kind, Vietnamese and English label."""
    core = graph("core")
    lines = []
    for name, term in sorted(terms().items()):
        kind = next(str(kind).rpartition("#")[2] for kind in KINDS if (term, RDF.type, kind) in core)
        labels = {
            text.language: str(text) for text in core.objects(term, RDFS.label) if isinstance(text, Literal)
        }
        lines.append(f"{name}\t{kind}\t{labels['vi']}\t{labels['en']}\n")
    return "".join(lines)


def in_languages(term: Node, predicate: URIRef) -> set[str | None]:
    """The languages in which ``term`` has a value of ``predicate``."""
    return {text.language for text in graph("core").objects(term, predicate) if isinstance(text, Literal)}


@pytest.mark.parametrize("name", sorted(terms()))
def test_every_term_has_labels_definitions_examples_and_a_source(name: str) -> None:
    """A term without a word in both languages or without a source is not finished."""
    term = terms()[name]
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        assert {"vi", "en"} == in_languages(term, predicate), predicate
    assert isinstance(graph("core").value(term, DCTERMS.source, any=True), URIRef)


def test_the_vocabulary_changes_only_deliberately() -> None:
    """Renew the snapshot after a deliberate change with ``make ontology``."""
    assert SNAPSHOT.read_text("utf-8") == snapshot()


def test_no_term_is_used_that_is_not_defined() -> None:
    """Every constant of the code and every dv: term of the other modules stands in core.ttl."""
    constants = {value.removeprefix(DV) for value in vars(CODE).values() if str(value).startswith(DV)}
    assert set() == constants - terms().keys()
    for name in ("core", "alignments", "codelists", "shapes"):
        nodes = {str(node) for triple in graph(name) for node in triple if isinstance(node, URIRef)}
        said = {iri for iri in nodes if iri.startswith(DV)}
        assert set() == {iri.removeprefix(DV) for iri in said} - terms().keys(), name


def test_no_term_is_defined_that_nothing_uses() -> None:
    """A term must stand in the code, a shape, a code list or a query."""
    folders = ("graph", "loaders", "queries", "viz")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    sources += [*(ROOT / "queries").rglob("*.rq"), *(ROOT / "tests" / "cases" / "competency").rglob("*.rq")]
    sources += [ROOT / "ontology" / name for name in ("codelists.ttl", "shapes.ttl")]
    used = {
        name for path in sources for name in re.findall(r"\b(?:DV\.|dv:)([A-Za-z]+)", path.read_text("utf-8"))
    }
    assert set() == terms().keys() - used


@pytest.mark.parametrize("name", ["core", "alignments", "codelists"])
def test_modules_stay_light_and_without_blank_nodes(name: str) -> None:
    """OWL 2 RL at most: no class expressions, so no blank nodes, and only plain axioms."""
    module = graph(name)
    assert not [node for triple in module for node in triple if isinstance(node, BNode)]
    axioms = {p for s, p, _ in module if str(s).startswith(DV) and str(p).startswith((str(OWL), str(RDFS)))}
    assert set() == axioms - LIGHT


@pytest.mark.parametrize("name", ["core", "alignments", "codelists", "shapes"])
def test_modules_say_their_version(name: str) -> None:
    """Each module is an ontology with a version of its own."""
    module = graph(name)
    (about,) = module.subjects(RDF.type, OWL.Ontology)
    assert str(module.value(about, OWL.versionIRI)).endswith(str(module.value(about, OWL.versionInfo)))


def test_alignments_never_use_eli_implements() -> None:
    """The meaning of eli:implements shifted, so nothing is aligned to it."""
    assert not [node for triple in graph("alignments") for node in triple if str(node).endswith("#implements")
                and not str(node).startswith(DV)]  # fmt: skip


def test_sources_among_our_own_instruments_are_well_formed() -> None:
    """A source that is an instrument has an IRI as the program itself would make it."""
    mine = {str(s) for s in graph("core", "codelists").objects(None, DCTERMS.source) if "/id/vb/" in str(s)}
    assert mine
    assert set() == {iri for iri in mine if iris.kind(iri) != "instrument"}


def test_the_hierarchy_of_implementing_and_of_lineage_is_complete() -> None:
    """The five stages refine dv:implements; every relation between instruments refines dv:lineage."""
    core = graph("core")
    assert {DV.disseminates, DV.concretises, DV.executes, DV.supervises, DV.reviews} == set(
        core.subjects(RDFS.subPropertyOf, DV.implements)
    )
    assert len(set(core.subjects(RDFS.subPropertyOf, DV.lineage))) == 12


def closure(data: Graph) -> Graph:
    """All that core and alignments let one infer from ``data`` (the rules of RDFS, and inverse properties)."""
    axioms, found = graph("core", "alignments"), Graph()
    found += data
    size = 0
    while size < len(found):
        size = len(found)
        for s, p, o in list(found):
            assert isinstance(p, URIRef)
            found += [(s, above, o) for above in axioms.objects(p, RDFS.subPropertyOf)]
            found += [(s, RDF.type, kind) for kind in axioms.objects(p, RDFS.domain)]
            if isinstance(o, URIRef):
                found += [(o, RDF.type, kind) for kind in axioms.objects(p, RDFS.range)]
                found += [(o, other, s) for other in axioms.objects(p, OWL.inverseOf)]
            if p == RDF.type:
                found += [(s, RDF.type, above) for above in axioms.objects(o, RDFS.subClassOf)]
    return found


def sound_report() -> Graph:
    """A report of which nothing is wrong, in rdflib."""
    from tests.graph import clean_report  # here, so that this file also runs by itself to renew the snapshot

    return to_rdflib(clean_report.triples())


def test_what_follows_is_what_is_meant() -> None:
    """In ELI, ORG, PROV and GeoSPARQL a reader finds what the report says in our own words."""
    inferred, said = closure(sound_report()), graph("alignments").namespaces()
    names = {prefix: Namespace(str(iri)) for prefix, iri in said}
    (decision,) = inferred.subjects(names["eli"].number, Literal("217-QĐ/TW"))
    assert (decision, RDF.type, names["eli"].LegalResource) in inferred
    assert (decision, names["eli"].has_annex, None) in inferred
    (report,) = inferred.subjects(RDF.type, DV.Report)
    unit = inferred.value(report, DCTERMS.spatial)
    assert (unit, RDF.type, names["geo"].Feature) in inferred
    assert (unit, names["geo"].sfWithin, None) in inferred
    assert (None, names["prov"].hadPrimarySource, None) in inferred


def test_nothing_that_follows_makes_one_thing_two() -> None:
    """No instrument turns out to be a place by a domain or range too narrow."""
    inferred, core = closure(sound_report()), graph("core")
    clashes = [
        (thing, one, other)
        for one, other in core.subject_objects(OWL.disjointWith)
        for thing in inferred.subjects(RDF.type, one)
        if (thing, RDF.type, other) in inferred
    ]
    assert [] == clashes


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")
