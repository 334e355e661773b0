"""Bodies: short forms written out with their place; the table proves itself; any text is read without failing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import Body, Instrument, Model, ReportHead
from loaders.bodies import read_bodies
from loaders.body_names import body_names
from loaders.body_writing import Part, Text, write_out
from loaders.documents import Document
from loaders.layer import TextLayer, make_layer
from loaders.levels import read_level
from loaders.lexicon import Lexicon, lowered
from ontology.tables import read

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/bodies/variants.toml").read_text("utf-8"))["case"]
HEAD = ReportHead(file="x", commune="Xã An Bình", district="Huyện An Phú", province="Tỉnh An Giang")
TABLE = read("bodies")
SCRAPS = [
    "UBND", " xã", " huyện", ", ", " và ", "TT", "Thường trực", " Đảng ủy", "HĐND", " Mặt trận", "Hội CCB",
    " thôn Đông", "Ban Chỉ đạo", " phòng, chống", "Nơi nhận:", "\n- ", "Lưu: VT", "Chi đoàn", "Huyện ủy",
    " 73", ".", "Phòng Nội vụ", "tỉnh", "Ủy ban", "Trường THCS",
]  # fmt: skip


def layer_of(text: str) -> TextLayer:
    """The text layer of a plain text."""
    return make_layer(Document("x.txt", text))


def bodies_of(text: str, **more: Any) -> tuple[Body, ...]:
    """The bodies of a text from the commune of the cases."""
    return read_bodies(layer_of(text), HEAD, **more)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bodies_are_read_as_the_cases_say(case: dict[str, Any]) -> None:
    """The official names of all bodies, each once."""
    assert sorted(case["bodies"]) == sorted(body.name for body in bodies_of(case["text"]))


@pytest.mark.parametrize("row", TABLE["body"], ids=lambda row: f"{row['name']} ({row['words'][0]})")
def test_rows_prove_themselves(row: dict[str, Any]) -> None:
    """The example holds the body, the counter-example does not; its kind is one of the code list."""
    named = [
        b.name for b in bodies_of(row["example"]) if row["name"] in b.name or b.name.startswith(row["name"])
    ]
    assert named, bodies_of(row["example"])
    assert not [
        b for b in bodies_of(row["counter"]) if b.name.startswith(f"{row['name']} ") or b.name == row["name"]
    ]


@pytest.mark.parametrize("row", TABLE["sectoral"], ids=lambda row: row["lead"])
def test_sectoral_bodies_prove_themselves(row: dict[str, Any]) -> None:
    """Ministries, departments and offices are found by lead word and sector."""
    assert [row["kind"]] == [b.kind for b in bodies_of(row["example"])]
    assert [] == [b for b in bodies_of(row["counter"]) if b.name.startswith(row["lead"])]


@pytest.mark.parametrize("row", TABLE["sector_short"], ids=lambda row: row["form"])
def test_short_sectors_are_written_out(row: dict[str, Any]) -> None:
    """“Phòng TC-KH” is “Phòng Tài chính - Kế hoạch”."""
    assert all(row["full"] in b.name for b in bodies_of(row["example"]))
    assert bodies_of(row["example"])
    assert not [b for b in bodies_of(row["counter"]) if row["full"] in b.name]


@pytest.mark.parametrize("side", ["not_behind", "not_before"])
def test_barred_words_prove_themselves(side: str) -> None:
    """With the barring word there is no body, without it there is."""
    for row in TABLE[side]:
        wanted = row.get("for")
        found = [hit.entry.name for hit in body_names(row["example"])]
        assert not [name for name in found if wanted is None or name in wanted]
        assert [hit for hit in body_names(row["counter"]) if wanted is None or hit.entry.name in wanted]


def test_kinds_are_those_of_the_code_list() -> None:
    """Every kind of the table is a code."""
    codes = {
        row["id"]
        for codes in read("codelists")["list"]
        if codes["id"] == "body-kind"
        for row in codes["concept"]
    }
    assert {row["kind"] for row in (*TABLE["body"], *TABLE["sectoral"])} <= codes


def test_the_chairman_counts_only_as_an_issuer() -> None:
    """Where an instrument has him as its issuer he is a body; otherwise he stands for his committee."""
    text = "Chủ tịch UBND tỉnh tặng bằng khen; Chủ tịch UBND xã tiếp công dân."
    issued = Instrument(key="1/QĐ-UBND", issuer="Chủ tịch Ủy ban nhân dân tỉnh An Giang")
    names = [b.name for b in bodies_of(text, instruments=[issued])]
    assert ["Chủ tịch Ủy ban nhân dân tỉnh An Giang", "Ủy ban nhân dân xã An Bình"] == names
    assert ["Ủy ban nhân dân tỉnh An Giang", "Ủy ban nhân dân xã An Bình"] == [
        b.name for b in bodies_of(text)
    ]


def test_a_club_is_a_body_with_the_hamlet_of_its_name() -> None:
    """The hamlet within the quotes is part of the name, one behind them only the place."""
    inside = Model(
        name="Sáng mãi",
        form="câu lạc bộ",
        places=("Thôn Đông",),
        quote="Câu lạc bộ “Sáng mãi ở thôn Đông”",
        start=0,
        end=33,
    )
    behind = Model(
        name="Sáng mãi",
        form="câu lạc bộ",
        places=("Thôn Đông",),
        quote="Câu lạc bộ “Sáng mãi” ở thôn Đông",
        start=0,
        end=33,
    )
    for model, name in ((inside, "Câu lạc bộ Sáng mãi thôn Đông"), (behind, "Câu lạc bộ Sáng mãi")):
        (club,) = bodies_of(model.quote, models=[model])
        assert (name, "club", "thôn Đông") == (club.name, club.kind, club.place)


def test_a_level_nobody_names_stays_bare() -> None:
    """Where the head knows no district, “UBND huyện” is no more than that."""
    layer = layer_of("UBND huyện chỉ đạo.")
    (body,) = read_bodies(layer, ReportHead(file="x", commune="Xã An Bình"))
    assert ("Ủy ban nhân dân huyện", None) == (body.name, body.place)


def test_a_level_is_read_with_its_name() -> None:
    """The report's own unit, in whichever case, or the one that is named."""
    for text, unit in (
        (" xã", "xã An Bình"),
        (" XÃ AN BÌNH", "xã An Bình"),
        (" TX. Tân Châu", "thị xã Tân Châu"),
        (" tỉnh Long An", "tỉnh Long An"),
    ):
        level = read_level(text, lowered(text), 0, HEAD)
        assert level is not None
        assert unit == level.unit


def test_a_lexicon_finds_the_longest_phrase() -> None:
    """Longer entries win, tones may stand either way, parts of words do not count."""
    words = Lexicon({"ủy ban": 1, "ủy ban nhân dân": 2})
    assert [2, 1] == [hit.entry for hit in words.find(lowered("UỶ BAN NHÂN DÂN và uỷ ban, Ủy banh"))]


def test_an_organ_needs_its_body() -> None:
    """“Ban Thường vụ” alone is nobody's."""
    text = "Ban Thường vụ đã họp"
    (hit,) = body_names(text)
    assert [] == list(write_out(Part(hit, None, None), Text(text, lowered(text), HEAD)))


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))
def test_scraps_in_any_order_never_fail_and_quotes_slice(text: str) -> None:
    """Whatever stands where: every quote is the text between its offsets, no name comes twice."""
    layer = layer_of(f"BÁO CÁO {text}")
    bodies = read_bodies(layer, HEAD)
    assert all(body.quote == " ".join(layer.text[body.start : body.end].split()) for body in bodies)
    assert len(bodies) == len({body.name for body in bodies})
