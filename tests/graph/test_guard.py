"""A reading query stays within the store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import QueryRefused
from graph.guard import check_reading

CALL = "SERVICE <http://localhost:9/> { ?a ?b ?c }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CALL} }}",
        f"SELECT * {{ {CALL.lower()} }}",
        "SELECT * { SeRvIcE SILENT ?x { ?a ?b ?c } }",
        f"SELECT * {{ ?s ?p ?o OPTIONAL {{ {CALL} }} }}",
        f"SELECT * {{ {{ SELECT ?a {{ {CALL} }} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ {CALL} }} }}",
        f"SELECT * {{ ?s ?p ?o MINUS {{ {CALL} }} }}",
        f"SELECT * {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ {CALL} }} }} }}",
        f"ASK {{ {CALL} }}",
        f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {CALL} }}",
        f"DESCRIBE ?a {{ {CALL} }}",
        f"SELECT * {{ ?s ?p ?o BIND(EXISTS {{ {CALL} }} AS ?x) }}",
        f"SELECT (EXISTS {{ {CALL} }} AS ?x) {{ ?s ?p ?o }}",
        f"SELECT ?s {{ ?s ?p ?o }} ORDER BY EXISTS {{ {CALL} }}",
        f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {CALL} }})",
        f"# comment\n{CALL}",
        "SELECT * { service",
    ],
)
def test_a_call_to_another_endpoint_is_refused_wherever_it_stands(query: str) -> None:
    """Also where the query cannot be parsed: what cannot be shown to be harmless does not run."""
    with pytest.raises(QueryRefused):
        check_reading(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT ?service { ?service ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <http://x> {}" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://x> { }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:x ?o }",
        "SELECT * { ?s <http://example.org/service> ?o }",
    ],
)
def test_the_word_alone_is_no_offence(query: str) -> None:
    """A comment, a string, a variable, a prefix or an IRI may hold it."""
    check_reading(query)


def test_a_query_without_the_word_costs_no_second_parser() -> None:
    """Look-ups do not import rdflib."""
    use = "from graph.guard import check_reading; check_reading('SELECT * {}')"
    code = f"import sys; {use}; print('rdflib' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert run.stdout.strip() == "False"
