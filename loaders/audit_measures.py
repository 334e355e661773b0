"""Figures that contradict each other across clauses: products, changes, lists, forest, crops, numbers of hamlets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from graph.records import Anomaly
from loaders.audit_figures import clause_start, fault, sentence_faults, show, table, table_faults
from loaders.bare import UPPER
from loaders.figures import Figure
from loaders.readings import FigureReading, Reading

_ITEM = re.compile(rf"[{UPPER}][\w’'-]*(?: [{UPPER}\d][\w’'-]*){{0,3}}")
_JOINT = re.compile(r"(?:, và |, | và |; )(?:thôn |xóm |ấp |buôn |làng |bản )?")
_LIST = re.compile(r" ?(?::|gồm:?|là:?|bao gồm:?|\() ?(?:các )?(?:thôn |xóm |ấp |buôn |làng |bản )?")
_LIST_END = re.compile(r"[;)\n]|\.(?:\s|$)|$|,? (?:và|với) |, ")
_FOREST = re.compile(r"diện tích (?:đất )?(?:có )?rừng")
_NATURAL = re.compile(r"diện tích (?:đất )?tự nhiên")
_COVER = re.compile(r"che phủ")
_CROP = re.compile(r"(?<!\w)(?:lúa|ngô)(?!\w)")
_FOOD = re.compile(r"sản lượng (?:cây )?lương thực")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm)(?: thêm| được)? $")
_HAVE = re.compile(
    r"(?<!\w)(?:xã|phường|thị trấn|toàn xã|hiện) (?:có|gồm)(?: tổng số| tổng cộng)? $|(?:phân|chia) thành $"
)
_BREAK = re.compile(r"[;\n]|,(?!\d)|\. ")
_TONNES = {"tấn": 1.0, "tạ": 0.1, "kg": 0.001}
_FOREST_POINTS = 5
_LEAST_MISFIT = 0.05


def figure_faults(text: str, figures: FigureReading) -> Iterator[Anomaly]:
    """All arithmetic faults among the figures of a report."""
    lower, readings = figures.lower, figures.readings
    for number, group in groupby(readings, key=lambda r: r.sentence):
        if number < 0:
            continue
        sentence = list(group)
        yield from sentence_faults(text, lower, [r.figure for r in sentence])
        yield from _products(text, lower, [r.figure for r in sentence])
        yield from _changes(text, lower, sentence)
        yield from _lists(text, lower, sentence)
    yield from table_faults(text, figures.tables)
    yield from _forest(text, lower, readings)
    yield from _crops(text, lower, readings)
    yield from _hamlets(text, lower, readings)


def _products(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """Area × yield against output, in tonnes; two or three harvests a year are no fault."""
    yields = {row["unit"]: row["tonnes"] for row in table()["yield"]}
    for area, rate, output in zip(figures, figures[1:], figures[2:], strict=False):
        if area.unit.name != "ha" or rate.unit.name not in yields or output.unit.name not in _TONNES:
            continue
        if (
            "năng suất" not in lower[area.end : rate.start]
            or "sản lượng" not in lower[rate.end : output.start]
        ):
            continue
        tonnes = area.value * rate.value * yields[rate.unit.name]
        stated = output.value * _TONNES[output.unit.name]
        share = area.step / max(area.value, 1e-9) + rate.step / max(rate.value, 1e-9)
        slack = max(share, _LEAST_MISFIT) * tonnes + output.step
        if not tonnes or any(abs(stated - k * tonnes) <= k * slack for k in (1, 2, 3)):
            continue
        wrong = (
            f"{show(area.value)} ha × {show(rate.value)} {rate.unit.name} = {show(tonnes, 2)} tấn, không phải "
            f"{show(output.value)} {output.unit.name} (gấp {show(stated / tonnes, 2)} lần)"
        )
        yield fault(text, clause_start(lower, area.start), output.end, wrong)


def _changes(text: str, lower: str, sentence: list[Reading]) -> Iterator[Anomaly]:
    """“tăng 0,1%, từ 7% … lên 8%”: in points, or as a share of the first value."""
    for delta, first, second in zip(sentence, sentence[1:], sentence[2:], strict=False):
        d, a, b = delta.figure, first.figure, second.figure
        if not (first.origin and second.change_from is not None) or d.unit.name != b.unit.name:
            continue
        if not _CHANGE.search(lower, max(0, d.start - 14), d.start):
            continue
        slack = 2 * d.step + max(a.step, b.step) + 1e-6
        change = abs(b.value - a.value)
        relative = 100 * change / a.value if a.value and d.unit.group == "percent" else change
        if abs(change - d.value) <= slack or abs(relative - d.value) <= slack:
            continue
        unit = "điểm phần trăm" if d.unit.group == "percent" else d.unit.name
        ends = f"{show(max(a.value, b.value))} - {show(min(a.value, b.value))}"
        wrong = f"{ends} = {show(change, 2)} {unit}, không phải {show(d.value)} như đã nêu"
        yield fault(text, clause_start(lower, d.start), b.end, wrong)


def _lists(text: str, lower: str, sentence: list[Reading]) -> Iterator[Anomaly]:
    """“05 thôn: A, B, C và D”: as many names as the number says."""
    for reading in sentence:
        figure = reading.figure
        if figure.unit.group not in ("structure", "unit") or figure.role not in ("", "word"):
            continue
        lead = _LIST.match(text, figure.end)
        names, end = _names(text, lead.end()) if lead else ([], 0)
        if len(names) > 2 and len(names) != figure.value:
            said = f"{show(figure.value)} {figure.unit.name}"
            wrong = f"nêu {said} nhưng kể tên {len(names)}: {', '.join(names)}"
            yield fault(text, clause_start(lower, figure.start), end, wrong)


def _names(text: str, at: int) -> tuple[list[str], int]:
    """Names joined by commas and “và” that end with the clause; nothing if the list ends otherwise."""
    names: list[str] = []
    while match := _ITEM.match(text, at):
        names.append(match[0])
        joint = _JOINT.match(text, match.end())
        if joint is None or not _ITEM.match(text, joint.end()):
            return (names, match.end()) if _LIST_END.match(text, match.end()) else ([], 0)
        at = joint.end()
    return [], 0


def _said(lower: str, figure: Figure, reach: int = 110) -> str:
    """The words of a figure's clause before it."""
    least = max(0, figure.start - reach)
    begin = max((m.end() for m in _BREAK.finditer(lower, least, figure.start)), default=least)
    return lower[begin : figure.start]


