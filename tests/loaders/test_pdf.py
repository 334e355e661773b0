"""PDF files: text page by page, line-end hyphens whole, scans refused."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import loaders.pdf
import loaders.scans
from loaders.documents import ReadError, read_bytes
from loaders.layer import make_layer

_spec = importlib.util.spec_from_file_location("minipdf", Path(__file__).with_name("minipdf.py"))
assert _spec
assert _spec.loader
minipdf = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(minipdf)

FIRST = ["Ủy ban nhân dân xã thực hiện Chỉ thị số 33/CT-", "TTg ngày 26/11/2021 của Thủ tướng Chính phủ."]
SECOND = ["Trang thứ hai nói về mô hình dân vận khéo."]
PDF: bytes = minipdf.make_pdf([FIRST, SECOND])


def test_a_symbol_cut_at_a_line_end_is_whole() -> None:
    """PDFium's mark for a hyphen at a line end becomes the hyphen again."""
    layer = make_layer(read_bytes(PDF, "a.pdf"))
    assert "Chỉ thị số 33/CT-TTg ngày 26/11/2021" in layer.text


def test_pages_are_kept() -> None:
    """Every page starts where its text starts, and the layer knows the page of an offset."""
    document = read_bytes(PDF, "a.pdf")
    assert len(document.page_starts) == 2
    assert document.text[document.page_starts[1] :].startswith("Trang thứ hai")
    layer = make_layer(document)
    assert layer.page(layer.text.index("33/CT")) == 1
    assert layer.page(layer.text.index("mô hình")) == 2


def test_marks_of_footnotes_do_not_glue_to_figures() -> None:
    """A small raised digit behind a year or word is dropped; digits of full size stay."""
    line = "Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021^1^ của Thủ tướng Chính phủ^12^; có 25 hộ dân tham gia."
    text = read_bytes(minipdf.make_pdf([[line]]), "a.pdf").text
    assert text == line.replace("^12^", "").replace("^1^", "")


def test_an_empty_pdf_is_refused() -> None:
    """A PDF with nothing on its pages has no words; no other program is asked."""
    with pytest.raises(ReadError, match="không có chữ"):
        read_bytes(minipdf.make_pdf([[""], [""]]), "trống.pdf")


def test_a_page_without_text_is_mentioned() -> None:
    """One empty page among others is a warning."""
    assert any(
        "1 trang" in warning for warning in read_bytes(minipdf.make_pdf([FIRST, [""]]), "a.pdf").warnings
    )


def test_a_truncated_pdf_is_refused() -> None:
    """Half a file without its table is damaged."""
    with pytest.raises(ReadError, match=r"hỏng|không có chữ"):
        read_bytes(PDF[:200], "cụt.pdf")


def test_an_encrypted_pdf_is_refused() -> None:
    """A PDF that wants a password says so."""
    crypt = "<</Filter/Standard/V 1/R 2/P -4/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>"
    locked = PDF.replace(b"/Root 1 0 R>>", f"/Root 1 0 R/ID[<00><00>]/Encrypt {crypt}>>".encode())
    with pytest.raises(ReadError, match="mật khẩu"):
        read_bytes(locked, "khóa.pdf")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PDF) - 1), st.integers(1, 255), st.booleans())
def test_damaged_pdfs_never_raise_anything_else(place: int, flip: int, cut: bool) -> None:
    """A flipped byte or a lost end gives a text or a ReadError."""
    data = bytearray(PDF)
    data[place] ^= flip
    try:
        read_bytes(bytes(data[:place] if cut else data), "hỏng.pdf")
    except ReadError as error:
        assert error.reason
        assert error.reason_en


def test_an_unreadable_text_is_read_by_pdftotext(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PDFium's words are hardly Vietnamese and poppler's are, poppler's are taken, with a warning."""
    broken = minipdf.make_pdf(
        [["Yủ nba hnnâ ndâ xãz thcựz hiệnqz công tácx dnâ vnậ mớih nayq trongz đ ịapq"]]
    )
    monkeypatch.setattr(
        loaders.pdf, "_pdftotext", lambda _data: ["Ủy ban nhân dân xã thực hiện công tác dân vận."]
    )
    found = read_bytes(broken, "a.pdf")
    assert found.text == "Ủy ban nhân dân xã thực hiện công tác dân vận."
    assert any("pdftotext" in warning for warning in found.warnings)


def test_an_unreadable_text_layer_is_replaced_by_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither PDFium nor poppler gives Vietnamese, the images of the pages are read, with a warning."""
    broken = minipdf.make_pdf([["Yqw zzbx kkwq fjzz wxyz qqjf zwkx jjfz wqzx kkz wwj qqz"]] * 2)
    monkeypatch.setattr(loaders.pdf, "_pdftotext", lambda _data: [])
    monkeypatch.setattr(loaders.scans, "recognise_page", lambda _page, _name: "Ủy ban nhân dân xã Bình Mỹ")
    found = read_bytes(broken, "a.pdf")
    assert found.text == "Ủy ban nhân dân xã Bình Mỹ\fỦy ban nhân dân xã Bình Mỹ"
    assert len(found.page_starts) == 2
    assert any("lớp chữ của tệp PDF hỏng" in warning for warning in found.warnings)


def test_without_pdftotext_the_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing program is no error."""
    monkeypatch.setenv("PATH", "")
    assert loaders.pdf._pdftotext(PDF) == []


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of pages is limited before they are read."""
    monkeypatch.setattr(loaders.pdf, "_MOST_PAGES", 1)
    with pytest.raises(ReadError, match="quá 1 trang"):
        read_bytes(PDF, "dài.pdf")
