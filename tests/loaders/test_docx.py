"""Word files: nothing that a reader of the page sees is lost."""

import io
import struct
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.parser import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.documents import ReadError, read_bytes
from loaders.wordnumbers import format_number

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
FILLER = "Ủy ban nhân dân xã báo cáo kết quả thực hiện công tác dân vận."
FOOTNOTES = f"""<w:footnotes {W}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t> Quyết định số 12/QĐ-UBND</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def word_file(*blocks: str, **parts: str) -> bytes:
    """A Word file whose body holds these pieces of WordprocessingML; ``parts`` replace or add parts."""
    made = docx.Document()
    body = made.element.body
    for index, block in enumerate(blocks):
        body.insert(index, parse_xml(block))
    out = io.BytesIO()
    made.save(out)
    return with_parts(out.getvalue(), parts) if parts else out.getvalue()


def with_parts(package: bytes, parts: dict[str, str]) -> bytes:
    """The package with further parts under word/, declared and related to the document."""
    out = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                extra = "".join(
                    f'<Override PartName="/word/{part}.xml" ContentType="{content}{part}+xml"/>'
                    for part in parts
                    if part != "document"
                )
                text = text.replace(b"</Types>", extra.encode() + b"</Types>")
            if name == "word/_rels/document.xml.rels":
                extra = "".join(
                    f'<Relationship Id="rIdT{i}" Type="{kind}{part}" Target="{part}.xml"/>'
                    for i, part in enumerate(parts)
                    if part != "document"
                )
                text = text.replace(b"</Relationships>", extra.encode() + b"</Relationships>")
            if name.removeprefix("word/").removesuffix(".xml") not in parts:
                new.writestr(name, text)
        for part, xml in parts.items():
            new.writestr(f"word/{part}.xml", xml)
    return out.getvalue()


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a run that is no markup is plain text."""
    inside = "".join(
        r if r.startswith("<") else f'<w:r><w:t xml:space="preserve">{r}</w:t></w:r>' for r in runs
    )
    return f"<w:p {W} {MC}>{properties}{inside}</w:p>"


def text_of(*blocks: str, **parts: str) -> str:
    """What is read from a Word file with these blocks and a Vietnamese sentence behind them."""
    text = read_bytes(word_file(*blocks, paragraph(FILLER), **parts), "báo cáo.docx").text
    return text[: text.index(FILLER)].strip("\n")


def test_tracked_insertions_stay_and_deletions_go() -> None:
    """The text is that of the accepted document."""
    inserted = "<w:ins><w:r><w:t>đã </w:t></w:r></w:ins>"
    deleted = "<w:del><w:r><w:delText>chưa </w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>xa</w:t></w:r></w:moveFrom>"
    assert text_of(paragraph("Xã ", inserted, deleted, moved, "ban hành")) == "Xã đã ban hành"


def test_special_characters_inside_a_symbol() -> None:
    """The non-breaking hyphen is a hyphen, a soft break a line end, a tab a tab."""
    run = "<w:r><w:t>33/CT</w:t><w:noBreakHyphen/><w:t>TTg</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
    assert text_of(paragraph(run)) == "33/CT-TTg\ta\nb"


def test_links_controls_and_fields_are_read_through() -> None:
    """Link text, content controls and field results stay; field codes and hidden text go."""
    link = "<w:hyperlink><w:r><w:t>Công văn</w:t></w:r></w:hyperlink>"
    control = "<w:sdt><w:sdtContent><w:r><w:t> số 5</w:t></w:r></w:sdtContent></w:sdt>"
    field = "<w:fldSimple><w:r><w:t>/UBND</w:t></w:r></w:fldSimple><w:r><w:instrText>PAGE</w:instrText></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    assert text_of(paragraph(link, control, field, hidden)) == "Công văn số 5/UBND"


def test_a_text_box_is_read_once() -> None:
    """Of a choice and its fallback only the choice is read, behind its paragraph."""
    box = "<w:txbxContent><w:p><w:r><w:t>Trong hộp</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(paragraph("Ngoài", both)) == "Ngoài\nTrong hộp"


