"""Which communes carry an instrument out: stage, polarity, evidence, and always the denominator.

Plain facts are asked first (who implements, who reported); claims and passages only of the communes shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ontology.fold import fold
from ontology.iris import concept_iri
from ontology.namespaces import DV
from queries.ask import Source, iri, local, select
from queries.evidence import STAGE_ORDER, Evidence, evidence_of, furthest
from queries.lookup import Target
from queries.territory import reporting
from queries.words import GROUPS, STAGE_PREDICATES


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
  VALUES ?polarity { UNDEF }
  GRAPH ?graph { ?claim rdf:object ?node ; dv:polarity ?polarity ; prov:wasDerivedFrom ?report }
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


def communes(
    source: Source, target: Target, *, province: str | None = None, most: int | None = None
) -> Answer:
    """Every unit that reported and what it says about ``target``.

    ``province`` keeps the units of one province (or district), named without care for diacritics, or its IRI.
    ``most``: for how many communes of each group the evidence is fetched; None: for all.
    """
    nodes = [iri(node) for node in target.nodes]
    groups, stages = _groups(source, nodes)
    places = {
        unit: place for unit, place in reporting(source).items() if not province or place.lies_in(province)
    }
    found = [
        Commune(unit, *place[:3], groups.get(unit, "silent"), furthest(stages.get(unit, ())), ())
        for unit, place in places.items()
    ]
    order = {group: rank for rank, group in enumerate(GROUPS)}
    found.sort(key=lambda one: (order[one.group], -STAGE_ORDER.get(one.stage, -1), fold(one.name), one.unit))
    telling = [
        [one.unit for one in found if one.group == group][:most] for group in GROUPS if group != "silent"
    ]
    evidence = evidence_of(source, nodes, [unit for units in telling for unit in units])
    return Answer(
        target=target,
        communes=tuple(one._replace(evidence=evidence.get(one.unit, ())) for one in found),
        reported=len(found),
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
            above = {wider.kind: wider.name for wider in chain(unit)}
            outer = (above.get("district", ""), above.get("province", ""))
            added.append(Commune(unit.iri, unit.name, *outer, "unreported", "", ()))
    added.sort(key=lambda one: (fold(one.province), fold(one.district), fold(one.name)))
    return answer._replace(communes=answer.communes + tuple(added), unplaced=len(answer.communes) - len(have))


def _groups(source: Source, nodes: list[str]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Unit → its group, for every unit whose reports name the instrument; unit → stages it affirms."""
    groups: dict[str, str] = {}
    facts = list(select(source, _FACTS, node=nodes))
    citing = list(select(source, _CITING, node=nodes))
    for predicate, group in _GROUP_OF.items():
        groups.update((row["unit"], group) for row in (*citing, *facts) if row["predicate"] == predicate)
    negated = [iri(concept_iri("polarity", "negated"))]
    groups.update((row["unit"], "negated") for row in select(source, _NEGATED, node=nodes, polarity=negated))
    stages: dict[str, set[str]] = {}
    for row in facts:
        predicate = local(row["predicate"])
        if predicate == "implements" or predicate in STAGE_PREDICATES:
            groups[row["unit"]] = "implements"
            stages.setdefault(row["unit"], set()).add(STAGE_PREDICATES.get(predicate, ""))
    return groups, stages


def _files(source: Source, nodes: Iterable[str]) -> tuple[str, ...]:
    terms = [iri(node) for node in nodes]
    return tuple(row["file"] for row in select(source, _UNRESOLVED, node=terms)) if terms else ()
