"""Roles, stages and polarity: the rules as data, hand-written cases, and texts nobody would write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.outline import make_outline
from loaders.roles import RoleReading, read_role
from loaders.rules import compile_pattern
from ontology.tables import read

HEADINGS = {
    "opening": "BÁO CÁO\nKết quả công tác dân vận năm 2025",
    "overview": "I. ĐẶC ĐIỂM, TÌNH HÌNH CHUNG",
    "leadership": "I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
    "results": "I. KẾT QUẢ THỰC HIỆN",
    "strength": "I. ƯU ĐIỂM",
    "limitation": "I. TỒN TẠI, HẠN CHẾ",
    "cause": "I. NGUYÊN NHÂN",
    "lesson": "I. BÀI HỌC KINH NGHIỆM",
    "proposal": "I. KIẾN NGHỊ, ĐỀ XUẤT",
    "future": "I. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
    "other": "I. ĐÁNH GIÁ CHUNG",
    "closing": "I. KẾT QUẢ\nCông tác dân vận được quan tâm.",
}


def reading(kind: str, marked: str) -> RoleReading:
    """The reading of the citation between ⟦ and ⟧ in a section of ``kind``."""
    text = f"{HEADINGS[kind]}\n{marked}"
    start = text.index("⟦")
    end = text.index("⟧") - 1
    text = text.replace("⟦", "").replace("⟧", "")
    return read_role(text, start, end, make_outline(text))


def rows(name: str) -> list[Any]:
    """The rows of a table of roles.toml, named for the report of the test."""
    return [pytest.param(row, id=f"{row['name']}-{n}") for n, row in enumerate(read("roles")[name])]


def cases() -> list[Any]:
    """Every case of tests/cases/roles."""
    out = []
    for path in sorted((Path(__file__).parents[1] / "cases" / "roles").glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1):
            out.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return out


@pytest.mark.parametrize("row", rows("rule"))
def test_a_rule_decides_its_example_and_not_its_counter_example(row: dict[str, Any]) -> None:
    """The example is read by this very rule; the counter-example by another."""
    assert row["name"] == reading(*row["example"].split("|", 1)).rule
    assert row["name"] != reading(*row["counter"].split("|", 1)).rule


@pytest.mark.parametrize("row", rows("polarity"))
def test_a_polarity_rule_decides_its_example_and_not_its_counter_example(row: dict[str, Any]) -> None:
    """The example takes the polarity of the rule, the counter-example another one."""
    assert row["polarity"] == reading(*row["example"].split("|", 1)).polarity
    assert row["polarity"] != reading(*row["counter"].split("|", 1)).polarity


@pytest.mark.parametrize("case", cases())
def test_a_hand_written_case_is_read_as_its_author_reads_it(case: dict[str, Any]) -> None:
    """Role, stage of implements and polarity stand as the case says."""
    found = reading(case["section"], case["text"])
    expected = (case["role"], case.get("stage"), case.get("polarity"))
    assert expected == (found.role, found.stage, found.polarity), (case["why"], found.rule)


def test_a_pattern_with_an_unknown_token_is_refused() -> None:
    """A slip in the table is an error, not a rule that never fits."""
    with pytest.raises(KeyError):
        compile_pattern("doo", left=True)


def test_only_one_instrument_commissions_a_report() -> None:
    """The official letter that asks for the report commissions it; the law before it does not."""
    text = (
        "BÁO CÁO\nKết quả công tác dân vận\nCăn cứ Luật số 10/2022/QH15; thực hiện Công văn số 15/UBND-NV ngày "
        "02/6/2025 của UBND huyện về việc báo cáo công tác dân vận, UBND xã báo cáo như sau:\nI. KẾT QUẢ\nĐã làm."
    )
    outline = make_outline(text)
    roles = {
        q: read_role(text, text.index(q), text.index(q) + len(q), outline).role
        for q in ("Luật số 10/2022/QH15", "Công văn số 15/UBND-NV")
    }
    assert {"Luật số 10/2022/QH15": "cites", "Công văn số 15/UBND-NV": "commissioned_by"} == roles


@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 60))
def test_any_text_gets_a_role(text: str, start: int, length: int) -> None:
    """Whatever the text, the reading is one of the contract and its confidence lies between 0 and 1."""
    start = min(start, len(text))
    found = read_role(text, start, min(len(text), start + length), make_outline(text))
    assert 0 < found.confidence <= 1
    assert (found.role == "implements") == (found.stage is not None)
