"""Numbers in running text that count or measure something: their values, their units, where they stand.

Vietnamese style parts thousands with “.” and decimals with “,”; reports also write 1815,23, 1.319,652 người, 12.5%.
Years, dates, spans, ages, ordinals, symbols, telephones, roads and names with numbers are no figures.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.figure_units import Unit, noun_at, unit_at, zero_nouns
from loaders.words import alternation
from ontology.tables import read

_NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,]\d{1,6}(?!\d))?"
# What may not stand before a number is asked afterwards: a pattern that begins with a digit is found fast.
_TOKEN = re.compile(rf"(?:{_NUMBER})(?:(?: ?/ ?|[-–]| [-–] | đến )(?:{_NUMBER}))*(?![\d+])")
_INSIDE = re.compile(r"[\w.,+:]\Z|\d[/ ]\Z")
_ONE = re.compile(_NUMBER)
_COMPOUND = re.compile(r" (\d{1,3}) (triệu|nghìn|ngàn)(?: (\d{1,3}) (?:nghìn|ngàn))?(?: ?(?:đồng|đ)(?!\w))?")
_ITEMS = re.compile(r" \((?:[^\d,;()]{3,60}? \d{1,3}[,;] ?)+[^\d,;()]{3,60}? \d{1,3}\)")
_ITEM = re.compile(r"(?<= )(\d{1,3})(?=[,;)])")
_WORDS = {"hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_WORD = {word: re.compile(rf"{word} (?=[a-zà-ỹđ])") for word in _WORDS}
_NONE = re.compile(r" có (?:các |những |bất kỳ |bất kì |một )?(?=[a-zà-ỹđ])")
_NOT = re.compile(r"(?<!\w)(?:không|chưa)$")
_SUM_OF = re.compile(r"(?:tổng| )?\s?số (?:lượng )?(?:các )?")
_LEADS_ON = re.compile(r"(?:: ?|là |đạt |có |được )$")
_BROKEN = re.compile(r"[\d,;.()\n]")
_PER_ONE = re.compile(r"(?:trên|trong|mỗi|cho|/) ?$")  # “giá trị sản xuất trên 1 ha” measures per hectare
_CAPITALISED = re.compile(r"(?:^|[^\w.])[A-ZÀ-ỸĐ][a-zà-ỹđ]\w* $")
_QUOTED = re.compile(r"“[^”“\"\n]{1,220}[”\"]|\"[^\"“”\n]{1,220}[\"”]|[‘'][^’'“”\n]{1,80}[’']")
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``text[start:end]`` is the number with its unit, ``start``–``stop`` the number alone.

    ``value`` is in full units; ``step`` is half a unit of the last place given, likewise in full units (0 for counts).
    ``role``: “part” or “whole” of a ratio a/b, “low” or “high” of a range, “zero” for “không có …”, “word”, else “”.
    ``mate`` is the number of the figure’s chain: figures of one ratio or range share it.
    """

    start: int
    stop: int
    end: int
    value: float
    step: float
    unit: Unit
    role: str = ""
    mate: int = -1


@functools.cache
def _before(name: str) -> re.Pattern[str]:
    """The words of one row ``[[before]]`` of ``ontology/units_of_measure.toml``, directly before a number."""
    rows = {row["name"]: row["words"] for row in read("units_of_measure")["before"]}
    words = alternation(rows[name])
    if name == "names and ordinals":
        sums = "".join(rf"(?<!{word} )" for word in rows["sums"])
        return re.compile(rf"(?<!\w){sums}{words} $")
    if name == "spans that are figures":
        return re.compile(rf"(?<!\w){words} (?:ít nhất |được )?$")
    return re.compile(rf"(?<!\w){words} $")


def number(token: str, *, counted: bool) -> tuple[float, int]:
    """The value of a number as it is written, and how many decimals it has.

    ``counted``: things are counted, so that “1.319,652 người” and “1,200 hộ” part thousands with the comma.
    """
    groups = re.split(r"[.,]", token)
    marks = [c for c in token if c in ".,"]
    if not marks:
        return float(token), 0
    thousands = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if thousands and ((len(marks) > 1 and len(set(marks)) == 1) or counted or marks == ["."]):
        return float("".join(groups)), 0
    decimals = len(groups[-1])
    return float("".join(groups[:-1]) + "." + groups[-1]), decimals


