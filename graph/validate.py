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
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, RdfFormat, Triple, parse
from pyoxigraph import Store as Engine

from graph.faults import SHAPES, Fault, in_order, named, say, shapes, turtle, value_of
from graph.terms import AnyTerm
from ontology.namespaces import BASE, DV, ELI, GRAPH, OA, PREFIXES, RDF

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from graph.store import Store

_ONE_REPORT: Final = BASE + "shapes/report"
_REPORT_GRAPHS: Final = GRAPH + "report/"
_FORCE: Final = (ELI.first_date_entry_in_force, ELI.date_no_longer_in_force)


@functools.cache
def _lists() -> Graph:
    """Which concept is in which list: all that shapes ask of the code lists."""
    from rdflib import Graph, URIRef

    known = Graph()
    for triple in turtle("codelists.ttl").triples((None, URIRef(PREFIXES["skos"] + "inScheme"), None)):
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
        shape = named(results.value(result, SH.sourceShape))
        yield say(data, shape, results.value(result, SH.focusNode), results.value(result, SH.value))


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
            yield say(data, shape, *(_term(bound[v]) if bound.get(v) else None for v in ("this", "value")))


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
            yield say(data, URIRef(SHAPES + "QuoteInText"), span, None)


def _surroundings(data: Graph, span: Node) -> tuple[int, str]:
    """Where the passage with its surroundings begins, and its text; (0, "") where that is not said."""
    from rdflib import URIRef

    start, parts = "", ("", "", "")
    for selector in data.objects(span, URIRef(OA.hasSelector)):
        start = start or value_of(data, selector, OA.start)
        if words := value_of(data, selector, OA.exact):
            parts = (value_of(data, selector, OA.prefix), words, value_of(data, selector, OA.suffix))
    return (int(start) - len(parts[0]), "".join(parts)) if start.isdecimal() and parts[1] else (0, "")


def check_quotes(triples: Iterable[Triple], text: str) -> list[Fault]:
    """The passages of one report's graph that are not the slice of its text layer they are said to be."""
    from rdflib import URIRef

    data = to_rdflib(triples)
    wrong = []
    for span in data.subjects(URIRef(RDF.type), URIRef(DV.EvidenceSpan)):
        start, words = _surroundings(data, span)
        if not words or text[start : start + len(words)] != words:
            wrong.append(say(data, URIRef(SHAPES + "QuoteInText"), span, None))
    return in_order(wrong)


def check_store(store: Store) -> Iterator[list[Fault]]:
    """The faults of every report and of the reference data in turn, then those that only all facts together show.

    Raises:
        ImportError: pySHACL is not installed.
    """
    facts = DefaultGraph()
    force = _force(quad.triple for name in _FORCE for quad in store.quads(predicate=name, graph=facts))
    for graph in store.graphs():
        said = [quad.triple for quad in store.quads(graph=graph)]
        whole = not graph.value.startswith(_REPORT_GRAPHS)
        yield check(said if whole else _with_force(said, force), whole=whole)
    yield check((quad.triple for quad in store.quads(graph=facts)), whole=True)


def check_file(path: Path) -> Iterator[list[Fault]]:
    """The faults in an RDF file (.nq, .trig, .ttl, .nt …): each report graph in turn, then everything together.

    A file without report graphs is checked as one report.

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
    force = _force(everything)
    for part in reports or [everything]:
        yield check(_with_force(part, force))
    yield check(everything, whole=True)


def _force(triples: Iterable[Triple]) -> dict[AnyTerm, list[Triple]]:
    """From when to when instruments are in force, by instrument."""
    known: dict[AnyTerm, list[Triple]] = {}
    for triple in triples:
        if triple.predicate.value in _FORCE:
            known.setdefault(triple.subject, []).append(triple)
    return known


def _with_force(said: list[Triple], force: dict[AnyTerm, list[Triple]]) -> list[Triple]:
    """One report's graph with the force of the instruments it cites, which only the register knows."""
    cited = (triple.object for triple in said if triple.predicate.value == DV.cites)
    return [*said, *(known for instrument in cited for known in force.get(instrument, ()))]


def _graph_name(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
