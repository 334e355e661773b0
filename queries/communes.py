"""Which communes carry an instrument out: stage, polarity, evidence, and always the denominator.

Plain facts are asked first (who implements, who reported); claims and passages only of the communes shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ontology.fold import fold
from ontology.namespaces import DV
from queries.ask import Source, iri, local, select
from queries.lookup import Target
from queries.words import GROUPS, STAGE_PREDICATES, STAGES

_ORDER = {stage: place for place, stage in enumerate(STAGES)}
_POLARITY_ORDER = {"affirmed": 2, "partly": 1}


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


class Commune(NamedTuple):
    """One reporting unit and what its reports say; ``evidence`` begins with the claim that says most."""

    unit: str
    name: str
    district: str
    province: str
    group: str
    stage: str
    evidence: tuple[Evidence, ...]


class Answer(NamedTuple):
    """The communes by group, and what they are counted against.

    ``reported`` counts units with a report (those asked for), ``nameless`` reports whose unit is not known.
    ``unresolved`` are the files that cite the same key where it is open which instrument is meant.
    ``unplaced`` counts reporting units whose neighbours are unknown; None: no neighbours were looked for.
    """

    target: Target
    communes: tuple[Commune, ...]
    reported: int
    nameless: int
    unresolved: tuple[str, ...]
    unplaced: int | None = None

    def in_group(self, group: str) -> tuple[Commune, ...]:
        """The communes of one group of `queries.words.GROUPS`."""
        return tuple(commune for commune in self.communes if commune.group == group)


_FACTS = """
SELECT DISTINCT ?unit ?predicate WHERE {
  VALUES ?node { UNDEF }
  VALUES ?predicate { dv:implements dv:disseminates dv:concretises dv:executes dv:supervises dv:reviews
                      dv:plansToImplement dv:recognisedBy }
  ?unit ?predicate ?node
}
"""
_CITING = """
SELECT DISTINCT ?unit ?predicate WHERE {
  VALUES ?node { UNDEF }
  VALUES ?predicate { dv:cites dv:commissionedBy }
  ?report ?predicate ?node ; dv:reportingUnit ?unit
}
"""
_NEGATED = """
SELECT DISTINCT ?unit WHERE {
  VALUES ?node { UNDEF }
  GRAPH ?graph { ?claim rdf:object ?node ; dv:polarity ?polarity ; prov:wasDerivedFrom ?report }
  FILTER(STRENDS(STR(?polarity), "negated"))
  ?report dv:reportingUnit ?unit
}
"""
_GROUP_OF = {
    DV.cites: "mentions",
    DV.commissionedBy: "commissioned_by",
    DV.recognisedBy: "recognised_by",
    DV.plansToImplement: "plans",
}
"""Plain predicate → group, the more telling ones later."""
_REPORTED = "SELECT DISTINCT ?unit WHERE { ?report dv:reportingUnit ?unit } ORDER BY ?unit"
_NAMELESS = """
SELECT (COUNT(DISTINCT ?report) AS ?n) WHERE {
  ?report a dv:Report . FILTER NOT EXISTS { ?report dv:reportingUnit ?unit }
}
"""
_UNRESOLVED = """
SELECT DISTINCT ?file WHERE {
  VALUES ?node { UNDEF }
  ?report dv:cites|dv:commissionedBy ?node ; dv:fileName ?file
} ORDER BY ?file
"""
_CLAIMS = """
SELECT ?claim ?unit ?report ?role ?stage ?polarity ?confidence ?rule ?span ?file ?date ?start ?end WHERE {
  VALUES ?node { UNDEF }
  VALUES ?unit { UNDEF }
  GRAPH ?graph {
    ?claim rdf:object ?node ; prov:wasDerivedFrom ?report ; dv:role ?role ; dv:evidence ?span .
    OPTIONAL { ?claim dv:stage ?stage }
    OPTIONAL { ?claim dv:polarity ?polarity }
    OPTIONAL { ?claim dv:confidence ?confidence }
    OPTIONAL { ?claim dv:rule ?rule }
  }
  ?report dv:reportingUnit ?unit .
  OPTIONAL { ?report dv:fileName ?file }
  OPTIONAL { ?report dcterms:date ?date }
  OPTIONAL { ?report dv:periodStart ?start }
  OPTIONAL { ?report dv:periodEnd ?end }
} ORDER BY ?claim
"""
_SPANS = """
SELECT ?span ?prefix ?exact ?suffix ?section ?page ?from ?to WHERE {
  VALUES ?span { UNDEF }
  GRAPH ?graph {
    ?span oa:hasSelector ?quote , ?position .
    ?quote oa:exact ?exact .
    ?position oa:start ?from ; oa:end ?to .
    OPTIONAL { ?quote oa:prefix ?prefix }
    OPTIONAL { ?quote oa:suffix ?suffix }
    OPTIONAL { ?span dv:section ?section }
    OPTIONAL { ?span dv:page ?page }
  }
}
"""


_UNITS = """
SELECT ?unit ?name ?above ?aboveName ?aboveKind ?top ?topName WHERE {
  VALUES ?unit { UNDEF }
  ?unit rdfs:label ?name .
  OPTIONAL { ?unit dv:within ?above . ?above rdfs:label ?aboveName ; a ?aboveKind .
             FILTER(?aboveKind IN (dv:District, dv:Province))
             OPTIONAL { ?above dv:within ?top . ?top rdfs:label ?topName } }
} ORDER BY ?name ?unit
"""
_STATED = """
SELECT ?unit ?stated WHERE { VALUES ?unit { UNDEF } ?report dv:reportingUnit ?unit ; dv:statedUnit ?stated }
ORDER BY ?stated
"""


def communes(source: Source, target: Target, *, province: str | None = None) -> Answer:
    """Every unit that reported and what it says about ``target``.

    ``province`` keeps the units of one province (or district), named without care for diacritics, or its IRI.
    """
    nodes = [iri(node) for node in target.nodes]
    groups, stages = _groups(source, nodes)
    reported = [row["unit"] for row in select(source, _REPORTED)]
    named = _names(source, reported)
    kept = [unit for unit in reported if province is None or _lies_in(named[unit], province)]
    evidence = _evidence(source, nodes, [unit for unit in kept if unit in groups])
    found = [
        Commune(unit, *named[unit][:3], groups.get(unit, "silent"), furthest(stages.get(unit, ())),
                tuple(sorted(evidence.get(unit, ()), key=_weight, reverse=True)))
        for unit in kept
    ]  # fmt: skip
    order = list(GROUPS)
    found.sort(key=lambda one: (order.index(one.group), -_ORDER.get(one.stage, -1), fold(one.name), one.unit))
    return Answer(
        target=target,
        communes=tuple(found),
        reported=len(kept),
        nameless=int(next(select(source, _NAMELESS))["n"]),
        unresolved=_files(source, target.unresolved),
    )


def focus(answer: Answer, role: str = "implements", stage: str = "") -> Answer:
    """The same communes, grouped by one role, or by one stage of implementing.

    Those that name the instrument otherwise go into the group “otherwise”; the silent ones stay.
    """
    if role == "implements" and not stage:
        return answer
    group = "plans" if role == "plans" else role
    found = []
    for one in answer.communes:
        fits = tuple(
            e for e in one.evidence if e.role == role and stage in ("", e.stage) and e.polarity != "negated"
        )
        if fits:
            found.append(one._replace(group=group, stage=fits[0].stage, evidence=fits))
        else:
            silent = one.group in ("silent", "unreported")
            found.append(one if silent else one._replace(group="otherwise"))
    order = list(GROUPS)
    return answer._replace(communes=tuple(sorted(found, key=lambda one: order.index(one.group))))


def with_unreported(answer: Answer) -> Answer:
    """``answer`` with the communes that lie beside the reporting ones (same district, or same province after
    June 2025) and have no report in the store, from the table of units.

    Units that the table does not know have no neighbours here; `Answer.unplaced` counts them.
    """
    from ontology.iris import parse
    from ontology.units import all_units, chain, get_unit

    known = [parse(one.unit) for one in answer.communes]
    units = [get_unit(*found.parts) for found in known if found and found.kind == "unit"]
    have = {unit.iri for unit in units if unit}
    parents = {(unit.parent, unit.valid_from) for unit in units if unit}
    added = []
    for unit in all_units():
        if (unit.parent, unit.valid_from) in parents and unit.kind == "commune" and unit.iri not in have:
            above = {outer.kind: outer.name for outer in chain(unit)}
            added.append(
                Commune(
                    unit.iri,
                    unit.name,
                    above.get("district", ""),
                    above.get("province", ""),
                    "unreported",
                    "",
                    (),
                )
            )
    added.sort(key=lambda one: (fold(one.province), fold(one.district), fold(one.name)))
    return answer._replace(communes=answer.communes + tuple(added), unplaced=len(answer.communes) - len(have))


def _groups(source: Source, nodes: list[str]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Unit → its group, for every unit whose reports name the instrument; unit → stages it affirms."""
    groups: dict[str, str] = {}
    facts = list(select(source, _FACTS, node=nodes))
    citing = list(select(source, _CITING, node=nodes))
    for predicate, group in _GROUP_OF.items():
        groups.update((row["unit"], group) for row in (*citing, *facts) if row["predicate"] == predicate)
    groups.update((row["unit"], "negated") for row in select(source, _NEGATED, node=nodes))
    stages: dict[str, set[str]] = {}
    for row in facts:
        predicate = local(row["predicate"])
        if predicate == "implements" or predicate in STAGE_PREDICATES:
            groups[row["unit"]] = "implements"
            stages.setdefault(row["unit"], set()).add(STAGE_PREDICATES.get(predicate, ""))
    return groups, stages


