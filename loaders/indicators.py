"""The figures of a report as indicators: what is measured, its value, time, change, target and kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from graph.records import Indicator, Instrument, ReportHead
from loaders.figures import Figure, find_figures
from loaders.indicator_kind import OTHER, kind_of
from loaders.indicator_time import attached, governing, periods
from loaders.layer import TextLayer
from loaders.outline import Outline
from loaders.sentences import sentences

_BREAK = re.compile(r"[;:()]|,(?!\d)| [–-] |(?<=[\w%²]) và (?=\d)")
_TARGET = re.compile(
    r"\((?:nq|nghị quyết|chỉ tiêu|ct|kế hoạch|kh|mục tiêu|theo nghị quyết|so với nghị quyết)\b[^()\d]{0,50}"
    r"(\d+(?:,\d+)?(?: ?[-–] ?\d+(?:,\d+)?)?)[^()]{0,20}\)"
)
_DELTA = re.compile(r"(?<!\w)(?:tăng|giảm|vượt)(?: thêm| được| tới| gần| hơn| trên| khoảng)* $")
_FROM = re.compile(r"(?<!\w)từ (?:mức |trên |dưới |gần |khoảng )?$")
_TO = re.compile(r"(?:^|[ ,(])(?:lên|xuống|còn|đến|thành)(?: còn| tới| đạt| mức| trên| gần)*,? $")
_APPROX = re.compile(r"(?<!\w)(trên|hơn|gần|khoảng|dưới|ít nhất|tối thiểu|không quá|từ) $")
_PASSED_ON = re.compile(r"[\s*–—+-]*(?:trong đó|cụ thể|gồm|bao gồm)", re.IGNORECASE)
_WHOLE = re.compile(r"(?:tổng số|toàn xã có|toàn phường có|toàn xã|cả) (?:có )?$")
_LINK = re.compile(
    r"(?:^|(?<= ))(?:đạt tỷ lệ|đạt|là|có|còn|với|trên|hơn|gần|khoảng|dưới|được|từ|lên|xuống|chiếm|gồm|tại|đã|tổng|khoảng|tới|số|thành|ở|cho|bằng|vào|xuống còn|ít nhất|và|trung bình)$"
)
_LEFT, _RIGHT = 130, 70


@dataclass(slots=True)
class Reading:
    """A figure with what its sentence says about it; ``clause`` is its own span, ``passage``
    that between semicolons; ``opens`` is where its sentence begins."""

    figure: Figure
    clause: tuple[int, int]
    passage: tuple[int, int]
    sentence: int
    opens: int
    time: str | None = None
    change_from: float | None = None
    target: str | None = None
    delta: bool = False
    from_: bool = False


def lower_case(text: str) -> str:
    """``text`` in lower case, letter for letter, so that offsets stay true."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[0] for c in text)


def read_figures(layer: TextLayer, head: ReportHead, instruments: tuple[Instrument, ...]) -> list[Reading]:
    """Every figure of a report with its clause, time, change and target, in order. Numbers in citations are none."""
    text = layer.text
    taken = [(m.start, m.end) for i in instruments for m in i.mentions]
    return _readings(text, lower_case(text), sentences(text), find_figures(text, taken), head)


def read_indicators(layer: TextLayer, outline: Outline, readings: list[Reading]) -> tuple[Indicator, ...]:
    """The figures of a report as indicators, in the order of the text."""
    text = layer.text
    kinds = _kinds(lower_case(text), outline, readings)
    return tuple(_indicator(text, reading, kind) for reading, kind in zip(readings, kinds, strict=True))


