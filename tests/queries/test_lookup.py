"""Loose input finds the thing that is meant, and never guesses."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import Store
from queries.lookup import NotOne, find_instruments, one_instrument, split_date

Q217 = "https://w3id.org/danvan/id/vb/dang/tw/quyet-dinh/2013-12-12/217"


@pytest.mark.parametrize(
    "typed",
    [
        "217-QĐ/TW",
        "217",
        "qd 217",
        "217/qd-tw",
        "217-qd/tw",
        "Quyết định số 217-QĐ/TW",
        "quyet dinh 217",
        unicodedata.normalize("NFD", "217-QĐ/TW"),
        " 217–QĐ/TW ",
        "217-QĐ/TW ngày 12/12/2013",
        "217-QĐ/TW@2013",
        "giam sat va phan bien xa hoi cua mat tran",
        Q217,
    ],
)
def test_one_instrument_is_found_however_it_is_typed(graph: Store, typed: str) -> None:
    """Half a number, lower case, another order, no diacritics, NFD, a date, an IRI, words of the title."""
    assert one_instrument(graph, typed).nodes == (Q217,)


def test_one_symbol_of_two_years_is_a_choice_with_dates(graph: Store) -> None:
    """25-NQ/TW of 2003 and of 2013 are both offered, the older first."""
    with pytest.raises(NotOne) as caught:
        one_instrument(graph, "25-NQ/TW")
    assert [thing.date for thing in caught.value.matches] == ["2003-03-12", "2013-06-03"]


@pytest.mark.parametrize(
    "typed", ["25-NQ/TW ngày 03/6/2013", "25-NQ/TW@2013", "25 nq tw năm 2013", "25@2013-06-03"]
)
def test_a_date_chooses_between_namesakes(graph: Store, typed: str) -> None:
    """A full date, a year, an ISO date behind “@”."""
    assert one_instrument(graph, typed).thing.date == "2013-06-03"


def test_open_references_with_one_key_are_asked_together(graph: Store) -> None:
    """Nobody knows which 15-KH/ĐU two communes mean: both references are the target, marked as open."""
    target = one_instrument(graph, "15-KH/ĐU")
    assert (len(target.nodes), target.thing.open) == (2, True)


@pytest.mark.parametrize("typed", ["218-QĐ/TW", "217-QĐ/TTg", "", "  ", "@2013", "}", "0", "٣"])
def test_what_is_not_there_is_not_found(graph: Store, typed: str) -> None:
    """An unknown number, another symbol, nothing, a foreign digit."""
    assert find_instruments(graph, typed) == ()


def test_a_slip_is_answered_with_what_is_near(graph: Store) -> None:
    """217-QĐ/TƯ and 271-QĐ/TW bring 217-QĐ/TW to mind."""
    with pytest.raises(NotOne) as caught:
        one_instrument(graph, "271-QĐ/TW")
    assert "217-QĐ/TW" in caught.value.suggestions


@pytest.mark.parametrize(
    "typed",
    [
        '217"} ?s ?p ?o . {"',
        "<http://a> } INSERT DATA {",
        "217-QĐ/TW' UNION",
        "http://x y",
        "http://a>b",
        "\\u0022",
    ],
)
def test_sparql_in_the_input_is_only_text(graph: Store, typed: str) -> None:
    """Quotes, braces and broken IRIs find nothing and break nothing."""
    with pytest.raises(NotOne):
        one_instrument(graph, typed)


@given(st.text(max_size=40))
def test_no_input_breaks_the_look_up(typed: str) -> None:
    """Any text is answered by things or by nothing, never by another error."""
    assert find_instruments(Store.in_memory(), typed) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("25-NQ/TW ngày 03/6/2013", ("25-NQ/TW", "2013-06-03")),
        ("25-NQ/TW@2013", ("25-NQ/TW", "2013")),
        ("25-NQ/TW @ 2013-6", ("25-NQ/TW", "2013-06")),
        ("25-NQ/TW năm 2013", ("25-NQ/TW", "2013")),
        ("25-NQ/TW 2013", ("25-NQ/TW", "2013")),
        ("Nghị quyết 25-NQ/TW (03/6/2013)", ("Nghị quyết 25-NQ/TW", "2013-06-03")),
        ("33/CT-TTg, 2021", ("33/CT-TTg", "2021")),
        (
            "Phát triển kinh tế - xã hội giai đoạn 2021 - 2025",
            ("Phát triển kinh tế - xã hội giai đoạn 2021 - 2025", ""),
        ),
        ("34/2007/PL-UBTVQH11", ("34/2007/PL-UBTVQH11", "")),
        ("Luật Đất đai", ("Luật Đất đai", "")),
    ],
)
def test_the_date_is_split_from_the_key(typed: str, expected: tuple[str, str]) -> None:
    """Vietnamese and ISO dates, whole or in part; a year inside a number stays there."""
    assert expected == split_date(typed)
