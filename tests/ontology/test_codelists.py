"""The code lists: made from the tables, complete against their sources, labels the right way round."""

from __future__ import annotations

import csv
import functools
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from rdflib import RDF, SKOS, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Literal, Node

from graph.records import AnomalyKind, FindingKind, Polarity, Role, Stage
from ontology import codelists
from ontology.iris import concept_iri
from ontology.namespaces import BASE, PREFIXES
from ontology.tables import read

LABELS = Path(__file__).parents[1] / "cases" / "relation_labels.tsv"
DV = Namespace(PREFIXES["dv"])
LEGACY = 17


@functools.cache
def graph() -> Graph:
    """The code lists."""
    return Graph().parse(codelists.TARGET)


def concepts(scheme: str) -> set[Node]:
    """The concepts of one list."""
    return set(graph().subjects(SKOS.inScheme, URIRef(f"{BASE}scheme/{scheme}")))


def label_rows() -> list[dict[str, str]]:
    """One row a label of vbpl.vn or of the “lược đồ”: its page, what it lists there, what that says."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def statement(label: str, page: str, listed: str) -> set[tuple[str, str, str]]:
    """What the code lists make of ``label`` on the page of one instrument over another."""
    said = set()
    for term, (newer, older) in ((DV.forwardLabel, (page, listed)), (DV.backwardLabel, (listed, page))):
        for concept in graph().subjects(term, Literal(label, "vi")):
            said.add((newer, graph().value(concept, DV.asProperty).n3(graph().namespace_manager), older))  # type: ignore[union-attr]
    return said


def test_the_turtle_is_what_the_tables_say() -> None:
    """Run ``python -m ontology.codelists`` after editing a table."""
    assert codelists.turtle() == codelists.TARGET.read_text("utf-8")


def test_every_concept_is_labelled_defined_and_sourced() -> None:
    """Each concept has both languages, an example and a source, and no two of a list share a label."""
    for concept in graph().subjects(RDF.type, SKOS.Concept):
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert sorted(t.language for t in graph().objects(concept, predicate)) == ["en", "vi"], concept  # type: ignore[attr-defined]
        assert graph().value(concept, SKOS.example, any=True)
        assert graph().value(concept, DCTERMS.source)
    for scheme in graph().subjects(RDF.type, SKOS.ConceptScheme):
        names = Counter(
            label
            for c in graph().subjects(SKOS.inScheme, scheme)
            for label in graph().objects(c, SKOS.prefLabel)
        )
        assert {name: n for name, n in names.items() if n > 1} == {}, scheme


@pytest.mark.parametrize(
    ("basis", "size"), [("nd30", 29), ("nd30-sao", 3), ("vbqppl", 11), ("qd399", 25), ("qd399-giay", 8)]
)
def test_the_sets_of_genres_are_as_large_as_their_rules_say(basis: str, size: int) -> None:
    """Nghị định 30/2020 has 29 types, Quy định 399-QĐ/TW 25 and 8 paper forms."""
    assert size == len(set(graph().objects(URIRef(concept_iri("genre-set", basis)), SKOS.member)))


def test_each_genre_of_citations_is_a_concept_with_its_codes() -> None:
    """The list and the table that reads citations agree."""
    for row in read("genres")["genre"]:
        concept = URIRef(concept_iri("genre", row["name"]))
        assert set(row["codes"]) == set(map(str, graph().objects(concept, SKOS.notation))), row["name"]
    assert len(read("genre_notes")["genre"]) == len(concepts("genre"))


def test_who_may_issue_follows_the_rule_where_one_narrows_it() -> None:
    """A decree is the Government's; a commune's party committee issues no chỉ thị; a cell no hướng dẫn."""

    def issuers(genre: str) -> set[Node]:
        return set(graph().objects(URIRef(concept_iri("genre", genre)), DV.issuableBy))

    assert {URIRef(concept_iri("issuer-kind", "government"))} == issuers("Nghị định")
    assert URIRef(concept_iri("issuer-kind", "party-commune")) not in issuers("Chỉ thị")
    assert URIRef(concept_iri("issuer-kind", "party-commune")) in issuers("Hướng dẫn")
    assert URIRef(concept_iri("issuer-kind", "party-cell")) not in issuers("Hướng dẫn")
    known = concepts("issuer-kind")
    assert set() == {kind for kind in graph().objects(None, DV.issuableBy) if kind not in known}


def test_each_issuer_code_is_a_concept_of_its_own() -> None:
    """Codes that differ only in a diacritic do not fall together, and each has its English name and kind.

    A new code in issuers.toml needs a line in issuer_notes.toml, a new genre one in genre_notes.toml.
    """
    rows = read("issuers")["issuer"]
    assert len(rows) == len(concepts("issuer"))
    assert {row["code"] for row in rows} == set(read("issuer_notes")["issuer"])
    known = concepts("issuer-kind")
    assert set() == {kind for kind in graph().objects(None, SKOS.broadMatch) if kind not in known}


@pytest.mark.parametrize(
    ("scheme", "words"),
    [
        ("role", get_args(Role)),
        ("stage", get_args(Stage)),
        ("polarity", get_args(Polarity)),
        ("finding-kind", get_args(FindingKind)),
        ("anomaly-kind", get_args(AnomalyKind)),
    ],
)
def test_the_words_of_records_are_the_concepts(scheme: str, words: tuple[str, ...]) -> None:
    """A record cannot say what no list knows, nor a list what no record says."""
    assert {URIRef(concept_iri(scheme, word)) for word in words} == concepts(scheme)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("Giấy ủy quyền", "Giấy uỷ quyền"),
        ("cụ thể hóa", "cụ thể hoá"),
        ("Tỉnh ủy, thành ủy", "Tỉnh uỷ, thành uỷ"),
        ("quý", "quý"),
        ("khoản", "khoản"),
    ],
)
def test_both_placements_of_the_tone_mark_are_labels(written: str, other: str) -> None:
    """Old and new placement are both in use; qu and gi, and syllables with a final, have only one."""
    assert other == codelists.other_placement(written)


def test_a_genre_is_found_under_either_spelling() -> None:
    """“Giấy uỷ quyền” is an alternative label of “Giấy ủy quyền”."""
    assert (None, SKOS.altLabel, Literal("Giấy uỷ quyền", "vi")) in graph()


def test_force_has_its_eight_states() -> None:
    """vbpl.vn tells eight."""
    assert len(concepts("force")) == 8


@pytest.mark.parametrize("row", label_rows(), ids=lambda row: f"{row['source']}: {row['label']}")
def test_each_label_runs_from_the_newer_to_the_older_instrument(row: dict[str, str]) -> None:
    """“Văn bản thay thế” on the page of A lists what replaced A; “Văn bản bị thay thế” what A replaced."""
    assert (row["newer"], row["property"], row["older"]) in statement(
        row["label"], row["page"], row["listed"]
    )


def test_no_label_says_both_ways() -> None:
    """A label that heads both directions would turn the graph round."""
    both = set(graph().objects(None, DV.forwardLabel)) & set(graph().objects(None, DV.backwardLabel))
    assert set() == both


def test_every_label_of_the_lists_is_proved() -> None:
    """No label stands in the lists without a row in the fixture, and each is a SKOS label too."""
    said = {str(o) for term in (DV.forwardLabel, DV.backwardLabel) for o in graph().objects(None, term)}
    assert said == {row["label"] for row in label_rows()}
    assert said <= set(map(str, graph().objects(None, SKOS.altLabel)))


def test_all_codes_and_legacy_labels_of_vbpl_are_there() -> None:
    """15 numbered codes, each once, and 17 labels of the time before."""
    codes = [
        int(str(code))
        for code in graph().objects(None, SKOS.notation)
        if getattr(code, "datatype", None) == DV.vbplCode
    ]
    assert list(range(1, 16)) == sorted(codes)
    legacy = [t for row in read("relations")["relation"] for side in ("forward", "backward")
              for t in row.get(side, {}).get("legacy", [])]  # fmt: skip
    assert LEGACY == len(set(legacy)) == len(legacy)
