"""A record as triples: what it claims, what proves it, and which plain facts follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.build import record_quads
from graph.claims import STAGE_PREDICATES
from graph.evidence import CONTEXT
from graph.facts import ReportQuads, best_label, facts_of
from graph.records import Mention, Polarity, Record, Role
from graph.terms import node, vietnamese
from ontology import iris
from ontology.namespaces import DCT, DV, ELI, OA, RDF, RDFS

Q217 = iris.instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217")
PHO_AN = "https://w3id.org/danvan/id/dvhc/21442/2024"
OPEN = "https://w3id.org/danvan/id/vb/_ref/99-ct-tu/"


class Text(NamedTuple):
    """A text layer as far as the builder needs one."""

    text: str


def objects(report: ReportQuads, subject: str, predicate: str) -> list[str]:
    """The values of one property of one thing, sorted."""
    found = (
        t.object for t in report.triples if t.subject == node(subject) and t.predicate == node(predicate)
    )
    return sorted(term.value for term in found if isinstance(term, NamedNode | Literal))


def subjects(report: ReportQuads, predicate: str, obj: str) -> list[str]:
    """The things that have one property with one IRI as its value, sorted."""
    found = (t.subject for t in report.triples if t.predicate == node(predicate) and t.object == node(obj))
    return sorted(term.value for term in found if isinstance(term, NamedNode))


def fact(report: ReportQuads, subject: str, predicate: str, obj: str) -> bool:
    """Whether the report supports a plain fact."""
    return Triple(node(subject), node(predicate), node(obj)) in report.facts


def with_mention(record: Record, **fields: object) -> Record:
    """The record with its first mention changed."""
    instrument = record.instruments[0]
    changed = msgspec.convert(msgspec.to_builtins(instrument.mentions[0]) | fields, Mention)
    first = msgspec.structs.replace(instrument, mentions=(changed,))
    return msgspec.structs.replace(record, instruments=(first, *record.instruments[1:]))


def test_the_reporting_unit_is_the_unit_of_the_table(report: ReportQuads) -> None:
    """One unit fits the names on the report's day, so it is that unit as constituted then."""
    assert [PHO_AN] == objects(report, iris.report_iri(report.sha256), DV.reportingUnit)


def test_a_unit_comes_with_its_chain_and_its_successors(report: ReportQuads) -> None:
    """The store can answer in the geography of 2024 and in that of 2025."""
    district = objects(report, PHO_AN, DV.within)
    province = objects(report, district[0], DV.within)
    assert ["Tỉnh Quảng Ngãi"] == objects(report, province[0], RDFS.label)
    successors = objects(report, PHO_AN, DV.succeededBy)
    assert 1 == len(successors)
    assert successors[0].endswith("/2025-07-01")


def test_a_unit_the_table_does_not_know_is_known_by_its_names(record: Record) -> None:
    """Nothing is guessed: an unknown commune has an IRI of its own and keeps its stated names."""
    head = msgspec.structs.replace(record.report, commune="Xã Không Có Thật")
    report = record_quads(msgspec.structs.replace(record, report=head), None)
    me = iris.report_iri(record.sha256)
    expected = iris.place_iri("Tỉnh Quảng Ngãi", "Thị xã Đức Phổ", "Xã Không Có Thật")
    assert [expected] == objects(report, me, DV.reportingUnit)
    assert ["Xã Không Có Thật, Thị xã Đức Phổ, Tỉnh Quảng Ngãi"] == objects(report, me, DV.statedUnit)


def test_a_report_without_a_unit_claims_nothing_of_a_unit(record: Record) -> None:
    """It is kept, it cites its instruments, and it implements nothing."""
    head = msgspec.structs.replace(record.report, commune=None, district=None, province=None)
    report = record_quads(msgspec.structs.replace(record, report=head), None)
    me = iris.report_iri(record.sha256)
    assert [] == objects(report, me, DV.reportingUnit)
    assert fact(report, me, DV.cites, Q217)
    unit_claims = (DV.implements, DV.executes, DV.disseminates, DV.plansToImplement, DV.recognisedBy)
    assert [] == [t for t in report.facts if t.predicate.value in unit_claims]


@pytest.mark.parametrize(("stage", "predicate"), STAGE_PREDICATES.items())
def test_each_stage_has_its_own_fact_and_the_general_one(record: Record, stage: str, predicate: str) -> None:
    """Who executes an instrument also implements it, in so many triples."""
    report = record_quads(with_mention(record, stage=stage), None)
    assert (True, True) == (fact(report, PHO_AN, predicate, Q217), fact(report, PHO_AN, DV.implements, Q217))


