"""What SPARQL answers, in every format: rows, a truth value, triples."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from graph.shell import Column, out, out_bytes, write_table
from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

Format = Literal["table", "csv", "tsv", "json", "jsonl", "xml", "ttl", "nt"]


class WrongFormat(ValueError):  # noqa: N818 – a refusal
    """The answer cannot be written in the format asked for; ``args[0]`` lists those it can."""


def write(answer: QuerySolutions | QueryBoolean | QueryTriples, fmt: Format | None) -> bool:
    """Write an answer to stdout; returns whether there was anything in it.

    Rows: table (tab-separated in a pipe), csv, tsv, jsonl (plain values), json and xml (the SPARQL results
    formats, with types). A truth value: true or false, json, xml. Triples: ttl, nt.

    Raises:
        WrongFormat: rows as ttl, triples as csv …
    """
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(answer, QuerySolutions):
        return _write_rows(answer, fmt)
    if isinstance(answer, QueryBoolean):
        return _write_truth(answer, fmt)
    return _write_triples(answer, fmt)


def _write_rows(answer: QuerySolutions, fmt: Format | None) -> bool:
    from pyoxigraph import QueryResultsFormat

    if fmt == "json" or fmt == "xml":
        kind = QueryResultsFormat.JSON if fmt == "json" else QueryResultsFormat.XML
        data = answer.serialize(format=kind) or b""
        out_bytes(data + b"\n")
        return bool(json.loads(data)["results"]["bindings"]) if fmt == "json" else b"<result>" in data
    if fmt == "ttl" or fmt == "nt":
        raise WrongFormat("table, csv, tsv, json, jsonl, xml")
    names = [variable.value for variable in answer.variables]
    rows = [[None if term is None else term.value for term in solution] for solution in answer]
    return write_table(rows, [Column(name, name, name) for name in names], fmt) > 0


def _write_truth(answer: QueryBoolean, fmt: Format | None) -> bool:
    from pyoxigraph import QueryResultsFormat

    truth = bool(answer)
    if fmt in ("ttl", "nt"):
        raise WrongFormat("table, csv, tsv, json, jsonl, xml")
    if fmt in ("json", "xml"):
        kind = QueryResultsFormat.JSON if fmt == "json" else QueryResultsFormat.XML
        out_bytes((answer.serialize(format=kind) or b"") + b"\n")
    else:
        out(f"{str(truth).lower()}\n")
    return truth


def _write_triples(answer: QueryTriples, fmt: Format | None) -> bool:
    from pyoxigraph import RdfFormat, serialize

    if fmt not in (None, "table", "ttl", "nt"):
        raise WrongFormat("ttl, nt")
    triples = sorted(set(answer), key=str)
    if fmt == "nt":
        data = serialize(triples, format=RdfFormat.N_TRIPLES)
    else:
        data = serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    out_bytes(data or b"")
    return bool(triples)
