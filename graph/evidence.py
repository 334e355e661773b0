"""Evidence: the passage of the text layer that a statement rests on, as Web Annotation has it."""

from __future__ import annotations

from pyoxigraph import NamedNode

from graph.records import Item
from graph.sheet import Sheet
from graph.terms import integer, node, string
from ontology import iris
from ontology.namespaces import DV, OA, RDF

CONTEXT = 40
"""How many characters around a quote are kept, so that it is found again in another copy of the text."""


def add_span(
    sheet: Sheet, start: int, end: int, quote: str, section: str | None = None, page: int | None = None
) -> NamedNode:
    """The span ``start``–``end`` with its quote, described once however many statements rest on it."""
    where = (sheet.sha, start, end)
    span = node(iris.span_iri(*where))
    exact, position = (node(iris.selector_iri(which, *where)) for which in ("quote", "position"))
    sheet.add(span, RDF.type, node(DV.EvidenceSpan))
    sheet.add(span, OA.hasSource, sheet.report)
    sheet.add(span, OA.hasSelector, exact, position)
    sheet.add(span, DV.section, string(section) if section else None)
    sheet.add(span, DV.page, integer(page) if page is not None else None)
    sheet.add(exact, RDF.type, node(OA.TextQuoteSelector))
    sheet.add(exact, OA.exact, string(quote))
    if sheet.text is not None:
        sheet.add(exact, OA.prefix, string(sheet.text[max(0, start - CONTEXT) : start]))
        sheet.add(exact, OA.suffix, string(sheet.text[end : end + CONTEXT]))
    sheet.add(position, RDF.type, node(OA.TextPositionSelector))
    sheet.add(position, OA.start, integer(start))
    sheet.add(position, OA.end, integer(end))
    return span


def item_span(sheet: Sheet, item: Item, section: str | None = None) -> NamedNode:
    """The span of an item of the record."""
    return add_span(sheet, item.start, item.end, item.quote, section)
