"""SHACL: is the graph what it should be? Report by report, then once over the facts of all.

A report's own graph holds its claims with their evidence and all that follows from them, so most faults are
found there, with the report and the quote. What only shows when reports and register stand together (what
replaces is younger, no circles, an ended unit has a successor) is looked for in the facts. The shapes are
``ontology/shapes.ttl``; pySHACL is the optional extra ``validate``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse
from pyoxigraph import Store as Engine

from graph.terms import AnyTerm
from ontology.namespaces import BASE, DEFAULT_BASE, DV, ELI, GRAPH, OA, PREFIXES, PROV, RDF, RDFS

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from graph.store import Store

Severity = Literal["violation", "warning", "info"]

_FOLDER: Final = Path(__file__).parents[1] / "ontology"
_SHAPES: Final = BASE + "shapes#"
_ONE_REPORT: Final = BASE + "shapes/report"
_REPORT_GRAPHS: Final = GRAPH + "report/"
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


def _turtle(name: str) -> Graph:
    """A Turtle file of the ontology, under the base in use."""
    from rdflib import Graph

    text = (_FOLDER / name).read_text(encoding="utf-8")
    return Graph().parse(data=text.replace(DEFAULT_BASE, BASE), format="turtle")


@functools.cache
def shapes() -> Graph:
    """The shapes."""
    return _turtle("shapes.ttl")


@functools.cache
def _lists() -> Graph:
    """Which concept is in which list: all that shapes ask of the code lists."""
    from rdflib import Graph, URIRef

    known = Graph()
    for triple in _turtle("codelists.ttl").triples((None, URIRef(PREFIXES["skos"] + "inScheme"), None)):
        known.add(triple)
    return known


@functools.cache
def _core_shapes(*, whole: bool) -> Graph:
    """What pySHACL is given: the shapes without SPARQL constraints, for one report or for all together."""
    from rdflib import DCTERMS, SH, Graph, URIRef

    kept = Graph()
    kept += shapes()
    kept.remove((None, SH.sparql, None))
    for shape in shapes().subjects(DCTERMS.isPartOf, URIRef(_ONE_REPORT)) if whole else ():
        for target in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
            kept.remove((shape, target, None))
    return kept


@functools.cache
def _queries(*, whole: bool) -> tuple[tuple[Node, str], ...]:
    """The SPARQL constraints with the shapes they belong to, each as a query over all focus nodes at once.

    Each binds ``$this`` by a property that only its targets have, so one query does for all of them what an
    engine of SHACL does node by node, parsing the query each time: 5 ms against 300 ms a report.
    """
    from rdflib import DCTERMS, SH, Namespace, URIRef

    told = shapes()
    declared = Namespace(str(SH))
    prefixes = "".join(
        f"PREFIX {told.value(each, declared.prefix)}: <{told.value(each, declared.namespace)}>\n"
        for each in told.objects(None, SH.declare)
    )
    return tuple(
        (shape, prefixes + str(told.value(constraint, SH.select)))
        for shape, constraint in sorted(told.subject_objects(SH.sparql))
        if not whole or (shape, DCTERMS.isPartOf, URIRef(_ONE_REPORT)) not in told
    )


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """Triples of the store as an rdflib graph, with the membership of the code lists."""
    from rdflib import Graph

    data = Graph()
    data += _lists()
    for subject, predicate, obj in triples:
        data.add((_term(subject), _term(predicate), _term(obj)))
    return data


def _term(term: AnyTerm) -> Node:
    """One term for rdflib, its spelling kept as it is."""
    from rdflib import BNode, URIRef
    from rdflib import Literal as Lit

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, Triple):
        raise TypeError("triple terms are not used in this graph")
    if isinstance(term, BlankNode):
        return BNode(term.value)
    value = term.value
    if term.language:
        return Lit(value, lang=term.language)
    datatype = term.datatype.value
    return Lit(
        value, datatype=None if datatype == PREFIXES["xsd"] + "string" else URIRef(datatype), normalize=False
    )


def check(triples: Iterable[Triple], *, whole: bool = False) -> list[Fault]:
    """The faults in one report's graph, or (``whole``) in the facts of all; the gravest first.

    Raises:
        ImportError: pySHACL is not installed.
    """
    held = list(triples)
    data = to_rdflib(held)
    found = {*_core_faults(data, whole=whole), *_sparql_faults(held, data, whole=whole)}
    return in_order(found if whole else found | set(_quote_faults(data)))


def _core_faults(data: Graph, *, whole: bool) -> Iterator[Fault]:
    """What pySHACL finds."""
    import pyshacl
    from rdflib import SH, Graph
    from rdflib.namespace import RDF as R

    _, results, told = pyshacl.validate(data, shacl_graph=_core_shapes(whole=whole), inplace=True)
    if not isinstance(results, Graph):
        raise RuntimeError(told)
    for result in results.subjects(R.type, SH.ValidationResult):
        shape = _named(results.value(result, SH.sourceShape))
        yield _say(data, shape, results.value(result, SH.focusNode), results.value(result, SH.value))


def _sparql_faults(triples: Iterable[Triple], data: Graph, *, whole: bool) -> Iterator[Fault]:
    """What the SPARQL constraints find, asked of the engine."""
    engine = Engine()
    engine.extend(Quad(*triple) for triple in triples)
    for shape, query in _queries(whole=whole):
        rows = engine.query(query)
        assert isinstance(rows, QuerySolutions)  # noqa: S101  (every constraint is a SELECT)
        named = [variable.value for variable in rows.variables]
        for row in rows:
            bound = dict(zip(named, row, strict=True))
            yield _say(data, shape, *(_term(bound[v]) if bound.get(v) else None for v in ("this", "value")))


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults sorted: the gravest first, then by shape and thing."""
    return sorted(faults, key=lambda fault: (_ORDER.index(fault.severity), fault[1:]))


