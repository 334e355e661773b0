"""Every vocabulary term the code uses, as typed string constants; one configurable base for our own.

Set ``DANVAN_BASE`` (an absolute http(s) IRI) to publish under another address. It is read once, at import.
No RDF library is imported here: a look-up pays nothing for its terms.
"""

# ruff: noqa: N815  (terms are spelled as the vocabularies spell them)

from __future__ import annotations

import os
import re
from typing import Final

DEFAULT_BASE: Final = "https://w3id.org/danvan/"
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`/?#]+(/[^\s<>\"{}|\\^`?#]*)?")


def checked_base(value: str) -> str:
    """``value`` with one “/” at its end.

    Raises:
        ValueError: it is no absolute http(s) IRI without query and fragment.
    """
    if not _ABSOLUTE.fullmatch(value):
        raise ValueError(f"DANVAN_BASE must be an absolute http(s) address without ? and #: {value!r}")
    return value.rstrip("/") + "/"


BASE: Final = checked_base(os.environ.get("DANVAN_BASE") or DEFAULT_BASE)
ID: Final = BASE + "id/"
GRAPH: Final = BASE + "graph/"
_DV: Final = BASE + "ns#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_ELI: Final = "http://data.europa.eu/eli/ontology#"
_OA: Final = "http://www.w3.org/ns/oa#"
_ORG: Final = "http://www.w3.org/ns/org#"
_PROV: Final = "http://www.w3.org/ns/prov#"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_DCT: Final = "http://purl.org/dc/terms/"

PREFIXES: Final[dict[str, str]] = {
    "dv": _DV,
    "dvid": ID,
    "rdf": _RDF,
    "rdfs": _RDFS,
    "xsd": _XSD,
    "eli": _ELI,
    "oa": _OA,
    "org": _ORG,
    "prov": _PROV,
    "skos": _SKOS,
    "dcterms": _DCT,
    "owl": "http://www.w3.org/2002/07/owl#",
    "qb": "http://purl.org/linked-data/cube#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
}
"""Prefix → namespace, for queries and for serialisers."""


class DV:
    """Our own vocabulary, ``dv:`` (defined in ``ontology/core.ttl``)."""

    # classes
    Instrument: Final = _DV + "Instrument"
    AnnexedText: Final = _DV + "AnnexedText"
    UnresolvedReference: Final = _DV + "UnresolvedReference"
    Body: Final = _DV + "Body"
    AdminUnit: Final = _DV + "AdminUnit"
    Province: Final = _DV + "Province"
    District: Final = _DV + "District"
    Commune: Final = _DV + "Commune"
    Hamlet: Final = _DV + "Hamlet"
    AdminChange: Final = _DV + "AdminChange"
    Report: Final = _DV + "Report"
    Claim: Final = _DV + "Claim"
    EvidenceSpan: Final = _DV + "EvidenceSpan"
    SkilfulModel: Final = _DV + "SkilfulModel"
    Movement: Final = _DV + "Movement"
    Finding: Final = _DV + "Finding"
    Anomaly: Final = _DV + "Anomaly"
    Observation: Final = _DV + "Observation"

    # unit → instrument
    implements: Final = _DV + "implements"
    disseminates: Final = _DV + "disseminates"
    concretises: Final = _DV + "concretises"
    executes: Final = _DV + "executes"
    supervises: Final = _DV + "supervises"
    reviews: Final = _DV + "reviews"
    plansToImplement: Final = _DV + "plansToImplement"
    recognisedBy: Final = _DV + "recognisedBy"

    # body or report → instrument
    issued: Final = _DV + "issued"
    cites: Final = _DV + "cites"
    commissionedBy: Final = _DV + "commissionedBy"

    # instrument → instrument (newer or lower → older or higher)
    lineage: Final = _DV + "lineage"
    hasLegalBasis: Final = _DV + "hasLegalBasis"
    continues: Final = _DV + "continues"
    amends: Final = _DV + "amends"
    replaces: Final = _DV + "replaces"
    repeals: Final = _DV + "repeals"
    guides: Final = _DV + "guides"
    details: Final = _DV + "details"
    concretisesInstrument: Final = _DV + "concretisesInstrument"
    promulgates: Final = _DV + "promulgates"
    corrects: Final = _DV + "corrects"
    consolidates: Final = _DV + "consolidates"
    suspends: Final = _DV + "suspends"

    # instrument
    sequence: Final = _DV + "sequence"
    symbol: Final = _DV + "symbol"
    term: Final = _DV + "term"
    mayBe: Final = _DV + "mayBe"
    matchKey: Final = _DV + "matchKey"
    certainty: Final = _DV + "certainty"

    # report
    reportingUnit: Final = _DV + "reportingUnit"
    issuedBy: Final = _DV + "issuedBy"
    periodStart: Final = _DV + "periodStart"
    periodEnd: Final = _DV + "periodEnd"
    fileHash: Final = _DV + "fileHash"
    fileName: Final = _DV + "fileName"
    textHash: Final = _DV + "textHash"
    readWith: Final = _DV + "readWith"
    statedUnit: Final = _DV + "statedUnit"
    signedBy: Final = _DV + "signedBy"
    mentions: Final = _DV + "mentions"

    # claim and evidence
    stage: Final = _DV + "stage"
    polarity: Final = _DV + "polarity"
    role: Final = _DV + "role"
    confidence: Final = _DV + "confidence"
    rule: Final = _DV + "rule"
    evidence: Final = _DV + "evidence"
    section: Final = _DV + "section"
    page: Final = _DV + "page"

    # body and unit
    jurisdiction: Final = _DV + "jurisdiction"
    within: Final = _DV + "within"
    borders: Final = _DV + "borders"
    validFrom: Final = _DV + "validFrom"
    validTo: Final = _DV + "validTo"
    succeededBy: Final = _DV + "succeededBy"
    unitCode: Final = _DV + "unitCode"

    # model, movement, observation, finding, anomaly
    field: Final = _DV + "field"
    ledBy: Final = _DV + "ledBy"
    carriedOutIn: Final = _DV + "carriedOutIn"
    form: Final = _DV + "form"
    underInstrument: Final = _DV + "underInstrument"
    indicator: Final = _DV + "indicator"
    area: Final = _DV + "area"
    period: Final = _DV + "period"
    value: Final = _DV + "value"
    unit: Final = _DV + "unit"
    reportedAs: Final = _DV + "reportedAs"
    changeFrom: Final = _DV + "changeFrom"
    target: Final = _DV + "target"
    kind: Final = _DV + "kind"
    explanation: Final = _DV + "explanation"
    about: Final = _DV + "about"

    # bookkeeping of a store
    storeFormat: Final = _DV + "storeFormat"
    storeBase: Final = _DV + "storeBase"
    storeStamp: Final = _DV + "storeStamp"
    referenceVersion: Final = _DV + "referenceVersion"


