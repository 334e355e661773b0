"""Rows of a table → lines of text, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# A table with these words lays out the head or the closing block: its cells stand one after the other.
_LAYOUT_WORDS = (
    "độc lập",
    "cộng hòa xã hội",
    "cộng hoà xã hội",
    "đảng cộng sản việt nam",
    "nơi nhận",
    "t/m",
    "tm.",
    "kt.",
)
_MOST_COLUMNS = 3


def row_lines(rows: Sequence[Sequence[Sequence[str]]]) -> Iterator[str]:
    """The lines of a table, given as rows of cells of lines: a row each, its cells parted by tabs.

    A table that only lays out the head or the closing block gives the lines of its cells, cell by cell.
    """
    words = " ".join(line for row in rows for cell in row for line in cell).lower()
    layout = any(word in words for word in _LAYOUT_WORDS) and max(map(len, rows), default=0) <= _MOST_COLUMNS
    for row in rows:
        if layout:
            yield from (line for cell in row for line in cell)
        else:
            yield "\t".join(" ".join(line for line in cell if line.strip()) for cell in row)
