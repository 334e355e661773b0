"""The outline: labels, kinds, titles; numbering as reports really do it."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.headings import cue_of
from loaders.outline import Outline, make_outline
from ontology.tables import read

SHARED = Path(__file__).parents[2].parent / "shared"

CLASSIC = """BÁO CÁO
Kết quả công tác dân vận năm 2025
Thực hiện Công văn số 5/UBND-NV của UBND huyện, UBND xã báo cáo như sau:
I. ĐẶC ĐIỂM TÌNH HÌNH
1. Điều kiện tự nhiên
1.1. Vị trí địa lý:
a. Về địa hình
Địa hình bằng phẳng.
2. Những thuận lợi, khó khăn
2.1. Thuận lợi:
Nhân dân đoàn kết.
2.2. Khó khăn:
Kinh tế chậm phát triển.
II. KẾT QUẢ THỰC HIỆN
1. Cấp ủy, chính quyền đã tập trung chỉ đạo triển khai Chỉ thị số 33/CT-TTg.
2. Kết quả cải cách hành chính
a) Kết quả rà soát thủ tục. Thực hiện Quyết định số 28/2018/QĐ-TTg về gửi, nhận văn bản.
III. PHƯƠNG HƯỚNG, NHIỆM VỤ
* Về công tác lãnh đạo, chỉ đạo:
Tiếp tục thực hiện Quy chế dân chủ ở cơ sở.
Trên đây là báo cáo của UBND xã.
Nơi nhận:
- UBND huyện;"""


def labels(text: str) -> list[str]:
    """The labels of the sections in order."""
    return [s.label for s in make_outline(text).sections]


def kind_at(text: str, word: str) -> str:
    """The kind of the section in which ``word`` stands."""
    return make_outline(text).at(text.index(word)).kind


def test_labels_join_the_numbers_from_the_top() -> None:
    """2.1 under I.2 is I.2.1; letters hang on the number before them."""
    expected = [
        "mở đầu",
        "I",
        "I.1",
        "I.1.1",
        "I.1.1.a",
        "I.2",
        "I.2.1",
        "I.2.2",
        "II",
        "II.1",
        "II.2",
        "II.2.a",
        "III",
        "III",
    ]
    assert [*expected, "kết thúc"] == labels(CLASSIC)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Công văn", "opening"),
        ("Địa hình bằng", "overview"),
        ("Nhân dân đoàn kết", "strength"),
        ("Kinh tế chậm", "limitation"),
        ("Cấp ủy", "results"),
        ("Tiếp tục", "future"),
        ("Trên đây", "closing"),
        ("UBND huyện;", "closing"),
    ],
)
def test_the_kind_comes_from_the_heading_or_from_above(word: str, kind: str) -> None:
    """A subheading without a cue keeps the kind above it; a subheading of future tasks stays future."""
    assert kind == kind_at(CLASSIC, word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kết quả cải cách", True),
        ("Kết quả công tác dân vận năm", True),
        ("Về công tác lãnh đạo", True),
        ("Kết quả rà soát", True),
        ("Chỉ thị số 33", False),
        ("Quyết định số 28", False),
        ("Công văn số 5", False),
        ("Quy chế dân chủ", False),
    ],
)
def test_a_title_is_a_noun_phrase_not_a_numbered_sentence(word: str, expected: bool) -> None:
    """A numbered sentence, and a sentence that runs on behind a title, are no titles."""
    assert expected == make_outline(CLASSIC).in_heading(CLASSIC.index(word))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Xã tiếp tục thực hiện cải cách hành chính", False),
        ("1. Các khu phố đã tổ chức họp dân theo Nghị định số 59/2023/NĐ-CP: 12 cuộc", False),
        ("1. Tổ một cửa hoạt động theo Nghị định số 61/2018/NĐ-CP.", False),
        ("1. Mặt trận và các đoàn thể", True),
        ("1. Công tác tổ chức thực hiện Chỉ thị số 33/CT-TTg.", True),
        ("1. Các thôn vùng cao", True),
    ],
)
def test_a_line_in_which_somebody_acts_is_a_sentence(line: str, expected: bool) -> None:
    """A body and its verb, or a subject, a verb and a full stop, make no title; nouns alone do."""
    text = f"I. KẾT QUẢ\n{line}\nĐã làm tốt."
    assert expected == make_outline(text).in_heading(text.index("1. ") + 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I- TÌNH HÌNH\n1- Kết quả\nA\n2- Hạn chế\nB\nII- NHIỆM VỤ\nC", ["I", "I.1", "I.2", "II"]),
        ("A. KẾT QUẢ\nI. Ưu điểm\n1. Về kinh tế\nB. NHIỆM VỤ\nI. Mục tiêu", ["A", "A.I", "A.I.1", "B", "B.I"]),
        ("I. KẾT QUẢ\n1. Ưu điểm\nx\n1. Hạn chế\ny\n3. Nguyên nhân\nz", ["I", "I.1", "I.1", "I.3"]),
        ("II. KẾT QUẢ\nx\n2. Việc ban hành văn bản\ny", ["II", "II.2"]),
        ("1. Kết quả\na/ Về kinh tế\nb/ Về văn hóa\n2. Hạn chế\nx", ["1", "1.a", "1.b", "2"]),
        ("I. KẾT QUẢ\nI.1. Tuyên truyền, vận động\nx\nI.2. Giám sát, phản biện\ny", ["I", "I.1", "I.2"]),
        ("I. NHIỆM VỤ\n1- Tiếp tục học tập. 2- Chỉ đạo làm tốt.\n3- Lãnh đạo Mặt trận.", ["I", "I.1", "I.2", "I.3"]),
        ("A. KẾT QUẢ\nI. Một\nII. Hai\nIII. Ba\nIV. Bốn\nV. Năm", ["A", "A.I", "A.II", "A.III", "A.IV", "A.V"]),
        ("Phần thứ nhất\nKẾT QUẢ NĂM 2024\nI. Kết quả\nx\nPhần thứ hai\nNHIỆM VỤ NĂM 2025\n1. Tiếp tục làm tốt.",
         ["phần 1", "I", "phần 2", "phần 2.1"]),
        ("Phần thứ nhất\nKẾT QUẢ\nI. Một\nII. Hai\nPhần thứ hai\nNHIỆM VỤ\nI. Ba",
         ["phần 1", "phần 1.I", "phần 1.II", "phần 2", "phần 2.I"]),
        ("I. KẾT QUẢ\nĐã đạt 3 chỉ tiêu:\n15.246 hộ, 1.815 ha.\n24/7 có người trực.\n05 mô hình.", ["I"]),
        ("I. KẾT QUẢ\n*** Về cải cách hành chính:\n- Tăng cường kiểm tra.", ["I", "I"]),
        ("I. KẾT QUẢ\nĐã phổ biến:\n1. Chỉ thị số 3/CT-X.\n2. Luật Đất đai.\n1. Ưu điểm\nx", ["I", "I.1"]),
        ("", ["mở đầu"]),
    ],
)  # fmt: skip
def test_numbering_is_read_as_reports_write_it(text: str, expected: list[str]) -> None:
    """Party dashes, letters, restarts, gaps, repeated numbers, parts, numbers that run on in a line."""
    assert expected == labels(text)


@pytest.mark.parametrize(
    "text", ["- Nguyên nhân: cán bộ thiếu.", "* Nguyên nhân:\nCán bộ thiếu.", "Nguyên nhân: cán bộ thiếu."]
)
def test_a_lead_in_opens_a_section_of_its_kind_under_the_same_label(text: str) -> None:
    """“Nguyên nhân:” in the text of limitations is about causes, and has no number of its own."""
    outline = make_outline(f"I. TỒN TẠI, HẠN CHẾ\nViệc làm còn chậm.\n{text}")
    assert ("I", "cause") == (outline.sections[-1].label, outline.sections[-1].kind)


def test_a_list_of_instruments_makes_no_titles() -> None:
    """Numbered or dashed items that begin with an instrument are items."""
    text = "I. KẾT QUẢ\nĐã ban hành:\n1. Kế hoạch số 5/KH-UBND\n- Công văn số 6/UBND"
    outline = make_outline(text)
    assert [False, False] == [outline.in_heading(text.index(w)) for w in ("Kế hoạch", "Công văn")]


@pytest.mark.parametrize("row", read("sections")["cue"], ids=lambda row: row["kind"])
def test_a_cue_fits_its_example_and_not_its_counter_example(row: dict[str, str]) -> None:
    """The table of heading cues."""
    example, counter = (
        text.split(". ", 1)[-1].split(") ", 1)[-1] for text in (row["example"], row["counter"])
    )
    assert row["kind"] == cue_of(example)
    assert row["kind"] != cue_of(counter)


@given(st.text(alphabet=st.sampled_from('IVX1239abAĐ.)/-:*+ \nTiếp tục Kết quả“”"('), max_size=200))
def test_sections_part_any_text_without_gaps(text: str) -> None:
    """Sections follow each other from 0 to the end; each heading lies in its section."""
    outline: Outline = make_outline(text)
    spans = [(s.start, s.end) for s in outline.sections]
    assert 0 == spans[0][0]
    assert len(text) == spans[-1][1]
    assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    assert all(s.start <= s.body <= max(s.end, s.body) for s in outline.sections)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared reports are not here")
def test_every_section_label_of_the_annotated_reports_exists() -> None:
    """Labels as the annotators write them."""
    from loaders.documents import read_file
    from loaders.layer import make_layer

    for path in sorted((SHARED / "gold").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = make_layer(read_file(SHARED / "reports" / record["report"]["file"])).text
        named = {m["section"] for i in record["instruments"] for m in i["mentions"]} | {
            f["section"] for f in record["findings"]
        }
        assert set() == named - set(labels(text))
