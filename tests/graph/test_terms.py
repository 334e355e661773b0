"""Python values become RDF terms that every engine keeps as they are."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.terms import Term, date, decimal, integer, string, vietnamese

XSD = "http://www.w3.org/2001/XMLSchema#"


def kept(term: Term) -> Term:
    """The term as the engine gives it back."""
    engine = Store()
    node = NamedNode("urn:x")
    engine.add(Quad(node, node, term))
    found = next(iter(engine)).object
    assert isinstance(found, NamedNode | Literal)
    return found


@pytest.mark.parametrize(
    ("text", "kind"), [("2024-02-29", "date"), ("2025-05", "gYearMonth"), ("2021", "gYear")]
)
def test_a_date_is_as_exact_as_it_was_stated(text: str, kind: str) -> None:
    """Nothing is added to a month or a year."""
    term = date(text)
    assert term is not None
    assert (text, XSD + kind) == (term.value, term.datatype.value)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2023-02-29", "2025-13", "0000", "12/12/2013", "2021-2025", "", None]
)
def test_what_no_calendar_has_is_no_date(text: str | None) -> None:
    """The engine would take the thirtieth of February, so it is checked before."""
    assert date(text) is None


@given(st.dates())
def test_every_day_is_kept_by_the_engine(day: object) -> None:
    """A real date comes back as it went in."""
    term = date(str(day))
    assert term is not None
    assert term == kept(term)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_a_number_has_the_spelling_that_the_engine_keeps(value: Decimal) -> None:
    """The same figure is the same triple before and after it was stored: a second build changes nothing."""
    term = decimal(value)
    assert (value, term) == (Decimal(term.value), kept(term))


@pytest.mark.parametrize(
    ("value", "text"), [(37.9e9, "37900000000"), (0.1, "0.1"), (12.0, "12"), (-0.0, "0")]
)
def test_a_number_has_no_exponent_and_no_superfluous_zeros(value: float, text: str) -> None:
    """Figures are decimals that people can read."""
    assert text == decimal(value).value


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    """No figure is invented."""
    with pytest.raises(ValueError, match="no number"):
        decimal(value)


def test_text_is_stored_composed() -> None:
    """No engine normalises: decomposed text would never be found again."""
    loose = unicodedata.normalize("NFD", "Quyết định 217-QĐ/TW")
    assert ("Quyết định 217-QĐ/TW",) * 2 == (string(loose).value, vietnamese(loose).value)
    assert vietnamese("Xã").language == "vi"


def test_numbers_of_instruments_are_strings() -> None:
    """“007” stays “007”: only offsets and pages are integers."""
    assert ("007", XSD + "string") == (kept(string("007")).value, string("007").datatype.value)
    assert ("7", XSD + "integer") == (integer(7).value, integer(7).datatype.value)


@given(st.text())
def test_any_text_survives_the_engine(text: str) -> None:
    """Whatever stands in a report can be stored, but for the NUL character, which is dropped."""
    term = string(text)
    assert unicodedata.normalize("NFC", text).replace("\0", "") == term.value
    assert term == kept(term)
