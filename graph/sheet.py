"""The sheet on which one report's triples are gathered: who reports, from which text, what was said."""

from __future__ import annotations

import functools
import re
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from graph.bodies import Places, address, full_name
from graph.places import unit_triples
from graph.records import Item, Record
from graph.terms import Term, node, string, vietnamese
from ontology import iris
from ontology.fold import fold
from ontology.namespaces import DV, RDF, RDFS
from ontology.units import Unit, find_units

HAMLET_WORD = re.compile(r"(thôn|ấp|bản|làng|buôn|khu phố|tổ dân phố|khu dân cư) ", re.IGNORECASE)
UNIT_WORD = re.compile(r"(xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh) ", re.IGNORECASE)


class Layer(Protocol):
    """What is needed of a text layer: the text that offsets refer to."""

    @property
    def text(self) -> str:
        """The text of the layer."""
        ...


class Sheet:
    """One report's triples while they are gathered; a set, so order and repetition do not matter."""

    def __init__(self, record: Record, layer: Layer | None) -> None:
        self.record = record
        self.head = record.report
        self.sha = record.sha256
        self.text = layer.text if layer else None
        self.report = node(iris.report_iri(record.sha256))
        self.triples: set[Triple] = set()
        self.unit: NamedNode | None = None
        self.places = Places(self.head.commune, self.head.district, self.head.province)

    def add(self, subject: NamedNode, predicate: str, *objects: Term | None) -> None:
        """State ``subject predicate object`` for each object that is not None."""
        relation = node(predicate)
        self.triples.update(Triple(subject, relation, obj) for obj in objects if obj is not None)

    def describe(self, iri: str, kind: str | None, label: str) -> NamedNode:
        """A node with its class, its Vietnamese label and the key by which it is looked up."""
        subject = node(iri)
        self.add(subject, RDF.type, node(kind) if kind else None)
        self.add(subject, RDFS.label, vietnamese(label))
        self.add(subject, DV.matchKey, string(fold(label)))
        return subject

    @functools.cached_property
    def when(self) -> str | None:
        """The day on which places are to be understood: of the report, else the end of its period."""
        return self.head.date or self.head.period_end

    def body(self, name: str) -> NamedNode:
        """The body of that name, described; told from its namesakes by the places of the report."""
        full = full_name(name, self.places)
        subject = self.describe(iris.body_iri(address(full, self.places)), DV.Body, full)
        commune = self.places.commune
        if self.unit is not None and commune and fold(full).endswith(fold(commune)):
            self.add(subject, DV.jurisdiction, self.unit)
        return subject

    def place(self, name: str) -> NamedNode:
        """The unit or other place of that name as this report understands it, described.

        A hamlet is told from its namesakes by the reporting commune; what has no type word of a unit (a road,
        the sea) is no unit.
        """
        if HAMLET_WORD.match(name):
            within = f"{name} {self.places.commune}" if self.places.commune else name
            return self.describe(self._place_iri(within), DV.Hamlet, name)
        if not UNIT_WORD.match(name):
            return self.describe(self._place_iri(name), None, name)
        for district in (self.places.district, None):
            found = find_units(name, district=district, province=self.places.province, on=self.when)
            if len(found) == 1:
                return self.known_unit(found[0])
        return self.describe(self._place_iri(name), DV.AdminUnit, name)

    def _place_iri(self, name: str) -> str:
        return iris.place_iri(self.places.province, self.places.district, name)

    def known_unit(self, unit: Unit) -> NamedNode:
        """A unit of the table, described with its chain and with what became of it."""
        self.triples.update(unit_triples(unit))
        return node(unit.iri)


def order(item: Item) -> tuple[int, int, str]:
    """Items in the order of the text."""
    return item.start, item.end, item.quote
