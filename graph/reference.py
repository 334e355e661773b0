"""Reference data → the reference graphs of a store: the register of instruments, each row with its source.

Units are not loaded as a whole (see :mod:`graph.places`).
"""

from __future__ import annotations

import functools
import hashlib
from typing import Final

from pyoxigraph import NamedNode, Triple

from graph.claims import RELATION_PREDICATES
from graph.store import Store
from graph.terms import Term, date, node, string, vietnamese
from ontology import iris
from ontology.fold import fold
from ontology.keys import read_key
from ontology.namespaces import DCT, DV, ELI, RDF, RDFS, SKOS
from ontology.register import Certainty, RegisterRelation, RegisterRow, register_relations, register_rows

_CERTAINTY: Final[dict[Certainty, str]] = {
    "confirmed": "confirmed",
    "reported": "stated",
    "general-knowledge": "unconfirmed",
}


def refresh(store: Store) -> bool:
    """Load the reference data into a store that has none, or an older one; True if anything was loaded."""
    triples = reference_triples()
    version = hashlib.sha256("\n".join(sorted(map(str, triples))).encode()).hexdigest()[:12]
    if store.reference_version == version:
        return False
    store.put({NamedNode(iris.REFERENCE_INSTRUMENTS): triples})
    store.reference_version = version
    return True


@functools.cache
def reference_triples() -> frozenset[Triple]:
    """The register as triples, relations with a claim each that names its source."""
    found: set[Triple] = set()
    annexed = {relation.target for relation in register_relations() if relation.relation == "promulgates"}
    for row in register_rows():
        found |= _row_triples(row, annexed=row in annexed)
    for relation in register_relations():
        found |= _relation_triples(relation)
    return frozenset(found)


def _row_triples(row: RegisterRow, *, annexed: bool) -> set[Triple]:
    """One instrument: what is known of it, and its issuer."""
    body, key = node(iris.body_iri(row.issuer)), read_key(row.key, said=True) if row.number else None
    said: list[tuple[str, Term | None]] = [
        (RDF.type, node(DV.Instrument)),
        (RDF.type, node(DV.AnnexedText) if annexed else None),
        (RDFS.label, vietnamese(row.key)),
        (ELI.number, string(row.key) if row.number else None),
        (DV.sequence, string(row.number) if row.number else None),
        (DV.symbol, string(key[0].symbol) if key else None),
        (ELI.type_document, node(iris.concept_iri("genre", row.genre))),
        (ELI.date_document, date(row.date)),
        (ELI.passed_by, body),
        (ELI.title, vietnamese(row.title) if row.title else None),
        (DV.term, string(row.term) if row.term else None),
        (ELI.first_date_entry_in_force, date(row.in_force_from)),
        (ELI.date_no_longer_in_force, date(row.in_force_to)),
        *((DV.matchKey, string(fold(name))) for name in (row.key, *row.names)),
        *((SKOS.altLabel, vietnamese(name)) for name in row.names),
        *_notes(row.source, row.certainty),
    ]
    issuer: list[tuple[str, Term | None]] = [
        (RDF.type, node(DV.Body)),
        (RDFS.label, vietnamese(row.issuer)),
        (DV.matchKey, string(fold(row.issuer))),
    ]
    return _about(node(row.iri), said) | _about(body, issuer)


def _relation_triples(relation: RegisterRelation) -> set[Triple]:
    """A relation as a plain triple and as a claim with its source."""
    source, target = node(relation.source.iri), node(relation.target.iri)
    named = "implements" if relation.relation == "concretises" else relation.relation
    predicate = RELATION_PREDICATES[named]
    where = (iris.REFERENCE_INSTRUMENTS, relation.evidence)
    claim = node(iris.claim_iri(source.value, predicate, str(target), *where))
    said: list[tuple[str, Term | None]] = [
        (RDF.type, node(DV.Claim)),
        (RDF.subject, source),
        (RDF.predicate, node(predicate)),
        (RDF.object, target),
        *_notes(relation.evidence, relation.certainty),
    ]
    return _about(claim, said) | {Triple(source, node(predicate), target)}


def _notes(source: str, certainty: Certainty) -> list[tuple[str, Term | None]]:
    """Where a row comes from and how sure it is."""
    sure = node(iris.concept_iri("certainty", _CERTAINTY[certainty]))
    return [(DCT.source, string(source) if source != "none" else None), (DV.certainty, sure)]


def _about(subject: NamedNode, said: list[tuple[str, Term | None]]) -> set[Triple]:
    return {Triple(subject, node(predicate), obj) for predicate, obj in said if obj is not None}
