"""Every shipped question is described, runs, and gives the rows it should; values are bound, never pasted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.store import Store
from queries import catalogue
from queries.catalogue import ParameterError
from queries.lookup import NotOne

EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
LISTS = {"stages", "communes"}  # values joined in no promised order


def _rows(store: Store, name: str, params: dict[str, str]) -> list[list[str | None]]:
    answer = store.query(catalogue.prepare(catalogue.load(name), params, store))
    names = [variable.value for variable in answer.variables]  # type: ignore[union-attr]
    return [
        [
            None if term is None else _sorted(column, term.value)
            for column, term in zip(names, row, strict=True)
        ]
        for row in answer  # type: ignore[union-attr]
    ]


def _sorted(column: str, value: str) -> str:
    return ", ".join(sorted(value.split(", "))) if column in LISTS else value


def test_every_question_has_expected_rows() -> None:
    """A new question without a case in expected.json is noticed."""
    assert sorted(EXPECTED) == catalogue.names()
    assert all(case["rows"] for case in EXPECTED.values())


@pytest.mark.parametrize("name", catalogue.names())
def test_question_answers_with_the_expected_rows(graph: Store, name: str) -> None:
    """Same rows, same order, on the fixture."""
    assert EXPECTED[name]["rows"] == _rows(graph, name, EXPECTED[name]["params"])


@pytest.mark.parametrize("name", catalogue.names())
def test_question_is_described(graph: Store, name: str) -> None:
    """Titles in both languages, columns that are those of the answer, an example that fits the parameters."""
    question = catalogue.load(name)
    answer = graph.query(catalogue.prepare(question, EXPECTED[name]["params"], graph))
    assert list(question.columns) == [variable.value for variable in answer.variables]  # type: ignore[union-attr]
    assert question.title_vi.endswith("?")
    assert question.title_en.endswith("?")
    assert set(question.example) <= {parameter.name for parameter in question.parameters}


@pytest.mark.parametrize("name", catalogue.names())
def test_question_is_sparql_for_any_engine(name: str) -> None:
    """The file alone, with open parameters, is read by another engine's parser."""
    from rdflib.plugins.sparql.parser import parseQuery

    assert parseQuery(catalogue.load(name).text)


@pytest.mark.parametrize("name", [n for n in catalogue.names() if catalogue.load(n).parameters])
def test_every_parameter_has_its_place_in_the_text(name: str) -> None:
    """A parameter that binds nothing would be ignored silently."""
    question = catalogue.load(name)
    assert [] == [
        p.name for p in question.parameters if f"VALUES ?{p.variable} {{ UNDEF }}" not in question.text
    ]


HOSTILE = ['x" } UNION { ?s ?p ?o } #', "} } DROP ALL ;", "\\u0022 . ?s ?p ?o", "'''", "</a> <b>", "x\ny\0z"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_text_with_sparql_in_it_is_a_text(graph: Store, value: str) -> None:
    """It matches nothing, and the query keeps its shape."""
    assert [] == _rows(graph, "issued", {"body": value})


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    ("name", "param"), [("citations", "instrument"), ("figures", "unit"), ("provenance", "claim")]
)
def test_hostile_values_of_other_kinds_are_refused(graph: Store, name: str, param: str, value: str) -> None:
    """An instrument or a unit is not found, an IRI is none."""
    with pytest.raises((NotOne, ParameterError)):
        _rows(graph, name, {param: value})


@pytest.mark.parametrize(
    ("name", "params", "word"),
    [
        ("citations", {}, "instrument"),
        ("citations", {"instrument": "217", "nope": "1"}, "nope"),
        ("low-confidence", {"below": "nhỏ"}, "nhỏ"),
        ("low-confidence", {"below": "1e999"}, "1e999"),
        ("provenance", {"claim": "a b"}, "a b"),
    ],
)
def test_what_is_wrong_with_parameters_is_said(
    graph: Store, name: str, params: dict[str, str], word: str
) -> None:
    """Missing, unknown, of the wrong kind: the message names it in both languages."""
    with pytest.raises(ParameterError) as caught:
        catalogue.prepare(catalogue.load(name), params, graph)
    assert word in caught.value.vi
    assert word in caught.value.en


def test_a_parameter_without_value_is_left_open(graph: Store) -> None:
    """Models of all fields."""
    assert 1 == len(_rows(graph, "models", {}))
    assert [] == _rows(graph, "models", {"field": "kinh tế"})


@pytest.mark.parametrize("name", ["", "../commands", "Citations", "citations.rq", "a b"])
def test_only_names_of_questions_open_files(name: str) -> None:
    """No path gets out of the catalogue."""
    with pytest.raises(KeyError):
        catalogue.load(name)


@pytest.mark.parametrize(
    "head",
    [
        "# title: a?",
        "# title: a?\n# title-en: b?\n# param: x",
        "# title: a?\n# title-en: b?\n# param: x what – a | b",
    ],
)
def test_a_head_that_cannot_be_read_is_an_error(head: str) -> None:
    """No title in one language, a parameter without kind, an unknown kind."""
    with pytest.raises(ValueError, match="x"):
        catalogue.parse("x", head)
