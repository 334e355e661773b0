"""Render the example reports from their sources: .txt in several encodings, .docx and .pdf.

Not part of the program: run it by hand after a source has changed (``python examples/render.py``). It needs
python-docx and, for .pdf only, fpdf2 and a DejaVu font, which the project itself does not depend on.

A source has one paragraph a line. ``%H a || b`` is a row of the header table, ``%E a || b`` the closing
block, ``%C`` centred, ``%B`` bold, ``%1`` and ``%2`` headings that the word processor numbers by itself,
``%T a || b`` a row of a bordered table, ``{+…+}`` and ``{-…-}`` tracked changes, ``[^1]`` a footnote whose
text stands in a line ``[^1]: …``; U+2011 becomes Word's own non-breaking hyphen. A source without marks is
plain text. The same source gives the same bytes.
"""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
TONES = "\u0300\u0301\u0303\u0309\u0323"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def lines(source: str) -> Iterator[tuple[str, list[str]]]:
    """Each line of a source as its mark (empty for a paragraph) and its cells."""
    for line in source.splitlines():
        match = re.match(r"%([A-Z0-9]) (.*)", line)
        mark, rest = match.groups() if match else ("", line)
        yield mark, [cell.replace("\\n", "\n") for cell in rest.split(" || ")]


def wrap(text: str, width: int, gap: str, page: int = 0) -> str:
    """Hard lines as a PDF converter leaves them; a lone page number every `page` lines."""
    out: list[str] = []
    for paragraph in text.splitlines():
        if "   " in paragraph or len(paragraph) <= width:
            out.append(paragraph)
        else:
            out += textwrap.wrap(paragraph, width)
    for place in range(page, len(out), page) if page else ():
        out[place] = f"{place // page + 1}\n{out[place]}"
    return gap.join(out) + "\n"


def windows_1258(text: str) -> bytes:
    """Vietnamese in Windows-1258: tone marks stand behind the letter, hats and horns are part of it."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in TONES)
        rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        out.append(rest + tone if tone else char)
    return "".join(out).encode("cp1258")


def mixed_nfd(text: str) -> bytes:
    """Every second paragraph in decomposed form, as files assembled from two machines are."""
    parts = text.split("\n")
    return "\n".join(unicodedata.normalize("NFD", p) if i % 2 else p for i, p in enumerate(parts)).encode()


def docx_run(paragraph: Any, text: str, *, bold: bool) -> None:
    """Append text to a paragraph with its tracked changes, footnote marks and non-breaking hyphens."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for piece in re.split(r"(\{\+.*?\+\}|\{-.*?-\}|\[\^\d+\]|\u2011)", text):
        if not piece:
            continue
        run = paragraph.add_run(
            "" if piece[0] in "[\u2011" else piece.strip("{}+-") if piece[0] == "{" else piece
        )
        run.bold = bold
        if piece == "\u2011":
            run._r.append(OxmlElement("w:noBreakHyphen"))
        elif piece.startswith("[^"):
            mark = OxmlElement("w:footnoteReference")
            mark.set(qn("w:id"), str(int(piece[2:-1]) + 1))
            run._r.append(mark)
        elif piece.startswith("{"):
            change = OxmlElement("w:ins" if piece[1] == "+" else "w:del")
            for name, value in (("id", "9"), ("author", "Văn phòng"), ("date", "2025-05-26T08:00:00Z")):
                change.set(qn(f"w:{name}"), value)
            run._r.addprevious(change)
            change.append(run._r)
            if piece[1] == "-":
                run._r.find(qn("w:t")).tag = qn("w:delText")


def docx_numbering(document: Any) -> str:
    """Add a two-level numbering (I., II. / 1., 2.) to the document and return its number."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="%{i + 1}."/></w:lvl>'
        for i, form in enumerate(("upperRoman", "decimal"))
    )
    head = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    part.insert(0, parse_xml(f"{head}{levels}</w:abstractNum>"))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return "90"


def docx_footnotes(document: Any, notes: dict[str, str]) -> None:
    """Add the footnotes part, which python-docx cannot write by itself."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = "".join(
        f'<w:footnote w:id="{int(n) + 1}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {t}</w:t></w:r></w:p></w:footnote>'
        for n, t in notes.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f'{head}<w:footnotes xmlns:w="{W}">{body}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, FOOTNOTES)


