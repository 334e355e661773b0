"""Figures that contradict each other: shares, sums, products, changes and counts, each with its arithmetic.

Every check compares within one unit of the last place that the text gives, so that rounding is never a fault.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from graph.records import Anomaly
from loaders.bare import UPPER
from loaders.figures import Figure
from loaders.indicators import Reading
from loaders.words import alternation
from ontology.tables import read

_BETWEEN_PART_AND_SHARE = re.compile(r"[^;.]{0,25}?(?:đạt|chiếm|tỷ lệ|tương ứng|bằng|\(|,)[^;.\d]{0,30}$")
_ITEM = re.compile(rf"[{UPPER}][\w’'-]*(?: [{UPPER}\d][\w’'-]*){{0,3}}")
_COUNTED = 5e-7
_FOREST = re.compile(r"diện tích (?:đất có )?rừng")
_NATURAL = re.compile(r"diện tích (?:đất )?tự nhiên")
_COVER = re.compile(r"(?:che phủ|độ che phủ)")
_CHANGE = re.compile(r"(?<!\w)(tăng|giảm)(?: thêm| được)? $")
_HAMLETS_OF = re.compile(r"(?:có|gồm|thành|phân thành|chia thành|toàn xã|tổng số) $")


@functools.cache
def _table() -> dict[str, Any]:
    return read("anomalies")


@functools.cache
def _words(section: str, name: str) -> re.Pattern[str]:
    words = [w for w in _table()[section][name] if w[0].isalpha()]
    return re.compile(r"(?<!\w)" + alternation(words))


def figure_faults(text: str, lower: str, readings: list[Reading]) -> Iterator[Anomaly]:
    """All arithmetic faults among the figures of a report, sentence by sentence."""
    for _, group in groupby(readings, key=lambda r: r.sentence):
        sentence = list(group)
        figures = [r.figure for r in sentence]
        yield from _ratios(text, lower, figures)
        yield from _shares(text, lower, figures)
        yield from _money_shares(text, lower, figures)
        yield from _sums(text, lower, sentence)
        yield from _products(text, lower, figures)
        yield from _changes(text, lower, sentence)
        yield from _lists(text, lower, figures)
        yield from _too_many(text, lower, figures)
    yield from _forest(text, lower, readings)
    yield from _crops(text, lower, readings)
    yield from _hamlets(text, lower, readings)


def fault(text: str, start: int, end: int, explain: str) -> Anomaly:
    """An arithmetic anomaly with its quote."""
    return Anomaly(quote=text[start:end], start=start, end=end, kind="arithmetic", explain=explain)


def show(value: float, places: int = 0) -> str:
    """A number in Vietnamese style: 1815.23 → “1.815,23”."""
    digits = f"{value:,.{places}f}"
    if places:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace(",", " ").replace(".", ",").replace(" ", ".")


def _plain(value: float) -> str:
    return show(value, 4)


def _unit_of_last_place(figure: Figure) -> float:
    return 2 * figure.step


def _start(lower: str, at: int) -> int:
    """Where the clause of ``at`` begins: behind the last comma, semicolon, colon, bracket or line break."""
    found = max(
        (m.end() for m in re.finditer(r"[;:(\n]|,(?!\d)|\. ", lower[max(0, at - 120) : at])), default=0
    )
    begin = max(0, at - 120) + found
    while begin < at and lower[begin] == " ":
        begin += 1
    return begin


def _share(part: float, whole: float, percent: Figure) -> str | None:
    """What is wrong with “part of whole is percent”, or None where it holds."""
    if whole <= 0:
        return None
    true = 100 * part / whole
    if abs(true - percent.value) <= _unit_of_last_place(percent) + 1e-9:
        return None
    places = 2 if abs(true) < 10 else 1
    return f"{_plain(part)} / {_plain(whole)} = {show(true, places)} %, không phải {_plain(percent.value)} % (đã cho phép sai số một đơn vị của chữ số cuối)"


def _follows(lower: str, part: Figure, percent: Figure) -> bool:
    """Does the per cent stand directly behind the part, with nothing of its own to measure against?"""
    if percent.unit.group != "percent" or percent.role:
        return False
    after = lower[percent.end : percent.end + 30]
    between = lower[part.end : percent.start]
    return (
        len(between) < 90
        and bool(_BETWEEN_PART_AND_SHARE.search(between) or not between.strip())
        and not re.search(r"\d|tăng|giảm", between)
        and not _words("share", "other_base").match(after.lstrip(" ()"))
    )


def _ratios(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“17/19 ý kiến, đạt 98,5%”; and “15/12 đơn”, more than there are."""
    for part, whole, percent in zip(figures, figures[1:], [*figures[2:], None], strict=False):
        if part.role != "part" or whole.role != "whole" or part.mate != whole.mate:
            continue
        if percent is not None and _follows(lower, whole, percent):
            if (wrong := _share(part.value, whole.value, percent)) is not None:
                yield fault(
                    text, _start(lower, part.start), percent.end, f"{wrong}; số đếm: {part.unit.name}"
                )
        elif part.value > whole.value and part.unit.group in ("structure", "petition", "paper"):
            yield fault(text, _start(lower, part.start), part.end, f"{_plain(part.value)} lớn hơn {_plain(whole.value)} {part.unit.name}: phần không thể lớn hơn tổng")  # fmt: skip


