"""The report and its instruments → nodes, and a claim for each mention."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.bodies import Places
from graph.claims import RELATION_PREDICATES, Claim, add_claim, mention_claim
from graph.evidence import add_span, item_span
from graph.records import Instrument, InstrumentRelation, Mention, ReportHead
from graph.sheet import Sheet, order
from graph.terms import date, node, string, vietnamese
from ontology import iris
from ontology.namespaces import DCT, DV, ELI, RDF, RDFS
from ontology.units import Unit, chain, find_units


def add_report(sheet: Sheet, read_with: str) -> None:
    """The report itself, and the unit it speaks for, if its names fit exactly one unit or no known one."""
    head, report = sheet.head, sheet.report
    sheet.add(report, RDF.type, node(DV.Report))
    sheet.add(report, RDFS.label, vietnamese(head.title or head.file))
    sheet.add(report, DV.fileName, string(head.file))
    sheet.add(report, DV.fileHash, string(sheet.sha))
    sheet.add(report, DV.textHash, string(sheet.record.text_sha256) if sheet.record.text_sha256 else None)
    sheet.add(report, DV.readWith, string(read_with) if read_with else None)
    sheet.add(report, ELI.number, string(head.number) if head.number else None)
    sheet.add(report, DCT.date, date(head.date))
    sheet.add(report, DV.periodStart, date(head.period_start))
    sheet.add(report, DV.periodEnd, date(head.period_end))
    sheet.add(report, DV.signedBy, string(head.signer_name) if head.signer_name else None)
    sheet.unit = _reporting_unit(sheet)
    sheet.add(report, DV.reportingUnit, sheet.unit)
    sheet.add(report, DV.statedUnit, string(stated) if (stated := _stated(head)) else None)
    sheet.add(report, DV.issuedBy, sheet.body(head.issuer) if head.issuer else None)


def _stated(head: ReportHead) -> str:
    """The reporting unit in the words of the report, from the inside out."""
    return ", ".join(filter(None, (head.commune, head.district, head.province)))


def _reporting_unit(sheet: Sheet) -> NamedNode | None:
    """The unit of the table if exactly one fits the names on that day, else one known by its names."""
    head = sheet.head
    if head.commune is None:
        return None
    found = find_units(head.commune, district=head.district, province=head.province, on=sheet.when)
    if len(found) == 1:
        sheet.places = _places(found[0])
        return sheet.known_unit(found[0])
    unit = sheet.describe(
        iris.place_iri(head.province, head.district, head.commune), DV.AdminUnit, head.commune
    )
    sheet.add(unit, RDF.type, node(DV.Commune))
    return unit


def _places(unit: Unit) -> Places:
    """The names of a unit of the table, whatever the report wrote."""
    names = {outer.kind: outer.name for outer in chain(unit)}
    return Places(names.get("commune"), names.get("district"), names.get("province"))


def add_instruments(sheet: Sheet) -> dict[str, NamedNode]:
    """All instruments with what is claimed of them; returns their nodes by key."""
    annexed = {
        relation.target
        for relation in sheet.record.instrument_relations
        if relation.relation == "promulgates"
    }
    nodes: dict[str, NamedNode] = {}
    for instrument in sheet.record.instruments:
        nodes[instrument.key] = _instrument(sheet, instrument, annexed=instrument.key in annexed)
    if (key := sheet.head.commissioned_by) is not None:
        sheet.add(sheet.report, DV.commissionedBy, nodes.get(key) or open_reference(sheet, key))
    return nodes


def open_reference(sheet: Sheet, key: str) -> NamedNode:
    """A reference of which no more is known than its key."""
    subject = sheet.describe(iris.reference_iri(key, sheet.sha), DV.Instrument, key)
    sheet.add(subject, RDF.type, node(DV.UnresolvedReference))
    return subject


def _instrument(sheet: Sheet, instrument: Instrument, *, annexed: bool) -> NamedNode:
    """One instrument: what is known of it, and a claim for each mention and each thing a mention states."""
    if instrument.iri is None:
        subject = open_reference(sheet, instrument.key)
        sheet.add(subject, DV.mayBe, *map(node, instrument.candidates))
    else:
        subject = sheet.describe(instrument.iri, DV.Instrument, instrument.key)
    if annexed:
        sheet.add(subject, RDF.type, node(DV.AnnexedText))
    if instrument.number:
        sheet.add(subject, ELI.number, string(instrument.key))
        sheet.add(subject, DV.sequence, string(instrument.number.split("/")[0]))
    sheet.add(subject, DV.symbol, string(instrument.symbol) if instrument.symbol else None)
    if genre := _genre(instrument):
        sheet.add(subject, ELI.type_document, node(iris.concept_iri("genre", genre)))
    stated = [_mention(sheet, subject, mention) for mention in sorted(instrument.mentions, key=order)]
    _identity_facts(sheet, subject, instrument)
    if instrument.title and stated:
        add_claim(sheet, Claim(subject, ELI.title, vietnamese(instrument.title), stated[0]))
    return subject


def _genre(instrument: Instrument) -> str | None:
    """The one genre of an instrument: that of its identity, whatever word a report puts before the number."""
    known = iris.parse(instrument.iri) if instrument.iri else None
    return known.parts[2] if known and known.kind == "instrument" else instrument.type


def _identity_facts(sheet: Sheet, subject: NamedNode, instrument: Instrument) -> None:
    """Date, issuer and title as resolved: they stand even if only the register or the symbol tells them."""
    mentioned_dates = {mention.date for mention in instrument.mentions}
    mentioned_issuers = {mention.issuer for mention in instrument.mentions}
    if not mentioned_dates - {None}:
        sheet.add(subject, ELI.date_document, date(instrument.date))
    if instrument.issuer and not mentioned_issuers - {None}:
        sheet.add(subject, ELI.passed_by, sheet.body(instrument.issuer))
    sheet.add(subject, ELI.title, vietnamese(instrument.title) if instrument.title else None)


def _mention(sheet: Sheet, subject: NamedNode, mention: Mention) -> NamedNode:
    """The claims of one mention: its role, and the date and issuer it states itself. Returns its span."""
    span = add_span(sheet, mention.start, mention.end, mention.quote, mention.section, mention.page)
    add_claim(sheet, mention_claim(sheet, mention, subject, span))
    sheet.add(sheet.report, DV.cites, subject)
    if (day := date(mention.date)) is not None:
        add_claim(sheet, Claim(subject, ELI.date_document, day, span))
    if mention.issuer:
        add_claim(sheet, Claim(subject, ELI.passed_by, sheet.body(mention.issuer), span))
    return span


def add_relation(sheet: Sheet, relation: InstrumentRelation, nodes: dict[str, NamedNode]) -> None:
    """A relation between two instruments, from the newer or lower one to the older or higher one."""
    source, target = (
        nodes.get(key) or open_reference(sheet, key) for key in (relation.source, relation.target)
    )
    predicate = RELATION_PREDICATES[relation.relation]
    span = item_span(sheet, relation)
    claim = Claim(source, predicate, target, span, confidence=relation.confidence, rule=relation.rule)
    add_claim(sheet, claim)
