"""The vocabulary's terms as constants."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ontology import namespaces
from ontology.namespaces import DEFAULT_BASE, DV, PREFIXES, checked_base, sparql_prefixes

CORE = Path(namespaces.__file__).with_name("core.ttl")


def constants(space: type) -> dict[str, str]:
    """The terms of one namespace class: name → IRI."""
    return {name: value for name, value in vars(space).items() if not name.startswith("_")}


def test_every_constant_ends_with_its_own_name() -> None:
    """A constant cannot be spelt differently from the term it stands for."""
    spaces = (
        DV, namespaces.RDF, namespaces.RDFS, namespaces.XSD, namespaces.ELI, namespaces.OA, namespaces.ORG,
        namespaces.PROV, namespaces.SKOS, namespaces.DCT,
    )  # fmt: skip
    wrong = {
        name: iri
        for space in spaces
        for name, iri in constants(space).items()
        if not re.search(f"[#/]{name}$", iri)
    }
    assert {} == wrong


def test_every_own_term_is_defined_in_the_vocabulary() -> None:
    """What the code says is what core.ttl defines, but for the notes that a store keeps of itself."""
    defined = set(re.findall(r"^dv:(\w+) a ", CORE.read_text("utf-8"), re.MULTILINE))
    bookkeeping = {"storeFormat", "storeBase", "storeStamp", "referenceVersion"}
    assert set() == set(constants(DV)) - defined - bookkeeping


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://example.org/kg", "https://example.org/kg/"),
        ("https://example.org/kg///", "https://example.org/kg/"),
        ("http://localhost:8000", "http://localhost:8000/"),
    ],
)
def test_a_base_gets_one_slash_at_its_end(value: str, expected: str) -> None:
    """Whoever sets the base need not think of the slash."""
    assert expected == checked_base(value)


@pytest.mark.parametrize(
    "value", ["example.org", "ftp://example.org/", "https://a b/", "https://a/?x", "https://a/#", ""]
)
def test_a_base_that_is_no_address_is_refused(value: str) -> None:
    """A wrong base would make IRIs that no engine takes."""
    with pytest.raises(ValueError, match="DANVAN_BASE"):
        checked_base(value)


def test_the_base_comes_from_the_environment() -> None:
    """Whoever publishes the data under another address sets DANVAN_BASE."""
    code = "from ontology.iris import report_iri; print(report_iri('0' * 64))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "DANVAN_BASE": "https://example.org/kg"},
    )
    assert "https://example.org/kg/id/bc/000000000000" == run.stdout.strip()


def test_prefix_lines_declare_every_prefix() -> None:
    """Queries may use any prefix of the house."""
    assert len(PREFIXES) == sparql_prefixes().count("PREFIX ")
    assert f"PREFIX dv: <{DEFAULT_BASE}ns#>\n" in sparql_prefixes()


def test_the_terms_need_no_rdf_library() -> None:
    """A look-up does not pay for rdflib or the engine just to name a term."""
    code = "import sys, ontology.iris; print([m for m in ('rdflib', 'pyoxigraph') if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "[]" == run.stdout.strip()
