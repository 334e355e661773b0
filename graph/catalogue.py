"""The store described to machines: DCAT and VoID, with counts per class and property, versions and a fingerprint.

The description follows from the data alone (its dates are dates of reports, never of the clock), so equal stores
describe themselves in equal bytes. It stands in ``graph/catalogue`` and must not become part of the facts.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse, serialize

from graph.store import Store
from graph.terms import Term, date, integer, node, string, vietnamese
from ontology import iris
from ontology.namespaces import BASE, DCT, DEFAULT_BASE, DV, GRAPH, PREFIXES, RDF, RDFS

DATASET: Final = BASE + "dataset"
_DCAT: Final = PREFIXES["dcat"]
_VOID: Final = PREFIXES["void"]
_DCTERMS: Final = PREFIXES["dcterms"]
_SPDX: Final = "http://spdx.org/rdf/terms#"
_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_PUBLISHED: Final = ("core.ttl", "codelists.ttl", "alignments.ttl")
_VERSION: Final = re.compile(r"owl:versionIRI <([^>]+)>")

# Counted wherever they stand; neither the description of the store nor the ontology is counted.
_CLASSES: Final = f"""SELECT ?what (COUNT(DISTINCT ?s) AS ?n) WHERE {{
    {{ ?s a ?what }} UNION {{ GRAPH ?g {{ ?s a ?what }} FILTER (?g NOT IN (<{iris.CATALOGUE}>, <{iris.ONTOLOGY}>)) }}
    FILTER (!STRSTARTS(STR(?s), "{DATASET}"))
}} GROUP BY ?what"""
_PROPERTIES: Final = f"""SELECT ?what (COUNT(*) AS ?n) WHERE {{
    ?s ?what ?o FILTER (!STRSTARTS(STR(?s), "{DATASET}")) }} GROUP BY ?what"""
_DAYS: Final = f"""SELECT (MIN(STR(?day)) AS ?first) (MAX(STR(?day)) AS ?last) WHERE {{
    ?report a <{DV.Report}> ; <{DCT.date}> ?day }}"""


def catalogue_quads(store: Store) -> list[Quad]:
    """The description of what the store holds now, sorted."""
    said = {
        *_dataset(store),
        *_partitions(store, "class", _CLASSES),
        *_partitions(store, "property", _PROPERTIES),
    }
    graph = node(iris.CATALOGUE)
    return sorted((Quad(*triple, graph) for triple in said), key=str)


def refresh(store: Store) -> bool:
    """Bring ``graph/catalogue`` and ``graph/ontology`` up to date, without touching the facts; True if one changed.

    Both follow from the data and from the program, so they change only in a run that changed either.

    Raises:
        RuntimeError: the store is open for reading only.
    """
    described = _replace(store, iris.ONTOLOGY, ontology_triples())
    return (
        _replace(store, iris.CATALOGUE, frozenset(quad.triple for quad in catalogue_quads(store)))
        or described
    )


def _replace(store: Store, name: str, triples: frozenset[Triple]) -> bool:
    """Give one graph a new content in one transaction; True if it changed."""
    graph = node(name)
    if triples == {quad.triple for quad in store.quads(graph=graph)}:
        return False
    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    store.engine.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {text} }} }}")
    return True


@functools.cache
def ontology_triples() -> frozenset[Triple]:
    """Vocabulary, code lists and alignments, under the base in use (the shapes hold blank nodes and stay outside)."""
    texts = (_module(name).encode() for name in _PUBLISHED)
    return frozenset(quad.triple for text in texts for quad in parse(text, format=RdfFormat.TURTLE))


def _module(name: str) -> str:
    """The text of one module of the ontology, under the base in use."""
    text = (Path(__file__).parents[1] / "ontology" / name).read_text(encoding="utf-8")
    return text.replace(DEFAULT_BASE, BASE)


def _rows(store: Store, query: str) -> Iterator[list[str]]:
    """The rows of a query as text; an unbound value is an empty text."""
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)  # noqa: S101  (the queries above are SELECTs)
    for row in answer:
        yield [str(getattr(term, "value", "")) for term in row]


Said = tuple[NamedNode, NamedNode, Term]


def _about(subject: str, pairs: Iterable[tuple[str, Term | None]]) -> Iterator[Said]:
    return ((node(subject), node(predicate), obj) for predicate, obj in pairs if obj is not None)


def _dataset(store: Store) -> Iterator[Said]:
    """The data set as a whole."""
    (first, last), *_ = _rows(store, _DAYS)
    facts = sum(int(count) for _, count in _rows(store, _PROPERTIES))
    period, checksum = DATASET + "/period", DATASET + "/checksum"
    yield from _about(DATASET, (
        (RDF.type, node(_DCAT + "Dataset")),
        (RDF.type, node(_VOID + "Dataset")),
        (DCT.title, vietnamese("Đồ thị văn bản chỉ đạo và việc thực hiện ở xã, phường")),
        (_DCTERMS + "license", node(_LICENCE)),
        (_DCTERMS + "language", node("http://id.loc.gov/vocabulary/iso639-1/vi")),
        (_DCTERMS + "modified", date(last)),
        (_DCTERMS + "temporal", node(period) if first else None),
        (_DCAT + "version", string(_fingerprint(store)[:12])),
        (_SPDX + "checksum", node(checksum)),
        (_VOID + "triples", integer(facts)),
        (_VOID + "documents", integer(len(store.report_versions()))),
        (_VOID + "uriSpace", string(BASE + "id/")),
        (_VOID + "vocabulary", node(BASE + "ns#")),
        *((_DCTERMS + "conformsTo", node(version)) for version in module_versions()),
    ))  # fmt: skip
    yield from _about(period, (
        (RDF.type, node(_DCTERMS + "PeriodOfTime") if first else None),
        (_DCAT + "startDate", date(first)),
        (_DCAT + "endDate", date(last)),
    ))  # fmt: skip
    yield from _about(checksum, (
        (RDF.type, node(_SPDX + "Checksum")),
        (_SPDX + "algorithm", node(_SPDX + "checksumAlgorithm_sha256")),
        (_SPDX + "checksumValue", string(_fingerprint(store))),
    ))  # fmt: skip
    for name, prefix in (("reports", GRAPH + "report/"), ("reference", GRAPH + "reference/")):
        number = sum(graph.value.startswith(prefix) for graph in store.graphs())
        yield from _subset(name, number)


def _subset(name: str, graphs: int) -> Iterator[Said]:
    """A group of named graphs, and how many there are."""
    yield from _about(DATASET, ((_VOID + "subset", node(f"{DATASET}/{name}")),))
    yield from _about(f"{DATASET}/{name}", (
        (RDF.type, node(_VOID + "Dataset")),
        (RDFS.label, string(name)),
        (_VOID + "documents", integer(graphs)),
    ))  # fmt: skip


def _partitions(store: Store, kind: str, query: str) -> Iterator[Said]:
    """How many things of each class, or triples of each property."""
    counts = "entities" if kind == "class" else "triples"
    for what, number in _rows(store, query):
        part = f"{DATASET}/{kind}/{_short(what)}"
        yield from _about(DATASET, ((f"{_VOID}{kind}Partition", node(part)),))
        yield from _about(part, (
            (_VOID + kind, node(what)),
            (_VOID + counts, integer(int(number))),
        ))  # fmt: skip


def _short(iri: str) -> str:
    """A segment for a term: its prefix and local name, or a hash for a vocabulary without a prefix."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}-{iri.removeprefix(namespace)}"
    return hashlib.sha256(iri.encode()).hexdigest()[:12]


def _fingerprint(store: Store) -> str:
    """A hash of what the store was made from: reports by content, who read them, and the reference data.

    A store is a pure function of these, so equal fingerprints mean equal data, without reading all of it.
    """
    made_from = sorted(f"{sha} {version}" for sha, version in store.report_versions().items())
    return hashlib.sha256("\n".join([*made_from, str(store.reference_version)]).encode()).hexdigest()


@functools.cache
def module_versions() -> tuple[str, ...]:
    """The version IRIs of the modules of the ontology."""
    return tuple(
        match[1] for name in (*_PUBLISHED, "shapes.ttl") if (match := _VERSION.search(_module(name)))
    )