def _readings(
    text: str, lower: str, spans: list[tuple[int, int]], figures: list[Figure], head: ReportHead
) -> list[Reading]:
    """Figures sentence by sentence, repetitions and bracketed targets taken out."""
    starts = [start for start, _ in spans]
    by_sentence: dict[int, list[Figure]] = {}
    for figure in figures:
        index = bisect_right(starts, figure.start) - 1
        if index >= 0 and figure.start < spans[index][1]:
            by_sentence.setdefault(index, []).append(figure)
    out: list[Reading] = []
    handed: tuple[int, str | None] = (-1, None)
    seen: set[tuple[int, str, float]] = set()
    for index, found in by_sentence.items():
        start, end = spans[index]
        inherited = _inherited(lower, spans, index, handed, head)
        named = periods(lower, start, end, head)
        breaks = [m.span() for m in _BREAK.finditer(lower, start, end)]
        group: list[Reading] = []
        for figure in found:
            if _repeated(text, figure, out, group, seen):
                continue
            time, handed_on = governing(named, lower, figure.start, inherited)
            handed = (index, handed_on)
            time = attached(lower, figure.end, end, head) or time
            clause = _clause(lower, figure, start, end, breaks)
            group.append(Reading(figure, clause, _passage(lower, figure, start, end), index, start, time))
        group = _targets(lower, start, end, group)
        _changes(lower, group)
        out += group
    return out


def _inherited(
    lower: str, spans: list[tuple[int, int]], index: int, handed: tuple[int, str | None], head: ReportHead
) -> str | None:
    """The time that the sentence before hands down: to “Trong đó: …”, or as a sentence of its own (“Giai đoạn …”)."""
    start, end = spans[index]
    if _PASSED_ON.match(lower, start, end) and handed[0] == index - 1:
        return handed[1]
    if index:
        before_start, before_end = spans[index - 1]
        alone = periods(lower, before_start, before_end, head) if before_end - before_start < 45 else []
        if len(alone) == 1 and before_end - alone[0].end <= 2 and alone[0].start - before_start < 6:
            return alone[0].value
    return None


def _repeated(
    text: str,
    figure: Figure,
    before: list[Reading],
    group: list[Reading],
    seen: set[tuple[int, str, float]],
) -> bool:
    """Is it a bare repetition of a number of hamlets or people that its paragraph, or a “tổng số …”, gave before?"""
    if figure.unit.group not in ("structure", "population") or figure.role:
        return False
    bare = text[figure.end : figure.end + 3].startswith((",", ".", ";", ")", " và", "\n", ""))
    paragraph = text.rfind("\n", 0, figure.start)
    key = (paragraph, figure.unit.name, figure.value)
    if not text[figure.end : figure.end + 1].strip(",.;)\n") and key in seen:
        return True
    if bare:
        seen.add(key)
    if key in seen and text.startswith(" và", figure.end):
        first = [
            r
            for r in (*before, *group)
            if r.figure.unit.name == figure.unit.name and r.figure.value == figure.value
        ]
        return bool(first)
    whole = _WHOLE.search(text[max(0, figure.start - 14) : figure.start].lower())
    return bool(whole) and any(
        r.figure.unit.name == figure.unit.name and r.figure.value == figure.value and not r.figure.role
        for r in (*before, *group)
    )


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
    left = max(start, figure.start - _LEFT, lower.rfind(";", start, figure.start) + 1)
    right = lower.find(";", figure.end, end)
    right = min(end if right < 0 else right, figure.end + _RIGHT)
    return _word_start(lower, left), max(figure.end, right)


def _word_start(lower: str, at: int) -> int:
    """``at`` moved to the beginning of a word."""
    while at > 0 and lower[at - 1] not in ' \n(“"' and lower[at] not in " ":
        at += 1
    while lower[at : at + 1] in (" ", "*", "“", "-", "+"):
        at += 1
    return at


def _targets(lower: str, start: int, end: int, group: list[Reading]) -> list[Reading]:
    """Targets in brackets go to the figure before them; the numbers in them are none."""
    for match in _TARGET.finditer(lower, start, end):
        group = [r for r in group if not match.start() <= r.figure.start < match.end()]
        last = [r for r in group if r.figure.start < match.start() and not _is_delta(lower, r.figure)]
        if last:
            last[-1].target = re.sub(r"\s", "", match[1].replace("–", "-"))
    return group


