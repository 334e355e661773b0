"""Models: their names, owners, hamlets and fields; the table proves itself; any text is read without failing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Model, ReportHead
from loaders.documents import Document
from loaders.layer import TextLayer, make_layer
from loaders.lexicon import lowered
from loaders.model_fields import Fields
from loaders.model_names import is_name, model_names, phrases, proper_name
from loaders.models import read_models
from loaders.outline import make_outline
from ontology.tables import read

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/models/variants.toml").read_text("utf-8"))["case"]
HEAD = ReportHead(file="x", commune="Xã An Bình", district="Huyện An Phú", province="Tỉnh An Giang")
SCRAPS = [
    "mô hình ", "Mô hình", "“", "”", "\"", "Dân vận khéo", " của Hội Nông dân", " tại thôn Đông", "các ",
    "; ", ", ", "\n- ", ":", "CLB ", "Lĩnh vực kinh tế", " do Đoàn xã phụ trách", "(ấp 10)", " là ",
    "Hũ gạo", " và ", ". ", "có ", "xã ",
]  # fmt: skip


def layer_of(text: str) -> TextLayer:
    """The text layer of a plain text."""
    return make_layer(Document("x.txt", text))


def models_of(text: str) -> tuple[Model, ...]:
    """The models of a report that consists of ``text``."""
    layer = layer_of(f"BÁO CÁO\nI. KẾT QUẢ\n{text}")
    return read_models(layer, make_outline(layer.text), HEAD)


def told(model: Model) -> str:
    """A model as the cases write it."""
    return f"{model.name} | {model.owner or ''} | {'; '.join(model.places)}".strip()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_models_are_read_as_the_cases_say(case: dict[str, Any]) -> None:
    """Name, owner and hamlets of every model, and none where there is none."""
    wanted = [" | ".join(part.strip() for part in row.split("|")).strip() for row in case["models"]]
    assert wanted == [told(model) for model in models_of(case["text"])]


@pytest.mark.parametrize("row", read("models")["form"], ids=lambda row: row["name"])
def test_forms_prove_themselves(row: dict[str, Any]) -> None:
    """Behind each word a name is found in the example, none in the counter-example."""
    assert [row["name"]] == [n.form for n in model_names(row["example"], lowered(row["example"]))]
    assert [] == list(model_names(row["counter"], lowered(row["counter"])))


@pytest.mark.parametrize("row", read("models")["no_name"], ids=lambda row: row["example"])
def test_quoted_phrases_that_are_no_names(row: dict[str, Any]) -> None:
    """The movement itself and mechanisms are no models; what only begins like them is."""
    assert not is_name(row["example"])
    assert is_name(row["counter"])


@pytest.mark.parametrize(
    "name", ["filler", "verbs", "no_opening", "no_item", "ends", "no_matter", "leads", "tail"]
)
def test_word_lists_prove_themselves(name: str) -> None:
    """A word of the list stands in the example; the counter-example shows what must not be taken for it."""
    row = read("models")[name]
    assert phrases(name).search(lowered(row["example"]))
    if name in {"no_opening", "no_item", "ends", "no_matter"}:
        assert not phrases(name).match(lowered(row["counter"]).removeprefix("- ").removeprefix("mô hình "))


@pytest.mark.parametrize("row", read("models")["short"], ids=lambda row: row["form"])
def test_short_forms_in_names_are_written_out(row: dict[str, Any]) -> None:
    """ANTT becomes “an ninh trật tự”; a longer abbreviation stays."""
    assert row["full"].lower() in proper_name(row["example"])[0].lower()
    assert row["counter"] == proper_name(row["counter"])[0]


@pytest.mark.parametrize("row", read("models")["field"], ids=lambda row: row["name"])
def test_fields_are_read_from_the_item(row: dict[str, Any]) -> None:
    """A model below the example is in the field; below the counter-example it is not."""
    for line, right in ((row["example"], True), (row["counter"], False)):
        text = f"I. KẾT QUẢ\n{line}\n- Mô hình “Hũ gạo tình thương”;\n"
        assert right == (
            row["name"] == Fields(text, lowered(text), make_outline(text)).at(text.index("Mô hình"))
        )


@pytest.mark.parametrize("row", read("models")["as_written"], ids=lambda row: row["word"])
def test_owners_that_keep_their_name(row: dict[str, Any]) -> None:
    """“Mặt trận” stays “Mặt trận”; the full name is another."""
    assert [row["name"]] == [m.owner for m in models_of(f"Mô hình “Hũ gạo” {row['example']}.")]
    assert [row["name"]] != [m.owner for m in models_of(f"Mô hình “Hũ gạo” {row['counter']}.")]


def test_what_an_organisation_does_makes_it_the_leader() -> None:
    """“Hội Nông dân xã xây dựng mô hình” names the leader; the People's Committee leads no model by that."""
    row = read("models")["leading"]
    assert ["Hội Nông dân"] == [m.owner for m in models_of(row["example"])]
    assert [None] == [m.owner for m in models_of(row["counter"])]


def test_the_field_holds_for_the_list_below_its_heading() -> None:
    """Headings, items and sentences give the field; the next section ends it."""
    text = (
        "I. KẾT QUẢ\n1. Lĩnh vực kinh tế\n- Mô hình “A1”;\n+ Lĩnh vực An ninh – quốc phòng: Mô hình “B1”;\n"
        "- Mô hình “B2”.\n2. Công tác khác\nMô hình “C1”.\n"
    )
    fields = Fields(text, lowered(text), make_outline(text))
    found = {name: fields.at(text.index(f"“{name}”")) for name in ("A1", "B1", "B2", "C1")}
    assert {"A1": "kinh tế", "B1": "quốc phòng - an ninh", "B2": "quốc phòng - an ninh", "C1": None} == found


def test_a_list_of_all_fields_is_none_of_them() -> None:
    """“trên các lĩnh vực kinh tế, văn hóa …” says nothing of one model."""
    text = "I. KẾT QUẢ\nTrên các lĩnh vực kinh tế, văn hóa, xã hội có mô hình “Hũ gạo tình thương”."
    assert Fields(text, lowered(text), make_outline(text)).at(text.index("“")) is None


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_scraps_in_any_order_never_fail_and_quotes_slice(text: str) -> None:
    """Whatever stands where: every model's quote is the text between its offsets, and no name is empty."""
    layer = layer_of(f"BÁO CÁO\nI. KẾT QUẢ\n{text}")
    for model in read_models(layer, make_outline(layer.text), HEAD):
        assert model.quote == " ".join(layer.text[model.start : model.end].split())
        assert model.name.strip()
