"""Ask a store: values are bound as typed terms, rows come back as plain Python values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from ontology.namespaces import sparql_prefixes

_LOCAL_NAME = re.compile(r"[^/#]*$")

Row = Mapping[str, str]


class Source(Protocol):
    """Whatever answers SPARQL: the embedded store, a remote endpoint, a bare ``pyoxigraph.Store``."""

    def query(self, query: str, /) -> Any:
        """The solutions, triples or truth value of ``query``."""


def iri(value: str) -> str:
    """``value`` as an IRI in SPARQL syntax.

    Raises:
        ValueError: it holds a character that no IRI may hold.
    """
    from pyoxigraph import NamedNode

    return str(NamedNode(value))


def literal(value: str) -> str:
    """``value`` as a string literal in SPARQL syntax, escaped by the engine itself."""
    from pyoxigraph import Literal

    return str(Literal(value.encode("utf-8", "replace").decode()))  # a shell may hand over half a character


def bind(body: str, name: str, terms: Iterable[str] | None) -> str:
    """``body`` with the parameter ``?name`` bound to ``terms`` (see `iri`, `literal`), or left open.

    The place of a parameter is marked ``VALUES ?name { UNDEF }``, which every engine reads as “open”. An open
    parameter loses the block, because engines join on UNDEF without an index.
    """
    block = f"VALUES ?{name} {{ {' '.join(terms)} }}" if terms is not None else ""
    return body.replace(f"VALUES ?{name} {{ UNDEF }}", block)


def select(source: Source, body: str, **bound: Iterable[str]) -> Iterator[dict[str, str]]:
    """The solutions of the SELECT query ``body``, each as variable → value without unbound ones.

    ``body`` is text of this project and never holds a value from outside: those are bound by `bind`.
    The prefixes of the vocabulary are declared.
    """
    for name, terms in bound.items():
        body = bind(body, name, terms)
    solutions = source.query(sparql_prefixes() + body)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: term.value for name, term in zip(names, solution, strict=True) if term is not None}


def local(value: str) -> str:
    """The last part of an IRI; a plain word unchanged: ``…/stage/executed`` → “executed”."""
    match = _LOCAL_NAME.search(value)
    return match[0] if match else value
