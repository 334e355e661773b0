"""OpenDocument text: like the Word file it was made of, and safe."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents import ReadError, read_bytes
from loaders.layer import make_layer

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    }.items()
)  # fmt: skip
FILLER = "Ủy ban nhân dân xã báo cáo kết quả thực hiện công tác dân vận."
STYLES = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="I"'
    ' style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1"'
    ' style:num-suffix=")" text:display-levels="2" text:start-value="3"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def odt(body: str, *, head: str = "", manifest: str = "", **parts: str) -> bytes:
    """An OpenDocument text with this body; ``head`` stands before its root element."""
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {SPACES}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{body}<text:p>{FILLER}</text:p></office:text>"
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def text_of(body: str) -> str:
    """What is read of a document with this body."""
    return read_bytes(odt(body), "a.odt").text.removesuffix(FILLER).strip("\n")


def items(*texts: str) -> str:
    """List items of one paragraph each."""
    return "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>Một</text:h><text:p>Hai<text:line-break/>Ba<text:tab/>Bốn<text:s text:c='2'/>.</text:p>",
         "Một\nHai\nBa\tBốn  ."),
        ("<text:p>33/CT-<text:span>T<text:span>Tg</text:span></text:span> xã</text:p>", "33/CT-TTg xã"),
        ("<text:tracked-changes><text:p>Bỏ</text:p></text:tracked-changes><text:p>Giữ</text:p>", "Giữ"),
        ("<text:p>năm 2021<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Xem"
         "</text:p></text:note-body></text:note>.</text:p>", "năm 2021.\n[1] Xem"),
        ("<table:table><table:table-row><table:table-cell><text:p>A</text:p><text:p>B</text:p></table:table-cell>"
         "<table:covered-table-cell/><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row>"
         "</table:table>", "A B\t5"),
        (f"<text:list text:style-name='L1'>{items('Một', 'Hai')}</text:list><text:p>x</text:p>"
         f"<text:list text:style-name='L1' text:continue-numbering='true'>{items('Ba')}</text:list>"
         f"<text:list text:style-name='L1'>{items('Lại')}</text:list>", "I. Một\nII. Hai\nx\nIII. Ba\nI. Lại"),
        (f"<text:list text:style-name='L1'><text:list-item><text:p>Một</text:p><text:list>{items('Con', 'Con')}"
         "</text:list></text:list-item></text:list>", "I. Một\nI.3) Con\nI.4) Con"),
        ("<text:p>Khung<draw:frame><draw:text-box><text:p>Trong</text:p></draw:text-box></draw:frame></text:p>",
         "Khung\nTrong"),
        ("<text:section><text:p>Mục</text:p></text:section>", "Mục"),
    ],
    ids=["spaces", "spans", "deletions", "notes", "table", "numbers", "levels", "boxes", "sections"],
)  # fmt: skip
def test_what_is_on_the_page_is_read(body: str, text: str) -> None:
    """Paragraphs, numbers of lists, tables, notes and boxes; deleted text is gone."""
    assert text == text_of(body)


def test_an_odt_has_the_text_of_its_docx(convert: Callable[[Path, str], bytes]) -> None:
    """But for the numbers of footnotes, which each format counts in its own way."""
    source = Path(__file__).parents[2] / "examples" / "duy-vinh.docx"
    known = make_layer(read_bytes(source.read_bytes(), "a.docx")).text.replace("[2] Chỉ thị", "[1] Chỉ thị")
    found = read_bytes(convert(source, "odt"), "a.odt")
    assert known == make_layer(found).text
    assert "application/vnd.oasis.opendocument.text" == found.media_type


def test_an_entity_reads_no_file(tmp_path: Path) -> None:
    """A document that names a file of this machine as an entity does not get its text."""
    secret = tmp_path / "secret"
    secret.write_text("bí mật của máy")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    assert "bí mật" not in read_bytes(odt("<text:p>a &e; b</text:p>", head=head), "a.odt").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("", manifest="<encryption-data/>"), "mật khẩu"),
        (odt("<text:p>"), "hỏng"),
        (odt("")[:300], "cắt cụt"),
        (odt("<text:p>" + " " * 60_000_000 + "</text:p>"), "bom nén"),
        (odt("<text:span>" * 5000 + "</text:span>" * 5000), "hỏng"),
        (odt("<text:p>&b;</text:p>", head="<!DOCTYPE x [<!ENTITY a '" + "x" * 999 + "'><!ENTITY b '"
             + "&a;" * 9999 + "'>]>"), "hỏng"),
        (odt("<text:list><text:list-item/></text:list><text:p><text:s text:c='x'/></text:p>"), "hỏng"),
    ],
    ids=["encrypted", "xml", "truncated", "bomb", "deep", "entities", "number"],
)  # fmt: skip
def test_bad_documents_are_refused(data: bytes, reason: str) -> None:
    """One line says why; entities that would swell do not."""
    with pytest.raises(ReadError, match=reason):
        read_bytes(data, "a.odt")


def test_another_package_is_refused() -> None:
    """A zip file that is neither Word nor ODT says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", FILLER)
    with pytest.raises(ReadError, match="không phải tệp Word, ODT"):
        read_bytes(out.getvalue(), "a.zip")


WHOLE = odt(f"<text:list text:style-name='L1'>{items('Một')}</text:list>")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255), st.booleans())
def test_damaged_documents_never_raise_anything_else(place: int, flip: int, cut: bool) -> None:
    """A flipped byte or a lost end gives a text or a ReadError."""
    data = bytearray(WHOLE)
    data[place] ^= flip
    try:
        read_bytes(bytes(data[:place] if cut else data), "hỏng.odt")
    except ReadError as error:
        assert error.reason_en
