"""Claims about an instrument and the passages that prove them.

The optional parts stand outside the graph pattern on purpose: inside it the engine takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from queries.ask import Source, iri, local, select
from queries.words import STAGES

STAGE_ORDER = {stage: place for place, stage in enumerate(STAGES)}
_POLARITY_ORDER = {"affirmed": 2, "partly": 1}
_FEW = 60


class Evidence(NamedTuple):
    """One claim of one report about the instrument, and the passage that proves it.

    ``start`` and ``end`` count code points of the report's text layer; ``confidence`` is between 0 and 1.
    """

    claim: str
    report: str
    file: str
    report_date: str
    period_start: str
    period_end: str
    role: str
    stage: str
    polarity: str
    prefix: str
    quote: str
    suffix: str
    section: str
    page: str
    start: str
    end: str
    span: str
    rule: str
    confidence: str


_CLAIMS = """
SELECT ?claim ?unit ?report ?role ?stage ?polarity ?confidence ?rule ?span ?file ?date ?start ?end WHERE {
  VALUES ?node { UNDEF }
  VALUES ?unit { UNDEF }
  ?report dv:reportingUnit ?unit .
  GRAPH ?graph { ?claim rdf:object ?node ; prov:wasDerivedFrom ?report ; dv:role ?role ; dv:evidence ?span }
  OPTIONAL { GRAPH ?graph { ?claim dv:stage ?stage } }
  OPTIONAL { GRAPH ?graph { ?claim dv:polarity ?polarity } }
  OPTIONAL { GRAPH ?graph { ?claim dv:confidence ?confidence } }
  OPTIONAL { GRAPH ?graph { ?claim dv:rule ?rule } }
  OPTIONAL { ?report dv:fileName ?file }
  OPTIONAL { ?report dcterms:date ?date }
  OPTIONAL { ?report dv:periodStart ?start }
  OPTIONAL { ?report dv:periodEnd ?end }
}
"""
_SPANS = """
SELECT ?span ?prefix ?exact ?suffix ?section ?page ?from ?to WHERE {
  VALUES ?span { UNDEF }
  GRAPH ?graph {
    ?span oa:hasSelector ?quote .
    ?quote oa:exact ?exact .
    ?span oa:hasSelector ?position .
    ?position oa:start ?from ; oa:end ?to .
  }
  OPTIONAL { GRAPH ?graph { ?quote oa:prefix ?prefix } }
  OPTIONAL { GRAPH ?graph { ?quote oa:suffix ?suffix } }
  OPTIONAL { GRAPH ?graph { ?span dv:section ?section } }
  OPTIONAL { GRAPH ?graph { ?span dv:page ?page } }
}
"""


def evidence_of(source: Source, nodes: list[str], units: Collection[str]) -> dict[str, tuple[Evidence, ...]]:
    """Unit → every claim that its reports make about the instrument, the one that says most first.

    ``nodes`` are IRIs in SPARQL syntax, ``units`` plain ones.
    """
    if not units:
        return {}
    # few units are looked up one by one; for many it is faster to take every claim and drop the others
    query = _CLAIMS if len(units) <= _FEW else _CLAIMS.replace("VALUES ?unit { UNDEF }", "")
    bound = {"unit": [iri(unit) for unit in units]} if len(units) <= _FEW else {}
    wanted = set(units)
    claims = [row for row in select(source, query, node=nodes, **bound) if row["unit"] in wanted]
    spans = {row["span"]: row for row in passages(source, {row["span"] for row in claims})}
    found: dict[str, dict[str, Evidence]] = {}
    for row in claims:
        found.setdefault(row["unit"], {}).setdefault(row["claim"], _one(row, spans.get(row["span"], {})))
    return {unit: tuple(sorted(one.values(), key=_weight, reverse=True)) for unit, one in found.items()}


_PASSAGE = {
    "section": "section", "prefix": "prefix", "quote": "exact", "suffix": "suffix", "start": "from", "end": "to",
}  # fmt: skip


def passages(source: Source, spans: Iterable[str]) -> list[dict[str, str]]:
    """Quote, context, section, page and offsets of each of ``spans``."""
    terms = [iri(span) for span in sorted(spans)]
    return list(select(source, _SPANS, span=terms)) if terms else []


def passage_fields(span: Mapping[str, str]) -> dict[str, str]:
    """What a proof tells of its passage, from a row of :func:`passages`; “” for what the row does not say."""
    return {field: span.get(column, "") for field, column in _PASSAGE.items()}


def _one(claim: dict[str, str], span: dict[str, str]) -> Evidence:
    return Evidence(
        claim=claim["claim"],
        report=claim["report"],
        file=claim.get("file", ""),
        report_date=claim.get("date", ""),
        period_start=claim.get("start", ""),
        period_end=claim.get("end", ""),
        role=local(claim["role"]),
        stage=local(claim.get("stage", "")),
        polarity=local(claim.get("polarity", "")),
        **passage_fields(span),
        page=span.get("page", ""),
        span=claim["span"],
        rule=claim.get("rule", ""),
        confidence=claim.get("confidence", ""),
    )


def _weight(one: Evidence) -> tuple[bool, int, int, float, str, str]:
    """What counts as the better proof: that it implements, how far, how plainly, how surely, how late."""
    return (
        one.role == "implements",
        STAGE_ORDER.get(one.stage, -1),
        _POLARITY_ORDER.get(one.polarity, 0),
        float(one.confidence or 0),
        one.period_end or one.report_date,
        one.claim,
    )


def furthest(stages: Iterable[str]) -> str:
    """The furthest of ``stages``; “” if there is none."""
    return max((stage for stage in stages if stage in STAGE_ORDER), key=STAGE_ORDER.__getitem__, default="")
