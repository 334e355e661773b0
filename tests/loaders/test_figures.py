"""Numbers, their values and units, and what is none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.figure_tables import find_tables
from loaders.figure_units import unit_at
from loaders.figures import Figure, find_figures, number
from ontology.tables import read

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "figures" / "values.toml").read_text("utf-8"))[
    "case"
]
TABLE = read("units_of_measure")
BEFORE = TABLE["before"]


def shown(figure: Figure) -> str:
    """Value, unit and role as the cases write them."""
    return f"{figure.value:.15g} {figure.unit.name} {figure.role}".strip()


def figures(text: str) -> list[str]:
    """All figures of ``text`` as the cases write them."""
    return [shown(f) for f in find_figures(text, text.lower(), [])]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_sentence_gives_its_figures(case: dict[str, object]) -> None:
    """Values in full units, units as they stand, nothing else."""
    assert case["figures"] == figures(str(case["text"]))


@pytest.mark.parametrize("row", TABLE["unit"], ids=[r["words"][0] for r in TABLE["unit"]])
def test_a_unit_is_read_from_its_example_only(row: dict[str, str]) -> None:
    """The example of a row is counted in a unit of its group, its counter-example is not."""
    first = row.get("as", row["words"][0])

    def named(text: str) -> list[str]:
        found = find_figures(text, text.lower(), [])
        return [
            f.unit.name for f in found if f.unit.name.split("/")[0] == first or f.unit.group == row["group"]
        ]

    assert named(row["example"])
    assert not [name for name in named(row["counter"]) if name.split("/")[0] == first]


@pytest.mark.parametrize("row", TABLE["unit"], ids=[r["words"][0] for r in TABLE["unit"]])
def test_every_word_of_a_row_is_a_unit(row: dict[str, list[str]]) -> None:
    """Each word counts, alone and with the number before it."""
    missing = [word for word in row["words"] if unit_at(f"12 {word} ", 2) is None]
    assert [] == missing


@pytest.mark.parametrize("row", BEFORE, ids=[r["name"] for r in BEFORE])
def test_words_before_a_number_change_what_it_is(row: dict[str, str]) -> None:
    """The example and the counter-example of a row are read differently."""
    assert bool(figures(row["example"])) != bool(figures(row["counter"]))


@pytest.mark.parametrize(
    ("token", "counted", "value"),
    [
        ("13.019", True, 13019), ("13.019", False, 13019), ("1.319,652", True, 1319652), ("1.319,652", False, 1319.652),
        ("378,587", False, 378.587), ("30,112,897,000", False, 30112897000), ("0,15", False, 0.15), ("05", True, 5),
        ("0.125", False, 0.125), ("1.5", False, 1.5),
    ],
)  # fmt: skip
def test_a_number_is_read_in_either_style(token: str, counted: bool, value: float) -> None:
    """Dots and commas part thousands or decimals as their place and the thing counted say."""
    assert value == number(token, counted=counted)[0]


def test_numbers_in_citations_are_no_figures() -> None:
    """Spans that are taken, and a number word before one, count nothing."""
    text = "Hai Quyết định 217 và 218 giao 05 mô hình"
    at = text.index("Quyết định")
    found = find_figures(text, text.lower(), [(at, text.index(" giao"))])
    assert ["5 mô hình"] == [shown(f) for f in found]


def test_the_step_is_half_a_unit_of_the_last_place() -> None:
    """37,9 tỷ is exact to 50 million; counts are exact."""
    text = "37,9 tỷ đồng cho 12 hộ, đạt 50,6%"
    steps = [f.step for f in find_figures(text, text.lower(), [])]
    assert pytest.approx([5e7, 0.0, 0.05]) == steps


def test_the_columns_of_a_table_give_their_units() -> None:
    """Bracketed units and counted nouns of the head line go to the cells below them."""
    text = (
        "Kết quả\nNguồn vốn Số tiền (triệu đồng) Tỷ lệ (%)\nNgân sách xã 6.900 23\nTổng cộng 30.000 100\nHết"
    )
    (table,) = find_tables(text, text.lower())
    assert [(6.9e9, "đồng"), (23.0, "%"), (3e10, "đồng"), (100.0, "%")] == [
        (c.value, c.unit.name) for row in table.rows for c in row.cells if c is not None
    ]
    assert [False, True] == [row.total for row in table.rows]


def test_lines_that_only_end_in_numbers_are_no_table() -> None:
    """Without units in the line above there is no table."""
    assert () == find_tables("Ghi chú\nMục 1 2\nMục 3 4\n", "ghi chú\nmục 1 2\nmục 3 4\n")


PIECES = st.sampled_from(
    ["12", "1.200", "3,5", "/", "-", " ", "%", "đồng", "tỷ", "triệu", "hộ", "thôn", "người", "không có ", "(", ")",
     "“", "”", "\n", ".", ",", ";", "năm ", "ngày ", "từ ", "đến ", "hai ", "đơn", "ha", "m2",
     "trong đó", "tổng số ", ":"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_is_read_without_failing(text: str) -> None:
    """Offsets lie inside the text and in order, values are finite and not negative."""
    lower = "".join(c.lower()[0] for c in text)
    last = 0
    for figure in find_figures(text, lower, []):
        assert last <= figure.start <= figure.stop <= figure.end <= len(text)
        assert 0 <= figure.value < float("inf")
        last = figure.start
    find_tables(text, lower)
