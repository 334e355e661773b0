"""Figures with what their sentence says about them: clause, time, change, target. Indicators and audits start here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from graph.records import Instrument, ReportHead
from loaders.figure_tables import Table, find_tables
from loaders.figures import Figure, find_figures
from loaders.indicator_time import Governing, attached, period_in, periods
from loaders.layer import TextLayer
from loaders.sentences import sentences

_BREAK = re.compile(r"[;:()]|,(?!\d)|(?<=[\w%²]) và (?=\d)")
_TARGET = re.compile(
    r"\((?:nq|nghị quyết|chỉ tiêu|ct|kế hoạch|kh|mục tiêu|theo nghị quyết|so với nghị quyết)\b[^()\d]{0,50}"
    r"(\d+(?:,\d+)?(?: ?[-–] ?\d+(?:,\d+)?)?)[^()]{0,20}\)"
)
_DELTA = re.compile(r"(?<!\w)(?:tăng|giảm|vượt)(?: thêm| được| tới| gần| hơn| trên| khoảng)* $")
_FROM = re.compile(r"(?<!\w)từ (?:mức |trên |dưới |gần |khoảng )?$")
_TO = re.compile(
    r"(?:^|[ ,(])(?:lên|xuống|còn|đến|thành)(?: còn| tới| đạt| mức| trên| gần)*,? (?:mức |trên |gần )?$"
)
_PASSED_ON = re.compile(r"[\s*–—+-]*(?:trong đó|cụ thể|gồm|bao gồm)")
_WHOLE = re.compile(r"(?:tổng số|toàn xã có|toàn phường có|toàn xã|cả) (?:có )?$")
_ENDS = (",", ".", ";", ")", " và", "\n")
_LEFT, _RIGHT = 130, 70
_FRAGMENT = 45


@dataclass(slots=True)
class Reading:
    """A figure in its sentence (number ``sentence``, which begins at ``opens``).

    ``clause`` is its own span between commas, ``passage`` the longer one that is quoted. ``delta``: it says by
    how much something changed; ``origin``: it is the value “từ …” that the next one changed from; ``repeated``:
    it was given before; ``column``: the head of its column, in a table.
    """

    figure: Figure
    clause: tuple[int, int]
    passage: tuple[int, int]
    sentence: int
    opens: int
    time: str | None = None
    change_from: float | None = None
    target: str | None = None
    delta: bool = False
    origin: bool = False
    repeated: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class FigureReading:
    """All figures of a report in order, its tables and sentences, and the text in lower case (letter for letter)."""

    lower: str
    readings: tuple[Reading, ...]
    tables: tuple[Table, ...]
    sentences: tuple[tuple[int, int], ...]


def read_figures(layer: TextLayer, head: ReportHead, instruments: tuple[Instrument, ...]) -> FigureReading:
    """Every figure of a report. Numbers in citations and in names between quotation marks are none."""
    text = layer.text
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower()[0] for c in text)
    tables = find_tables(text, lower)
    taken = [(m.start, m.end) for i in instruments for m in i.mentions] + [(t.start, t.end) for t in tables]
    spans = sentences(text)
    running = _running(lower, spans, find_figures(text, lower, taken), head)
    in_tables = [r for number, table in enumerate(tables) for r in _in_table(lower, table, -1 - number, head)]
    readings = sorted([*running, *in_tables], key=lambda r: r.figure.start)
    return FigureReading(lower, tuple(readings), tables, tuple(spans))


def _in_table(lower: str, table: Table, number: int, head: ReportHead) -> Iterator[Reading]:
    """The cells of a table; the time is that of the line above it."""
    above = lower[max(0, table.start - 300) : table.start].strip().rpartition("\n")[2]
    time = period_in(above, head) or period_in(lower[table.start : table.body], head)
    for row in table.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell is not None:
                span = (row.start, row.end)
                yield Reading(cell, span, span, number, row.start, time, column=column.title)


def _running(
    lower: str, spans: list[tuple[int, int]], figures: list[Figure], head: ReportHead
) -> list[Reading]:
    """The figures of running text, sentence by sentence; bracketed targets are taken out."""
    starts = [start for start, _ in spans]
    out: list[Reading] = []
    handed: tuple[int, str | None] = (-1, None)
    seen: dict[tuple[str, float], int] = {}
    for index, found in groupby(figures, key=lambda f: max(0, bisect_right(starts, f.start) - 1)):
        start, end = spans[index]
        inherited = _inherited(lower, spans, index, handed, head)
        times = Governing(periods(lower, start, end, head), lower, end, inherited)
        breaks = [m.span() for m in _BREAK.finditer(lower, start, end)]
        group: list[Reading] = []
        for figure in found:
            time = times.at(figure.start)
            handed = (index, time)
            reading = Reading(
                figure, _clause(lower, figure, start, end, breaks), _passage(lower, figure, start, end), index, start,
                time=attached(lower, figure.end, end, head) or time, repeated=_repeated(lower, figure, seen),
            )  # fmt: skip
            group.append(reading)
        group = _targets(lower, start, end, group)
        _changes(lower, group)
        out += group
    return out


def _inherited(
    lower: str, spans: list[tuple[int, int]], index: int, handed: tuple[int, str | None], head: ReportHead
) -> str | None:
    """The time that the sentence before hands down: to “Trong đó: …”, or as a fragment (“Giai đoạn …”)."""
    start, end = spans[index]
    if _PASSED_ON.match(lower, start, end) and handed[0] == index - 1:
        return handed[1]
    if not index or spans[index - 1][1] - spans[index - 1][0] >= _FRAGMENT:
        return None
    before, stop = spans[index - 1]
    alone = periods(lower, before, stop, head)
    return (
        alone[0].value
        if len(alone) == 1 and stop - alone[0].end <= 2 and alone[0].start - before < 6
        else None
    )


def _repeated(lower: str, figure: Figure, seen: dict[tuple[str, float], int]) -> bool:
    """Is it a bare repetition of a number of hamlets or people of its paragraph, or of a “tổng số …” given before?"""
    if figure.unit.group not in ("structure", "population") or figure.role:
        return False
    key = (figure.unit.name, figure.value)
    known = seen.get(key)
    seen[key] = figure.start
    if known is None:
        return False
    if lower.startswith(_ENDS, figure.end) or figure.end == len(lower):
        return lower.find("\n", known, figure.start) < 0
    return bool(_WHOLE.search(lower, max(0, figure.start - 14), figure.start))


def _clause(
    lower: str, figure: Figure, start: int, end: int, breaks: list[tuple[int, int]]
) -> tuple[int, int]:
    """The words round a figure up to the next comma on either side; a label before a colon belongs to it."""
    at = bisect_right(breaks, (figure.start, figure.start)) - 1
    left = start if at < 0 else breaks[at][1]
    if at >= 0 and lower[breaks[at][0]] == ":" and not lower[left : figure.start].strip():
        left = start if at == 0 else breaks[at - 1][1]
    after = bisect_right(breaks, (figure.end, -1))
    right = breaks[after][0] if after < len(breaks) else end
    return _word_start(lower, max(left, figure.start - _LEFT)), max(figure.end, right)


def _passage(lower: str, figure: Figure, start: int, end: int) -> tuple[int, int]:
    """The words round a figure up to the next semicolon or as far as a quote goes."""
    left = max(
        start, figure.start - _LEFT, lower.rfind(";", max(start, figure.start - _LEFT), figure.start) + 1
    )
    right = lower.find(";", figure.end, min(end, figure.end + _RIGHT))
    right = min(end if right < 0 else right, figure.end + _RIGHT)
    while right > figure.end and right < len(lower) and lower[right - 1 : right + 1].isalnum():
        right -= 1
    while right > figure.end and lower[right - 1] in " *,.;:(":
        right -= 1
    return _word_start(lower, left), max(figure.end, right)


def _word_start(lower: str, at: int) -> int:
    """``at`` moved on to the beginning of a word."""
    while at > 0 and lower[at - 1] not in ' \n(“"' and lower[at] != " ":
        at += 1
    while lower[at : at + 1] in (" ", "*", "“", "-", "+", ",", ")"):
        at += 1
    return at


def _targets(lower: str, start: int, end: int, group: list[Reading]) -> list[Reading]:
    """Targets in brackets go to the figure before them; the numbers in them are none."""
    matches = list(_TARGET.finditer(lower, start, end))
    opens = [m.start() for m in matches]
    kept: list[Reading] = []
    told: dict[int, Reading] = {}
    for reading in group:
        at = bisect_right(opens, reading.figure.start)
        if at and reading.figure.start < matches[at - 1].end():
            continue
        kept.append(reading)
        if at < len(matches) and not _is_delta(lower, reading.figure):
            told[at] = reading
    for at, reading in told.items():
        reading.target = re.sub(r"\s", "", matches[at][1].replace("–", "-"))
    return kept


def _is_delta(lower: str, figure: Figure) -> bool:
    return bool(_DELTA.search(lower, max(0, figure.start - 24), figure.start))


def _changes(lower: str, group: list[Reading]) -> None:
    """“tăng X, từ A … lên B”: B changed from A, X is about the time between."""
    for reading in group:
        reading.delta = _is_delta(lower, reading.figure)
    for index, first in enumerate(group):
        a = first.figure
        second = next((r for r in group[index + 1 : index + 3] if r.figure.unit.name == a.unit.name), None)
        if second is None:
            continue
        between = lower[a.end : second.figure.start]
        near = len(between) < 90 and ";" not in between
        if near and _FROM.search(lower, max(0, a.start - 16), a.start) and _TO.search(between):
            first.origin, second.change_from = True, a.value
    for delta, first, second in zip(group, group[1:], group[2:], strict=False):
        if delta.delta and second.change_from is not None and first.time and second.time and first.origin:
            years = len(first.time) == len(second.time) == 4
            delta.time = f"{first.time}{'-' if years else '/'}{second.time}"
