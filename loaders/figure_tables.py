"""Tables in a text layer: lines that end in as many numbers as the line above them has columns with a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.figure_units import Unit, noun_at, unit_at
from loaders.figures import Figure, number

_CELL = r"(?:\d{1,3}(?:[.,]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?) ?%?|[-–](?= |$)"
_ROW = re.compile(
    rf"(?:\d{{1,2}}[.)]? )?(?P<label>[^\d\s][^\n]{{0,80}}?) (?P<cells>(?:{_CELL})(?: (?:{_CELL}))*)"
)
_ONE = re.compile(_CELL)
_HEADER = re.compile(r"(?:stt |tt )?[^\d.;:!?]{6,200}")
_BRACKET = re.compile(r"\(([^()\d]{1,30})\)")
_WORD = re.compile(r"[^\s()]+")
_LAST = frozenset("0123456789%-–")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng|toàn xã)\W*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its figures are counted in, and its head in words."""

    unit: Unit
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; empty cells are None. ``total``: it gives the sums of the lines above."""

    start: int
    end: int
    label: str
    cells: tuple[Figure | None, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``text[start:body]`` is its head."""

    start: int
    body: int
    end: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def find_tables(text: str, lower: str) -> tuple[Table, ...]:
    """All tables of at least two rows under a line that names the units of their columns."""
    found: list[Table] = []
    lines = lower.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    index = 0
    while index < len(lines) - 2:
        likely = lines[index + 1][-1:] in _LAST and not lines[index][-1:].isdigit()
        table = _table(text, lines, offsets, index) if likely and _ROW.fullmatch(lines[index + 1]) else None
        if table is not None:
            found.append(table)
            index += len(table.rows)
        index += 1
    return tuple(found)


def _table(text: str, lines: list[str], offsets: list[int], index: int) -> Table | None:
    """The table whose head is line ``index``, or None."""
    head = lines[index]
    if not _HEADER.fullmatch(_BRACKET.sub("", head)) or _ROW.fullmatch(head):
        return None
    matches: list[re.Match[str]] = []
    while index + 1 + len(matches) < len(lines):
        match = _ROW.fullmatch(lines[index + 1 + len(matches)])
        if match is None:
            break
        matches.append(match)
    widths = {len(_ONE.findall(m["cells"])) for m in matches}
    if len(matches) < 2 or len(widths) != 1:
        return None
    columns = _columns(head, widths.pop())
    if not columns:
        return None
    rows = tuple(_row(text, m, offsets[index + 1 + n], columns) for n, m in enumerate(matches))
    return Table(offsets[index], offsets[index + 1], offsets[index + 1 + len(rows)] - 1, columns, rows)


def _columns(head: str, width: int) -> tuple[Column, ...]:
    """The units that a head names: in brackets (“Số tiền (triệu đồng)”) or as counted nouns; all or none."""
    found: list[tuple[int, Column]] = []
    for match in _BRACKET.finditer(head):
        unit = unit_at(" " + match[1], 0)
        if unit is not None:
            begin = found[-1][0] if found else 0
            found.append((match.end(), Column(unit, head[begin : match.start()].strip())))
    if len(found) != width:
        found = []
        pos = 0
        for word in _WORD.finditer(head):
            noun = noun_at(head, word.start()) if word.start() >= pos else None
            if noun is not None and noun[0] != "%":
                unit = unit_at(" " + noun[0], 0)
                pos = noun.end()
                if unit is not None:
                    found.append((pos, Column(unit, noun[0])))
    return tuple(column for _, column in found[-width:]) if len(found) >= width else ()


def _row(text: str, match: re.Match[str], offset: int, columns: tuple[Column, ...]) -> Row:
    cells: list[Figure | None] = []
    for cell, column in zip(_ONE.finditer(match["cells"]), columns, strict=True):
        start = offset + match.start("cells") + cell.start()
        cells.append(_cell(cell[0].rstrip("% "), start, column.unit))
    label = text[offset + match.start("label") : offset + match.end("label")].strip()
    return Row(offset, offset + len(match.string), label, tuple(cells), bool(_TOTAL.match(label.lower())))


def _cell(token: str, start: int, unit: Unit) -> Figure | None:
    """The figure of one cell, None for a dash."""
    if not token[:1].isdigit():
        return None
    value, decimals = number(token, counted=not unit.measure)
    end = start + len(token)
    exact = not unit.measure and unit.factor == 1
    step = 0.0 if exact else 0.5 * 10.0**-decimals * unit.factor
    return Figure(start, end, end, round(value * unit.factor, 6), step, unit, "cell")
