"""Movements: known ones and those the text calls so; the table proves itself; any text is read without failing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Instrument, Mention, Movement
from loaders.documents import Document
from loaders.layer import TextLayer, make_layer
from loaders.movements import read_movements
from ontology.tables import read

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/movements/variants.toml").read_text("utf-8"))[
    "case"
]
TABLE = read("movements")
SCRAPS = [
    "phong trào ", "cuộc vận động", "“", "”", "Dân vận khéo", ", ", " và ",
    "chương trình mục tiêu quốc gia ", "về y tế", "thi đua ", ": ", "xây dựng nông thôn mới", "A1", "\n",
]  # fmt: skip


def layer_of(text: str) -> TextLayer:
    """The text layer of a plain text."""
    return make_layer(Document("x.txt", text))


def movements_of(text: str, instruments: tuple[Instrument, ...] = ()) -> tuple[Movement, ...]:
    """The movements of a text."""
    return read_movements(layer_of(text), instruments)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_movements_are_read_as_the_cases_say(case: dict[str, Any]) -> None:
    """The names of all movements, each once."""
    assert sorted(case["movements"]) == sorted(m.name for m in movements_of(case["text"]))


@pytest.mark.parametrize("row", TABLE["campaign"], ids=lambda row: row["name"])
def test_campaigns_prove_themselves(row: dict[str, Any]) -> None:
    """The example holds the movement, with its kind; the counter-example does not."""
    assert (row["name"], row["kind"]) in [(m.name, m.kind) for m in movements_of(row["example"])]
    assert row["name"] not in [m.name for m in movements_of(row["counter"])]


@pytest.mark.parametrize("row", TABLE["object"], ids=lambda row: row["name"])
def test_objects_of_programmes_prove_themselves(row: dict[str, Any]) -> None:
    """A national target programme counts with its object."""
    name = f"{TABLE['programme']['name']} {row['name']}"
    assert [name] == [m.name for m in movements_of(row["example"])]
    assert name not in [m.name for m in movements_of(row["counter"])]


@pytest.mark.parametrize("row", TABLE["lead"], ids=lambda row: row["kind"])
def test_leads_prove_themselves(row: dict[str, Any]) -> None:
    """What the text calls a movement is one, of the kind it says; without that word it is none."""
    assert [row["kind"]] == [m.kind for m in movements_of(row["example"])]
    assert () == movements_of(row["counter"])


def test_filler_and_programme_prove_themselves() -> None:
    """Words between “phong trào” and the name may stand there; others may not."""
    for name in ("filler", "programme"):
        assert movements_of(TABLE[name]["example"])
        assert () == movements_of(TABLE[name]["counter"])


def test_a_programme_with_a_period_is_a_movement_too() -> None:
    """Named programmes among the instruments are listed, programmes of cooperation are not."""
    text = "Chương trình chuyển đổi số quốc gia đến năm 2025; Chương trình phối hợp số 3"
    first = Mention(quote=text[:47], start=0, end=47, section="I", role="implements")
    programmes = (
        Instrument(key="Chương trình chuyển đổi số quốc gia đến năm 2025", mentions=(first,)),
        Instrument(key="Chương trình phối hợp công tác", mentions=(first,)),
    )
    assert ["Chương trình chuyển đổi số quốc gia đến năm 2025"] == [
        m.name for m in movements_of(text, programmes)
    ]


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_scraps_in_any_order_never_fail_and_quotes_slice(text: str) -> None:
    """Whatever stands where: every quote is the text between its offsets, no name comes twice."""
    layer = layer_of(f"BÁO CÁO {text}")
    movements = read_movements(layer)
    assert all(m.quote == " ".join(layer.text[m.start : m.end].split()) for m in movements)
    assert len(movements) == len({m.name for m in movements})