@pytest.mark.parametrize(
    ("polarity", "asserted"), [("affirmed", True), ("partly", True), ("negated", False), ("planned", False)]
)
def test_only_what_is_affirmed_becomes_a_fact(record: Record, polarity: Polarity, asserted: bool) -> None:
    """“Chưa triển khai” is a claim with evidence, and no fact."""
    report = record_quads(with_mention(record, polarity=polarity), None)
    assert 1 == len(
        subjects(report, DV.polarity, iris.concept_iri("polarity", polarity))
        if polarity != "affirmed"
        else [1]
    )
    assert asserted == fact(report, PHO_AN, DV.executes, Q217)
    assert asserted == fact(report, PHO_AN, DV.implements, Q217)


@pytest.mark.parametrize(
    ("role", "polarity", "subject", "predicate"),
    [
        ("plans", "planned", PHO_AN, DV.plansToImplement),
        ("recognised_by", None, PHO_AN, DV.recognisedBy),
        (
            "issued",
            None,
            "https://w3id.org/danvan/id/cq/ubnd-xa-pho-an-thi-xa-duc-pho-tinh-quang-ngai",
            DV.issued,
        ),
        ("cites", None, None, DV.cites),
        ("commissioned_by", None, None, DV.commissionedBy),
    ],
)
def test_each_role_has_its_predicate(
    record: Record, role: Role, polarity: str | None, subject: str | None, predicate: str
) -> None:
    """A unit plans, a body issues, a report cites."""
    report = record_quads(with_mention(record, role=role, polarity=polarity, stage=None), None)
    assert fact(report, subject or iris.report_iri(record.sha256), predicate, Q217)
    assert not fact(report, PHO_AN, DV.implements, Q217)


def test_a_claim_says_everything_about_itself(report: ReportQuads) -> None:
    """Subject, predicate, object, role, stage, polarity, confidence, rule, source, evidence."""
    claims = set(subjects(report, RDF.object, Q217)) & set(subjects(report, RDF.predicate, DV.executes))
    (claim,) = claims
    expected = {
        RDF.type: [DV.Claim],
        RDF.subject: [PHO_AN],
        DV.role: [iris.concept_iri("role", "implements")],
        DV.stage: [iris.concept_iri("stage", "executed")],
        DV.polarity: [iris.concept_iri("polarity", "affirmed")],
        DV.confidence: ["0.9"],
        DV.rule: ["verb-execute"],
        "http://www.w3.org/ns/prov#wasDerivedFrom": [iris.report_iri(report.sha256)],
    }
    assert expected == {predicate: objects(report, claim, predicate) for predicate in expected}


def test_evidence_is_the_quote_with_its_place_and_surroundings(
    report: ReportQuads, record: Record, layer: Text
) -> None:
    """The span's offsets cut the quote out of the text layer; section and page are there."""
    mention = record.instruments[0].mentions[0]
    where = (report.sha256, mention.start, mention.end)
    span, quote, position = (
        iris.span_iri(*where),
        iris.selector_iri("quote", *where),
        iris.selector_iri("position", *where),
    )
    assert sorted([quote, position]) == objects(report, span, OA.hasSelector)
    assert (["II.1"], ["1"]) == (objects(report, span, DV.section), objects(report, span, DV.page))
    start, end = (int(objects(report, position, which)[0]) for which in (OA.start, OA.end))
    assert layer.text[start:end] == objects(report, quote, OA.exact)[0] == mention.quote
    (before,), (after,) = objects(report, quote, OA.prefix), objects(report, quote, OA.suffix)
    assert before + mention.quote + after in layer.text
    assert layer.text.startswith(before)
    assert len(after) >= CONTEXT


def test_what_a_mention_states_of_an_instrument_is_claimed(report: ReportQuads) -> None:
    """Date, issuer and title of an instrument rest on the mention that states them."""
    claimed = {
        objects(report, claim, RDF.predicate)[0]
        for claim in subjects(report, RDF.subject, Q217)
        if objects(report, claim, DV.evidence)
    }
    assert {ELI.date_document, ELI.passed_by, ELI.title} == claimed
    assert (["2013-12-12"], ["217-QĐ/TW"]) == (
        objects(report, Q217, ELI.date_document),
        objects(report, Q217, ELI.number),
    )


def test_an_open_identity_is_never_merged(report: ReportQuads) -> None:
    """It has an IRI of this report alone, says that it is open, and lists what it may be."""
    mine = OPEN + report.sha256[:12]
    assert sorted([DV.Instrument, DV.UnresolvedReference]) == objects(report, mine, RDF.type)
    assert [Q217] == objects(report, mine, DV.mayBe)
    assert fact(report, mine, DV.continues, Q217)