def find_figures(text: str, lower: str, taken: Iterable[tuple[int, int]]) -> list[Figure]:
    """All figures of ``text`` in order; ``lower`` is the text in lower case, letter for letter.

    Numbers in the spans ``taken`` (citations, tables) are none, nor those in names between quotation marks.
    """
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    closed = _merged([*taken, *quoted])
    found = [*_chains(text, lower, closed), *_words(lower, closed), *_zeros(lower, closed)]
    return sorted(found, key=lambda f: (f.start, f.stop))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _open(matches: Iterator[re.Match[str]], closed: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Those of ``matches`` (in order) that do not begin inside a closed span."""
    index = 0
    for match in matches:
        while index < len(closed) and closed[index][1] <= match.start():
            index += 1
        if index == len(closed) or match.start() < closed[index][0]:
            yield match


def _open_at(found: list[tuple[int, str]], closed: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Those of ``found`` (in order) that do not begin inside a closed span."""
    index = 0
    for start, word in found:
        while index < len(closed) and closed[index][1] <= start:
            index += 1
        if index == len(closed) or start < closed[index][0]:
            yield start, word


def _chains(text: str, lower: str, closed: list[tuple[int, int]]) -> Iterator[Figure]:
    """Figures written in digits: single ones, ratios a/b, ranges a-b."""
    last_unit_end = -1
    for chain in _open(_TOKEN.finditer(lower), closed):
        if chain.start() < last_unit_end or _INSIDE.search(lower, max(0, chain.start() - 2), chain.start()):
            continue  # inside a symbol, a name or “25 tỷ 941 triệu đồng”
        parts = list(_ONE.finditer(lower, chain.start(), chain.end()))
        joins = {lower[a.end() : b.start()].strip() for a, b in pairwise(parts)}
        if len(parts) > 2 or (len(parts) == 2 and _is_date(parts, joins)):
            continue
        unit = unit_at(lower, chain.end()) or _unit_before(lower, chain, ratio="/" in joins)
        if unit is None or not _counts(text, lower, chain, unit, last_unit_end, ratio="/" in joins):
            continue
        if _starts_in(unit.start, closed):
            continue
        rest = _COMPOUND.match(lower, unit.end) if unit.name == "đồng" and unit.factor >= 1e6 else None
        last_unit_end = rest.end() if rest else unit.end
        roles = ("part", "whole") if "/" in joins else ("low", "high") if joins else ("",)
        for part, role in zip(parts, roles, strict=True):
            figure = _figure(part, unit, role, chain)
            yield figure if rest is None else _compound(figure, rest)
        if not unit.measure and lower.startswith(" (", unit.end):
            yield from _bracketed(lower, unit, closed)


def _compound(figure: Figure, rest: re.Match[str]) -> Figure:
    """“25 tỷ 941 triệu đồng”: one figure."""
    factors = {"triệu": 1e6, "nghìn": 1e3, "ngàn": 1e3}
    value = figure.value + float(rest[1]) * factors[rest[2]] + (float(rest[3]) * 1e3 if rest[3] else 0)
    last = 1e3 if rest[3] else factors[rest[2]]
    return replace(figure, value=value, step=0.5 * last, end=rest.end())


def _bracketed(lower: str, unit: Unit, closed: list[tuple[int, int]]) -> Iterator[Figure]:
    """“15 mô hình (kinh tế 04, văn hóa 06)”: numbers in brackets that have no unit take that of the figure before."""
    inner = _ITEMS.match(lower, unit.end)
    if inner is None or _starts_in(inner.start() + 1, closed):
        return
    for item in _ITEM.finditer(lower, inner.start() + 2, inner.end()):
        own = unit._replace(start=item.end(), end=item.end())
        yield Figure(item.start(1), item.end(), item.end(), float(item[1]), 0.0, own)


def _starts_in(offset: int, closed: list[tuple[int, int]]) -> bool:
    """Does a closed span begin at ``offset`` (“Hai Quyết định 217 và 218”)?"""
    index = bisect_left(closed, (offset, -1))
    return index < len(closed) and closed[index][0] == offset


def _figure(part: re.Match[str], unit: Unit, role: str, chain: re.Match[str]) -> Figure:
    value, decimals = number(part[0], counted=not unit.measure and unit.factor == 1)
    exact = not unit.measure and unit.factor == 1
    step = 0.0 if exact else 0.5 * 10.0**-decimals * unit.factor
    return Figure(
        start=chain.start(), stop=chain.end(), end=max(unit.end, chain.end()),
        value=_scaled(value, unit.factor), step=step, unit=unit, role=role, mate=chain.start() if role else -1,
    )  # fmt: skip


def _scaled(value: float, factor: float) -> float:
    """37,9 tỷ → 37900000000 exactly, without the traces of binary fractions."""
    return value if factor == 1 else round(value * factor, 2)


def _is_date(parts: list[re.Match[str]], joins: set[str]) -> bool:
    """Years joined to years, months to years."""
    first, second = parts[0][0], parts[1][0]
    years = [p.isdecimal() and int(p) in _YEARS and len(p) == 4 for p in (first, second)]
    if joins == {"/"}:
        return years[1] and first.isdecimal() and int(first) <= 12
    return all(years) or (years[1] and first.isdecimal() and int(first) <= 31)


def _counts(text: str, lower: str, chain: re.Match[str], unit: Unit, last_end: int, *, ratio: bool) -> bool:
    """Is it a figure, by what stands before it?"""
    start, digits = chain.start(), chain[0]
    before = lower[max(0, start - 24) : start]
    if unit.group == "span":
        return bool(_before("spans that are figures").search(before))
    year = len(digits) == 4 and digits.isdecimal() and int(digits) in _YEARS
    if (year and before.endswith("năm ")) or (unit.name == "vụ" and _before("harvests").search(before)):
        return False
    if unit.verb and not ratio and len(digits) == 1 and _CAPITALISED.search(text[max(0, start - 24) : start]):
        return False
    if unit.measure and digits in ("1", "01") and _PER_ONE.search(before):
        return False
    if unit.measure or ratio:
        return not before.endswith(("ngày ", "dịp ", "điều "))
    named = last_end != start - 1 and _before("names and ordinals").search(before)
    return not named or bool(_before("how often").search(before))


def _unit_before(lower: str, chain: re.Match[str], *, ratio: bool) -> Unit | None:
    """The noun of “tổng số đơn …: 12” where none stands behind the number."""
    if lower[chain.end() : chain.end() + 2].strip()[:1].isalnum() and not ratio:
        return None
    before = lower[max(0, chain.start() - 120) : chain.start()]
    at = max(before.rfind("tổng số "), before.rfind(" số "), 0 if before.startswith("số ") else -1)
    if at < 0 or not _LEADS_ON.search(before) or _BROKEN.search(before, at):
        return None
    noun = _SUM_OF.match(before, at)
    word = noun_at(before, noun.end()) if noun else None
    if word is None:
        return None
    unit = unit_at(" " + word[0], 0)
    if unit is None or (unit.measure and unit.group != "money"):
        return None
    return unit._replace(start=chain.end(), end=chain.end())


def _words(lower: str, closed: list[tuple[int, int]]) -> Iterator[Figure]:
    """Figures written as words: “hai chợ”."""
    found = sorted((m.start(), word) for word, pattern in _WORD.items() for m in pattern.finditer(lower))
    for start, word in _open_at(found, closed):
        unit = unit_at(lower, start + len(word))
        if (
            unit is None
            or unit.measure
            or unit.group == "span"
            or unit.verb
            or lower[start - 1 : start].isalnum()
        ):
            continue
        uncounted = _before("number words that count nothing").search(lower, max(0, start - 9), start)
        if not uncounted and not _starts_in(unit.start, closed):
            yield Figure(start, start + len(word), unit.end, float(_WORDS[word]), 0.0, unit, "word")


def _zeros(lower: str, closed: list[tuple[int, int]]) -> Iterator[Figure]:
    """“không có đơn”, “chưa có cán bộ nào” are 0; without a countable noun they are nothing."""
    for match in _open(_NONE.finditer(lower), closed):
        denied = _NOT.search(lower, max(0, match.start() - 6), match.start())
        word = noun_at(lower, match.end()) if denied else None
        unit = unit_at(lower, match.end() - 1) if word is not None and word[0] in zero_nouns() else None
        if denied and unit is not None:
            yield Figure(denied.start(), match.end() - 1, unit.end, 0.0, 0.0, unit, "zero")
