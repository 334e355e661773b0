"""Provinces, districts and communes through time."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from ontology.fold import fold
from ontology.units import (
    NEW,
    OLD,
    Unit,
    all_units,
    chain,
    changes,
    find_units,
    get_unit,
    predecessors,
    read_name,
    successors,
)

FOLDER = Path(ontology.__file__).parent
ALL = list(all_units())


def one(name: str, **where: str) -> Unit:
    """The only unit that fits."""
    found = find_units(name, **where)
    assert len(found) == 1, found
    return found[0]


def names(units: tuple[Unit, ...]) -> list[str]:
    """Names in order of code."""
    return [unit.name for unit in units]


def test_numbers_of_both_periods_are_those_of_the_law() -> None:
    """63 / 696 / 10,035 before 1 July 2025, 34 / 3,321 after it."""
    counted = Counter((unit.valid_from, unit.kind) for unit in ALL)
    assert counted == {
        (OLD, "province"): 63, (OLD, "district"): 696, (OLD, "commune"): 10_035,
        (NEW, "province"): 34, (NEW, "commune"): 3_321,
    }  # fmt: skip


def test_new_communes_are_of_three_types() -> None:
    """2,621 xã, 687 phường, 13 đặc khu."""
    words = Counter(read_name(unit.name)[0][0] for unit in ALL if unit.valid_from == NEW and unit.parent)
    assert words == {"xã": 2_621, "phường": 687, "đặc khu": 13}


@pytest.mark.parametrize(
    ("name", "district", "code", "after", "new_code", "sources"),
    [
        ("xã Phổ An", "thị xã Đức Phổ", "21442", "Phường Trà Câu", "21451",
         {"Xã Phổ An", "Xã Phổ Thuận", "Phường Phổ Văn", "Phường Phổ Quang"}),
        ("xã Phổ Phong", "thị xã Đức Phổ", "21445", "Xã Nguyễn Nghiêm", "21457",
         {"Xã Phổ Phong", "Xã Phổ Nhơn"}),
        ("xã Long Môn", "huyện Minh Long", "21358", "Xã Minh Long", "21361",
         {"Xã Long Môn", "Xã Thanh An", "Xã Long Hiệp"}),
        ("xã Trà Tân", "huyện Trà Bồng", "21136", "Xã Cà Đam", "21136", {"Xã Trà Tân", "Xã Trà Bùi"}),
        ("xã Thanh Tùng", "huyện Thanh Miện", "11242", "Xã Nguyễn Lương Bằng", "11242",
         {"Xã Thanh Tùng", "Xã Phạm Kha", "Xã Đoàn Tùng", "Xã Nhân Quyền"}),
    ],
)  # fmt: skip
def test_communes_went_where_the_resolutions_say(
    name: str, district: str, code: str, after: str, new_code: str, sources: set[str]
) -> None:
    """Five communes that two independent data sets agree on, there and back."""
    old = one(name, district=district)
    assert (code, OLD) == (old.code, old.valid_from)
    new = get_unit(new_code, NEW)
    assert new is not None
    assert after == new.name
    assert new in successors(old)
    assert sources == set(names(predecessors(new)))


def test_a_code_used_again_names_another_unit() -> None:
    """21136 was xã Trà Tân and is xã Cà Đam: two units, two IRIs."""
    old, new = get_unit("21136", OLD), get_unit("21136", NEW)
    assert old is not None
    assert new is not None
    assert (old.name, new.name) == ("Xã Trà Tân", "Xã Cà Đam")
    assert old.iri.endswith("id/dvhc/21136/2024")
    assert new.iri.endswith("id/dvhc/21136/2025-07-01")


def test_namesakes_are_all_returned() -> None:
    """Trà Tân stood three times before July 2025 and stands twice since, never in Quảng Ngãi."""
    assert len(find_units("Trà Tân", on="2024-05-01")) == 3
    assert sorted(unit.code for unit in find_units("Trà Tân", on="2026-01-01")) == ["20923", "23227"]
    assert one("Trà Tân", province="Quảng Ngãi").code == "21136"
    assert find_units("Trà Tân", province="Quảng Ngãi", on="2026-01-01") == ()


def test_a_name_may_be_district_and_commune() -> None:
    """“Minh Long” alone is a district and a commune of Quảng Ngãi; the type word decides."""
    found = find_units("Minh Long", province="Quảng Ngãi")
    assert {"Huyện Minh Long", "Xã Minh Long"} == set(names(found))
    assert one("huyện Minh Long").kind == "district"
    assert one("xã Minh Long", province="Quảng Ngãi").code == "21361"


@pytest.mark.parametrize(
    "written",
    [
        "xã Phổ An",
        "XÃ PHỔ AN",
        "Xã  Phổ An",
        "Phổ An",
        "X. Phổ An",
        "x.Phổ An",
        "xa Pho An",
        "pho an",
        "Xã Phổ An",
    ],
)
def test_a_name_is_found_as_people_write_it(written: str) -> None:
    """With or without type word, diacritics, capitals; composed or not."""
    assert one(written, district="TX Đức Phổ", province="tỉnh Quảng Ngãi").code == "21442"


@pytest.mark.parametrize(("old_way", "new_way"), [("Hoà Bình", "Hòa Bình"), ("Thuỷ Biều", "Thủy Biều")])
def test_both_placements_of_tones_find_the_same(old_way: str, new_way: str) -> None:
    """hoà/hòa, thuỷ/thủy."""
    assert find_units(old_way)
    assert find_units(old_way) == find_units(new_way)


def test_diacritics_that_are_given_decide() -> None:
    """Xã Nậm Cắn and xã Nậm Càn lay in one district."""
    assert one("Nậm Cắn", district="Kỳ Sơn", on="2024").name == "Xã Nậm Cắn"
    assert one("Nậm Càn", district="Kỳ Sơn", on="2024").name == "Xã Nậm Càn"
    assert len(find_units("Nam Can", district="Kỳ Sơn", on="2024")) == 2


def test_a_wrong_type_word_finds_nothing() -> None:
    """Trà Câu is a phường; there is no xã Trà Câu to guess."""
    assert find_units("xã Trà Câu") == ()
    assert one("P. Trà Câu").name == "Phường Trà Câu"


@pytest.mark.parametrize("name", ["Hiệp Phổ Trung", "", "xã", "Đức Phổ Đông Tây", "'; DROP", "P."])
def test_an_unknown_name_finds_nothing(name: str) -> None:
    """Communes that ended before 2025 and rubbish alike."""
    assert find_units(name) == ()


def test_an_unknown_place_finds_nothing() -> None:
    """A district that is not there is no reason to drop the condition."""
    assert find_units("Phổ An", district="Đức Phố Tây") == ()
    assert find_units("Phổ An", province="Bình Định") == ()


def test_the_numbers_of_city_wards_ignore_leading_zeros() -> None:
    """“Phường 1” and “Phường 01” are one."""
    where = {"district": "Gò Vấp", "province": "TP.HCM"}
    assert one("Phường 1", **where) == one("P.01", **where)


def test_a_new_commune_is_found_by_its_old_province() -> None:
    """Reports keep writing the old province for years."""
    assert one("Nguyễn Lương Bằng", province="Hải Dương", on="2025-09-01").code == "11242"
    assert one("xã Nguyễn Nghiêm", district="thị xã Đức Phổ").name == "Xã Nguyễn Nghiêm"


def test_an_old_commune_is_found_by_its_new_province() -> None:
    """Xã Thanh Tùng lay in Hải Dương; its successor lies in Hải Phòng."""
    assert chain(one("xã Thanh Tùng", province="thành phố Hải Phòng"))[1].name == "Huyện Thanh Miện"


def test_the_province_of_hue_is_known_by_its_former_name() -> None:
    """It was tỉnh Thừa Thiên Huế until the end of 2024."""
    assert one("tỉnh Thừa Thiên - Huế", on="2024").name == "Thành phố Huế"


@pytest.mark.parametrize(
    ("on", "periods"),
    [("2019-05-01", {OLD}), ("2025-06-30", {OLD}), ("2025-07-01", {NEW}), ("2025-07", {NEW}), ("2026", {NEW}),
     ("2025", {OLD, NEW}), ("2025-06", {OLD})],
)  # fmt: skip
def test_the_day_chooses_the_period(on: str, periods: set[str]) -> None:
    """The change is on 1 July 2025; a year that saw both gives both."""
    assert periods == {unit.valid_from for unit in find_units("Quảng Ngãi", on=on)}


def test_the_chain_of_an_old_commune_has_a_district_and_that_of_a_new_one_has_none() -> None:
    """Three levels before, two after."""
    old = one("Phổ An", district="Đức Phổ")
    assert names(chain(old)) == ["Xã Phổ An", "Thị xã Đức Phổ", "Tỉnh Quảng Ngãi"]
    assert names(chain(successors(old)[0])) == ["Phường Trà Câu", "Tỉnh Quảng Ngãi"]


def test_provinces_merged() -> None:
    """Kon Tum and Quảng Ngãi became Quảng Ngãi, under the resolution of the National Assembly."""
    new = one("tỉnh Quảng Ngãi", on="2026")
    assert {"Tỉnh Quảng Ngãi", "Tỉnh Kon Tum"} == set(names(predecessors(new)))
    assert [(c.kind, c.basis) for c in changes(one("tỉnh Kon Tum"))] == [("merged", "202/2025/QH15")]


def test_a_divided_commune_has_several_successors() -> None:
    """Xã Trà Bùi went into more than one new commune: no single answer."""
    old = one("xã Trà Bùi", district="Trà Bồng")
    assert len(successors(old)) > 1
    assert {"divided"} == {change.kind for change in changes(old)}


def test_a_district_ended_without_successor() -> None:
    """The level was abolished by the amendment of the Constitution; island districts became đặc khu."""
    (change,) = changes(one("thị xã Đức Phổ"))
    assert (change.kind, change.after, change.basis) == ("abolished", None, "203/2025/QH15")
    assert names(successors(one("huyện Lý Sơn"))) == ["Đặc khu Lý Sơn"]


def test_every_old_unit_has_a_change_and_every_new_one_a_source() -> None:
    """No unit ends without an event, and none comes from nowhere."""
    assert [u for u in ALL if u.valid_from == OLD and not changes(u)] == []
    assert [u for u in ALL if u.valid_from == NEW and not predecessors(u)] == []


def test_changes_lead_back_to_their_source() -> None:
    """Every successor names the unit among its predecessors, and its basis is a resolution."""
    for unit in ALL[::37]:
        for change in changes(unit):
            assert change.after is None or unit in predecessors(change.after)
            assert change.basis.endswith(("NQ-UBTVQH15", "QH15"))


@given(st.sampled_from(ALL))
def test_every_unit_is_found_by_its_own_name_with_and_without_diacritics(unit: Unit) -> None:
    """The table answers for each of its rows."""
    assert unit in find_units(unit.name)
    assert unit in find_units(fold(unit.name))
    assert unit in find_units(unit.name.upper(), on=unit.valid_to or "2026")


@given(st.text(max_size=40))
def test_any_text_is_a_name(text: str) -> None:
    """Report text never raises."""
    assert isinstance(find_units(text, district=text, province=text, on=text), tuple)


with (FOLDER / "unit_words.csv").open(encoding="utf-8") as _file:
    WORDS = list(csv.DictReader(_file))


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["word"])
def test_every_type_word_reads_its_example_and_not_its_counter_example(row: dict[str, str]) -> None:
    """Rules prove themselves."""
    assert row["full"] == read_name(row["example"])[0][0]
    assert row["full"] not in [word for word, _ in read_name(row["counter"])]


def test_the_table_is_small() -> None:
    """At most 1.5 MB in the wheel."""
    assert (FOLDER / "units.tsv.gz").stat().st_size < 1_500_000


def test_a_look_up_imports_no_heavy_part() -> None:
    """A cold look-up pays for no RDF library."""
    code = (
        "import sys; from ontology.units import find_units; find_units('Phổ An');"
        "print([m for m in ('rdflib', 'pyoxigraph', 'typer', 'msgspec') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
