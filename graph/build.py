"""Record → triples: one report's own graph, and the plain facts it supports. Pure and deterministic.

The graph of a report holds all that the report says: its own description, a claim with its evidence for
everything it claims, its figures, findings and faults, and the plain triples that follow, with the
descriptions of the things it names. Of these last two kinds the facts are made: the facts of a store are the
plain triples of all its report graphs and reference graphs, each once, whoever says them and however often.
Thus whether a fact is still supported is one look-up: does any other graph hold the same triple?

One exception keeps answers to one row a thing: of several labels that reports give one thing, the facts hold
one (see :func:`best_label`); all stay in the graphs of the reports. Every other property may have several
values in the facts (two reports may date one instrument differently): contradictions are data.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from graph.describe import add_instruments, add_relation, add_report
from graph.records import Record
from graph.sheet import Layer, Sheet
from graph.things import add_statements, add_things
from ontology import iris
from ontology.namespaces import DCT, DV, ID

_OWN_KINDS: Final = tuple(ID + path for path in ("claim/", "span/", "so-lieu/", "nhan-xet/", "sai-lech/"))
_NOTES: Final = frozenset((DV.certainty, DCT.source))


class ReportQuads(NamedTuple):
    """All that one report says. ``sha256`` is of the file's bytes; ``triples`` are those of its own graph."""

    sha256: str
    triples: frozenset[Triple]

    @property
    def graph(self) -> NamedNode:
        """The name of the report's own graph."""
        return NamedNode(iris.report_graph(self.sha256))

    @property
    def facts(self) -> set[Triple]:
        """The plain facts that the report supports."""
        return facts_of(self.triples)

    def to_bytes(self) -> bytes:
        """The triples as sorted N-Triples: equal sets give equal bytes."""
        return sorted_lines(serialize(self.triples, format=RdfFormat.N_TRIPLES))

    @classmethod
    def from_bytes(cls, sha256: str, data: bytes) -> ReportQuads:
        """The inverse of :meth:`to_bytes`."""
        return cls(sha256, frozenset(quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)))


def sorted_lines(data: bytes | None) -> bytes:
    """Serialised triples or quads, one a line, in one order."""
    lines = (data or b"").splitlines(keepends=True)
    lines.sort()
    return b"".join(lines)


def record_quads(record: Record, layer: Layer | None, read_with: str = "") -> ReportQuads:
    """Everything that ``record`` says, as triples.

    Args:
        record: its ``sha256`` must be that of the file's bytes.
        layer: the text that offsets refer to; None: quotes are kept without their surroundings.
        read_with: the version of program and tables, kept so that a later build knows what to read again.

    Raises:
        ValueError: the record names no file by its hash.
    """
    sheet = Sheet(record, layer)
    add_report(sheet, read_with)
    nodes = add_instruments(sheet)
    for relation in record.instrument_relations:
        add_relation(sheet, relation, nodes)
    add_things(sheet)
    add_statements(sheet)
    return ReportQuads(record.sha256, frozenset(sheet.triples))


def facts_of(triples: Iterable[Triple]) -> set[Triple]:
    """The plain facts among the triples of one named graph.

    These are all but claims, evidence, a report's own figures, findings and faults, and the remarks of
    reference data on their own rows (source, certainty).
    """
    return {
        triple
        for triple in triples
        if not triple.subject.value.startswith(_OWN_KINDS) and triple.predicate.value not in _NOTES  # type: ignore[union-attr]
    }


def best_label(labels: Iterable[Literal]) -> Literal:
    """The label that stands for a thing: not one in capitals only, then the first in code point order."""
    return min(labels, key=lambda label: (label.value.isupper(), label.value, label.language or ""))
