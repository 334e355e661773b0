"""Citations: every form is found, mended, dated; look-alikes are not; offsets are true."""

from __future__ import annotations

import json
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cite import cite

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "citations" / "hard.jsonl")
    .read_text("utf-8")
    .splitlines()
]
SHARED = Path(__file__).parents[2].parent / "shared" / "citations" / "dev.jsonl"


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_hard_citations_and_look_alikes(case: dict[str, Any]) -> None:
    """Each case of tests/cases/citations gives just its citations, each field as stated there."""
    found = cite(case["text"])
    wanted = case["citations"]
    assert wanted == [{field: getattr(c, field) for field in w} for c, w in zip(found, wanted, strict=True)]


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared citations are not beside the project")
def test_the_shared_citations_are_all_right() -> None:
    """Key, type, date and issuer of every shared citation are right, and nothing is found in the negatives."""
    wrong = []
    for line in SHARED.read_text("utf-8").splitlines():
        case = json.loads(line)
        found = [(c.key, c.type, c.date, c.issuer) for c in cite(case["text"])]
        wanted = [(c["key"], c["type"], c["date"], c["issuer"]) for c in case["citations"]]
        if json.dumps(found).casefold() != json.dumps(wanted).casefold():
            wrong.append((case["id"], found, wanted))
    assert [] == wrong


PIECES = st.sampled_from(
    ["Quyết định số 217-QĐ/TW", "ngày 12/12/2013", "của Bộ Chính trị", "và", ",", ";", "(", ")", "\n", "số", "05-",
     "CT/TW", "Luật ", "Nghị quyết Đại hội", "“", "”", "24/7", "khóa XI", "UBND xã", "ban hành", "Quy chế", "\u0301"]
)  # fmt: skip


def letters(passage: str) -> str:
    """What is to be read in a passage: no white space, no control characters."""
    return "".join(char for char in passage if char.isprintable() and not char.isspace())


@given(st.lists(PIECES | st.text(max_size=12), max_size=14).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_offsets_slice_to_the_quote(text: str) -> None:
    """No text makes it crash; every quote is what stands at its offsets, in NFC and single spaces."""
    for c in cite(text):
        assert letters(c.quote) == letters(unicodedata.normalize("NFC", text[c.start : c.end]))
        assert c.end <= c.end_all <= len(text)


def spelled(decompose: bool, dash: str, space: str, old_tone: bool) -> str:
    """One citation in another spelling of the same letters."""
    text = f"Kết luận số 120{space}{dash}{space}KL/TW, ngày 07/01/2016 của Ban Bí thư khoá XI về hoà giải"
    text = text if old_tone else text.replace("khoá", "khóa").replace("hoà", "hòa")
    return unicodedata.normalize("NFD" if decompose else "NFC", text)


@given(
    st.booleans(), st.sampled_from("-‐‑–—−"), st.sampled_from(["", " ", "\u00a0"]), st.booleans()
)  # fmt: skip
def test_the_spelling_does_not_change_the_key(decompose: bool, dash: str, space: str, old_tone: bool) -> None:
    """NFC or NFD, any dash, any space, either place of the tone mark: one key, one date, one issuer."""
    found = [(c.key, c.date, c.issuer) for c in cite(spelled(decompose, dash, space, old_tone))]
    assert [("120-KL/TW", "2016-01-07", "Ban Bí thư")] == found


@pytest.mark.parametrize("unit", ["/", "1/", "số ", "12-QĐ/", "Luật ", "ngày 1/1/", "Nghị quyết số 1 và "])
def test_pathological_input_stays_linear(unit: str) -> None:
    """Four times the text takes no more than about four times as long (twelve allowed for noise)."""

    def seconds(count: int) -> float:
        text = unit * count
        began = time.process_time()
        cite(text)
        return time.process_time() - began

    assert seconds(12_000) < 12 * seconds(3_000) + 0.5


def test_a_mention_knows_what_it_stands_for() -> None:
    """A borrowed number is the number of the decision it comes from."""
    found = cite("Quyết định số 402-QĐ/TU ngày 13/2/2017 của Tỉnh ủy; nhờ Đề án 402, các xóm có tài liệu")
    assert ["402-QĐ/TU", "402-QĐ/TU"] == [c.key or c.resolves_to for c in found]
