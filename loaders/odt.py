"""OpenDocument text (.odt): content.xml, with the list numbers that stand in the styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from loaders.docx import LARGEST_UNPACKED, check_package
from loaders.encodings import mend_legacy
from loaders.errors import ReadError
from loaders.rows import row_lines
from loaders.wordnumbers import attribute, child, children, format_number

_DEEPEST: Final = 10
_FORMATS: Final = {"I": "upperRoman", "i": "lowerRoman", "A": "upperLetter", "a": "lowerLetter", "": "none"}
_BULLETS: Final = {"+": "+", "*": "*", "o": "+"}
# Read through: they only group what stands on the page.
_GROUPS: Final = {"section", "table-of-content", "index-body", "index-title", "frame", "text-box", "g", "span",
                  "a", "meta", "meta-field", "ruby", "ruby-base"}  # fmt: skip
_DROPPED: Final = {"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "ruby-text"}
_ROWS: Final = {"table-header-rows", "table-rows", "table-row-group"}


def read_odt(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings of an OpenDocument text.

    Raises:
        ReadError: the package is damaged, encrypted or too large, or its parts are damaged.
    """
    check_package(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if _part(package, "META-INF/manifest.xml", b"encryption-data"):
                raise ReadError(name, "tệp ODT có mật khẩu", "the ODT file is encrypted")
            content, styles = _part(package, "content.xml"), _part(package, "styles.xml")
        reader = _OdtText(_parse(content), _parse(styles) if styles else None)
        text, legacy = mend_legacy(reader.text())
    except ReadError:
        raise
    # lxml and zipfile raise a dozen kinds on damaged packages.
    except Exception as error:
        raise ReadError(name, "tệp ODT bị hỏng", "the ODT file is damaged") from error
    return text, (f"bảng mã {legacy} đã được đổi sang Unicode",) if legacy else ()


def _part(package: zipfile.ZipFile, name: str, holding: bytes = b"") -> bytes:
    """The bytes of a part (no more than may be), empty where it is not there or holds not ``holding``."""
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        found = part.read(LARGEST_UNPACKED)
    return found if holding in found else b""


def _parse(xml: bytes) -> Any:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(xml, parser)


class _OdtText:
    """Walks the text of one document; counts its lists on the way."""

    def __init__(self, content: Any, styles: Any) -> None:
        self._body: Any = child(child(content, "body"), "text")
        self._levels: dict[str | None, dict[int, Any]] = {}
        for root in (styles, content):
            for element in () if root is None else root.iter():
                if _name(element) == "list-style":
                    levels = ((int(attribute(f, "level") or 1), f) for f in children(element))
                    self._levels[attribute(element, "name")] = dict(levels)
        self._counts: dict[str | None, list[int]] = {}

    def text(self) -> str:
        """All paragraphs, one a line."""
        if self._body is None:
            raise ValueError("no office:text")
        return "\n".join(self._blocks(self._body))

    def _blocks(self, parent: Any) -> Iterator[str]:
        for element in children(parent):
            name = _name(element)
            if name in {"p", "h"}:
                yield from self._paragraph(element)
            elif name == "list":
                yield from self._list(element, attribute(element, "style-name"), 1)
            elif name == "table":
                rows = [[list(self._blocks(cell)) for cell in _cells(row)] for row in _rows(element)]
                yield from row_lines(rows)
            elif name in _GROUPS:
                yield from self._blocks(element)

    def _list(self, element: Any, style: str | None, level: int) -> Iterator[str]:
        """The items of a list; ``level`` is counted from 1."""
        counts = self._counts.setdefault(style, [0] * (_DEEPEST + 1))
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if level == 1 and not goes_on:
            counts[:] = [0] * (_DEEPEST + 1)
        for item in children(element):
            label = self._label(item, style, level) if _name(item) == "list-item" else ""
            for part in children(item):
                if _name(part) == "list":
                    own = attribute(part, "style-name") or style
                    yield from self._list(part, own, min(level + 1, _DEEPEST))
                else:
                    for line in self._blocks([part]):
                        yield f"{label} {line}" if label and line.strip() else line
                        label = ""

    def _label(self, item: Any, style: str | None, level: int) -> str:
        """The number or bullet before an item; an item that only holds a deeper list has and counts none."""
        first = next(children(item), None)
        how = self._levels.get(style, {}).get(level)
        if first is None or _name(first) not in {"p", "h"} or how is None:
            return ""
        if _name(how) == "list-level-style-bullet":
            return _BULLETS.get(attribute(how, "bullet-char") or "", "-")
        counts = self._counts[style]
        given = attribute(item, "start-value")
        start = int(given or attribute(how, "start-value") or 1)
        counts[level] = start if given or not counts[level] else counts[level] + 1
        counts[level + 1 :] = [0] * (_DEEPEST - level)
        return self._printed(style, level, counts)

    def _printed(self, style: str | None, level: int, counts: list[int]) -> str:
        """The numbers of a level and of the levels above that are shown with it, in their formats."""
        levels = self._levels[style]
        how = levels[level]
        shown = max(1, min(int(attribute(how, "display-levels") or 1), level))
        numbers = []
        for depth in range(level - shown + 1, level + 1):
            kind = attribute(levels.get(depth), "num-format") or ""
            numbers.append(format_number(max(counts[depth], 1), _FORMATS.get(kind, "decimal")))
        text = ".".join(filter(None, numbers))
        return (
            f"{attribute(how, 'num-prefix') or ''}{text}{attribute(how, 'num-suffix') or ''}" if text else ""
        )

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        """The paragraph, then its text boxes and its notes."""
        after: list[str] = []
        yield "".join(self._inline(paragraph, after))
        yield from after

    def _inline(self, element: Any, after: list[str]) -> Iterator[str]:
        yield element.text or ""
        for part in children(element):
            name = _name(part)
            if name == "s":
                yield " " * min(int(attribute(part, "c") or 1), 1000)
            elif name in {"tab", "line-break"}:
                yield "\t" if name == "tab" else "\n"
            elif name == "note":
                after.append(self._note(part))
            elif name in {"frame", "custom-shape"}:
                after.extend(self._blocks(part))
            elif name not in _DROPPED:
                yield from self._inline(part, after)
            yield part.tail or ""

    def _note(self, note: Any) -> str:
        mark = "".join(self._inline(child(note, "note-citation"), []))
        return f"[{mark}] " + " ".join(line.strip() for line in self._blocks(child(note, "note-body")))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _rows(table: Any) -> Iterator[Any]:
    for element in children(table):
        if _name(element) == "table-row":
            yield element
        elif _name(element) in _ROWS:
            yield from _rows(element)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in children(row) if _name(cell) == "table-cell")
