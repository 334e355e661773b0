"""The register of instruments and their relations."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import ontology
from ontology import register
from ontology.codes import genres
from ontology.fold import nfc
from ontology.iris import body_slug, parse
from ontology.keys import parse_key
from ontology.register import (
    Certainty,
    RegisterRow,
    Relation,
    by_key,
    by_name,
    register_relations,
    register_rows,
    relations_of,
)
from ontology.units import all_units, changes

FOLDER = Path(ontology.__file__).parent
ROWS = register_rows()
RELATIONS = register_relations()


def label(row: RegisterRow) -> str:
    """A short name of a row in the output of pytest."""
    return f"{row.key[:30]} {row.date}"


def first_day(text: str) -> date:
    """The first day that an ISO date, a month or a year may mean; ValueError if it is none."""
    return date.fromisoformat((text + "-01-01")[:10])


def test_the_register_is_large_enough() -> None:
    """At least 150 instruments, most of them confirmed."""
    assert len(ROWS) >= 150
    assert sum(row.certainty == "confirmed" for row in ROWS) > len(ROWS) / 2


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_every_row_is_well_formed(row: RegisterRow) -> None:
    """Real dates in order, a known genre, a certainty, a source, composed text."""
    assert row.genre in {genre.name for genre in genres()}
    assert row.certainty in get_args(Certainty)
    assert row.source
    """A row without a page is marked as knowledge of no source, and such a row alone."""
    assert (row.certainty == "general-knowledge") or row.source != "none"
    assert row.issuer
    assert row.title
    assert all(
        nfc(text) == text and text.strip() == text for text in (row.key, row.issuer, row.title, *row.names)
    )
    days = [first_day(text) for text in (row.date, row.in_force_from, row.in_force_to) if text]
    assert sorted(days) == days


@pytest.mark.parametrize("row", [row for row in ROWS if row.code], ids=label)
def test_every_key_is_written_as_keys_are(row: RegisterRow) -> None:
    """A numbered key is its own normal form, so that a citation finds its row."""
    key = parse_key(row.key)
    assert key is not None
    assert row.key == str(key)


def test_no_identity_stands_twice() -> None:
    """One row, one IRI; every IRI is one of this house."""
    iris = Counter(row.iri for row in ROWS)
    assert [iri for iri, times in iris.items() if times > 1] == []
    assert all(parse(iri) for iri in iris)


def test_the_segment_of_the_issuer_is_that_of_its_code_or_of_its_words() -> None:
    """A code that leaves the body open is never an identity."""
    open_codes = {"TU", "UBND", "HĐND", "ĐUK", "BDVTU", "BCĐ"}
    for row in ROWS:
        if row.code in open_codes:
            assert body_slug(row.issuer) == row.body


@pytest.mark.parametrize(
    ("key", "years"),
    [
        ("25-NQ/TW", ["2003", "2008", "2013", "2026"]),
        ("33/CT-TTg", ["2021", "2026"]),
        ("10-CT/TW", ["2002", "2016"]),
        ("35-CT/TW", ["2014", "2019", "2024"]),
        ("65-KL/TW", ["2010", "2019"]),
        ("26/CT-TTg", ["2016", "2017"]),
        ("18-NQ/TW", ["2017", "2022"]),
    ],
)
def test_one_symbol_of_several_instruments_keeps_them_apart(key: str, years: list[str]) -> None:
    """The register answers with all of them and chooses none."""
    rows = by_key(key)
    assert years == [(row.date or "")[:4] for row in rows]
    assert len(years) == len({row.iri for row in rows})


def test_a_key_is_found_without_diacritics_and_case() -> None:
    """“217-qd/tw” is typed in a shell."""
    assert by_key("217-QĐ/TW") == by_key("217-qd/tw")
    assert by_key("no such key") == ()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Luật Thực hiện dân chủ ở cơ sở", {"10/2022/QH15"}),
        ("luật mặt trận tổ quốc việt nam", {"14/1999/QH10", "75/2015/QH13"}),
        ("Luật Tố cáo", {"03/2011/QH13", "25/2018/QH14"}),
        ("Hiến pháp năm 2013", {"Hiến pháp"}),
        ("Đề án 06", {"06/QĐ-TTg"}),
        ("Luật Không có thật", set()),
    ],
)
def test_an_instrument_is_found_by_its_popular_name(name: str, keys: set[str]) -> None:
    """All versions of a law answer to its name."""
    assert {row.key for row in by_name(name)} == keys


def test_identities_have_the_agreed_shape() -> None:
    """State by year, Party by day, names by name."""
    decision, directive = by_key("217-QĐ/TW")[0], by_key("33/CT-TTg")[0]
    assert decision.iri.endswith("id/vb/dang/tw/quyet-dinh/2013-12-12/217")
    assert directive.iri.endswith("id/vb/nha-nuoc/ttg/chi-thi/2021/33")
    assert by_key("768/QĐ-UBND")[0].iri.endswith("id/vb/nha-nuoc/ubnd-tinh-quang-ngai/quyet-dinh/2021/768")
    assert by_name("Hiến pháp năm 2013")[0].iri.endswith("id/vb/ten/hien-phap/2013")


def test_an_annexed_text_is_an_instrument_of_its_own() -> None:
    """217-QĐ/TW promulgates a Quy chế."""
    (annex,) = by_name("Quy chế giám sát và phản biện xã hội")
    assert [(r.source.key, r.relation) for r in relations_of(annex)] == [("217-QĐ/TW", "promulgates")]


def test_every_relation_is_well_formed() -> None:
    """A known relation and certainty, a source where it is confirmed, no relation twice, none to itself."""
    for relation in RELATIONS:
        assert relation.relation in get_args(Relation)
        assert relation.certainty in get_args(Certainty)
        assert relation.certainty == "general-knowledge" or relation.evidence != "none"
        assert relation.source != relation.target
    assert len(RELATIONS) == len({(r.source, r.relation, r.target) for r in RELATIONS})


def test_relations_lead_from_the_newer_to_the_older() -> None:
    """Nobody replaces or continues what is still to come."""
    for relation in RELATIONS:
        newer, older = relation.source.date or "", relation.target.date or ""
        known = min(len(newer), len(older))
        assert older[:known] <= newer[:known], relation


def _edges(kinds: tuple[str, ...]) -> dict[RegisterRow, list[RegisterRow]]:
    edges: dict[RegisterRow, list[RegisterRow]] = {}
    for relation in RELATIONS:
        if relation.relation in kinds:
            edges.setdefault(relation.source, []).append(relation.target)
    return edges


def _reached(start: RegisterRow, edges: dict[RegisterRow, list[RegisterRow]]) -> Iterator[RegisterRow]:
    waiting, seen = list(edges.get(start, [])), set[RegisterRow]()
    while waiting:
        row = waiting.pop()
        if row not in seen:
            seen.add(row)
            yield row
            waiting += edges.get(row, [])


@pytest.mark.parametrize("kinds", [("continues",), ("replaces",), ("has_legal_basis",), get_args(Relation)])
def test_relations_have_no_cycle(kinds: tuple[str, ...]) -> None:
    """No instrument comes from itself."""
    edges = _edges(kinds)
    assert [row.key for row in edges if row in _reached(row, edges)] == []


def test_what_was_replaced_is_not_in_force_for_ever() -> None:
    """An end of force that is stated lies not before the date of what replaced it by more than it should."""
    for relation in RELATIONS:
        end, begin = relation.target.in_force_to, relation.source.date
        if relation.relation == "replaces" and end and begin:
            assert end >= begin[: len(end)] or end[:4] == begin[:4], relation


@pytest.mark.parametrize(
    ("key", "date_", "line"),
    [
        ("65-KL/TW", "2010-03-04", ["30-CT/TW"]),
        ("33/CT-TTg", "2021-11-26", ["16/CT-TTg", "18/2000/CT-TTg"]),
        ("05-CT/TW", "2016-05-15", ["03-CT/TW", "06-CT/TW"]),
    ],
)
def test_lineage_is_known_before_any_report_is_read(key: str, date_: str, line: list[str]) -> None:
    """What an instrument continues, back to the root."""
    (row,) = (row for row in by_key(key) if row.date == date_)
    assert [found.key for found in _reached(row, _edges(("continues",)))] == line


def test_the_tables_are_sorted_and_complete() -> None:
    """A reviewer sees a change as one line."""
    with (FOLDER / "instruments.csv").open(encoding="utf-8") as file:
        rows = [(line["date"] or "9999", line["key"], line["genre"]) for line in csv.DictReader(file)]
    assert sorted(rows) == rows
    assert len(rows) == len(register.register_rows())


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_only_what_nobody_confirmed_has_no_source(row: RegisterRow) -> None:
    """A row without a page is marked as knowledge of no source, and such a row alone."""
    assert (row.certainty == "general-knowledge") == (row.source == "none")


def test_every_change_of_units_rests_on_an_instrument_of_the_register() -> None:
    """The 34 resolutions and the law on provinces can be resolved like any other instrument."""
    bases = {change.basis for unit in all_units() for change in changes(unit) if change.basis is not None}
    assert len(bases) >= 34
    assert {base for base in bases if not by_key(base)} == set()
