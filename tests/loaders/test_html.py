"""Web pages: what a reader of the page sees, line by line."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import ReadError, read_bytes
from loaders.html import is_html

FILLER = "Ủy ban nhân dân xã báo cáo kết quả thực hiện công tác dân vận."


def text_of(body: str) -> str:
    """What is read of a page with this body and a Vietnamese sentence behind it."""
    page = (
        f"<!DOCTYPE html><html><head><title>Tiêu đề</title></head><body>{body}<p>{FILLER}</p></body></html>"
    )
    return read_bytes(page.encode(), "a.html").text.removesuffix(FILLER).strip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Một\n  dòng</p><p>Hai</p>", "Một dòng\nHai"),
        ("Một<br>Hai<div>Ba</div>Bốn", "Một\nHai\nBa\nBốn"),
        ("<p>Chỉ thị <b>số 33</b>/CT-<i>TTg</i></p>", "Chỉ thị số 33/CT-TTg"),
        ("<script>x()</script><style>p{}</style><nav>Trang chủ</nav><p>Xã</p>", "Xã"),
        ("<!-- ẩn --><p>Xã &amp; ấp &ldquo;A&rdquo; &#7843;</p>", "Xã & ấp “A” ả"),
        ("<table><tr><td>Thôn<td>5<tr><th>Ấp</th><td><p>2</p><p>3</p></td></table>", "Thôn\t5\nẤp\t2 3"),
        ("<table><tr><td>XÃ A<br>Số: 1</td><td>Độc lập - Tự do</td></tr></table>", "XÃ A\nSố: 1\nĐộc lập - Tự do"),
        ("<ol type='I' start='2'><li><p>Kết quả</p><ol><li>Một<li>Hai</ol></ol>", "II. Kết quả\n1. Một\n2. Hai"),
        ("<ul><li>Mô hình A</li><li value=9>Mô hình B</li></ul>", "- Mô hình A\n- Mô hình B"),
        ("<p>năm 2021<a href='#n1'><sup>1</sup></a>, 5 m<sup>2</sup></p>", "năm 2021, 5 m2"),
        ("<p>có <del>hai</del><ins>ba</ins> hộ</p>", "có ba hộ"),
        ("<pre>Một\n  Hai</pre>", "Một\n  Hai"),
    ],
    ids=["paragraphs", "breaks", "inline", "dropped", "entities", "table", "layout", "numbers", "dashes", "notes",
         "changes", "pre"],
)  # fmt: skip
def test_what_is_seen_is_read(body: str, text: str) -> None:
    """Blocks are lines, table rows are lines of cells, lists have their numbers; what is not shown is gone."""
    assert text == text_of(body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_the_encoding_is_found(encoding: str) -> None:
    """By its mark or by the bytes; a page in Windows-1258 has its tone marks behind the letters."""
    body = "<html><meta charset='{}'><body><p>Công ta\u0301c dân vâ\u0323n cu\u0309a xa\u0303 Hòa</p></body></html>"
    if encoding == "cp1258":
        body = body.replace("Hòa", "Ho\u0300a")
    found = read_bytes(body.format(encoding).encode(encoding), "a.html")
    assert "text/html" == found.media_type
    assert "dân vận" in __import__("unicodedata").normalize("NFC", found.text)


def test_legacy_characters_are_converted() -> None:
    """A page whose characters are TCVN3 codes, as entities too, is read as Unicode."""
    page = "<html><body><p>Uû ban nh&acirc;n d&acirc;n x&middot; b¸o c¸o c«ng t¸c d©n vËn</p></body></html>"
    found = read_bytes(page.replace("&acirc;", "©").encode(), "a.html")
    assert "dân vận" in found.text
    assert any("TCVN3" in warning for warning in found.warnings)


def test_a_page_that_danvan_drew_is_no_report() -> None:
    """A folder may hold the program's own pages: they say what they are."""
    page = f'<!doctype html><html><meta name="generator" content="danvan 1.0"><p>{FILLER}</p></html>'
    with pytest.raises(ReadError, match="trang do danvan vẽ"):
        read_bytes(page.encode(), "trang.html")


def test_a_page_without_words_is_refused() -> None:
    """Nothing to read is one line."""
    for page in ("<html></html>", "<p>", "<!doctype html>"):
        with pytest.raises(ReadError):
            read_bytes(page.encode(), "trống.html")


def test_a_plain_report_is_no_page() -> None:
    """Signs of less and greater do not make a page."""
    for text in ("BÁO CÁO\n<p>", "Dưới 5% (<5%) số hộ", FILLER):
        assert not is_html(text)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a ", "<a b='", "<table><tr><td>", "<div>", "<b>x<p>", "&", "<ol><li>"]
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    """A megabyte of what is never closed is read or refused within seconds."""
    start = time.monotonic()
    try:
        read_bytes(b"<html>" + (piece * (1_000_000 // len(piece))).encode(), "a.html")
    except ReadError as error:
        assert error.reason
    assert time.monotonic() - start < 20


TAGS = st.sampled_from(
    ["<html>", "<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<ol start=x>", "<li>", "<li value=-1>",
     "<br", ">", "<script>", "</script>", "&#0;", "&#xD800;", "&#9999999;", "<!--", "-->", "<?xml", "xã", "\x00",
     "\ud7ff", "<a href=#1>1</a>", "<svg>", "<x:y>", "<td colspan=99999>"]
)  # fmt: skip


@given(st.lists(TAGS, max_size=40))
def test_damaged_pages_never_raise_anything_else(pieces: list[str]) -> None:
    """Any soup of tags gives a text or a ReadError."""
    try:
        read_bytes(("<html>" + "".join(pieces)).encode("utf-8", "replace"), "a.html")
    except ReadError as error:
        assert error.reason_en
