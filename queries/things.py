"""Look-up of what is no instrument: units, reports, bodies, models, movements; and of any thing."""

from __future__ import annotations

from collections.abc import Iterable

from graph.shell import tell
from ontology.fold import fold, nfc
from ontology.namespaces import DV
from queries.ask import Source, iri, local, select
from queries.lookup import (
    NotOne,
    Target,
    Thing,
    find_instruments,
    is_iri,
    keys,
    one_instrument,
    suggest,
    with_key,
)
from queries.words import day

KINDS: dict[str, str] = {
    "Instrument": "instrument",
    "Report": "report",
    "SkilfulModel": "model",
    "Movement": "movement",
    "Body": "body",
    "AdminUnit": "unit",
}
"""Local name of a class → the kind of `Thing` it is."""

_UNITS = """
SELECT ?node ?label ?kind ?above ?top ?from ?to ?report WHERE {
  VALUES ?node { UNDEF }
  ?node a dv:AdminUnit ; rdfs:label ?label .
  OPTIONAL { ?node a ?kind . FILTER(?kind IN (dv:Commune, dv:District, dv:Province, dv:Hamlet)) }
  OPTIONAL { ?node dv:within ?outer . ?outer rdfs:label ?above
             OPTIONAL { ?outer dv:within ?outermost . ?outermost rdfs:label ?top } }
  OPTIONAL { ?node dv:validFrom ?from }
  OPTIONAL { ?node dv:validTo ?to }
  OPTIONAL { ?report dv:reportingUnit ?node }
} ORDER BY ?label ?node ?report
"""
_OTHERS = """
SELECT ?node ?type ?label ?file ?date WHERE {
  VALUES ?node { UNDEF }
  ?node a ?type ; rdfs:label ?label .
  OPTIONAL { ?node dv:fileName ?file }
  OPTIONAL { ?node dcterms:date ?date }
} ORDER BY ?node ?type
"""
_REPORTS = "SELECT ?node ?file WHERE { ?node a dv:Report ; dv:fileName ?file } ORDER BY ?file ?node"


def find_units(source: Source, text: str) -> tuple[Thing, ...]:
    """The units that ``text`` names: “Xã Phổ An”, “pho an”, “Phổ An, Quảng Ngãi”, or an IRI.

    Where some of them have sent reports, only these come back: the others are in the store only as neighbours
    or successors of units that did.
    """
    text = nfc(text).strip()
    if is_iri(text):
        return _units(source, [text])
    name, *outer = (fold(part) for part in text.split(","))
    if not name:
        return ()
    nodes = with_key(source, DV.AdminUnit, name)
    if not nodes:
        known = keys(source, DV.AdminUnit)
        nodes = [node for node, key in known if key.endswith(" " + name)]
        nodes = nodes or [node for node, key in known if name in key]
    return tuple(t for t in _units(source, nodes) if all(part in fold(t.note) for part in outer))


def one_unit(source: Source, text: str) -> Thing:
    """The one unit that ``text`` names.

    Raises:
        NotOne: no unit fits, or several do.
    """
    things = find_units(source, text)
    if len(things) == 1:
        return things[0]
    raise NotOne(text, things, () if things else suggest(source, text, DV.AdminUnit))


def one_thing(source: Source, text: str) -> Target:
    """The one thing of any kind that ``text`` means, an instrument first.

    Raises:
        NotOne: nothing fits, or several things do.
    """
    text = nfc(text).strip()
    others = _exact(source, text)
    if not others and find_instruments(source, text, titles=False):
        return one_instrument(source, text)
    others = others or find_units(source, text)
    if not others and find_instruments(source, text):
        return one_instrument(source, text)
    others = others or _alike(source, text)
    if len(others) == 1:
        return Target(others[0], (others[0].iri,))
    raise NotOne(text, others, () if others else suggest(source, text) + suggest(source, text, DV.AdminUnit))


def _exact(source: Source, text: str) -> tuple[Thing, ...]:
    """Things other than instruments and units, by IRI, by file name or by their whole name."""
    if is_iri(text):
        return () if find_instruments(source, text) else _units(source, [text]) or _others(source, [text])
    files = [
        row["node"]
        for row in select(source, _REPORTS)
        if fold(text) in (fold(row["file"]), _stem(row["file"]))
    ]
    named = [
        node for kind in (DV.SkilfulModel, DV.Movement, DV.Body) for node in with_key(source, kind, text)
    ]
    return _others(source, files or named)


def _stem(file: str) -> str:
    return fold(file.rpartition("/")[2].rpartition(".")[0])


def _alike(source: Source, text: str) -> tuple[Thing, ...]:
    """Models, movements and bodies whose name holds ``text``."""
    wanted = fold(text)
    kinds = (DV.SkilfulModel, DV.Movement, DV.Body) if wanted else ()
    return _others(source, [node for kind in kinds for node, key in keys(source, kind) if wanted in key])


def _units(source: Source, nodes: Iterable[str]) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    reporting: set[str] = set()
    for row in select(source, _UNITS, node=_terms(nodes)):
        above = ", ".join(filter(None, (row.get("above", ""), row.get("top", ""))))
        note = ", ".join(filter(None, (above, _time(row))))
        found.setdefault(
            row["node"], Thing(row["node"], "unit", row["label"], note, genre=local(row.get("kind", "")))
        )
        if "report" in row:
            reporting.add(row["node"])
    return tuple(thing for node, thing in found.items() if node in reporting or not reporting)


def _time(row: dict[str, str]) -> str:
    """Since when a unit is there, or until when it was: what tells the old one from the new one of its name."""
    if "from" in row:
        return tell("từ ", "since ") + day(row["from"])
    return tell("đến ", "until ") + day(row["to"]) if "to" in row else ""


def _others(source: Source, nodes: Iterable[str]) -> tuple[Thing, ...]:
    found: dict[str, Thing] = {}
    for row in select(source, _OTHERS, node=_terms(nodes)):
        kind = KINDS.get(local(row["type"]))
        if kind is not None:
            note = row["label"] if kind == "report" else ""
            label = row.get("file", row["label"])
            found.setdefault(row["node"], Thing(row["node"], kind, label, note, row.get("date", "")))
    return tuple(found.values())


def _terms(nodes: Iterable[str]) -> list[str]:
    """The IRIs among ``nodes`` in SPARQL syntax; what the engine does not take for one is left out."""
    terms = []
    for node in dict.fromkeys(nodes):
        try:
            terms.append(iri(node))
        except ValueError:
            continue
    return terms