def _shares(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“tiếp nhận 5.318 hồ sơ, đã giải quyết 5.296 hồ sơ, đạt 95,9%”."""
    for whole, part, percent in zip(figures, figures[1:], figures[2:], strict=False):
        if (
            whole.unit.name != part.unit.name
            or whole.unit.measure
            or {whole.role, part.role, percent.role} != {""}
        ):
            continue
        asked = lower[_start(lower, whole.start) : whole.start]
        done = lower[_start(lower, part.start) : part.start]
        apart = lower[whole.end : part.start]
        if (
            percent.value == 100
            or part.value > whole.value
            or ";" in apart
            or "." in apart
            or "trong đó" in apart
        ):
            continue
        if not (_words("share", "whole").search(asked) and _words("share", "part").search(done)):
            continue
        if _follows(lower, part, percent) and (wrong := _share(part.value, whole.value, percent)):
            yield fault(text, _start(lower, whole.start), percent.end, f"{wrong}; số đếm: {part.unit.name}")


def _money_shares(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“tổng kinh phí T đồng, trong đó: vốn A đồng, đạt tỷ lệ p%”."""
    total: Figure | None = None
    for part, percent in zip(figures, figures[1:], strict=False):
        if not part.unit.measure or part.unit.group == "percent" or part.role:
            continue
        head = lower[max(0, part.start - 70) : part.start]
        if (
            re.search(r"tổng (?:kinh phí|số|vốn|nguồn|mức|giá trị|diện tích|chiều dài)", head)
            and "trong đó" not in head
        ):
            total = part
            continue
        if total is None or part.unit.name != total.unit.name or part.value > total.value:
            continue
        listed = "trong đó" in lower[total.end : part.start] or "gồm" in lower[total.end : part.start]
        if listed and _follows(lower, part, percent) and (wrong := _share(part.value, total.value, percent)):
            yield fault(text, _start(lower, _label(lower, part.start)), percent.end, wrong)


def _label(lower: str, at: int) -> int:
    """``at``, or the place before the colon of a label that stands directly before it."""
    before = lower[max(0, at - 3) : at].rstrip()
    return max(0, at - 3) + len(before) - 1 if before.endswith(":") else at


def _sums(text: str, lower: str, sentence: list[Reading]) -> Iterator[Anomaly]:
    """“64 đơn, gồm 9 đơn …, 52 đơn …, 2 đơn …”."""
    figures = [r.figure for r in sentence]
    for index, total in enumerate(figures[:-2]):
        if total.role or total.unit.group == "percent":
            continue
        parts, complete = _parts(lower, total, figures[index + 1 :])
        if len(parts) < 2:
            continue
        whole, summed = total.value, sum(p.value for p in parts)
        slack = _unit_of_last_place(total) + sum(_unit_of_last_place(p) for p in parts) / 2
        if summed > whole + slack + _COUNTED or (complete and summed < whole - slack - _COUNTED):
            unit, scale = total.unit.name, 1.0
            terms = " + ".join(_plain(p.value / scale) for p in parts)
            yield fault(
                text, _start(lower, total.start), parts[-1].end,
                f"{terms} = {_plain(summed)} {unit}, không phải {_plain(whole)} {unit} như tổng đã nêu (chênh {_plain(abs(summed - whole))})",
            )  # fmt: skip


def _parts(lower: str, total: Figure, rest: list[Figure]) -> tuple[list[Figure], bool]:
    """The parts that a total is followed by, and whether the list is complete."""
    first = next((f for f in rest if f.unit.name == total.unit.name), None)
    if first is None or rest[0].start - total.end > 160:
        return [], False
    lead = lower[total.end : first.start]
    cue = re.search(
        r"(trong đó|bao gồm|gồm|cụ thể|:|\()[^;:()\d]{0,90}:?[^;:()\d]{0,60}$|(trong đó)[^;()]{0,120}$", lead
    )
    if cue is None or re.search(r"[.;]", lead[: cue.start()]) or first is not rest[0]:
        return [], False
    word = cue[1] or cue[2]
    close = _closing(lower, total.end + cue.start()) if word == "(" else len(lower)
    parts = _run(lower, total, [f for f in rest if f.end <= close])
    if _words("parts", "overlapping").search(lower[total.end : parts[-1].end + 25] if parts else ""):
        return [], False
    return parts, word != "trong đó"


def _closing(lower: str, at: int) -> int:
    """The end of the bracket that opens at ``at``."""
    end = lower.find(")", at, at + 600)
    return end if end >= 0 else len(lower)


def _run(lower: str, total: Figure, rest: list[Figure]) -> list[Figure]:
    """The figures of the total's unit one after the other, up to the first word that ends the list."""
    parts: list[Figure] = []
    separator = ""
    for figure in rest:
        if figure.unit.group == "percent" and parts:
            continue
        if figure.unit.name != total.unit.name or figure.role:
            if figure.unit.measure or figure.role:
                break
            continue
        if parts:
            between = lower[parts[-1].end : figure.start]
            mark = ";" if ";" in between else ","
            if (
                (separator and mark == ";" != separator)
                or _words("parts", "stop").search(_unshared(between))
                or "\n" in between
            ):
                break
            separator = separator or mark
        parts.append(figure)
    return parts


def _unshared(between: str) -> str:
    """The words between two parts without the share that stands behind the first."""
    return re.sub(r"^[^;,]*?,? ?\(?(?:đạt|chiếm)[^;,]{0,20}[\d.,]+ ?%\)?", "", between)


def _products(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """Area × yield against output, in tonnes."""
    yields = {row["unit"]: row["tonnes"] for row in _table()["yield"]}
    outputs = {"tấn": 1.0, "tạ": 0.1, "kg": 0.001}
    for area, rate, output in zip(figures, figures[1:], figures[2:], strict=False):
        if area.unit.name != "ha" or rate.unit.name not in yields or output.unit.name not in outputs:
            continue
        if (
            "năng suất" not in lower[area.end : rate.start]
            or "sản lượng" not in lower[rate.end : output.start]
        ):
            continue
        tonnes = area.value * rate.value * yields[rate.unit.name]
        stated = output.value * outputs[output.unit.name]
        slack = (area.step / max(area.value, 1e-9) + rate.step / max(rate.value, 1e-9)) * tonnes + output.step
        if abs(stated - tonnes) <= max(slack, 0.05 * tonnes) or any(
            abs(stated - k * tonnes) <= k * slack for k in (2, 3)
        ):
            continue
        yield fault(
            text, _start(lower, area.start), output.end,
            f"{_plain(area.value)} ha × {_plain(rate.value)} {rate.unit.name} = {show(tonnes, 1)} tấn, không phải "
            f"{_plain(output.value)} {output.unit.name} (gấp {show(stated / tonnes if tonnes else 0, 2)} lần)",
        )  # fmt: skip


def _changes(text: str, lower: str, sentence: list[Reading]) -> Iterator[Anomaly]:
    """“tăng 0,1%, từ 7% … lên 8%”: in points, or as a share of the first value."""
    for delta, first, second in zip(sentence, sentence[1:], sentence[2:], strict=False):
        d, a, b = delta.figure, first.figure, second.figure
        if not delta.delta or not first.from_ or second.change_from is None or d.unit.name != b.unit.name:
            continue
        if not _CHANGE.search(lower, max(0, d.start - 14), d.start):
            continue
        slack = _unit_of_last_place(d) + a.step + b.step
        change = abs(b.value - a.value)
        relative = 100 * change / a.value if a.value and d.unit.group == "percent" else None
        if abs(change - d.value) <= slack + 1e-9 or (
            relative is not None and abs(relative - d.value) <= slack
        ):
            continue
        word = "điểm phần trăm" if d.unit.group == "percent" else d.unit.name
        yield fault(
            text, _start(lower, d.start), b.end,
            f"từ {_plain(a.value)} đến {_plain(b.value)} là {show(change, 2)} {word}, không phải {_plain(d.value)}",
        )  # fmt: skip


def _lists(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“05 thôn: A, B, C và D”: as many names as the number says."""
    for figure in figures:
        if (
            figure.unit.group not in ("structure", "unit")
            or figure.role not in ("", "word")
            or figure.value > 40
        ):
            continue
        lead = re.compile(
            r" ?(?::|gồm:?|là:?|bao gồm:?|\() ?(?:thôn |xóm |các thôn |ấp |buôn |làng )?"
        ).match(text, figure.end)
        names, end = _names(text, lead.end()) if lead else ([], 0)
        if len(names) > 2 and len(names) != figure.value:
            yield fault(
                text, _start(lower, figure.start), end,
                f"nêu {_plain(figure.value)} {figure.unit.name} nhưng liệt kê {len(names)}: {', '.join(names)}",
            )  # fmt: skip


def _names(text: str, at: int) -> tuple[list[str], int]:
    """Names joined by commas and “và” that end with the clause; nothing if the list ends otherwise."""
    names: list[str] = []
    pos = at
    while match := _ITEM.match(text, pos):
        names.append(match[0])
        joint = re.compile(r"(?:, và |, | và |; )(?:thôn |xóm |ấp |buôn |làng )?").match(text, match.end())
        if joint is None or not _ITEM.match(text, joint.end()):
            closed = text[match.end() : match.end() + 2]
            done = closed[:1] in (";", ")", "\n", "") or closed in (". ", ".\n", ".", ".)")
            done = done or bool(re.compile(r",? (?:và|với|;)|, ").match(text, match.end()))
            return (names, match.end()) if done else ([], 0)
        pos = joint.end()
    return [], 0


def _too_many(text: str, lower: str, figures: list[Figure]) -> Iterator[Anomaly]:
    """“Tổng số 12 xóm nhưng mới có 14 Ban …”: more than the total that the same clause gives."""
    for whole, part in zip(figures, figures[1:], strict=False):
        between = lower[whole.end : part.start]
        if (
            re.search(r"tổng số $|trong số $", lower[max(0, whole.start - 9) : whole.start])
            and re.match(r" (?:nhưng|song|mà|thì|,)? ?(?:mới|chỉ)(?: mới)? có $", between)
            and part.value > whole.value
            and not (whole.unit.measure or part.unit.measure)
        ):
            yield fault(
                text, _start(lower, whole.start), part.end,
                f"“mới có” {_plain(part.value)} {part.unit.name} trong khi tổng số chỉ là {_plain(whole.value)} {whole.unit.name}",
            )  # fmt: skip


def _said(lower: str, figure: Figure, reach: int = 70) -> str:
    """The words of a figure's clause before it."""
    begin = max(
        (
            m.end()
            for m in re.finditer(r"[;\n]|,(?!\d)|\. ", lower[max(0, figure.start - reach) : figure.start])
        ),
        default=0,
    )
    return lower[max(0, figure.start - reach) + begin : figure.start]


def _forest(text: str, lower: str, readings: list[Reading]) -> Iterator[Anomaly]:
    """Forest cover against forest area and natural area."""
    natural = next(
        (
            r.figure
            for r in readings
            if r.figure.unit.name == "ha" and _NATURAL.search(_said(lower, r.figure))
        ),
        None,
    )
    if natural is None or not natural.value:
        return
    for area, cover in zip(readings, readings[1:], strict=False):
        a, c = area.figure, cover.figure
        if area.sentence != cover.sentence or a.unit.name != "ha" or c.unit.group != "percent":
            continue
        if not _FOREST.search(_said(lower, a)) or not _COVER.search(lower[a.end : c.start]):
            continue
        true = 100 * a.value / natural.value
        if abs(true - c.value) > 5:
            yield fault(
                text, _start(lower, a.start), c.end,
                f"{_plain(a.value)} ha rừng / {_plain(natural.value)} ha tự nhiên = {show(true, 1)} %, không phải {_plain(c.value)} % (đã cho phép lệch 5 điểm)",
            )  # fmt: skip


def _crops(text: str, lower: str, readings: list[Reading]) -> Iterator[Anomaly]:
    """The output of all food crops cannot be less than that of rice or maize."""
    tonnes = [r.figure for r in readings if r.figure.unit.name == "tấn"]
    total = next(
        (
            f
            for f in tonnes
            if re.search(r"sản lượng (?:cây )?lương thực", _said(lower, f, 110))
            and "bình quân" not in _said(lower, f, 110)
        ),
        None,
    )
    if total is None:
        return
    for figure in tonnes:
        begin = max(lower.rfind("\n", 0, figure.start) + 1, figure.start - 400)
        line = lower[begin : figure.start]
        if (
            figure is total
            or "sản lượng" not in _said(lower, figure)
            or not re.search(r"(?<!\w)(?:lúa|ngô)(?!\w)", line)
        ):
            continue
        if figure.value > total.value + total.step:
            yield fault(
                text, _start(lower, total.start), total.end,
                f"tổng sản lượng lương thực {_plain(total.value)} tấn nhỏ hơn sản lượng một loại cây ({_plain(figure.value)} tấn) cùng báo cáo",
            )  # fmt: skip
            return


def _hamlets(text: str, lower: str, readings: list[Reading]) -> Iterator[Anomaly]:
    """“6/6 thôn” where the commune has another number of hamlets."""
    have: dict[str, Figure] = {}
    for reading in readings:
        figure = reading.figure
        if figure.unit.group != "structure" or "," in figure.unit.name:
            continue
        if not figure.role and _HAMLETS_OF.search(lower, max(0, figure.start - 14), figure.start):
            have.setdefault(figure.unit.name, figure)
        known = have.get(figure.unit.name)
        if figure.role == "whole" and known is not None and known.value != figure.value:
            yield fault(
                text, _start(lower, figure.start), figure.end,
                f"ở đây tính trên {_plain(figure.value)} {figure.unit.name}, chỗ khác nêu có {_plain(known.value)} {figure.unit.name}",
            )  # fmt: skip
