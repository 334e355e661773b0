"""The competency questions: what the ontology must be able to answer, asked of two engines with equal answers.

One question a file (``tests/cases/competency/CQnn.rq``): the question in Vietnamese and English, the edge without
which the answer must change, and the query; the expected rows stand beside it. ``python
tests/competency/test_competency.py`` writes the rows anew: read the difference before you commit it.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdflib import Dataset

from ontology.namespaces import BASE, sparql_prefixes

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "competency"
LEAST = 40
_LISTS = (
    "genre",
    "role",
    "stage",
    "polarity",
    "field",
    "indicator",
    "certainty",
    "relation",
    "change",
    "issuer-kind",
)
_SHORT = {**{name: name for name in _LISTS}, "finding": "finding-kind", "anomaly": "anomaly-kind"}
PREFIXES = sparql_prefixes() + "".join(f"PREFIX {n}: <{BASE}scheme/{s}/>\n" for n, s in _SHORT.items())


class Question(NamedTuple):
    """One competency question."""

    name: str
    vi: str
    en: str
    without: str
    query: str


def read(name: str) -> Question:
    """The question of one file."""
    text = (CASES / f"{name}.rq").read_text("utf-8")
    heads = re.findall(r"^# (vi|en|without): (.+)$", text, re.MULTILINE)
    assert [key for key, _ in heads] == ["vi", "en", "without"], name
    vi, en, without = (value for _, value in heads)
    return Question(name, vi, en, without, PREFIXES + text)


NAMES = sorted(path.stem for path in CASES.glob("CQ*.rq"))


def as_text(value: str) -> str:
    """Numbers in one spelling: engines differ in “84.0” and “84”."""
    try:
        return format(Decimal(value).normalize(), "f")
    except InvalidOperation:
        return value


@functools.cache
def base() -> bytes:
    """The fixture and the code lists as N-Quads."""
    return fill(Store()).dump(format=RdfFormat.N_QUADS) or b""


def fill(store: Store) -> Store:
    """Load the fixture and the code lists."""
    store.load(path=CASES / "fixture.trig", format=RdfFormat.TRIG)
    store.load(path=ROOT / "ontology" / "codelists.ttl", format=RdfFormat.TURTLE)
    return store


@functools.cache
def embedded() -> Store:
    """The small world in the embedded engine."""
    return fill(Store())


@functools.cache
def in_rdflib() -> Dataset:
    """The small world in rdflib: the default graph is the facts, not a union."""
    dataset = Dataset()
    dataset.parse(data=base().decode(), format="nquads")
    return dataset


def ask(store: Store, query: str) -> list[tuple[str, ...]]:
    """The rows of the embedded engine, sorted."""
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    rows = []
    for row in answer:
        terms = list(row)
        assert all(term is None or isinstance(term, Literal | NamedNode) for term in terms)
        rows.append(tuple(as_text(getattr(term, "value", "")) for term in terms))
    return sorted(rows)


def ask_rdflib(query: str) -> list[tuple[str, ...]]:
    """The rows of rdflib, sorted."""
    rows = in_rdflib().query(query)
    return sorted(tuple("" if term is None else as_text(str(term)) for term in row) for row in rows)  # type: ignore[union-attr]


def expected(name: str) -> list[tuple[str, ...]]:
    """The rows that are right."""
    lines = (CASES / f"{name}.tsv").read_text("utf-8").splitlines()[1:]
    return [tuple(line.split("\t")) for line in lines]


def test_there_are_enough_questions_and_each_is_asked_in_both_languages() -> None:
    """At least forty, no two alike."""
    questions = [read(name) for name in NAMES]
    assert len(questions) >= LEAST
    assert len({question.vi for question in questions}) == len({question.en for question in questions})
    assert len(questions) == len({question.query for question in questions})


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_give_the_expected_rows(name: str) -> None:
    """One question, one answer, whatever the engine; and there is one."""
    query = read(name).query
    assert expected(name)
    assert expected(name) == ask(embedded(), query)
    assert expected(name) == ask_rdflib(query)


@pytest.mark.parametrize("name", NAMES)
def test_without_one_edge_the_answer_changes(name: str) -> None:
    """An answer that does not depend on its data would prove nothing."""
    question = read(name)
    mutated = Store()
    mutated.load(base(), format=RdfFormat.N_QUADS)
    before = len(mutated)
    mutated.update(PREFIXES + question.without)
    assert len(mutated) < before, "the edge is not there"
    assert expected(name) != ask(mutated, question.query)


def renew() -> None:
    """Write the rows of the embedded engine as the expected ones."""
    for name in NAMES:
        question = read(name)
        answer = embedded().query(question.query)
        assert isinstance(answer, QuerySolutions)
        heads = "\t".join(variable.value for variable in answer.variables)
        rows = "".join("\t".join(row) + "\n" for row in ask(embedded(), question.query))
        (CASES / f"{name}.tsv").write_text(f"{heads}\n{rows}", "utf-8")


if __name__ == "__main__":
    renew()
