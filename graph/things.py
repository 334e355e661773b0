"""What else a report speaks of → nodes: bodies, places, models, movements, figures, findings, faults."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.bodies import address, full_name, lower_first
from graph.claims import Claim, add_claim
from graph.evidence import item_span
from graph.records import Item
from graph.sheet import HAMLET_WORD, UNIT_WORD, Sheet
from graph.terms import Term, decimal, node, string, vietnamese
from ontology import iris
from ontology.fold import fold
from ontology.namespaces import DV, PROV, RDF


def _mentions(sheet: Sheet, item: Item, thing: NamedNode) -> None:
    """The claim that the report names a thing."""
    add_claim(sheet, Claim(sheet.report, DV.mentions, thing, item_span(sheet, item)))


def add_things(sheet: Sheet) -> None:
    """Bodies, places, models and movements: shared things, each with the claim that this report names it."""
    record = sheet.record
    for body in record.bodies:
        subject = sheet.body(body.name)
        sheet.add(subject, DV.kind, node(iris.concept_iri("body-kind", body.kind)) if body.kind else None)
        _mentions(sheet, body, subject)
    for movement in record.movements:
        subject = sheet.describe(iris.movement_iri(movement.name), DV.Movement, movement.name)
        sheet.add(subject, DV.kind, string(movement.kind))
        _mentions(sheet, movement, subject)
    for place in record.places:
        where = sheet.place(place.name)
        if place.relation == "borders" and sheet.unit is not None and UNIT_WORD.match(place.name):
            add_claim(sheet, Claim(sheet.unit, DV.borders, where, item_span(sheet, place)))
        elif place.relation == "village_of" and sheet.unit is not None and HAMLET_WORD.match(place.name):
            add_claim(sheet, Claim(where, DV.within, sheet.unit, item_span(sheet, place)))
        else:
            _mentions(sheet, place, where)
    _models(sheet)


def _models(sheet: Sheet) -> None:
    """“Dân vận khéo” models: one of a name in one commune."""
    owner = address(sheet.places.commune, sheet.places) if sheet.places.commune else sheet.sha[:12]
    for model in sheet.record.models:
        subject = sheet.describe(iris.model_iri(owner, model.name), DV.SkilfulModel, model.name)
        sheet.add(subject, DV.form, string(model.form) if model.form else None)
        sheet.add(subject, DV.field, node(iris.concept_iri("field", model.field)) if model.field else None)
        sheet.add(subject, DV.ledBy, sheet.body(_local(sheet, model.owner)) if model.owner else None)
        places = [sheet.place(place) for place in model.places]
        sheet.add(subject, DV.carriedOutIn, sheet.unit, *places)
        _mentions(sheet, model, subject)


def _local(sheet: Sheet, owner: str) -> str:
    """The organisation that leads a model, with the reporting commune where it names no place of its own."""
    whole, commune = full_name(owner, sheet.places), sheet.places.commune
    return whole if commune is None or fold(commune) in fold(whole) else f"{whole} {lower_first(commune)}"


def add_statements(sheet: Sheet) -> None:
    """Figures, findings and anomalies: statements of this report alone, so they stay in its graph."""
    seen: dict[tuple[int, int], int] = {}
    for figure in sheet.record.indicators:
        where = (figure.start, figure.end)
        nth = seen[where] = seen.get(where, -1) + 1
        subject = node(iris.observation_iri(sheet.sha, *where, nth))
        indicator = node(iris.concept_iri("indicator", figure.kind)) if figure.kind else None
        changed = decimal(figure.change_from) if figure.change_from is not None else None
        _statement(sheet, subject, DV.Observation, item_span(sheet, figure), {
            DV.area: sheet.unit, DV.indicator: indicator, DV.value: decimal(figure.value),
            DV.unit: string(figure.unit), DV.reportedAs: string(figure.name),
            DV.period: string(figure.time) if figure.time else None, DV.changeFrom: changed,
            DV.target: string(figure.target) if figure.target else None,
        })  # fmt: skip
    for finding in sheet.record.findings:
        subject = node(iris.finding_iri(sheet.sha, finding.kind, finding.start, finding.end))
        kind = node(iris.concept_iri("finding-kind", finding.kind))
        _statement(sheet, subject, DV.Finding, item_span(sheet, finding, finding.section), {DV.kind: kind})
    for fault in sheet.record.anomalies:
        subject = node(iris.anomaly_iri(sheet.sha, fault.kind, fault.start, fault.end))
        kind = node(iris.concept_iri("anomaly-kind", fault.kind))
        said: dict[str, Term | None] = {DV.kind: kind, DV.explanation: vietnamese(fault.explain)}
        _statement(sheet, subject, DV.Anomaly, item_span(sheet, fault), said)


def _statement(
    sheet: Sheet, subject: NamedNode, kind: str, span: NamedNode, said: dict[str, Term | None]
) -> None:
    """A statement of its own class, with where it comes from."""
    sheet.add(subject, RDF.type, node(kind))
    for predicate, obj in said.items():
        sheet.add(subject, predicate, obj)
    sheet.add(subject, PROV.wasDerivedFrom, sheet.report)
    sheet.add(subject, DV.evidence, span)