class RDF:
    """RDF, with the reification terms of RDF 1.1."""

    type: Final = _RDF + "type"
    Statement: Final = _RDF + "Statement"
    subject: Final = _RDF + "subject"
    predicate: Final = _RDF + "predicate"
    object: Final = _RDF + "object"


class RDFS:
    """RDF Schema."""

    label: Final = _RDFS + "label"


class XSD:
    """XML Schema data types."""

    decimal: Final = _XSD + "decimal"
    integer: Final = _XSD + "integer"
    date: Final = _XSD + "date"
    gYear: Final = _XSD + "gYear"
    gYearMonth: Final = _XSD + "gYearMonth"
    boolean: Final = _XSD + "boolean"


class ELI:
    """European Legislation Identifier: instruments."""

    number: Final = _ELI + "number"
    type_document: Final = _ELI + "type_document"
    date_document: Final = _ELI + "date_document"
    passed_by: Final = _ELI + "passed_by"
    title: Final = _ELI + "title"
    related_to: Final = _ELI + "related_to"
    first_date_entry_in_force: Final = _ELI + "first_date_entry_in_force"
    date_no_longer_in_force: Final = _ELI + "date_no_longer_in_force"


class OA:
    """Web Annotation: where in a text something stands."""

    hasSource: Final = _OA + "hasSource"
    hasSelector: Final = _OA + "hasSelector"
    TextQuoteSelector: Final = _OA + "TextQuoteSelector"
    TextPositionSelector: Final = _OA + "TextPositionSelector"
    exact: Final = _OA + "exact"
    prefix: Final = _OA + "prefix"
    suffix: Final = _OA + "suffix"
    start: Final = _OA + "start"
    end: Final = _OA + "end"


class ORG:
    """The Organization Ontology."""

    subOrganizationOf: Final = _ORG + "subOrganizationOf"


class PROV:
    """Provenance."""

    wasDerivedFrom: Final = _PROV + "wasDerivedFrom"
    used: Final = _PROV + "used"
    generated: Final = _PROV + "generated"


class SKOS:
    """Code lists and names."""

    altLabel: Final = _SKOS + "altLabel"
    prefLabel: Final = _SKOS + "prefLabel"
    notation: Final = _SKOS + "notation"


class DCT:
    """Dublin Core terms."""

    source: Final = _DCT + "source"
    title: Final = _DCT + "title"
    identifier: Final = _DCT + "identifier"
    date: Final = _DCT + "date"


def sparql_prefixes() -> str:
    """The PREFIX lines of every namespace above, for SPARQL texts."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
