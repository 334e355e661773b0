"""Rewriting a text while remembering where every character came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``new``; offsets are code points of the text before the rewriting."""

    start: int
    end: int
    new: str


class OffsetMap:
    """Where the characters of a rewritten text stood in the text before.

    A list of runs, not of characters: a kept run maps one to one, a replaced one as a whole. ``bisect``
    finds the run, so a look-up takes the logarithm of the number of edits.
    """

    __slots__ = ("_kept", "_out", "_source", "_source_ends")

    def __init__(self, out: list[int], source: list[int], source_ends: list[int], kept: bytearray) -> None:
        self._out, self._source, self._source_ends, self._kept = out, source, source_ends, kept

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that ``[start, end)`` of the rewritten text came from.

        An empty span gives an empty one, at the place of the character that follows.
        """
        first = self._place(start)[0]
        if end <= start:
            return first, first
        return first, max(first, self._place(end - 1)[1])

    def _place(self, offset: int) -> tuple[int, int]:
        """Start and end in the source of the one character at ``offset``."""
        run = bisect_right(self._out, offset) - 1
        begin, stop = self._source[run], self._source_ends[run]
        if self._kept[run]:
            within = offset - self._out[run]
            return begin + within, min(begin + within + 1, stop)
        return begin, stop


def rewrite(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap | None]:
    """Apply ``edits`` (in order, not overlapping) to ``text``; the map is None where nothing changed."""
    pieces: list[str] = []
    out: list[int] = []
    source: list[int] = []
    source_ends: list[int] = []
    kept = bytearray()
    at = run = offset = (
        0  # at: copied up to here; run: start of the open one-to-one run; offset: length of the output
    )
    changed = False
    for start, end, new in edits:
        changed = True
        pieces.append(text[at:start])
        pieces.append(new)
        at = end
        if len(new) == 1 == end - start:
            continue  # one to one: the open run goes on
        if start > run:
            out.append(offset)
            source.append(run)
            source_ends.append(start)
            kept.append(1)
            offset += start - run
        if new:
            out.append(offset)
            source.append(start)
            source_ends.append(end)
            kept.append(0)
            offset += len(new)
        run = end
    if not changed:
        return text, None
    pieces.append(text[at:])
    out += [offset, offset + len(text) - run]
    source += [run, len(text)]
    source_ends += [len(text), len(text)]
    kept += b"\1\1"
    return "".join(pieces), OffsetMap(out, source, source_ends, kept)
