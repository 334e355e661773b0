"""Administrative units → triples: a unit, the units around it, and what became of it.

Only units that a report names enter a store, each with its chain and its successors: the whole table (13,000
units, some 100,000 triples) would cost every new store more than a second and every answer a larger index,
and what no report names is asked of the table itself (:mod:`ontology.units`). So they stand in the graphs of
the reports that name them, and go when the last of these goes.
"""

from __future__ import annotations

import functools
from typing import Final

from pyoxigraph import Triple

from graph.terms import Term, date, node, string, vietnamese
from ontology import iris
from ontology.fold import fold
from ontology.namespaces import DCT, DV, PROV, RDF, RDFS
from ontology.register import by_key
from ontology.units import OLD, Unit, chain, changes, successors

_CLASSES: Final = {"province": DV.Province, "district": DV.District, "commune": DV.Commune}


@functools.lru_cache(maxsize=8192)
def _alone(unit: Unit) -> frozenset[Triple]:
    """A unit by itself, and what it lies in. The founding days of units of before July 2025 are unknown."""
    said: list[tuple[str, Term | None]] = [
        (RDF.type, node(DV.AdminUnit)),
        (RDF.type, node(_CLASSES[unit.kind])),
        (RDFS.label, vietnamese(unit.name)),
        (DV.matchKey, string(fold(unit.name))),
        (DV.unitCode, string(unit.code)),
        (DV.validFrom, None if unit.valid_from == OLD else date(unit.valid_from)),
        (DV.validTo, date(unit.valid_to)),
        *((DV.within, node(outer.iri)) for outer in chain(unit)[1:2]),
        *((DV.succeededBy, node(after.iri)) for after in successors(unit)),
    ]
    subject = node(unit.iri)
    own = {Triple(subject, node(predicate), obj) for predicate, obj in said if obj is not None}
    return frozenset(own | _ending(unit))


def _ending(unit: Unit) -> set[Triple]:
    """The event in which an old unit ended: how, into what, and under which resolution of the register."""
    events = changes(unit)
    if not events:
        return set()
    event = node(iris.change_iri(unit.code, events[0].date))
    laws = [(node(row.iri), row.key) for row in by_key(events[0].basis)]
    said = [
        (event, RDF.type, node(DV.AdminChange)),
        (event, DV.kind, node(iris.concept_iri("change", events[0].kind))),
        (event, DCT.date, date(events[0].date)),
        (event, PROV.used, node(unit.iri)),
        *((event, PROV.generated, node(change.after.iri)) for change in events if change.after),
        *((event, DV.underInstrument, law) for law, _ in laws),
        *((law, RDF.type, node(DV.Instrument)) for law, _ in laws),
        *((law, RDFS.label, vietnamese(key)) for law, key in laws),
    ]
    return {Triple(subject, node(predicate), obj) for subject, predicate, obj in said if obj is not None}


@functools.lru_cache(maxsize=8192)
def unit_triples(unit: Unit) -> frozenset[Triple]:
    """A unit, all units it lies in, its successors, and the units that these lie in."""
    wanted = {*chain(unit)}
    for before in tuple(wanted):
        for after in successors(before):
            wanted.update(chain(after))
    return frozenset().union(*map(_alone, wanted))
