"""Figures that contradict each other within a sentence: shares, parts against totals; and in tables.

Shares are compared within one unit of the last place given, sums within half a unit of every term, so that
rounding is never a fault. Every explanation shows its arithmetic.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from graph.records import Anomaly
from loaders.figure_tables import Table
from loaders.figures import Figure
from loaders.words import alternation
from ontology.tables import read

_SHARE_OF_PART = re.compile(r"[^;.]{0,25}?(?:đạt|chiếm|tỷ lệ|tương ứng|bằng|\(|,)[^;.\d]{0,30}$")
_PARTS_FOLLOW = re.compile(r"trong đó|gồm")
_TOTAL_SUM = re.compile(r"tổng (?:kinh phí|số|vốn|nguồn|mức|giá trị|diện tích|chiều dài)")
_CUE = re.compile(
    r"(trong đó|bao gồm|gồm|cụ thể|:|\()[^;:()\d]{0,90}:?[^;:()\d]{0,60}$|(trong đó)[^;()]{0,120}$"
)
_OWN_SHARE = re.compile(r"^[^;,]*?,? ?\(?(?:đạt|chiếm)[^;,]{0,20}[\d.,]+ ?%\)?")
_CLAUSE_BREAK = re.compile(r"[;:(\n]|,(?!\d)|\. ")
_MORE = re.compile(r" (?:nhưng|song|mà|thì|,)? ?(?:mới|chỉ)(?: mới)? có $")
_EPSILON = 1e-6


@functools.cache
def table() -> dict[str, Any]:
    """The words of the checks: ``ontology/anomalies.toml``."""
    return read("anomalies")


@functools.cache
def _words(section: str, name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternation(w for w in table()[section][name] if w[0].isalpha()))


def fault(text: str, start: int, end: int, explain: str) -> Anomaly:
    """An arithmetic anomaly with its quote."""
    return Anomaly(quote=text[start:end], start=start, end=end, kind="arithmetic", explain=explain)


def show(value: float, places: int = 4) -> str:
    """A number in Vietnamese style with at most ``places`` decimals: 1815.23 → “1.815,23”."""
    digits = f"{value:,.{places}f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.translate(str.maketrans(",.", ".,"))


def clause_start(lower: str, at: int) -> int:
    """Where the clause of ``at`` begins: behind the last comma, semicolon, colon, bracket or line break."""
    least = max(0, at - 120)
    begin = max((m.end() for m in _CLAUSE_BREAK.finditer(lower, least, at)), default=least)
    while begin < at and lower[begin] == " ":
        begin += 1
    return begin


def sentence_faults(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """The faults of shares and sums among the figures of one sentence."""
    yield from _ratios(text, lower, figures)
    yield from _shares(text, lower, figures)
    yield from _money_shares(text, lower, figures)
    yield from _sums(text, lower, figures)
    yield from _too_many(text, lower, figures)


def _share(part: Figure, whole: Figure, percent: Figure) -> str | None:
    """What is wrong with “part of whole is percent”, or None where it holds."""
    if whole.value <= 0:
        return None
    true = 100 * part.value / whole.value
    if abs(true - percent.value) <= 2 * percent.step + _EPSILON:
        return None
    return (
        f"{show(part.value)} / {show(whole.value)} {part.unit.name} = {show(true, 2)} %, không phải "
        f"{show(percent.value)} % (đã cho phép lệch một đơn vị của chữ số cuối)"
    )


def _follows(lower: str, part: Figure, percent: Figure) -> bool:
    """Does the per cent stand directly behind the part, with nothing of its own to measure against?"""
    if percent.unit.group != "percent" or percent.role:
        return False
    between = lower[part.end : percent.start]
    after = lower[percent.end : percent.end + 30].lstrip(" ()")
    near = len(between) < 90 and not re.search(r"\d|tăng|giảm|;", between)
    linked = bool(_SHARE_OF_PART.search(between)) or not between.strip()
    return near and linked and not _words("share", "other_base").match(after)


def _ratios(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“17/19 ý kiến, đạt 98,5%”; and “15/12 đơn”, more than there are."""
    for part, whole, percent in zip(figures, figures[1:], [*figures[2:], None], strict=False):
        if part.role != "part" or whole.role != "whole" or part.mate != whole.mate:
            continue
        if percent is not None and _follows(lower, whole, percent):
            if (wrong := _share(part, whole, percent)) is not None:
                yield fault(text, clause_start(lower, part.start), percent.end, wrong)
        elif part.value > whole.value and part.unit.group in ("structure", "petition"):
            unit = part.unit.name
            wrong = (
                f"{show(part.value)} {unit} lớn hơn {show(whole.value)} {unit}: phần không thể lớn hơn tổng"
            )
            yield fault(text, clause_start(lower, part.start), part.end, wrong)