def test_cells_of_the_head_stand_one_after_the_other() -> None:
    """The left cell's paragraphs, then the right cell's; a table of figures keeps its rows."""
    cell = "<w:tc>{}</w:tc>"

    def table(*rows: tuple[tuple[str, ...], ...]) -> str:
        made = "".join(
            "<w:tr>" + "".join(cell.format("".join(map(paragraph, texts))) for texts in row) + "</w:tr>"
            for row in rows
        )
        return f"<w:tbl {W}>{made}</w:tbl>"

    head = table((("ỦY BAN NHÂN DÂN", "XÃ A"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập")))
    assert text_of(head) == "ỦY BAN NHÂN DÂN\nXÃ A\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập"
    assert text_of(table((("TT",), ("Hộ",)), (("1",), ("250",)))) == "TT\tHộ\n1\t250"


def test_automatic_numbers_are_printed() -> None:
    """I., 1., a) and bullets count as Word counts: a deeper level starts anew under its parent."""
    levels = (0, 1, 2, 2, 3, 1, 0, 1)
    numbered = [
        paragraph(
            "Mục", properties=f'<w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        )
        for n in levels
    ]
    labels = [line.removesuffix(" Mục") for line in text_of(*numbered, numbering=NUMBERING).split("\n")]
    assert labels == ["I.", "1.", "a)", "b)", "-", "2.", "II.", "1."]


def test_a_footnote_follows_its_paragraph() -> None:
    """A footnote is a line of its own behind the paragraph that refers to it."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    text = text_of(paragraph("Công nhận", reference, " xã đạt chuẩn"), footnotes=FOOTNOTES)
    assert text == "Công nhận xã đạt chuẩn\n[2] Quyết định số 12/QĐ-UBND"


def test_legacy_fonts_are_converted() -> None:
    """Runs in .VnTime and VNI fonts become Unicode; .VnTimeH gives capitals; other runs stay."""

    def run(font: str, text: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    runs = (run(".VnTimeH", "B¸o c¸o "), run(".VnTime", "c«ng t¸c "), run("VNI-Times", "daân vaän"), " xã")
    assert text_of(paragraph(*runs)) == "BÁO CÁO công tác dân vận xã"


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [(4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (3, "lowerLetter", "c"), (27, "upperLetter", "AA"),
     (7, "decimalZero", "07"), (7, "none", ""), (0, "upperRoman", "0"), (12, "chicago", "12")],
)  # fmt: skip
def test_number_formats(number: int, kind: str, expected: str) -> None:
    """Numbers are printed as Word prints them; unknown formats fall back to decimals."""
    assert expected == format_number(number, kind)


def test_a_docx_under_another_name_is_read_with_a_warning() -> None:
    """Content decides, and the wrong name is mentioned."""
    found = read_bytes(word_file(paragraph(FILLER)), "báo cáo.pdf")
    assert FILLER in found.text
    assert any(".pdf" in warning for warning in found.warnings)


def bomb(size: int, entries: int = 1) -> bytes:
    """A package that says it unpacks to ``size`` zero bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * size)
        for index in range(entries - 1):
            package.writestr(f"{index}", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bomb(40_000_000), "bom nén"),
        (bomb(10, 6_000), "bom nén"),
        (bomb(10), "hỏng"),
        (word_file(paragraph(FILLER))[:-200], "cắt cụt"),
        (b"PK\x03\x04" + b"\x00" * 100, "cắt cụt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 600, "tệp OLE khác"),
    ],
    ids=["bomb", "entries", "no-xml", "truncated", "empty-zip", "encrypted", "ole"],
)
def test_bad_packages_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    """One line says which file and why."""
    with pytest.raises(ReadError, match=reason) as caught:
        read_bytes(data, "tệp.docx")
    assert str(caught.value).startswith("tệp.docx: ")
    assert "\n" not in str(caught.value)


def test_an_entity_bomb_does_not_expand() -> None:
    """Entities in the XML are not expanded."""
    entities = '<!DOCTYPE x [<!ENTITY a "dân vận ">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(8)
    )
    xml = f"{entities}]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(ReadError):
        read_bytes(with_parts(word_file(), {"document": xml}), "bom.docx")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40_000), st.integers(1, 255), st.integers(0, 2))
def test_damaged_word_files_never_raise_anything_else(place: int, flip: int, cut: int) -> None:
    """A flipped byte or a lost end gives a text or a ReadError."""
    data = bytearray(word_file(paragraph(FILLER), paragraph("Chỉ thị số 33/CT-TTg")))
    data[place % len(data)] ^= flip
    try:
        read_bytes(bytes(data[: len(data) - cut * place % len(data)]), str(Path("hỏng.docx")))
    except ReadError as error:
        assert error.reason
        assert error.reason_en


def test_an_encrypted_zip_entry_is_refused() -> None:
    """The encryption bit of an entry is enough."""
    data = bytearray(word_file(paragraph(FILLER)))
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            struct.pack_into("<H", data, at + 8, 1)
    with pytest.raises(ReadError, match="mật khẩu"):
        read_bytes(bytes(data), "khóa.docx")