def _is_delta(lower: str, figure: Figure) -> bool:
    return bool(_DELTA.search(lower, max(0, figure.start - 24), figure.start))


def _changes(lower: str, group: list[Reading]) -> None:
    """“tăng X, từ A … lên B”: B changed from A, X is about the time between."""
    for reading in group:
        reading.delta = _is_delta(lower, reading.figure)
    for first, second in zip(group, group[1:], strict=False):
        a, b = first.figure, second.figure
        between = lower[a.end : b.start]
        if a.unit.name == b.unit.name and len(between) < 90 and ";" not in between:
            if _FROM.search(lower, max(0, a.start - 16), a.start) and _TO.search(between):
                first.from_, second.change_from = True, a.value
    for delta, first, second in zip(group, group[1:], group[2:], strict=False):
        if delta.delta and second.change_from is not None and first.time and second.time and first.from_:
            years = len(first.time) == len(second.time) == 4
            delta.time = f"{first.time}{'-' if years else '/'}{second.time}"


def _kinds(lower: str, outline: Outline, readings: list[Reading]) -> list[str]:
    """The kind of every figure: by its own clause, the figure before it, its sentence, its paragraph, its heading."""
    kinds: list[str] = []
    for index, reading in enumerate(readings):
        group = reading.figure.unit.group
        start, end = reading.clause
        before = readings[index - 1] if index and readings[index - 1].sentence == reading.sentence else None
        kind = kind_of(lower[start : min(end, reading.figure.end + _RIGHT)], group)
        if (
            kind is None
            and before is not None
            and group in ("percent", "event", "petition", "person", "paper")
        ):
            near = before.figure.unit.group == group or group == "percent"
            kind = kinds[index - 1] if near and kinds[index - 1] != OTHER else None
        kinds.append(kind or _kind_around(lower, outline, reading) or OTHER)
    return kinds


def _kind_around(lower: str, outline: Outline, reading: Reading) -> str | None:
    """The kind by the words of the whole sentence before the figure, then of the heading over it."""
    figure = reading.figure
    group = figure.unit.group
    if group in ("structure", "unit", "people", "body", "notion"):
        return None
    kind = kind_of(lower[max(reading.opens, figure.start - 400) : figure.start], group, words_only=True)
    if kind is None:
        section = outline.at(figure.start)
        kind = kind_of(section.title.lower()[:200], group, words_only=True)
    return kind


def _indicator(text: str, reading: Reading, kind: str) -> Indicator:
    figure = reading.figure
    start, end = reading.passage
    while end > figure.end and text[end - 1 : end + 1].isalnum():
        end -= 1
    while end > figure.end and text[end - 1] in " *,.;":
        end -= 1
    return Indicator(
        quote=text[start:end], start=start, end=end, name=_name(text, reading), value=figure.value, unit=figure.unit.name,
        time=reading.time, change_from=reading.change_from, target=reading.target, kind=kind,
    )  # fmt: skip


def _name(text: str, reading: Reading) -> str:
    """What is measured, in the words of the text."""
    figure = reading.figure
    start, end = reading.clause
    left = text[start : figure.start].strip(' :*“"')
    approx = _APPROX.search(text, max(0, figure.start - 12), figure.start)
    while (link := _LINK.search(left)) is not None:
        left = left[: link.start()].rstrip(" ,:")
    right = text[figure.end : min(end, figure.end + _RIGHT)].strip(' *."“”')
    if figure.unit.measure:
        words = left or right
        if reading.delta and left:
            words = f"mức {left.split()[-1]} {' '.join(left.split()[:-1])}".strip()
    else:
        words = f"số {figure.unit.name} {right or left}".strip()
    name = " ".join(words.split()[:24]) or f"số {figure.unit.name}"
    return f"{name} ({approx[1]})" if approx and approx[1] != "từ" else name
