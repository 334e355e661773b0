"""What a figure is counted in: measures (“ha”, “triệu đồng/năm”) and counted nouns (“đơn”, “lượt người”)."""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple

from loaders.words import alternation, spellings
from ontology.tables import read

_FACTORS = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_MONEY = ("triệu", "tỷ", "tỉ")
_FACTOR = re.compile(
    r" ?(trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?: (nghìn|ngàn|triệu|tỷ|tỉ))?(?![\wà-ỹ])(?! (?:lệ|trọng|suất))"
)
_PER = re.compile(
    r"(?: ?/ ?(?:héc-ta|ha|năm|tháng|quý|tuần|ngày|vụ|đầu người|người|nhân khẩu|khẩu|hộ|lao động|km2|km²|m2|m²|"
    r"kg|tấn|lít|sào|lượt|cuộc|thôn|xã|công|suất|căn|con|cây)(?!\w))+"
)
_MEASURES = ("money", "percent", "land", "length", "mass")
_WORDS_IN_BRACKETS = re.compile(r" ?\([^()\d]{3,60}\)")


class Unit(NamedTuple):
    """A unit at a place: its name as it is written out, its group, the factor before it, where it ends.

    ``verb``: the word may also be a verb (“kiến nghị”), so a lone digit before it is no sure count.
    """

    name: str
    group: str
    factor: float
    start: int
    end: int
    verb: bool = False

    @property
    def measure(self) -> bool:
        """Is it a physical measure, money or per cent, not a counted noun?"""
        return self.group in _MEASURES


class _Lexicon(NamedTuple):
    pattern: re.Pattern[str]
    rows: dict[str, dict[str, Any]]
    pairs: dict[str, str]


@functools.cache
def _lexicon() -> _Lexicon:
    table = read("units_of_measure")
    rows = {s: row for row in table["unit"] for word in row["words"] for s in spellings(word)}
    pairs = {pair["first"]: pair["second"] for pair in table["pair"]}
    plain = alternation(word for word in rows if word != "%")
    return _Lexicon(re.compile(rf"%|{plain}"), rows, pairs)


@functools.cache
def zero_nouns() -> frozenset[str]:
    """The nouns of which “không có …” says that there are none."""
    rule = read("units_of_measure")["zero"]
    counted = {word for word, row in _lexicon().rows.items() if row["group"] in rule["groups"]}
    never = {s for word in rule["never"] for s in spellings(word)}
    return frozenset(counted - never)


def noun_at(lower: str, pos: int) -> re.Match[str] | None:
    """The longest unit word at ``pos`` of a lower-case text."""
    return _lexicon().pattern.match(lower, pos)


def unit_at(lower: str, pos: int) -> Unit | None:
    """The unit behind a number that ends at ``pos`` of ``lower`` (the text in lower case), or None."""
    factor, at = 1.0, pos
    if (scale := _FACTOR.match(lower, at)) is not None:
        factor = _FACTORS[scale[1]] * _FACTORS.get(scale[2] or "", 1.0)
        at = scale.end()
    if (aside := _WORDS_IN_BRACKETS.match(lower, at)) is not None:
        at = aside.end()
    start = at + lower.startswith(" ", at)
    word = noun_at(lower, start)
    if word is None:
        if scale is not None and scale[1] in _MONEY and not lower[at : at + 2].strip()[:1].isalpha():
            return _money(lower, at, factor)
        return _money(lower, at, factor) if scale is not None and (scale[2] or scale[1]) in _MONEY else None
    row = _lexicon().rows[word[0]]
    glued = start == pos
    if glued and row["group"] not in _MEASURES:
        return None
    name, end = row.get("as", word[0]), word.end()
    if row["group"] not in _MEASURES:
        name, end = _joined(lower, name, row["group"], end)
    if (per := _PER.match(lower, end)) is not None:
        name, end = name + per[0].replace(" ", ""), per.end()
    return Unit(name, row["group"], factor, start, end, row.get("verb", False))


def _money(lower: str, at: int, factor: float) -> Unit:
    """“2,35 tỷ” without its word is money."""
    per = _PER.match(lower, at)
    return Unit(
        "đồng" + (per[0].replace(" ", "") if per else ""), "money", factor, at, per.end() if per else at
    )


def _joined(lower: str, name: str, group: str, end: int) -> tuple[str, int]:
    """“lượt” with who came, “cán bộ, công chức” and other nouns that are counted together."""
    rows, pairs = _lexicon().rows, _lexicon().pairs
    if name in ("lượt", "dự thảo"):
        after = noun_at(lower, end + 1) if lower.startswith(" ", end) else None
        if after is not None and rows[after[0]]["group"] in (
            "people",
            "person",
            "population",
            "petition",
            "paper",
        ):
            row = rows[after[0]]
            name, group, end = f"{name} {row.get('as', after[0])}", row["group"], after.end()
    while lower.startswith(", ", end):
        after = noun_at(lower, end + 2)
        if after is None:
            break
        row = rows[after[0]]
        if not (
            (row["group"] == group and group in ("people", "structure", "unit"))
            or pairs.get(name) == after[0]
        ):
            break
        name, end = f"{name}, {row.get('as', after[0])}", after.end()
    return name, end