def _forest(text: str, lower: str, readings: tuple[Reading, ...]) -> Iterator[Anomaly]:
    """Forest cover against forest area and natural area."""
    hectares = [r.figure for r in readings if r.figure.unit.name == "ha"]
    natural = next((f for f in hectares if _NATURAL.search(_said(lower, f))), None)
    if natural is None or not natural.value:
        return
    for area, cover in pairwise(readings):
        a, c = area.figure, cover.figure
        if area.sentence != cover.sentence or a.unit.name != "ha" or c.unit.group != "percent":
            continue
        if not _FOREST.search(_said(lower, a)) or not _COVER.search(lower[a.end : c.start]):
            continue
        true = 100 * a.value / natural.value
        if abs(true - c.value) > _FOREST_POINTS:
            wrong = (
                f"{show(a.value)} ha rừng / {show(natural.value)} ha tự nhiên = {show(true, 1)} %, không phải "
                f"{show(c.value)} % (đã cho phép lệch {_FOREST_POINTS} điểm)"
            )
            yield fault(text, clause_start(lower, a.start), c.end, wrong)


def _crops(text: str, lower: str, readings: tuple[Reading, ...]) -> Iterator[Anomaly]:
    """The output of all food crops cannot be less than that of rice or maize."""
    tonnes = [r.figure for r in readings if r.figure.unit.name == "tấn"]
    total = next(
        (f for f in tonnes if _FOOD.search(said := _said(lower, f)) and "bình quân" not in said), None
    )
    if total is None:
        return
    for figure in tonnes:
        least = max(0, figure.start - 300)
        line = lower[max(lower.rfind("\n", least, figure.start) + 1, least) : figure.start]
        crop = figure is not total and "sản lượng" in _said(lower, figure) and _CROP.search(line)
        if crop and not _FOOD.search(line) and figure.value > total.value + total.step:
            wrong = (
                f"tổng sản lượng lương thực {show(total.value)} tấn nhỏ hơn sản lượng riêng của {crop[0]} "
                f"({show(figure.value)} tấn) nêu trong cùng báo cáo"
            )
            yield fault(text, clause_start(lower, total.start), total.end, wrong)
            return


def _hamlets(text: str, lower: str, readings: tuple[Reading, ...]) -> Iterator[Anomaly]:
    """“6/6 thôn” where the commune has another number of hamlets."""
    have: dict[str, Figure] = {}
    for figure in (r.figure for r in readings):
        if figure.unit.group != "structure" or "," in figure.unit.name:
            continue
        if not figure.role and _HAVE.search(lower, max(0, figure.start - 24), figure.start):
            have.setdefault(figure.unit.name, figure)
        known = have.get(figure.unit.name)
        if figure.role == "whole" and known is not None and known.value != figure.value:
            unit = figure.unit.name
            wrong = (
                f"ở đây tính trên {show(figure.value)} {unit}, chỗ trước nêu xã có {show(known.value)} {unit}"
            )
            yield fault(text, clause_start(lower, figure.start), figure.end, wrong)
