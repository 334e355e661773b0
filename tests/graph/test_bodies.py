"""Names of bodies, completed by the places of the report that names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.bodies import Places, address, full_name
from ontology import iris
from ontology.tables import read

OLD = Places("Xã Phổ An", "Thị xã Đức Phổ", "Tỉnh Quảng Ngãi")
NEW = Places("Phường Hải Châu", None, "Thành phố Đà Nẵng")
CITY = Places("Phường Vĩnh Hải", "Thành phố Nha Trang", "Tỉnh Khánh Hòa")


@pytest.mark.parametrize(
    ("places", "written", "full"),
    [
        (OLD, "UBND xã", "UBND xã Phổ An"),
        (OLD, "UBND thị xã", "UBND thị xã Đức Phổ"),
        (OLD, "Chủ tịch UBND tỉnh", "Chủ tịch UBND tỉnh Quảng Ngãi"),
        (OLD, "UBND huyện", "UBND huyện"),
        (OLD, "Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy Quảng Ngãi"),
        (OLD, "Đảng uỷ", "Đảng uỷ xã Phổ An"),
        (OLD, "Bộ Chính trị", "Bộ Chính trị"),
        (OLD, "UBND tỉnh Quảng Nam", "UBND tỉnh Quảng Nam"),
        (OLD, "Hợp tác xã", "Hợp tác xã"),
        (OLD, "Đại hội Đảng bộ xã lần thứ XXVI", "Đại hội Đảng bộ xã Phổ An lần thứ XXVI"),
        (OLD, "UBND xã và Khối Dân vận xã Phổ An", "UBND xã Phổ An và Khối Dân vận xã Phổ An"),
        (NEW, "UBND thành phố", "UBND thành phố Đà Nẵng"),
        (NEW, "Thành ủy", "Thành ủy Đà Nẵng"),
        (CITY, "UBND thành phố", "UBND thành phố Nha Trang"),
        (Places(None, None, None), "UBND xã", "UBND xã"),
    ],
)
def test_a_bare_level_gets_the_place_of_the_report(places: Places, written: str, full: str) -> None:
    """“UBND xã” is that of the reporting commune; what the report does not know stays open."""
    assert full == full_name(written, places)


@pytest.mark.parametrize(
    ("places", "name", "expected"),
    [
        (OLD, "UBND xã Phổ An", "UBND xã Phổ An, Thị xã Đức Phổ, Tỉnh Quảng Ngãi"),
        (OLD, "UBND xã Phổ An, thị xã Đức Phổ", "UBND xã Phổ An, thị xã Đức Phổ, Tỉnh Quảng Ngãi"),
        (OLD, "UBND thị xã Đức Phổ", "UBND thị xã Đức Phổ, Tỉnh Quảng Ngãi"),
        (OLD, "UBND tỉnh Quảng Ngãi", "UBND tỉnh Quảng Ngãi"),
        (OLD, "Ban Chấp hành Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"),
        (OLD, "Huyện ủy Mộ Đức", "Huyện ủy Mộ Đức, Tỉnh Quảng Ngãi"),
        (OLD, "Liên minh Hợp tác xã Việt Nam", "Liên minh Hợp tác xã Việt Nam"),
        (CITY, "UBND thành phố Nha Trang", "UBND thành phố Nha Trang, Tỉnh Khánh Hòa"),
        (NEW, "UBND phường Hải Châu", "UBND phường Hải Châu, Thành phố Đà Nẵng"),
        (NEW, "UBND thành phố Đà Nẵng", "UBND thành phố Đà Nẵng"),
    ],
)
def test_a_local_body_is_told_from_its_namesakes(places: Places, name: str, expected: str) -> None:
    """The lower the level, the more of the address belongs to the identity."""
    assert expected == address(name, places)


@given(st.text(max_size=80))
def test_any_name_keeps_its_words(name: str) -> None:
    """Completing adds places and drops nothing but the case of a type word."""
    full = full_name(name, OLD)
    assert {*name.lower().split()} <= {*full.lower().replace(",", " , ").split(), *full.lower().split()}
    assert address(full, OLD).startswith(full)


@pytest.mark.parametrize("form", read("body_forms")["form"], ids=lambda form: form["long"])
def test_every_form_folds_its_example_and_not_its_counter_example(form: dict[str, str]) -> None:
    """Long and short names are one body; a body of another kind stays another."""
    assert iris.body_iri(form["example"]) == iris.body_iri(form["same"])
    assert iris.body_iri(form["example"]) != iris.body_iri(form["counter"])
    assert form["long"] not in iris.body_iri(form["example"])
