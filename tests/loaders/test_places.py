"""Places: neighbours with directions, hamlets, roads; the table proves itself; any text is read without failing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Place, ReportHead
from loaders.documents import Document
from loaders.hamlets import find_hamlets, hamlets_at
from loaders.layer import TextLayer, make_layer
from loaders.lexicon import lowered
from loaders.places import read_places
from ontology.tables import read

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/places/variants.toml").read_text("utf-8"))["case"]
HEAD = ReportHead(file="x", commune="Xã An Bình", district="Huyện An Phú", province="Tỉnh An Giang")
TABLE = read("places")
SCRAPS = [
    "phía ", "Đông", " giáp ", "xã ", "Tân Hòa", ", ", "huyện ", " (", ") ", "- ", "thôn ", "các ",
    "Đông Bắc", " và ", "biển Đông", "5", "6 ", "Quốc lộ ", "24A", " chạy qua", "tuyến đường từ ", " đi ",
    "đường ", "tổ dân phố ", ": ", ".\n", "Chợ ", "An Bình",
]  # fmt: skip


def layer_of(text: str) -> TextLayer:
    """The text layer of a plain text."""
    return make_layer(Document("x.txt", text))


def places_of(text: str) -> tuple[Place, ...]:
    """The places of a text from the commune of the cases."""
    return read_places(layer_of(text), HEAD)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_places_are_read_as_the_cases_say(case: dict[str, Any]) -> None:
    """Name, relation and direction of all places, each once."""
    wanted = [[part.strip() for part in row.split("|")] for row in case["places"]]
    assert sorted(wanted) == sorted([p.name, p.relation, p.direction or ""] for p in places_of(case["text"]))


@pytest.mark.parametrize("row", TABLE["hamlet"], ids=lambda row: row["word"])
def test_hamlet_words_prove_themselves(row: dict[str, Any]) -> None:
    """A hamlet stands in the example, none in the counter-example."""
    (found,) = [h for group in find_hamlets(row["example"], lowered(row["example"])) for h in group]
    assert found.name.lower().startswith(f"{row['word']} ")
    assert [] == list(find_hamlets(row["counter"], lowered(row["counter"])))


@pytest.mark.parametrize("name", ["hamlet_not_behind", "not_names"])
def test_hamlet_stops_prove_themselves(name: str) -> None:
    """The stop ends the list or bars it."""
    assert len(
        [h for g in find_hamlets(TABLE[name]["example"], lowered(TABLE[name]["example"])) for h in g]
    ) + 1 == len(
        [h for g in find_hamlets(TABLE[name]["counter"], lowered(TABLE[name]["counter"])) for h in g]
    )


@pytest.mark.parametrize("row", TABLE["direction"], ids=lambda row: row["name"])
def test_directions_prove_themselves(row: dict[str, Any]) -> None:
    """The example lies in the direction, the counter-example in another."""
    head = ReportHead(file="x", commune="Xã Tân Lập", district="Thị xã An Phú")

    def direction(text: str) -> set[str | None]:
        text = text if "giáp" in text else f"{text} An Phú".replace("huyện", "thị xã")
        return {p.direction for p in read_places(layer_of(text), head)}

    assert {row["name"]} == direction(row["example"])
    assert row["name"] not in direction(row["counter"])


@pytest.mark.parametrize("row", TABLE["road"], ids=lambda row: row["word"])
def test_roads_prove_themselves(row: dict[str, Any]) -> None:
    """A road of the row's name stands in the example, none in the counter-example."""
    assert [
        p
        for p in places_of(row["example"])
        if p.relation in ("road", "passes") and p.name.startswith(row["name"])
    ]
    assert [] == [p for p in places_of(row["counter"]) if p.relation in ("road", "passes")]


@pytest.mark.parametrize("row", TABLE["line"], ids=lambda row: row["example"])
def test_lines_prove_themselves(row: dict[str, Any]) -> None:
    """A line from a place to a place is a road; roads at large are none."""
    assert row["example"].lower() in [p.name.lower() for p in places_of(row["example"])]
    assert () == places_of(row["counter"])


@pytest.mark.parametrize("row", TABLE["site"], ids=lambda row: row["word"])
def test_sites_prove_themselves(row: dict[str, Any]) -> None:
    """A site with a proper name counts, one without does not."""
    assert [row["relation"]] == [
        p.relation for p in places_of(row["example"]) if p.name.lower().startswith(row["word"])
    ]
    assert () == places_of(row["counter"])


def test_roads_that_run_through_are_told_from_others() -> None:
    """“chạy qua” makes the difference, wherever it stands."""
    row = TABLE["passes"]
    assert ["passes"] == [p.relation for p in places_of(row["example"])]
    assert ["road"] == [p.relation for p in places_of(row["counter"])]


def test_hamlets_at_an_offset() -> None:
    """The list at an offset, with its number before it; nothing where no list begins."""
    text = "tại 03 thôn: Đông, Đoài và thôn Thượng của xã"
    names = [h.name for h in hamlets_at(text, lowered(text), 4)]
    assert ["Thôn Đông", "Thôn Đoài", "Thôn Thượng"] == names
    assert () == hamlets_at(text, lowered(text), 0)


def test_the_reporting_commune_is_no_place_of_its_own() -> None:
    """Neither as a neighbour nor as a name."""
    assert [] == [p for p in places_of("Xã An Bình phía Bắc giáp xã An Bình.") if p.name == "Xã An Bình"]


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_scraps_in_any_order_never_fail_and_quotes_slice(text: str) -> None:
    """Whatever stands where: every quote is the text between its offsets."""
    layer = layer_of(f"BÁO CÁO {text}")
    assert all(p.quote == " ".join(layer.text[p.start : p.end].split()) for p in read_places(layer, HEAD))
