"""Record → triples: one report's own graph, and the plain facts it supports. Pure and deterministic.

The graph of a report holds all that the report says: its own description, a claim with its evidence for
everything it claims, its figures, findings and faults, and the plain triples that follow, with the
descriptions of the things it names. Of these last two kinds the facts are made: the facts of a store are the
plain triples of all its report graphs and reference graphs, each once, whoever says them and however often.
Thus whether a fact is still supported is one look-up: does any other graph hold the same triple?

One exception keeps answers to one row a thing: of several labels that are given to one thing, the facts hold
one, that of the register or else :func:`graph.facts.best_label`; all stay in the named graphs. Every other property
may have several values in the facts (two reports may date one instrument differently): contradictions are data.
"""

from __future__ import annotations

from graph.describe import add_instruments, add_relation, add_report
from graph.facts import ReportQuads
from graph.records import Record
from graph.sheet import Layer, Sheet
from graph.things import add_statements, add_things


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