def _shares(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“tiếp nhận 5.318 hồ sơ, đã giải quyết 5.296 hồ sơ, đạt 95,9%”."""
    for whole, part, percent in zip(figures, figures[1:], figures[2:], strict=False):
        plain = {whole.role, part.role, percent.role} == {""} and whole.unit.name == part.unit.name
        if not plain or whole.unit.measure or percent.value == 100 or part.value > whole.value:
            continue
        apart = lower[whole.end : part.start]
        asked = lower[clause_start(lower, whole.start) : whole.start]
        done = lower[clause_start(lower, part.start) : part.start]
        if ";" in apart or ". " in apart or "trong đó" in apart:
            continue
        named = _words("share", "whole").search(asked) and _words("share", "part").search(done)
        if named and _follows(lower, part, percent) and (wrong := _share(part, whole, percent)):
            yield fault(text, clause_start(lower, whole.start), percent.end, wrong)


def _money_shares(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“tổng kinh phí T đồng, trong đó: vốn A đồng, đạt tỷ lệ p%”."""
    total: Figure | None = None
    for part, percent in pairwise(figures):
        if not part.unit.measure or part.unit.group == "percent" or part.role:
            continue
        head = lower[max(0, part.start - 70) : part.start]
        if _TOTAL_SUM.search(head) and "trong đó" not in head:
            total = part
            continue
        if total is None or part.unit.name != total.unit.name or part.value > total.value:
            continue
        listed = _PARTS_FOLLOW.search(lower, total.end, min(part.start, total.end + 200))
        if listed and _follows(lower, part, percent) and (wrong := _share(part, total, percent)):
            yield fault(text, part.start, percent.end, wrong)


def _sums(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“64 đơn, gồm 9 đơn …, 52 đơn …, 2 đơn …”."""
    for index, total in enumerate(figures[:-2]):
        if total.role or total.unit.group in ("percent", "span"):
            continue
        parts, complete = _parts(lower, total, figures[index + 1 : index + 40])
        if len(parts) < 2:
            continue
        summed = sum(p.value for p in parts)
        slack = total.step + sum(p.step for p in parts) + _EPSILON * max(1.0, total.value) * 1e-3
        if summed > total.value + slack or (complete and summed < total.value - slack):
            terms, unit = " + ".join(show(p.value) for p in parts), total.unit.name
            wrong = (
                f"{terms} = {show(summed)} {unit}, không phải {show(total.value)} {unit} như tổng đã nêu "
                f"(chênh {show(abs(summed - total.value))})"
            )
            yield fault(text, clause_start(lower, total.start), parts[-1].end, wrong)


def _parts(lower: str, total: Figure, rest: list[Figure]) -> tuple[list[Figure], bool]:
    """The parts that a total is followed by, and whether the list is complete."""
    first = rest[0]
    if first.unit.name != total.unit.name or first.start - total.end > 160:
        return [], False
    lead = lower[total.end : first.start]
    cue = _CUE.search(lead)
    if cue is None or re.search(r"\. |;", lead[: cue.start()]):
        return [], False
    word = cue[1] or cue[2]
    close = len(lower)
    if word == "(":
        close = lower.find(")", first.end, first.end + 600)
    parts = _run(lower, total, [f for f in rest if f.end <= close])
    between = lower[total.end : parts[-1].end + 25].replace("phụ nữ", "") if parts else ""
    if _words("parts", "overlapping").search(between):
        return [], False
    return parts, word != "trong đó"


def _run(lower: str, total: Figure, rest: list[Figure]) -> list[Figure]:
    """The figures of the total's unit one after the other, up to the first word that ends the list."""
    parts: list[Figure] = []
    separator = ""
    for figure in rest:
        if figure.unit.group == "percent" and parts:
            continue
        if figure.role or (figure.unit.name != total.unit.name and figure.unit.measure):
            break
        if figure.unit.name != total.unit.name:
            continue
        if parts:
            between = lower[parts[-1].end : figure.start]
            mark = ";" if ";" in between else ","
            ends = _words("parts", "stop").search(_OWN_SHARE.sub("", between)) or "\n" in between
            if ends or (separator and mark == ";" != separator):
                break
            separator = separator or mark
        parts.append(figure)
    return parts


def _too_many(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“Tổng số 12 xóm nhưng mới có 14 Ban …”: more than the total that the same clause gives."""
    for whole, part in pairwise(figures):
        totalled = re.search(r"(?:tổng số|trong số) $", lower[max(0, whole.start - 9) : whole.start])
        fewer = _MORE.match(lower[whole.end : part.start])
        if totalled and fewer and part.value > whole.value and not (whole.unit.measure or part.unit.measure):
            wrong = (
                f"“mới có” {show(part.value)} {part.unit.name} trong khi tổng số chỉ là "
                f"{show(whole.value)} {whole.unit.name}"
            )
            yield fault(text, whole.start, part.end, wrong)


def table_faults(text: str, tables: tuple[Table, ...]) -> Iterator[Anomaly]:
    """Columns whose last row is called a total and is none."""
    for found in tables:
        total = found.rows[-1]
        if not total.total or len(found.rows) < 3:
            continue
        for index, column in enumerate(found.columns):
            said = total.cells[index]
            cells = [c for row in found.rows[:-1] if (c := row.cells[index]) is not None]
            summed = sum(c.value for c in cells)
            if said is None or abs(summed - said.value) <= said.step + sum(c.step for c in cells) + _EPSILON:
                continue
            terms, scale = " + ".join(show(c.value / column.unit.factor) for c in cells), column.unit.factor
            wrong = f"cột “{column.title}”: {terms} = {show(summed / scale)}, không phải {show(said.value / scale)}"
            yield fault(text, total.start, total.end, wrong)
            break
