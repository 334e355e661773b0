"""The record of one report: typed values, JSON in and out.

The fields are the contract that other programs read; offsets are code points into the text layer, so that
``layer.text[item.start:item.end] == item.quote`` for every item that has a quote.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal["commissioned_by", "implements", "plans", "issued", "recognised_by", "cites"]
Stage = Literal["disseminated", "concretised", "executed", "supervised", "reviewed"]
Polarity = Literal["affirmed", "partly", "negated", "planned"]
RelationKind = Literal[
    "continues", "amends", "replaces", "repeals", "guides", "details", "implements", "promulgates",
    "issued_with", "has_legal_basis",
]  # fmt: skip
FindingKind = Literal["limitation", "cause", "lesson", "proposal", "future_task", "strength"]
AnomalyKind = Literal["arithmetic", "date", "type", "reference", "typo", "other"]


class Item(msgspec.Struct, kw_only=True, frozen=True):
    """Anything read from one place of the text layer."""

    quote: str
    start: int
    end: int


class ReportHead(msgspec.Struct, kw_only=True, frozen=True):
    """Who reports to whom, about which period, under which instrument. Dates are ISO, as far as stated."""

    file: str
    title: str | None = None
    doc_type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    commune: str | None = None
    district: str | None = None
    province: str | None = None
    period_start: str | None = None
    period_end: str | None = None
    signer_name: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()
    commissioned_by: str | None = None


class Mention(Item, kw_only=True, frozen=True):
    """One citation of an instrument, with the role it plays for the reporting commune.

    ``rule`` names the rule that decided the role, ``confidence`` (0–1) how far it may be trusted,
    ``page`` the page of the source (from 1) where pages are known. ``date`` and ``issuer`` are what this
    mention itself states, the issuer written out with its place.
    """

    section: str
    role: Role
    stage: Stage | None = None
    polarity: Polarity | None = None
    date: str | None = None
    issuer: str | None = None
    rule: str = ""
    confidence: float = 1.0
    page: int | None = None


class Instrument(msgspec.Struct, kw_only=True, frozen=True):
    """One distinct instrument named in a report: by number and symbol, or by its proper name.

    ``key`` is what a person types, ``number`` and ``symbol`` its parts (None for instruments known by name).
    ``iri`` is its identity, or None as long as that is open; then ``candidates`` are the identities it may have.
    """

    key: str
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    iri: str | None = None
    candidates: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    anomaly: str | None = None


class InstrumentRelation(Item, kw_only=True, frozen=True):
    """A relation between two instruments that the text states; source and target are their keys."""

    source: str
    relation: RelationKind
    target: str
    rule: str = ""
    confidence: float = 1.0


class Body(Item, kw_only=True, frozen=True):
    """A body named in running text or under “Nơi nhận”, its name written out with its place."""

    name: str
    kind: str | None = None
    place: str | None = None


class Place(Item, kw_only=True, frozen=True):
    """A place and what it is to the reporting commune."""

    name: str
    relation: str
    direction: str | None = None


class Model(Item, kw_only=True, frozen=True):
    """A named “Dân vận khéo” model or club."""

    name: str
    form: str | None = None
    field: str | None = None
    owner: str | None = None
    places: tuple[str, ...] = ()


class Movement(Item, kw_only=True, frozen=True):
    """A movement, campaign or programme, named once a report."""

    name: str
    kind: str


class Indicator(Item, kw_only=True, frozen=True):
    """A figure: value in full units (37,9 tỷ đồng is 37900000000 đồng)."""

    name: str
    value: float
    unit: str
    time: str | None = None
    change_from: float | None = None
    target: str | None = None
    kind: str | None = None


class Finding(Item, kw_only=True, frozen=True):
    """A strength, limitation, cause, lesson, proposal or future task: one sentence each."""

    kind: FindingKind
    section: str


class Anomaly(Item, kw_only=True, frozen=True):
    """What is wrong in the text, explained in Vietnamese."""

    kind: AnomalyKind
    explain: str


class Record(msgspec.Struct, kw_only=True, frozen=True):
    """Everything read from one report.

    ``sha256`` is of the file's bytes, ``text_sha256`` of the text layer; ``warnings`` are Vietnamese lines on what
    was odd but readable in the file.
    """

    report: ReportHead
    instruments: tuple[Instrument, ...] = ()
    instrument_relations: tuple[InstrumentRelation, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    models: tuple[Model, ...] = ()
    movements: tuple[Movement, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    findings: tuple[Finding, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    sha256: str = ""
    text_sha256: str = ""
    warnings: tuple[str, ...] = ()


def to_json(record: Record) -> bytes:
    """One record as indented UTF-8 JSON, fields in the order of the contract."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1)


def as_contract(record: Record) -> Record:
    """The record in the words of the record contract, which knows no “details” (quy định chi tiết).

    It is told as “guides”; ``rule`` still tells the two apart, and the graph keeps ``dv:details``.
    """
    relations = tuple(
        msgspec.structs.replace(r, relation="guides") if r.relation == "details" else r
        for r in record.instrument_relations
    )
    return msgspec.structs.replace(record, instrument_relations=relations)


def from_json(data: bytes | str) -> Record:
    """Read a record back.

    Raises:
        msgspec.ValidationError: the JSON does not fit the contract; the message names field and type.
    """
    return msgspec.json.decode(data, type=Record)


def schema() -> dict[str, object]:
    """The JSON schema of a record."""
    return msgspec.json.schema(Record)


class Citation(Item, kw_only=True, frozen=True):
    """One citation in any text: what stands there, mended.

    ``quote`` runs from the type word to the end of the symbol (or of the proper name). ``key`` is
    number and symbol as they should be written, or the proper name where no number stands; None where the text
    gives a number without its symbol. ``date`` is ISO as far as stated, ``issuer`` as written. ``end_all`` is the
    offset behind the last contiguous date or issuer. ``resolves_to`` is the key of the instrument that a
    short mention stands for, where that is known. ``slip`` says what was mended (in Vietnamese), if anything.
    """

    key: str | None = None
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    resolves_to: str | None = None
    slip: str | None = None
    end_all: int = 0
