"""What a shape found wrong, in words: with the thing, the report and the passage."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ontology.namespaces import BASE, DEFAULT_BASE, DV, ELI, OA, PROV, RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Severity = Literal["violation", "warning", "info"]

SHAPES: Final = BASE + "shapes#"
_FOLDER: Final = Path(__file__).parents[1] / "ontology"
_SEVERITIES: Final[dict[str, Severity]] = {"Violation": "violation", "Warning": "warning", "Info": "info"}
_ORDER: Final = tuple(_SEVERITIES.values())


class Fault(NamedTuple):
    """One thing that a shape found wrong.

    ``shape`` is its local name, ``vi`` and ``en`` what it says; ``what`` the thing it is about, ``iri``
    its address; ``value`` the other thing involved, ``report`` the file and ``quote`` the passage,
    as far as they are known.
    """

    severity: Severity
    shape: str
    vi: str
    en: str
    iri: str
    what: str
    value: str = ""
    report: str = ""
    quote: str = ""


def turtle(name: str) -> Graph:
    """A Turtle file of the ontology, under the base in use."""
    from rdflib import Graph

    text = (_FOLDER / name).read_text(encoding="utf-8")
    return Graph().parse(data=text.replace(DEFAULT_BASE, BASE), format="turtle")


@functools.cache
def shapes() -> Graph:
    """The shapes."""
    return turtle("shapes.ttl")


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults sorted: the gravest first, then by shape and thing."""
    return sorted(faults, key=lambda fault: (_ORDER.index(fault.severity), fault[1:]))


def say(data: Graph, shape: Node, focus: Node | None, value: Node | None) -> Fault:
    """What ``shape`` says of ``focus`` and ``value``."""
    from rdflib import SH

    grave = str(shapes().value(shape, SH.severity) or SH.Violation).rpartition("#")[2]
    messages = _messages(shape)
    about = next((node for node in (value, focus) if _quote(data, node)), focus)
    return Fault(
        _SEVERITIES[grave],
        str(shape).removeprefix(SHAPES),
        messages["vi"],
        messages["en"],
        str(focus),
        _words(data, focus),
        _words(data, value) if value is not None else "",
        _report(data, focus) or _report(data, value),
        _quote(data, about),
    )


def named(shape: Node | None) -> Node:
    """The shape with a name that ``shape`` is, or is a part of."""
    while shape is None or not str(shape).startswith(SHAPES):
        shape = next(shapes().subjects(None, shape))
    return shape


@functools.cache
def _messages(shape: Node) -> dict[str, str]:
    """What a shape says, by language: its own message or that of its SPARQL constraint."""
    from rdflib import SH
    from rdflib import Literal as Lit

    places = (shape, *shapes().objects(shape, SH.sparql))
    texts = [
        text for place in places for text in shapes().objects(place, SH.message) if isinstance(text, Lit)
    ]
    return {str(text.language): str(text) for text in texts}


def value_of(data: Graph, node: Node | None, *path: str) -> str:
    """The first value along a path of properties, as text; empty where there is none."""
    from rdflib import URIRef

    for predicate in path:
        if node is None:
            return ""
        node = min(data.objects(node, URIRef(predicate)), key=str, default=None)
    return "" if node is None else str(node)


def _quote(data: Graph, node: Node | None) -> str:
    """The passage on which ``node`` rests, or which it is, or in which a report names it."""
    from rdflib import URIRef

    if node is None:
        return ""
    claims = data.subjects(URIRef(RDF.object), node)
    spans = {span for each in (node, *claims) for span in data.objects(each, URIRef(DV.evidence))} | {node}
    selectors = {selector for span in spans for selector in data.objects(span, URIRef(OA.hasSelector))} | {
        node
    }
    quotes = {value_of(data, selector, OA.exact) for selector in selectors} - {""}
    return min(quotes, key=lambda quote: (len(quote), quote), default="")


def _report(data: Graph, node: Node | None) -> str:
    """The file of the report that ``node`` is or comes from."""
    paths = ((DV.fileName,), (PROV.wasDerivedFrom, DV.fileName), (OA.hasSource, DV.fileName))
    return next(filter(None, (value_of(data, node, *path) for path in paths)), "")


def _words(data: Graph, node: Node | None) -> str:
    """``node`` for people: its number, its label, its text; else its address."""
    found = (value_of(data, node, predicate) for predicate in (ELI.number, RDFS.label, DV.reportedAs))
    return next(filter(None, found), "") or str(node)
