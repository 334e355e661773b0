"""What pictures ask of the graph: a few questions in batches, answered with plain strings.

Every IRI that enters a question is written by the RDF library as a term, never pasted from text. Facts come
from the default graph; claims and their evidence from the reports' own graphs, by bound subject and object.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ontology.namespaces import DCT, DV, ELI, OA, PROV, RDF, RDFS, SKOS, sparql_prefixes
from queries.ask import Source, iri, local

BATCH = 200
"""Terms in one VALUES block; more make the query text itself slow to parse."""

CARD = (
    RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, ELI.number, ELI.title, ELI.date_document,
    ELI.first_date_entry_in_force, ELI.date_no_longer_in_force, DV.term, DV.field, DV.form, DV.periodStart,
    DV.periodEnd, DV.fileName, DV.fileHash, DV.validFrom, DV.validTo, DV.unitCode, DV.kind,
    ELI.type_document, DCT.date,
)  # fmt: skip
"""What is read of every thing that is shown."""

Row = tuple[str, ...]
Card = Mapping[str, tuple[str, ...]]


_STATED = "GRAPH ?g { ?n ?p ?o }"
_DETAILS = {
    "stage": DV.stage, "how": DV.polarity, "confidence": DV.confidence, "rule": DV.rule, "section": DV.section,
    "page": DV.page, "report": PROV.wasDerivedFrom, "exact": OA.exact, "before": OA.prefix, "after": OA.suffix,
}  # fmt: skip


def _details(card: Card) -> dict[str, str]:
    """What is told of one passage, "" where nothing is."""
    return {word: next(iter(card.get(prop, ())), "") for word, prop in _DETAILS.items()}


def _one_of(variable: str, names: Iterable[str]) -> str:
    """A filter; two VALUES blocks would be joined pair by pair (measured: 15 to 100 times slower)."""
    return f"FILTER(?{variable} IN ({', '.join(map(iri, names))}))"


class Reader:
    """Questions to one graph."""

    def __init__(self, graph: Source) -> None:
        self._graph = graph

    def rows(self, text: str) -> Iterator[Row]:
        """The solutions of a SELECT as strings in the order of its variables; unbound is the empty string."""
        for solution in self._graph.query(sparql_prefixes() + text):
            yield tuple("" if term is None else str(term.value) for term in solution)

    def _batched(self, text: str, iris: Iterable[str]) -> Iterator[Row]:
        """Ask ``text`` with its ``%s`` filled by one batch of terms after the other."""
        terms = [iri(name) for name in sorted(set(iris))]
        for first in range(0, len(terms), BATCH):
            yield from self.rows(text % " ".join(terms[first : first + BATCH]))

    def cards(self, iris: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Thing → property → values (sorted), of the properties in ``CARD``."""
        return self._described(f"?n ?p ?o {_one_of('p', CARD)}", iris)

    def _described(self, pattern: str, iris: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Thing ``?n`` → property ``?p`` → values ``?o`` (sorted), by a pattern of these three."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for thing, prop, value in self._batched(
            f"SELECT ?n ?p ?o WHERE {{ VALUES ?n {{ %s }} {pattern} }}", iris
        ):
            found[thing][prop].add(value)
        return {thing: {p: tuple(sorted(v)) for p, v in card.items()} for thing, card in found.items()}

    def relations(self, iris: Iterable[str], predicates: Iterable[str]) -> set[tuple[str, str, str]]:
        """Every (subject, predicate, object) of these predicates that touches one of the things."""
        wanted = _one_of("p", sorted(predicates))
        things = list(iris)
        out = f"SELECT ?n ?p ?m WHERE {{ VALUES ?n {{ %s }} ?n ?p ?m {wanted} FILTER(isIRI(?m)) }}"
        into = f"SELECT ?m ?p ?n WHERE {{ VALUES ?n {{ %s }} ?m ?p ?n {wanted} }}"
        return {(s, p, o) for text in (out, into) for s, p, o in self._batched(text, things)}

    def mentions(self, iris: Iterable[str]) -> set[tuple[str, str, str]]:
        """Every (unit, report, instrument) where its report cites the instrument, one end in ``iris``."""
        things = list(iris)
        texts = (
            "SELECT DISTINCT ?n ?r ?i WHERE { VALUES ?n { %s } ?r dv:reportingUnit ?n ; dv:cites ?i }",
            "SELECT DISTINCT ?u ?r ?n WHERE { VALUES ?n { %s } ?r dv:cites ?n ; dv:reportingUnit ?u }",
        )
        return {(u, r, i) for text in texts for u, r, i in self._batched(text, things)}

    def movements(self, iris: Iterable[str]) -> set[tuple[str, str, str]]:
        """Every (unit, report, movement) where the unit's report names the movement, one end in ``iris``."""
        things = list(iris)
        texts = (
            "SELECT DISTINCT ?n ?r ?m WHERE { VALUES ?n { %s } "
            "?r dv:reportingUnit ?n ; dv:mentions ?m . ?m a dv:Movement }",
            "SELECT DISTINCT ?u ?r ?n WHERE { VALUES ?n { %s } "
            "?n a dv:Movement . ?r dv:mentions ?n ; dv:reportingUnit ?u }",
        )
        return {(u, r, m) for text in texts for u, r, m in self._batched(text, things)}

    def denied(self, iris: Iterable[str]) -> set[tuple[str, str]]:
        """Every (unit, instrument) with a claim that says it is not carried out, one end in ``iris``."""
        things = list(iris)
        body = "GRAPH ?g { ?c rdf:%s ?n ; rdf:%s ?m ; dv:polarity ?how }"
        found = set()
        for here, there in (("object", "subject"), ("subject", "object")):
            inner = body % (here, there)
            text = f"SELECT DISTINCT ?n ?m ?how WHERE {{ VALUES ?n {{ %s }} {inner} }}"
            for thing, other, how in self._batched(text, things):
                if local(how) == "negated":
                    found.add((other, thing) if here == "object" else (thing, other))
        return found

    def evidence(self, subjects: Iterable[str], objects: Iterable[str]) -> Iterator[dict[str, str]]:
        """Claims between these subjects and these objects, each with its quote: one dict a quote.

        Asked in simple steps (claims, spans, selectors): one question with OPTIONAL parts in ``GRAPH ?g`` reads
        every report graph for each part (measured: 2.5 s against 0.2 s in a store of 3,000 reports).
        """
        inner = "?c rdf:object ?n ; rdf:subject ?s ; rdf:predicate ?p"
        wanted = set(subjects)
        pairs = self._batched(
            f"SELECT ?c ?s ?p ?n WHERE {{ VALUES ?n {{ %s }} GRAPH ?g {{ {inner} }} }}", objects
        )
        ends = {claim: {"s": s, "p": p, "o": o} for claim, s, p, o in pairs if s in wanted}
        claims = self._described(_STATED, ends)
        spans = self._described(_STATED, (s for claim in claims.values() for s in claim.get(DV.evidence, ())))
        quotes = self._described(
            _STATED, (q for span in spans.values() for q in span.get(OA.hasSelector, ()))
        )
        for name, claim in sorted(claims.items()):
            for span in (spans.get(place, {}) for place in claim.get(DV.evidence, ())):
                for quote in (quotes.get(place, {}) for place in span.get(OA.hasSelector, ())):
                    if OA.exact in quote:
                        yield ends[name] | _details({**claim, **span, **quote})

    def sources(self, objects: Iterable[str]) -> Iterator[Row]:
        """(subject, predicate, object, source, certainty) of what reference data says of these objects."""
        text = """SELECT ?s ?p ?n ?source ?sure WHERE { VALUES ?n { %s } GRAPH ?g {
          ?c rdf:object ?n ; rdf:subject ?s ; rdf:predicate ?p ; dv:certainty ?sure .
          OPTIONAL { ?c dcterms:source ?source } } }"""
        return self._batched(text, objects)

    def reported(self, iris: Iterable[str]) -> dict[str, int]:
        """Unit → number of its reports, of the units in ``iris`` that have any."""
        text = """SELECT ?n (COUNT(DISTINCT ?r) AS ?k)
          WHERE { VALUES ?n { %s } ?r dv:reportingUnit ?n } GROUP BY ?n"""
        return {unit: int(count) for unit, count in self._batched(text, iris)}

    def implementers(self, iris: Iterable[str]) -> dict[str, int]:
        """Instrument → number of reporting units that implement it."""
        text = """SELECT ?n (COUNT(DISTINCT ?u) AS ?k) WHERE { VALUES ?n { %s } ?u dv:implements ?n
          FILTER EXISTS { ?r dv:reportingUnit ?u } } GROUP BY ?n"""
        return {instrument: int(count) for instrument, count in self._batched(text, iris)}

    def silent(self, instrument: str) -> list[str]:
        """The units that have a report and do not implement the instrument."""
        text = """SELECT DISTINCT ?u WHERE { VALUES ?n { %s } ?r dv:reportingUnit ?u
          FILTER NOT EXISTS { ?u dv:implements ?n } } ORDER BY ?u"""
        return [unit for (unit,) in self._batched(text, [instrument])]

    def leading(self, count: int) -> list[str]:
        """The instruments that most units implement, then those that most reports cite; at most ``count``."""
        tops = []
        for triple in ("?s dv:implements ?n", "?s dv:cites ?n"):
            text = f"SELECT ?n (COUNT(DISTINCT ?s) AS ?k) WHERE {{ {triple} }} GROUP BY ?n"
            ranked = sorted(((-int(k), name) for name, k in self.rows(text) if name))
            tops += [name for _, name in ranked]
        return list(dict.fromkeys(tops))[:count]

    def totals(self, classes: Iterable[str]) -> dict[str, int]:
        """Class → number of things of it in the facts."""
        text = "SELECT ?n (COUNT(DISTINCT ?s) AS ?k) WHERE { VALUES ?n { %s } ?s a ?n } GROUP BY ?n"
        return {name: int(count) for name, count in self._batched(text, classes) if name}

    def reporting(self) -> tuple[int, int, str]:
        """How many units have a report, how many reports there are, the newest date of one ("" if none)."""
        rows = list(
            self.rows("SELECT DISTINCT ?u ?r WHERE { ?r a dv:Report OPTIONAL { ?r dv:reportingUnit ?u } }")
        )
        dates = self.rows(
            "SELECT ?d WHERE { ?r a dv:Report ; ?p ?d VALUES ?p { eli:date_document dcterms:date } }"
        )
        newest = max((day for (day,) in dates), default="")
        return len({u for u, _ in rows if u}), len({r for _, r in rows}), newest