def docx(source: str, target: Path) -> None:
    """Write a source as .docx."""
    import docx as python_docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    notes = dict(re.findall(r"(?m)^\[\^(\d+)\]: (.*)$", source))
    document = python_docx.Document()
    numbering, kind = docx_numbering(document), ""
    table: Any = None
    for mark, cells in lines(re.sub(r"(?m)^\[\^\d+\]: .*\n?", "", source)):
        if mark in ("H", "E", "T"):
            if mark != kind:
                table = document.add_table(0, len(cells), "Table Grid" if mark == "T" else None)
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                for i, line in enumerate(text.split("\n")):
                    paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                    docx_run(paragraph, line, bold=False)
        else:
            paragraph = document.add_paragraph()
            docx_run(paragraph, cells[0], bold=mark != "")
            if mark == "C":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if mark in ("1", "2"):
                level = f'<w:ilvl w:val="{int(mark) - 1}"/><w:numId w:val="{numbering}"/>'
                number = parse_xml(f"<w:numPr {nsdecls('w')}>{level}</w:numPr>")
                paragraph._p.get_or_add_pPr().append(number)
        kind = mark
    if notes:
        docx_footnotes(document, notes)
    document.save(str(target))
    with zipfile.ZipFile(target) as written:
        parts = [(name, written.read(name)) for name in written.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as again:
        for name, data in parts:
            again.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def pdf(source: str, target: Path) -> None:
    """Write a source as .pdf with page numbers; fonts are embedded as subsets."""
    from fpdf import FPDF

    class Paper(FPDF):  # type: ignore[misc,unused-ignore]
        """A4 with the page number on top, but not on the first page."""

        def header(self) -> None:
            if self.page_no() > 1:
                self.set_font("serif", size=11)
                self.cell(0, 8, str(self.page_no()), align="C", new_x="LMARGIN", new_y="NEXT")

    paper = Paper()
    paper.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    paper.add_font("serif", "", FONTS / "DejaVuSerif.ttf")
    paper.add_font("serif", "B", FONTS / "DejaVuSerif-Bold.ttf")
    paper.set_margins(30, 20, 20)
    paper.add_page()
    for mark, cells in lines(source):
        paper.set_font("serif", "B" if mark in ("B", "C", "H") else "", 9 if mark == "H" else 11)
        if mark in ("H", "E"):
            top, ends = paper.get_y(), []
            for i, cell in enumerate(cells):
                paper.set_xy(30 + 75 * i, top)
                paper.multi_cell(75 if i == 0 else 85, 5.5, cell, align="C" if mark == "H" or i else "L")
                ends.append(paper.get_y())
            paper.set_y(max(ends) + 4)
        else:
            paper.multi_cell(0, 6, cells[0], align="C" if mark == "C" else "J", new_x="LMARGIN", new_y="NEXT")
            paper.ln(1.5)
    paper.output(str(target))


def text(encode: Callable[[str], bytes]) -> Callable[[str, Path], None]:
    """A writer of plain text by the given encoding."""

    def write(source: str, target: Path) -> None:
        target.write_bytes(encode(source))

    return write


WRITERS: dict[str, Callable[[str, Path], None]] = {
    "binh-my.docx": docx,
    "cam-thuy.txt": text(lambda t: wrap(t, 80, "\n").replace("\n", "\r\n").encode()),
    "duy-vinh.docx": docx,
    "ea-tul.txt": text(mixed_nfd),
    "hoa-phuoc.docx": docx,
    "hoang-thinh.txt": text(lambda t: wrap(t, 83, "  \n\n", 38).encode()),
    "ia-grai.pdf": pdf,
    "lac-dao.txt": text(windows_1258),
    "nghia-dong.pdf": pdf,
    "nhon-ai.txt": text(lambda t: wrap(t, 86, "\n").encode("utf-16")),
    "sin-cheng.pdf": pdf,
    "tan-thach.txt": text(lambda t: wrap(t, 95, "\n").encode("utf-8-sig")),
    "vinh-hai.txt": text(str.encode),
}


def main(names: list[str]) -> int:
    """Render the named reports, or all of them."""
    for name in names or sorted(WRITERS):
        source = (HERE / "sources" / f"{Path(name).stem}.src").read_text(encoding="utf-8")
        WRITERS[name](source, HERE / name)
        sys.stdout.write(f"{name}: {(HERE / name).stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
