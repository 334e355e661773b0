"""Evidence: the passage of the text layer that a statement rests on, as Web Annotation has it."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from graph.records import Item
from graph.sheet import Sheet
from graph.terms import integer, node, string
from ontology import iris
from ontology.namespaces import DV, OA, RDF

CONTEXT = 40
"""How many characters around a quote are kept at least, so that it is found again in another copy."""
LONGEST = 300
"""How many are kept where the sentence around the quote is longer: a reader must see that it says so."""
_SENTENCE_END = re.compile(r"\n|(?<![ .][A-ZĐ])(?<![A-ZĐ]{2})[.!?](?= +[^\W\d_])")
"""A line end, or a full stop before a letter, but not that of an abbreviation (TX., P.). “;” parts no
sentence: the verb of a list stands before its first item."""


def add_span(
    sheet: Sheet, start: int, end: int, quote: str, section: str | None = None, page: int | None = None
) -> NamedNode:
    """The span ``start``–``end`` with its quote, described once however many statements rest on it.

    Where the text is at hand the quote is what stands there, line breaks included, as Web Annotation has it;
    ``quote`` (runs of white space folded) stands in for it where the text is not.
    """
    where = (sheet.sha, start, end)
    span = node(iris.span_iri(*where))
    exact, position = (node(iris.selector_iri(which, *where)) for which in ("quote", "position"))
    sheet.add(span, RDF.type, node(DV.EvidenceSpan))
    sheet.add(span, OA.hasSource, sheet.report)
    sheet.add(span, OA.hasSelector, exact, position)
    sheet.add(span, DV.section, string(section) if section else None)
    sheet.add(span, DV.page, integer(page) if page is not None else None)
    sheet.add(exact, RDF.type, node(OA.TextQuoteSelector))
    sheet.add(exact, OA.exact, string(quote if sheet.text is None else sheet.text[start:end]))
    if sheet.text is not None:
        sheet.add(exact, OA.prefix, string(before(sheet.text, start)))
        sheet.add(exact, OA.suffix, string(after(sheet.text, end)))
    sheet.add(position, RDF.type, node(OA.TextPositionSelector))
    sheet.add(position, OA.start, integer(start))
    sheet.add(position, OA.end, integer(end))
    return span


def item_span(sheet: Sheet, item: Item, section: str | None = None) -> NamedNode:
    """The span of an item of the record."""
    return add_span(sheet, item.start, item.end, item.quote, section)


def before(text: str, start: int) -> str:
    """What stands before ``start`` in its sentence: 40 to 300 characters, as far as the text reaches."""
    window = text[max(0, start - LONGEST) : max(0, start - CONTEXT)]
    ends = [found.end() for found in _SENTENCE_END.finditer(window)]
    return window[ends[-1] if ends else 0 :] + text[max(0, start - CONTEXT) : start]


def after(text: str, end: int) -> str:
    """What stands behind ``end`` in its sentence: 40 to 300 characters, as far as the text reaches."""
    found = _SENTENCE_END.search(text, end + CONTEXT, end + LONGEST)
    return text[end : found.end() if found else end + LONGEST]
