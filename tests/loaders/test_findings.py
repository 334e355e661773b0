"""Findings: by section, by lead-in, by cue; one sentence, one finding."""

from __future__ import annotations

import pytest

from loaders.documents import read_bytes
from loaders.findings import KINDS, read_findings
from loaders.layer import make_layer
from loaders.outline import make_outline
from loaders.sentences import sentences
from ontology.tables import read

TABLE = read("findings")


def findings(body: str) -> list[tuple[str, str]]:
    """Kind and quote of the findings of a report with this body."""
    source = f"BÁO CÁO\nKết quả công tác dân vận năm 2024\n{body}\n"
    layer = make_layer(read_bytes(source.encode(), "x.txt"))
    found = read_findings(layer, make_outline(layer.text), sentences(layer.text))
    assert all(layer.text[f.start : f.end] == f.quote for f in found)
    return [(f.kind, f.quote) for f in found]


TITLES = {
    "limitation": "1. Hạn chế", "strength": "1. Ưu điểm", "results": "1. Kết quả thực hiện",
    "other": "1. Đánh giá chung",
    "future": "1. Phương hướng, nhiệm vụ", "lesson": "1. Bài học kinh nghiệm", "cause": "1. Nguyên nhân",
}  # fmt: skip


@pytest.mark.parametrize("row", TABLE["lead"], ids=[r["name"] for r in TABLE["lead"]])
def test_a_lead_in_gives_its_kind(row: dict[str, str]) -> None:
    """The example of a rule is of its kind under each heading it names; the counter-example is not of it there."""
    for under in row["under"] or ["results"]:
        heading = f"I. ĐÁNH GIÁ\n{TITLES[under]}\n"
        assert [row["kind"]] == [k for k, _ in findings(heading + row["example"])]
        assert row["kind"] == under or row["kind"] not in [k for k, _ in findings(heading + row["counter"])]


@pytest.mark.parametrize("row", TABLE["anywhere"], ids=[r["name"] for r in TABLE["anywhere"]])
def test_a_cue_counts_outside_the_sections(row: dict[str, str]) -> None:
    """A missed target is a limitation wherever it stands."""
    assert [row["kind"]] == [k for k, _ in findings("I. KẾT QUẢ THỰC HIỆN\n" + row["example"])]
    assert [] == findings("I. KẾT QUẢ THỰC HIỆN\n" + row["counter"])


def test_sections_name_known_kinds() -> None:
    """The table maps sections to kinds of findings only."""
    assert KINDS >= set(TABLE["sections"].values())


def test_one_sentence_is_one_finding() -> None:
    """Semicolons and commas do not split; full stops do."""
    body = "I. HẠN CHẾ\nViệc nhân rộng còn chậm; kinh phí ít, cán bộ thiếu. Một số nơi chưa quan tâm."
    assert ["limitation", "limitation"] == [k for k, _ in findings(body)]


def test_an_introducing_sentence_is_none() -> None:
    """“… còn một số hạn chế như sau:” names nothing itself."""
    body = (
        "I. HẠN CHẾ\nBên cạnh kết quả đạt được, còn một số hạn chế như sau:\n- Kinh phí cho hoạt động còn ít."
    )
    assert [("limitation", "Kinh phí cho hoạt động còn ít.")] == findings(body)


def test_a_sentence_that_says_there_is_nothing_is_none() -> None:
    """“Không có kiến nghị gì thêm.” proposes nothing; the counter-example is a limitation."""
    assert [] == findings("I. KIẾN NGHỊ\n" + TABLE["nothing"]["example"])
    assert 1 == len(findings("I. HẠN CHẾ\n" + TABLE["nothing"]["counter"]))


def test_a_long_sentence_is_quoted_to_about_120_characters() -> None:
    """The quote ends with a whole word."""
    sentence = "Một số cán bộ " + "chưa thật sự quan tâm đến công tác dân vận " * 6
    ((_, quote),) = findings(f"I. HẠN CHẾ\n{sentence.strip()}.")
    assert 100 < len(quote) <= 120
    assert sentence.startswith(quote + " ")


def test_the_number_of_a_list_is_not_quoted() -> None:
    """“1. …”, “(2) …” and “- …” go; “Một là, …” stays."""
    body = "I. BÀI HỌC KINH NGHIỆM\n- Gần dân, sát dân hơn nữa.\nMột là, phải dựa vào dân trong mọi việc."
    assert ["Gần dân, sát dân hơn nữa.", "Một là, phải dựa vào dân trong mọi việc."] == [
        q for _, q in findings(body)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu.", ["Một câu.", "Hai câu."]),
        ("UBND TP. Hải Phòng chỉ đạo. Xã làm theo.", ["UBND TP. Hải Phòng chỉ đạo.", "Xã làm theo."]),
        ("Đạt 14,6% dân số. Đảng bộ có 18 chi bộ.", ["Đạt 14,6% dân số.", "Đảng bộ có 18 chi bộ."]),
        ("- Việc thứ nhất;\n+ Việc thứ hai.", ["Việc thứ nhất;", "Việc thứ hai."]),
        ("có 1.250 hộ và 3,5 ha.", ["có 1.250 hộ và 3,5 ha."]),
        ("", []),
    ],
)
def test_sentences_end_at_full_stops_and_lines(text: str, expected: list[str]) -> None:
    """Short forms and numbers do not end a sentence; bullets are left off."""
    assert expected == [text[a:b] for a, b in sentences(text)]
