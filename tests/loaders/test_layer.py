"""The text layer: one paragraph a line, and a way back to the source."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import Document
from loaders.layer import TextLayer, make_layer


def layer(text: str, *page_starts: int) -> TextLayer:
    """The layer of a document with this text."""
    return make_layer(Document("báo-cáo.txt", text, tuple(page_starts)))


ALPHABET = "aăâbđêôơưĐÁ ệ\n\t -–/*.;:1I7\u0301\u0302\u0323\u00a0\u00ad\u200b\ufffe\x0cQ"


@given(st.text(ALPHABET, max_size=300))
def test_every_character_comes_from_its_own_place(text: str) -> None:
    """Spans go back to the source in order and in range, and hold what the layer shows, up to NFC."""
    made = layer(text)
    before = 0
    for offset, char in enumerate(made.text):
        start, end = made.source_span(offset, offset + 1)
        assert before <= start <= end <= len(text)
        came_from = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b]", "", text[start:end]))
        same = came_from.replace("\ufffe", "-").replace("\u00a0", " ").replace("\t", " ")
        assert char in same or char in " \n", (char, came_from)
        before = start


@given(st.text(ALPHABET, max_size=300))
def test_a_layer_is_clean(text: str) -> None:
    """NFC, single spaces, no space at either end of a line, no empty line."""
    made = layer(text).text
    assert unicodedata.is_normalized("NFC", made)
    assert "  " not in made
    assert all(line and line == line.strip(" ") for line in made.split("\n")) or not made


@given(st.text(max_size=200))
def test_any_text_makes_a_layer(text: str) -> None:
    """No text of any script or control character raises."""
    made = layer(text)
    assert made.source_span(0, len(made.text))[1] <= len(text)


def test_pages_are_found_through_the_map() -> None:
    """The page of an offset is the page of its place in the source."""
    made = layer("Trang  một\n\nTrang  hai", 0, 12)
    assert made.page(0) == 1
    assert made.page(made.text.index("hai")) == 2
    assert layer("Không có trang").page(0) is None


WRAPPED = """Thường xuyên đẩy mạnh các hoạt động tuyên truyền nhằm nâng cao nhận thức về ý
nghĩa, tầm quan trọng của công tác dân vận; về vị trí, vai trò của cơ quan hành
chính nhà nước, chính quyền các cấp trong tình hình mới. Tình hình kinh tế
- xã hội của xã tiếp tục phát triển. Thực hiện Quyết định số 217-QĐ/TW của Bộ
Chính trị và Quy chế dân chủ ở cơ sở. Năm 2023, Ủy ban nhân dân xã đã ban hành.
- Hội Nông dân xã;
- Hội Liên hiệp Phụ nữ xã, Hội Cựu chiến binh xã và Đoàn Thanh niên Cộng sản Hồ
Chí Minh xã.
III. KẾT QUẢ"""
JOINED = (
    "Thường xuyên đẩy mạnh các hoạt động tuyên truyền nhằm nâng cao nhận thức về ý nghĩa, tầm quan trọng của công"
    " tác dân vận; về vị trí, vai trò của cơ quan hành chính nhà nước, chính quyền các cấp trong tình hình mới."
    " Tình hình kinh tế - xã hội của xã tiếp tục"
    " phát triển. Thực hiện Quyết định số 217-QĐ/TW của Bộ Chính trị và Quy chế dân chủ ở cơ sở. Năm 2023, Ủy ban"
    " nhân dân xã đã ban hành.\n- Hội Nông dân xã;\n- Hội Liên hiệp Phụ nữ xã, Hội Cựu chiến binh xã và Đoàn Thanh"
    " niên Cộng sản Hồ Chí Minh xã.\nIII. KẾT QUẢ"
)


def test_hard_wrapped_lines_are_joined() -> None:
    """Full lines go on, even before a capital; list items and headings begin anew."""
    assert layer(WRAPPED).text == JOINED


def test_double_spaced_wrapped_lines_are_joined_the_same_way() -> None:
    """Where an empty line stands behind every wrapped line it means nothing."""
    assert layer(WRAPPED.replace("\n", "  \n\n")).text == JOINED


def test_paragraphs_parted_by_empty_lines_stay_apart() -> None:
    """One paragraph a line with an empty line behind it: nothing is joined."""
    lines = [f"Đoạn thứ {n} của báo cáo về công tác dân vận" for n in ("nhất", "hai", "ba", "tư")]
    assert layer("\n\n".join(lines)).text == "\n".join(lines)


def test_page_numbers_go_and_figures_stay() -> None:
    """Lone numbers far apart that count up are page numbers; a column of figures is not."""
    body = [f"Nội dung số {n} của báo cáo." for n in range(30)]
    pages = ["1", *body[:15], "2", *body[15:], "Trang 3/3"]
    assert layer("\n".join(pages)).text == "\n".join(body)
    column = ["Số hộ", "12", "Số khẩu", "13", "Số thôn", "14"]
    assert layer("\n".join(column)).text == "\n".join(column)


def test_numbers_at_the_edge_of_a_page_go() -> None:
    """Where pages are known, a lone number at top or foot is a page number, whatever it is."""
    text = "7\nTrang một có 4 thôn.\n\f\n- 8 -\nTrang hai:\n9\nhộ nghèo.\n  8 \n"
    assert layer(text).text == "Trang một có 4 thôn.\nTrang hai:\n9\nhộ nghèo."


def test_two_columns_of_head_and_closing_are_parted() -> None:
    """A wide gap before a capital ends a line there, but not the blank of a number or day."""
    text = (
        "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số:      /BC-UBND      An Bình, ngày     tháng 5 năm 2025\n"
        "BÁO CÁO\nVề   công tác\nNơi nhận:      TM. ỦY BAN NHÂN DÂN\n- Lưu: VT.      CHỦ TỊCH"
    )
    assert layer(text).text == (
        "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: /BC-UBND\nAn Bình, ngày tháng 5 năm 2025\n"
        "BÁO CÁO\nVề công tác\nNơi nhận:\nTM. ỦY BAN NHÂN DÂN\n- Lưu: VT.\nCHỦ TỊCH"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thực hiện Chỉ thị số 33/CT-\nTTg ngày 26/11/2021",
            "Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021",
        ),
        ("I. KHÁI QUÁT\nXã nằm ở phía Bắc.", "I. KHÁI QUÁT\nXã nằm ở phía Bắc."),
        ("[bookmark: _GoBack]Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("*** Công tác kiểm tra:**\nTốt", "* Công tác kiểm tra:\nTốt"),
        (
            "Thực hiện quy định\nhttps://example.org/van-ban.aspx\n- Tiếp tục",
            "Thực hiện quy định\n- Tiếp tục",
        ),
        ("Nghị định số 145/2020/NĐ-\nCP ngày 14/12/2020", "Nghị định số 145/2020/NĐ-CP ngày 14/12/2020"),
        ("Quyết định số 33\n/QĐ-UBND", "Quyết định số 33\n/QĐ-UBND"),
        ("Thực hiện Chỉ thị số\n33/CT-TTg của\nThủ tướng.", "Thực hiện Chỉ thị số 33/CT-TTg của Thủ tướng."),
        ("- Đảng ủy, HĐND,\nUBND xã;\n3- Hội", "- Đảng ủy, HĐND, UBND xã;\n3- Hội"),
        ("An Bình, ngày   tháng   năm\nBÁO CÁO", "An Bình, ngày tháng năm\nBÁO CÁO"),
        ("dân\u00a0\u00a0vận\u00ad khéo", "dân vận khéo"),
    ],
)
def test_lines_and_debris(text: str, expected: str) -> None:
    """Cut symbols are whole again, headings stay, debris goes."""
    assert expected == layer(text).text
