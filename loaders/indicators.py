"""The figures of a report as indicators: what is measured, its value, time, change, target and kind."""

from __future__ import annotations

import re

from graph.records import Indicator
from loaders.figures import Figure
from loaders.indicator_kind import OTHER, kind_of
from loaders.layer import TextLayer
from loaders.outline import Outline
from loaders.readings import FigureReading, Reading

_APPROX = re.compile(r"(?<!\w)(trên|hơn|gần|khoảng|dưới|ít nhất|tối thiểu|không quá) $", re.IGNORECASE)
# Words that lead on to a figure and say nothing of what is measured.
_LINKS = tuple(
    f" {word}"
    for word in (
        "đạt tỷ lệ", "xuống còn", "ít nhất", "trung bình", "đạt", "là", "có", "còn", "với", "trên", "hơn", "gần",
        "khoảng", "dưới", "được", "từ", "lên", "xuống", "chiếm", "gồm", "tại", "đã", "tổng", "tới", "số",
        "thành", "ở", "cho", "bằng", "vào", "và",
    )
)  # fmt: skip
_MODEL = re.compile(r"(?:mô hình|câu lạc bộ|phong trào|clb)[^“\"\n]{0,30}[“\"][^”\"\n]{0,120}[”\"]")
_LINKED = re.compile(r"trong đó|đạt|chiếm|tỷ lệ|tăng|giảm|bằng|\(|là|từ|lên|xuống|còn|và")
_PART = re.compile(r"trong đó|gồm|\(")
_LABEL = re.compile(r"[\s*+•-]*([^:\n]{2,45}):")
_FOLLOWS = ("percent", "event", "petition", "person", "paper")
# Nouns whose figures may be about anything: only the words directly beside them say what.
_NEAR_ONLY = ("structure", "unit", "people", "body", "notion")
_NEAR, _LONG_TITLE = 40, 90
_RIGHT = 70


def read_indicators(layer: TextLayer, outline: Outline, figures: FigureReading) -> tuple[Indicator, ...]:
    """The figures of a report as indicators, in the order of the text; repetitions are left out."""
    kinds = _kinds(figures, outline)
    pairs = zip(figures.readings, kinds, strict=True)
    kept = ((r, kind) for r, kind in pairs if not r.repeated and not _no_proposal(r, outline))
    return tuple(_indicator(layer.text, r, kind) for r, kind in kept)


def _no_proposal(reading: Reading, outline: Outline) -> bool:
    """“Không có kiến nghị” under the heading of proposals counts nothing."""
    return reading.figure.role == "zero" and outline.at(reading.figure.start).kind == "proposal"


def _kinds(figures: FigureReading, outline: Outline) -> list[str]:
    """The kind of every figure: by its own words, the figure before it, its sentence, its heading."""
    kinds: list[str] = []
    before: Reading | None = None
    for reading in figures.readings:
        group = reading.figure.unit.group
        kind = _own_kind(figures.lower, reading)
        same = before is not None and before.sentence == reading.sentence
        if kind is None and same and before is not None:
            linked = group == "percent" and _LINKED.search(
                figures.lower, before.figure.end, reading.figure.start
            )
            near = linked or (group in _FOLLOWS and before.figure.unit.group == group)
            bare = reading.figure.unit.name == "người" and before.figure.unit.group in (
                "structure",
                "population",
            )
            kind = "demography" if bare else kinds[-1] if near and kinds[-1] != OTHER else None
        elif same and before is not None and _is_part(figures.lower, before, reading) and kinds[-1] != OTHER:
            kind = kinds[-1]
        kinds.append(kind or _kind_around(figures.lower, outline, reading) or OTHER)
        before = reading
    return kinds


def _is_part(lower: str, before: Reading, reading: Reading) -> bool:
    """Is the figure one of the parts of the one before it (“…, trong đó trực tuyến 1.226 hồ sơ”)?"""
    if before.figure.unit.name != reading.figure.unit.name:
        return False
    return bool(_PART.search(lower, before.figure.end, reading.figure.start))


def _own_kind(lower: str, reading: Reading) -> str | None:
    """The kind by the words of the clause, names of models left out; a short label of the sentence counts too."""
    figure, (start, end) = reading.figure, reading.clause
    group = figure.unit.group
    left = _MODEL.sub("¤", lower[start : figure.start])
    if group in _NEAR_ONLY:
        left = left[-_NEAR:]
    words = left + lower[figure.start : min(end, figure.end + _RIGHT)]
    kind = kind_of(words[len(left) :], group, words_only=True) if group in _NEAR_ONLY else None
    kind = kind or kind_of(words, group, words_only=True)
    label = (
        _LABEL.match(lower, reading.opens, min(start, reading.opens + 60)) if start > reading.opens else None
    )
    if kind is None and label is not None:
        kind = kind_of(f"{label[1]}: {words}", group, words_only=True)
    if kind is None and group in ("land", "length"):
        kind = kind_of(lower[max(reading.opens, figure.start - 250) : figure.start], "crop", words_only=True)
    return kind or kind_of(words, group)


def _kind_around(lower: str, outline: Outline, reading: Reading) -> str | None:
    """The kind by the words of the sentence before the figure, then of a short heading over it."""
    figure = reading.figure
    group = figure.unit.group
    if group in (*_NEAR_ONLY, "work") or figure.unit.name == "trường hợp":
        return None
    kind = kind_of(lower[max(reading.opens, figure.start - 250) : figure.start], group, words_only=True)
    title = outline.at(figure.start).title.lower()
    if kind is None and len(title) < _LONG_TITLE and group in ("percent", "event", "petition", "person"):
        kind = kind_of(title, group, words_only=True)
    return kind


def _indicator(text: str, reading: Reading, kind: str) -> Indicator:
    figure, (start, end) = reading.figure, reading.passage
    return Indicator(
        quote=text[start:end], start=start, end=end, name=_name(text, reading), value=figure.value,
        unit=figure.unit.name, time=reading.time, change_from=reading.change_from, target=reading.target, kind=kind,
    )  # fmt: skip


def _name(text: str, reading: Reading) -> str:
    """What is measured, in the words of the text."""
    figure = reading.figure
    start, end = reading.clause
    if reading.column:
        label = text[start : figure.start].strip()
        return f"{reading.column}: {re.split(r' [-–]?[0-9]', label)[0]}"
    left = " " + text[start : figure.start].strip(' :*“"')
    while left.endswith(_LINKS):
        left = left[: -len(next(link for link in _LINKS if left.endswith(link)))].rstrip(" ,:")
    left = left.strip()
    right = text[figure.end : min(end, figure.end + _RIGHT)].strip(' *."“”')
    name = " ".join(_words(figure, reading, left, right).split()[:24])
    approx = _APPROX.search(text, max(0, figure.start - 12), figure.start)
    return f"{name} ({approx[1].lower()})" if approx else name


def _words(figure: Figure, reading: Reading, left: str, right: str) -> str:
    """The words before a measure; the noun and the words behind it for things counted."""
    if not figure.unit.measure:
        return f"số {figure.unit.name} {right or left}".strip()
    if reading.delta and left:
        *rest, verb = left.split()
        return f"mức {verb} {' '.join(rest)}".strip()
    return left or right or figure.unit.name