class _Name(NamedTuple):
    """A unit's name, its district and province as far as known, and the IRIs of all of them."""

    name: str
    district: str = ""
    province: str = ""
    iris: tuple[str, ...] = ()


def _names(source: Source, units: list[str]) -> dict[str, _Name]:
    """The names of ``units``: from the chain of a unit of the table, else as the report states them."""
    terms = [iri(unit) for unit in units]
    named = {unit: _Name(local(unit), iris=(unit,)) for unit in units}
    alone = dict.fromkeys(units)
    for row in select(source, _UNITS, unit=terms):
        above, top = row.get("aboveName", ""), row.get("topName", "")
        district, province = ("", above) if local(row.get("aboveKind", "")) == "Province" else (above, top)
        chain = tuple(filter(None, (row["unit"], row.get("above"), row.get("top"))))
        named[row["unit"]] = _Name(row["name"], district, province, chain)
        if above:
            alone.pop(row["unit"], None)
    if alone:
        for row in select(source, _STATED, unit=[iri(unit) for unit in alone]):
            name, *above_ = row["stated"].split(", ")
            district, province = above_ if len(above_) == 2 else ("", *above_, "")[:2]
            named[row["unit"]] = _Name(name, district, province, (row["unit"],))
    return named


def _lies_in(named: _Name, place: str) -> bool:
    wanted = fold(place)
    return bool(wanted) and (
        wanted in fold(named.province) or wanted in fold(named.district) or place in named.iris
    )


