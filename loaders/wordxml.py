"""Walks the XML of a Word file; python-docx opens the package.

Kept: tables, text boxes, content controls, link texts, tracked insertions, footnotes (each a line of its own
behind its paragraph). Dropped: tracked deletions, hidden text, field codes, comments. Elements are told by
their local names, as the strict and the transitional form of the format differ in the namespace only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from loaders.encodings import from_tcvn3, from_vni
from loaders.rows import row_lines
from loaders.wordnumbers import Numbering, attribute, child, children

# Read through: they only wrap what the reader of the page sees.
_WRAPPERS = {
    "ins",
    "moveTo",
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "customXml",
    "fldSimple",
    "dir",
    "bdo",
}
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SWITCHED_OFF = {"0", "false", "off"}


class WordText:
    """The text of one Word file; ``warnings`` are Vietnamese lines about what was converted.

    Raises:
        Exception: of python-docx, lxml or zipfile, where the package is damaged (``read_docx`` catches them).
    """

    def __init__(self, source: io.BytesIO) -> None:
        from docx.package import Package

        main = Package.open(source).main_document_part
        self._body: Any = child(_root(main), "body")
        parts = {
            rel.reltype.rpartition("/")[2]: rel.target_part
            for rel in main.rels.values()
            if not rel.is_external
        }
        self._notes = {kind: _notes(parts.get(f"{kind}s")) for kind in ("footnote", "endnote")}
        self._numbering = Numbering(_root(parts.get("numbering")), _root(parts.get("styles")))
        self._legacy: set[str] = set()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Which legacy encodings were met so far."""
        return tuple(f"chữ dùng phông {name} đã được đổi sang Unicode" for name in sorted(self._legacy))

    def text(self) -> str:
        """All paragraphs, one a line; the cells of a table row parted by tabs."""
        return "\n".join(self._blocks(self._body)) if self._body is not None else ""

    def _blocks(self, parent: Any) -> Iterator[str]:
        """The lines of everything that stands on a page, a cell or a text box."""
        for element in children(parent):
            name = _name(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _WRAPPERS:
                yield from self._blocks(element)

    def _table(self, table: Any) -> Iterator[str]:
        rows = [[list(self._blocks(cell)) for cell in _cells(row)] for row in _rows(table)]
        yield from row_lines(rows)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        """The paragraph with its number, then its text boxes, then its notes."""
        boxes: list[str] = []
        notes: list[str] = []
        style = self._numbering.style_of(paragraph)
        runs = list(self._runs(paragraph, style, boxes, notes))
        text = "".join(self._convert(runs))
        if label := self._numbering.label(paragraph):
            text = f"{label} {text}" if text.strip() else ""
        yield text
        yield from boxes
        yield from notes

    def _runs(self, parent: Any, style: str, boxes: list[str], notes: list[str]) -> Iterator[tuple[str, str]]:
        """The texts inside a paragraph, each with its font's name."""
        for element in children(parent):
            name = _name(element)
            if name in _WRAPPERS:
                yield from self._runs(element, style, boxes, notes)
            elif name == "r" and not _hidden(element):
                font = self._numbering.font_of(element, style)
                yield "".join(self._run(element, boxes, notes)), font

    def _run(self, run: Any, boxes: list[str], notes: list[str]) -> Iterator[str]:
        for element in children(run):
            name = _name(element)
            if name == "t":
                yield element.text or ""
            elif name in _SPACES:
                yield _SPACES[name]
            elif name in {"footnoteReference", "endnoteReference"}:
                self._note(name.removesuffix("Reference"), element, notes)
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                for box in _text_boxes(element):
                    boxes.extend(self._blocks(box))

    def _note(self, kind: str, reference: Any, notes: list[str]) -> None:
        body = self._notes[kind].get(attribute(reference, "id") or "")
        if body is not None and (text := " ".join(self._blocks(body)).strip()):
            notes.append(f"[{attribute(reference, 'id')}] {text}")

    def _convert(self, runs: list[tuple[str, str]]) -> Iterator[str]:
        """Unicode of runs in legacy fonts; neighbours in one font go together, as a letter may straddle."""
        at = 0
        while at < len(runs):
            font = runs[at][1]
            text = ""
            while at < len(runs) and runs[at][1] == font:
                text += runs[at][0]
                at += 1
            yield self._from_font(text, font)

    def _from_font(self, text: str, font: str) -> str:
        lower = font.lower()
        if lower.startswith(".vn") and not text.isascii():
            self._legacy.add("TCVN3")
            text = from_tcvn3(text)
        elif lower.startswith(("vni-", "vni ")) and not text.isascii():
            self._legacy.add("VNI")
            return from_vni(text)
        return text.upper() if lower.startswith(".vn") and lower.endswith("h") else text


def _root(part: Any) -> Any:
    """The XML of a part, or None where there is no such part."""
    from docx.oxml.parser import parse_xml

    if part is None:
        return None
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _rows(table: Any) -> Iterator[Any]:
    for element in children(table):
        if _name(element) == "tr":
            properties = child(element, "trPr")
            if properties is None or child(properties, "del") is None:
                yield element
        elif _name(element) in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    for element in children(row):
        if _name(element) == "tc":
            yield element
        elif _name(element) in _WRAPPERS:
            yield from _cells(element)


def _hidden(run: Any) -> bool:
    properties = child(run, "rPr")
    vanish = None if properties is None else child(properties, "vanish")
    return vanish is not None and (attribute(vanish, "val") or "true") not in _SWITCHED_OFF


def _text_boxes(drawing: Any) -> Iterator[Any]:
    """The contents of the text boxes in a drawing, once: of a choice and its fallback the first."""
    for element in children(drawing):
        name = _name(element)
        if name == "txbxContent":
            yield element
        elif name != "Fallback" or len(drawing) == 1:
            yield from _text_boxes(element)


def _notes(part: Any) -> dict[str, Any]:
    """Footnotes or endnotes by their id; separators are none."""
    root = _root(part)
    if root is None:
        return {}
    return {
        attribute(note, "id") or "": note
        for note in children(root)
        if attribute(note, "type") in {None, "normal"}
    }
