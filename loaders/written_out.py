"""Bodies written out with their place: what a report calls “UBND xã” is “Ủy ban nhân dân xã Phổ An”."""

from __future__ import annotations

import functools
import re

from graph.records import ReportHead
from loaders.names import official
from ontology.codes import issuers
from ontology.fold import fold

_LOCAL = re.compile(r"\b(xã|phường|thị trấn|đặc khu)(?= lần thứ| khóa|$)")
_DISTRICT = re.compile(r"\b(huyện|quận|thị xã|thành phố)(?= lần thứ| khóa|$)")
_PROVINCE = re.compile(r"\b(tỉnh|[Tt]hành phố)(?= lần thứ| khóa|$)")
_OWN = re.compile(
    r"(?:Đảng ủy|Đảng bộ|Ủy ban nhân dân|Hội đồng nhân dân|Khối Dân vận|Ban Thường vụ Đảng ủy|Thường trực Đảng ủy"
    r"|Thường trực Hội đồng nhân dân)$"
)
_SHORT_NAMES = (
    (re.compile(r"^(?:Ban Chấp hành|BCH) (?:Trung ương|TW)(?: Đảng)?$", re.I), "Ban Chấp hành Trung ương Đảng"),
    (re.compile(r"^Thủ tướng$"), "Thủ tướng Chính phủ"),
    (re.compile(r"^Bộ chính trị$", re.I), "Bộ Chính trị"),
    (re.compile(r"^Ban bí thư", re.I), "Ban Bí thư"),
)  # fmt: skip


def write_out(name: str, head: ReportHead) -> str:
    """``name`` officially spelled, with the place of its level where the head of the report states it.

    A level without a place is the report's own (convention 18): “Ủy ban nhân dân thành phố” in a report from
    Hải Phòng is “Ủy ban nhân dân thành phố Hải Phòng”.
    """
    full = official(re.sub(r"\s+", " ", name).strip())
    full = full[:1].upper() + full[1:]
    full = _canonical().get(fold(full), full)
    for pattern, whole in _SHORT_NAMES:
        full = pattern.sub(whole, full)
    full = _with_place(_LOCAL, full, head.commune)
    if head.district:
        full = _with_place(_DISTRICT, full, head.district)
    full = _with_place(_PROVINCE, full, head.province)
    full = _committee(full, head)
    return f"{full} {_lowered(head.commune)}" if head.commune and _OWN.search(full) else full


@functools.cache
def _canonical() -> dict[str, str]:
    """The spelling of the bodies that a code names alone (“Thủ Tướng chính phủ” → “Thủ tướng Chính phủ”)."""
    return {fold(i.name): i.name for i in issuers() if i.fixes}


def _with_place(level: re.Pattern[str], name: str, unit: str | None) -> str:
    """The level word at the end of ``name`` (or before an ordinal) with its place, if the unit is of that level."""
    match = level.search(name)
    if match is None or unit is None or not unit.lower().startswith(match[1].lower()):
        return name
    return f"{name[: match.start()]}{_lowered(unit)}{name[match.end() :]}"


def _lowered(unit: str) -> str:
    return unit[:1].lower() + unit[1:]


def _committee(name: str, head: ReportHead) -> str:
    """“Tỉnh ủy”, “Thành ủy”, “Huyện ủy” with the name of their province or district."""
    match = re.search(r"(Tỉnh|Thành|Huyện|Quận|Thị) ủy$", name)
    if match is None:
        return name
    units = [u for u in (head.district, head.province) if u]
    words = {"Tỉnh": "Tỉnh ", "Thành": "Thành phố ", "Huyện": "Huyện ", "Quận": "Quận ", "Thị": "Thị xã "}
    unit = next((u for u in units if u.startswith(words[match[1]])), None)
    return f"{name} {unit[len(words[match[1]]) :]}" if unit else name