def _evidence(source: Source, nodes: list[str], units: list[str]) -> dict[str, list[Evidence]]:
    """Unit → every claim about the instrument that its reports make, with the passages."""
    if not units:
        return {}
    claims = list(select(source, _CLAIMS, node=nodes, unit=[iri(unit) for unit in units]))
    spans = {row["span"]: row for row in passages(source, {row["span"] for row in claims})}
    found: dict[str, dict[str, Evidence]] = {}
    for row in claims:
        found.setdefault(row["unit"], {}).setdefault(row["claim"], _one(row, spans.get(row["span"], {})))
    return {unit: list(one.values()) for unit, one in found.items()}


def passages(source: Source, spans: Iterable[str]) -> list[dict[str, str]]:
    """Quote, context, section, page and offsets of each of ``spans``."""
    terms = [iri(span) for span in sorted(spans)]
    return list(select(source, _SPANS, span=terms)) if terms else []


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
        prefix=span.get("prefix", ""),
        quote=span.get("exact", ""),
        suffix=span.get("suffix", ""),
        section=span.get("section", ""),
        page=span.get("page", ""),
        start=span.get("from", ""),
        end=span.get("to", ""),
        span=claim["span"],
        rule=claim.get("rule", ""),
        confidence=claim.get("confidence", ""),
    )


def _weight(one: Evidence) -> tuple[bool, int, int, float, str]:
    """What counts as the better proof: that it implements, how far, how plainly, how surely, how late."""
    return (
        one.role == "implements",
        _ORDER.get(one.stage, -1),
        _POLARITY_ORDER.get(one.polarity, 0),
        float(one.confidence or 0),
        one.period_end or one.report_date,
    )


def furthest(stages: Iterable[str]) -> str:
    """The furthest of ``stages``; “” if there is none."""
    return max((stage for stage in stages if stage in _ORDER), key=_ORDER.__getitem__, default="")


def _files(source: Source, nodes: Iterable[str]) -> tuple[str, ...]:
    terms = [iri(node) for node in nodes]
    return tuple(row["file"] for row in select(source, _UNRESOLVED, node=terms)) if terms else ()