def test_places_models_and_movements_are_things_of_their_own(report: ReportQuads) -> None:
    """A neighbour borders, a hamlet lies within, a model is carried out and led, a movement is national."""
    (neighbour,) = objects(report, PHO_AN, DV.borders)
    assert ["Xã Phổ Quang"] == objects(report, neighbour, RDFS.label)
    (hamlet,) = subjects(report, RDF.type, DV.Hamlet)
    assert [PHO_AN] == objects(report, hamlet, DV.within)
    (model,) = subjects(report, RDF.type, DV.SkilfulModel)
    assert [PHO_AN] == objects(report, model, DV.carriedOutIn)
    assert [iris.concept_iri("field", "quốc phòng - an ninh")] == objects(report, model, DV.field)
    assert [iris.movement_iri("Dân vận khéo")] == subjects(report, RDF.type, DV.Movement)


def test_figures_findings_and_faults_stay_in_the_graph_of_the_report(report: ReportQuads) -> None:
    """They are statements of this report alone: described there with evidence, absent from the facts."""
    for kind in (DV.Observation, DV.Finding, DV.Anomaly):
        (thing,) = subjects(report, RDF.type, kind)
        assert 1 == len(objects(report, thing, DV.evidence))
        assert set() == {triple for triple in report.facts if triple.subject == node(thing)}
    (figure,) = subjects(report, RDF.type, DV.Observation)
    assert (["12"], ["lượt"], ["2025"]) == tuple(
        objects(report, figure, p) for p in (DV.value, DV.unit, DV.period)
    )


def test_the_report_describes_itself(report: ReportQuads, record: Record) -> None:
    """File, hash, date as far as stated, period, number."""
    me = iris.report_iri(record.sha256)
    expected = {
        DV.fileName: ["a.txt"],
        DV.fileHash: [record.sha256],
        DV.readWith: ["1"],
        DCT.date: ["2025-05"],
        DV.periodStart: ["2021"],
        DV.periodEnd: ["2025"],
        ELI.number: ["12/BC-UBND"],
    }
    assert expected == {predicate: objects(report, me, predicate) for predicate in expected}


def test_no_blank_nodes_and_no_claims_among_the_facts(report: ReportQuads) -> None:
    """Graphs are replaced and compared exactly, and the facts hold no provenance."""
    assert not any(isinstance(term, BlankNode) for t in report.triples for term in (t.subject, t.object))
    assert not any("/id/claim/" in str(t) or "/id/span/" in str(t) for t in report.facts)
    assert report.facts < report.triples


def test_the_same_record_gives_the_same_bytes(record: Record, layer: Text) -> None:
    """Triples are a pure function of the record, and come back from their bytes."""
    first, second = record_quads(record, layer, "1"), record_quads(record, layer, "1")
    assert first.to_bytes() == second.to_bytes()
    assert first == ReportQuads.from_bytes(first.sha256, first.to_bytes())


def test_the_order_of_items_does_not_matter(record: Record, layer: Text) -> None:
    """A record with its lists turned round says the same."""
    turned = msgspec.structs.replace(
        record, instruments=record.instruments[::-1], places=record.places[::-1], bodies=record.bodies[::-1]
    )
    assert record_quads(record, layer) == record_quads(turned, layer)


def test_text_of_a_report_is_never_read_as_anything_but_text(
    record: Record, another: Callable[..., Record]
) -> None:
    """Quotes, line ends and SPARQL in a title are characters of a literal."""
    nasty = '"} ; DROP ALL ; <x> \\" \n \u202e <script>'
    report = record_quads(another(record, "b", title=nasty), None)
    label = next(
        t.object
        for t in report.triples
        if t.subject == node(iris.report_iri(report.sha256)) and t.predicate == node(RDFS.label)
    )
    assert vietnamese(nasty) == label
    assert report == ReportQuads.from_bytes(report.sha256, report.to_bytes())


@pytest.mark.parametrize(
    ("written", "chosen"),
    [
        (("UBND XÃ PHỔ AN", "UBND xã Phổ An", "Ủy ban nhân dân xã Phổ An"), 2),
        (("Thủ Tướng Chính phủ", "Thủ tướng Chính phủ"), 1),
        (("dân vận khéo", "Dân vận khéo", "Dân Vận Khéo"), 1),
        (("Hòa", "Hoà"), 1),
    ],
)
def test_one_label_is_chosen_whatever_the_order(written: tuple[str, ...], chosen: int) -> None:
    """Spelled out, with as few capitals as a name has."""
    labels = [vietnamese(text) for text in written]
    assert labels[chosen] == best_label(labels) == best_label(labels[::-1])


def test_remarks_on_reference_rows_are_no_facts() -> None:
    """Where a row comes from is said of the row, not of the instrument."""
    row = Triple(node(Q217), node(DCT.source), vietnamese("domain"))
    said = Triple(node(Q217), node(ELI.title), vietnamese("Quy chế"))
    assert {said} == facts_of([row, said])
