"""Claims: who says what, where, how surely. A claim may stand without its plain triple being asserted."""

from __future__ import annotations

from typing import Final, NamedTuple

from pyoxigraph import NamedNode

from graph.records import Mention, RelationKind, Role, Stage
from graph.sheet import Sheet
from graph.terms import Term, decimal, node, string
from ontology import iris
from ontology.namespaces import DV, ELI, PROV, RDF

STAGE_PREDICATES: Final[dict[Stage, str]] = {
    "disseminated": DV.disseminates,
    "concretised": DV.concretises,
    "executed": DV.executes,
    "supervised": DV.supervises,
    "reviewed": DV.reviews,
}
_ROLE_PREDICATES: Final[dict[Role, str]] = {
    "plans": DV.plansToImplement,
    "recognised_by": DV.recognisedBy,
    "issued": DV.issued,
    "commissioned_by": DV.commissionedBy,
    "cites": DV.cites,
}
RELATION_PREDICATES: Final[dict[RelationKind, str]] = {
    "continues": DV.continues,
    "amends": DV.amends,
    "replaces": DV.replaces,
    "repeals": DV.repeals,
    "guides": DV.guides,
    "details": DV.details,
    "implements": DV.concretisesInstrument,
    "promulgates": DV.promulgates,
    "has_legal_basis": DV.hasLegalBasis,
    "issued_with": ELI.related_to,
}
"""From the newer or lower instrument to the older or higher one; those issued together are only related."""


class Claim(NamedTuple):
    """What is claimed, resting on ``span``; the other fields say how, as far as that is known."""

    subject: NamedNode
    predicate: str
    object: Term
    span: NamedNode
    role: str | None = None
    stage: str | None = None
    polarity: str | None = None
    confidence: float | None = None
    rule: str | None = None

    @property
    def asserted(self) -> bool:
        """Whether the plain triple follows: never from a denial; from a plan only that it is one."""
        if self.predicate == DV.plansToImplement:
            return self.polarity != "negated"
        return self.polarity in (None, "affirmed", "partly")


def add_claim(sheet: Sheet, claim: Claim) -> None:
    """Put a claim on the sheet, and the plain triples that follow from it."""
    subject, obj = claim.subject, claim.object
    said_where = (sheet.report.value, claim.span.value)
    me = node(iris.claim_iri(subject.value, claim.predicate, str(obj), *said_where))
    sheet.add(me, RDF.type, node(DV.Claim))
    sheet.add(me, RDF.subject, subject)
    sheet.add(me, RDF.predicate, node(claim.predicate))
    sheet.add(me, RDF.object, obj)
    for scheme, predicate, value in (
        ("role", DV.role, claim.role),
        ("stage", DV.stage, claim.stage),
        ("polarity", DV.polarity, claim.polarity),
    ):
        sheet.add(me, predicate, node(iris.concept_iri(scheme, value)) if value else None)
    sheet.add(me, DV.confidence, decimal(claim.confidence) if claim.confidence is not None else None)
    sheet.add(me, DV.rule, string(claim.rule) if claim.rule else None)
    sheet.add(me, PROV.wasDerivedFrom, sheet.report)
    sheet.add(me, DV.evidence, claim.span)
    if claim.asserted:
        sheet.add(subject, claim.predicate, obj)
        if claim.predicate in STAGE_PREDICATES.values():
            sheet.add(subject, DV.implements, obj)


def mention_claim(sheet: Sheet, mention: Mention, instrument: NamedNode, span: NamedNode) -> Claim:
    """What a mention claims of its instrument: of the reporting unit, its issuer, or the report itself.

    Where the reporting unit (or the reporting body) is unknown, all that is left is that the report cites it.
    """
    subject: NamedNode | None = sheet.report
    if mention.role in ("implements", "plans", "recognised_by"):
        subject = sheet.unit
    elif mention.role == "issued":
        subject = sheet.body(sheet.head.issuer) if sheet.head.issuer else None
    if subject is None:
        subject, predicate = sheet.report, DV.cites
    elif mention.role == "implements":
        predicate = STAGE_PREDICATES[mention.stage] if mention.stage else DV.implements
    else:
        predicate = _ROLE_PREDICATES[mention.role]
    return Claim(
        subject, predicate, instrument, span,
        role=mention.role, stage=mention.stage, polarity=mention.polarity,
        confidence=mention.confidence, rule=mention.rule,
    )  # fmt: skip