def _say(data: Graph, shape: Node, focus: Node | None, value: Node | None) -> Fault:
    """What ``shape`` says of ``focus`` and ``value``."""
    from rdflib import SH

    grave = str(shapes().value(shape, SH.severity) or SH.Violation).rpartition("#")[2]
    messages = _messages(shape)
    about = next((node for node in (value, focus) if _quote(data, node)), focus)
    return Fault(
        _SEVERITIES[grave],
        str(shape).removeprefix(_SHAPES),
        messages["vi"],
        messages["en"],
        str(focus),
        _words(data, focus),
        _words(data, value) if value is not None else "",
        _report(data, focus) or _report(data, value),
        _quote(data, about),
    )


def _named(shape: Node | None) -> Node:
    """The shape with a name that ``shape`` is, or is a part of."""
    while shape is None or not str(shape).startswith(_SHAPES):
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


def _value(data: Graph, node: Node | None, *path: str) -> str:
    """The first value along a path of properties, as text; empty where there is none."""
    from rdflib import URIRef

    for predicate in path:
        if node is None:
            return ""
        node = min(data.objects(node, URIRef(predicate)), key=str, default=None)
    return "" if node is None else str(node)


def _quote(data: Graph, node: Node | None) -> str:
    """The passage on which ``node`` rests, or which it is."""
    from rdflib import URIRef

    if node is None:
        return ""
    spans = [*data.objects(node, URIRef(DV.evidence)), node]
    for span in spans:
        for selector in data.objects(span, URIRef(OA.hasSelector)):
            if words := _value(data, selector, OA.exact):
                return words
    return _value(data, node, OA.exact)


def _report(data: Graph, node: Node | None) -> str:
    """The file of the report that ``node`` is or comes from."""
    paths = ((DV.fileName,), (PROV.wasDerivedFrom, DV.fileName), (OA.hasSource, DV.fileName))
    return next(filter(None, (_value(data, node, *path) for path in paths)), "")


def _words(data: Graph, node: Node | None) -> str:
    """``node`` for people: its number, its label, its text; else its address."""
    found = (_value(data, node, predicate) for predicate in (ELI.number, RDFS.label, DV.reportedAs))
    return next(filter(None, found), "") or str(node)


def _quote_faults(data: Graph) -> Iterator[Fault]:
    """Passages of one report that cannot stand in one text: where two overlap they must say the same.

    The text layer itself is not stored, but every passage carries its surroundings: together they are a large
    part of it, and a quote that was altered or shifted contradicts its neighbours.
    """
    from rdflib import URIRef

    held: dict[tuple[Node | None, int], str] = {}
    spans = sorted(data.subjects(URIRef(RDF.type), URIRef(DV.EvidenceSpan)), key=str)
    for span in spans:
        source = data.value(span, URIRef(OA.hasSource))
        start, words = _surroundings(data, span)
        clash = any(
            held.setdefault((source, start + place), char) != char for place, char in enumerate(words)
        )
        if clash:
            yield _say(data, URIRef(_SHAPES + "QuoteInText"), span, None)


def _surroundings(data: Graph, span: Node) -> tuple[int, str]:
    """Where the passage with its surroundings begins, and its text; (0, "") where that is not said."""
    from rdflib import URIRef

    start, parts = "", ("", "", "")
    for selector in data.objects(span, URIRef(OA.hasSelector)):
        start = start or _value(data, selector, OA.start)
        if words := _value(data, selector, OA.exact):
            parts = (_value(data, selector, OA.prefix), words, _value(data, selector, OA.suffix))
    return (int(start) - len(parts[0]), "".join(parts)) if start.isdecimal() and parts[1] else (0, "")


def check_quotes(triples: Iterable[Triple], text: str) -> list[Fault]:
    """The passages of one report's graph that are not the slice of its text layer they are said to be."""
    from rdflib import URIRef

    data = to_rdflib(triples)
    wrong = []
    for span in data.subjects(URIRef(RDF.type), URIRef(DV.EvidenceSpan)):
        start, words = _surroundings(data, span)
        if not words or text[start : start + len(words)] != words:
            wrong.append(_say(data, URIRef(_SHAPES + "QuoteInText"), span, None))
    return in_order(wrong)


def check_store(store: Store) -> Iterator[list[Fault]]:
    """The faults of every report and of the reference data in turn, then those that only all facts together show.

    Raises:
        ImportError: pySHACL is not installed.
    """
    for graph in store.graphs():
        whole = not graph.value.startswith(_REPORT_GRAPHS)
        yield check((quad.triple for quad in store.quads(graph=graph)), whole=whole)
    yield check((quad.triple for quad in store.quads(graph=DefaultGraph())), whole=True)


def check_file(path: Path) -> Iterator[list[Fault]]:
    """The faults in an RDF file (.nq, .trig, .ttl, .nt …): each report graph in turn, then the rest together.

    A file without named graphs is checked as one.

    Raises:
        ImportError: pySHACL is not installed.
        OSError: the file cannot be read.
        SyntaxError: it is no RDF.
        ValueError: its extension names no RDF format.
    """
    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None:
        raise ValueError(path.suffix)
    parts: dict[str, list[Triple]] = {}
    for quad in parse(path=path, format=kind):
        parts.setdefault(_graph_name(quad), []).append(quad.triple)
    reports = [part for name, part in sorted(parts.items()) if name.startswith(_REPORT_GRAPHS)]
    everything = [triple for part in parts.values() for triple in part]
    for part in reports or [everything]:
        yield check(part)
    yield check(everything, whole=True)


def _graph_name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
