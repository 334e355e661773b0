"""Where a report comes from: commune, district and province, as far as the text states them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from loaders.names import UPPER, table


class Seat(NamedTuple):
    """The units a report names as its own, each with its type word and a capital (“Xã Phổ An”), or None."""

    commune: str | None = None
    district: str | None = None
    province: str | None = None


class _Found(NamedTuple):
    level: str
    name: str
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    """A unit word and the capitalised name behind it; a party committee names its unit too."""
    stop = "|".join(table()["units"]["not_names"])
    first = rf"(?!(?:UBND|HĐND|MTTQ|Kính|Báo|(?i:hội chủ nghĩa))\b)[{UPPER}][\w'’]*+"
    word = rf"(?!(?:{stop})\b)[{UPPER}][\w'’]*+"
    name = rf"(?P<name>{first}(?: (?:- )?{word}){{0,4}}+|\d{{1,2}}\b)"
    kinds = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|TP|TX|TT"
    committee = "(?P<committee>Huyện|Thị|Thành|Quận|Tỉnh) (?:ủy|uỷ)"
    return re.compile(rf"(?<!\w)(?:(?i:(?P<kind>{kinds}))\.?|{committee}) (?:của )?{name}(?! \(?cũ\b)")


_BODY_REACH = 200_000
_TWO_LEVELS = re.compile(r"0?1/0?7/2025|chính quyền địa phương (?:hai|0?2) cấp")
_COMMITTEE = {"Huyện": "huyện", "Thị": "thị xã", "Thành": "thành phố", "Quận": "quận", "Tỉnh": "tỉnh"}
_ABBREVIATED = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}


def _units(text: str) -> list[_Found]:
    """All named units in ``text``."""
    found = []
    for match in _pattern().finditer(text):
        kind = _COMMITTEE[match["committee"]] if match["committee"] else match["kind"].lower()
        kind = _ABBREVIATED.get(kind, kind)
        name = match["name"]
        if name.isdecimal() and kind not in {"phường", "quận"}:
            continue
        found.append(
            _Found(_level(kind, name), f"{kind[:1].upper()}{kind[1:]} {name}", match.start(), match.end())
        )
    return found


def _level(kind: str, name: str) -> str:
    if kind == "tỉnh" or (kind == "thành phố" and name in table()["units"]["central_cities"]):
        return "province"
    return "commune" if kind in table()["units"]["commune"] else "district"


def find_seat(issuer: str | None, zones: Iterable[str], body: str, date: str | None = None) -> Seat:
    """The seat: from the issuer's name, else from ``zones`` in order, else from the running text.

    ``zones`` are where a report speaks of itself (letterhead, title, opening, closing). In the running text a
    neighbour's district must not pass for the own one: it has to stand behind the commune's name, or stand
    there with a body of the district. A report of after June 2025 (``date``) has no district but the former one.
    """
    body = body[:_BODY_REACH]
    zones = [zone for zone in (issuer or "", *zones) if zone]
    commune = None if _is_higher(issuer) else _first("commune", zones)
    beside = _beside(commune, body)
    district = _first("district", [zones[0] if issuer else "", beside, *zones]) or _district_body(body)
    if _is_two_level(date, body) and district not in {unit.name for unit in _units(issuer or "")}:
        district = None
    province = _first("province", [*zones, beside]) or _frequent("province", body)
    return Seat(commune, district, province)


def _is_two_level(date: str | None, body: str) -> bool:
    """Whether the report is of after the end of the district level, 1 July 2025."""
    if date and len(date) >= 7:
        return date >= "2025-07"
    return bool(_TWO_LEVELS.search(body))


def _is_higher(issuer: str | None) -> bool:
    """Whether the issuer itself is of district or province level."""
    found = _units(issuer or "")
    return bool(found) and found[0].level != "commune"


def _first(level: str, zones: Iterable[str]) -> str | None:
    return next((unit.name for zone in zones for unit in _units(zone) if unit.level == level), None)


def _beside(commune: str | None, body: str) -> str:
    """The text right behind each mention of the commune that begins with a comma or dash: its own chain."""
    if not commune:
        return ""
    name = re.escape(
        commune.split(" ", 1)[1]
        if not commune.lower().startswith(("thị trấn", "đặc khu"))
        else commune[8:].strip()
    )
    found = re.findall(
        rf"{name} ?(?:,|-|–|\(|thuộc|của) ?"
        r"((?:thuộc )?(?:huyện|quận|thị xã|thành phố|tỉnh|TP|TX)[^.;:]{3,60})",
        body,
    )
    return " … ".join(found)


def _district_body(body: str) -> str | None:
    """The district whose own bodies the text names most (“UBND huyện X”, “Huyện ủy X”)."""
    holders = (
        r"(?:UBND|Ủy ban nhân dân|HĐND|Ban Dân vận|Phòng Nội vụ|Phòng [^,.;\n]{3,30}|MTTQ[^,.;\n]{0,12})"
    )
    spans = re.findall(
        rf"{holders} ((?:huyện|quận|thị xã|thành phố) [^,.;\n]{{2,30}})"
        r"|((?:Huyện|Thị|Thành|Quận) ủy [^,.;\n]{2,30})",
        body,
    )
    return _frequent("district", " … ".join(one or two for one, two in spans))


def _frequent(level: str, text: str) -> str | None:
    names = Counter(unit.name for unit in _units(text) if unit.level == level)
    return max(names, key=lambda name: names[name]) if names else None
