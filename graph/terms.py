"""Python values → RDF terms: the only place where text of reports becomes a term."""

from __future__ import annotations

import datetime
import functools
import re
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.fold import nfc
from ontology.namespaces import XSD

Node = NamedNode
Term = NamedNode | Literal
AnyTerm = NamedNode | BlankNode | Literal | Triple

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@functools.lru_cache(maxsize=4096)
def node(iri: str) -> NamedNode:
    """The node of ``iri``; the terms of the vocabulary are made once.

    Raises:
        ValueError: it is no IRI.
    """
    return NamedNode(iri)


def string(text: str) -> Literal:
    """A plain string, NFC: numbers of instruments, keys, quotes, hashes."""
    return Literal(nfc(text).replace("\0", ""))


def vietnamese(text: str) -> Literal:
    """A label, a title or a sentence in Vietnamese, NFC."""
    return Literal(nfc(text).replace("\0", ""), language="vi")


def integer(value: int) -> Literal:
    """An ``xsd:integer``: offsets and pages."""
    return Literal(str(value), datatype=node(XSD.integer))


def decimal(value: float | Decimal) -> Literal:
    """An ``xsd:decimal`` in the spelling that the store keeps: no exponent, no superfluous zeros.

    Raises:
        ValueError: ``value`` is not finite.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"no number: {value}")
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, datatype=node(XSD.decimal))


def date(text: str | None) -> Literal | None:
    """An ISO date as far as it is known: ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.

    None where there is none, or where no calendar has that day (2024-02-30): the engine would take it.
    """
    match = _DATE.fullmatch(text or "")
    if not match:
        return None
    year, month, day = match.groups()
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    kind = XSD.date if day else XSD.gYearMonth if month else XSD.gYear
    return Literal(match[0], datatype=node(kind))
