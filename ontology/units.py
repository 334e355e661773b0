"""Provinces, districts and communes, before and after 1 July 2025, and what became of what.

The statistical codes are used again with another meaning (21136 was xã Trà Tân and is xã Cà Đam), so a unit
is a code *and* the day from which it holds. The table (units.tsv.gz, made by :mod:`ontology.make_units`) is a
snapshot of two periods: :data:`OLD`, the 63 provinces of the first half of 2025, whose own founding days it
does not know, and :data:`NEW`. Communes that ended before 2025 are not in it: they are not found, and never
replaced by a namesake.
"""

from __future__ import annotations

import functools
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ontology.fold import fold, plain
from ontology.iris import unit_iri

OLD = "2024"
"""``valid_from`` of every unit of before 1 July 2025: a convention, the founding days being unknown."""
NEW = "2025-07-01"
"""``valid_from`` of every unit of the 34 provinces (Nghị quyết 202/2025/QH15 and those of 16 June 2025)."""
OLD_END = "2025-06-30"
DISTRICTS_ENDED_BY = "203/2025/QH15"
"""The amendment of the Constitution that ended the district level."""

_KINDS = {2: "province", 3: "district", 5: "commune"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


class Unit(NamedTuple):
    """A unit as constituted. ``kind``: province, district or commune; ``name`` begins with its type word."""

    code: str
    kind: str
    name: str
    parent: str | None
    valid_from: str
    valid_to: str | None

    @property
    def iri(self) -> str:
        """The identity of the unit: code and first day."""
        return unit_iri(self.code, self.valid_from)


class UnitChange(NamedTuple):
    """What became of one old unit on ``date``: ``kind`` is merged, divided, renamed, unchanged or abolished.

    ``before`` went into ``after`` (None where nothing took its place: districts); ``basis`` is the key of the
    resolution. “divided”: the unit has several successors; “merged”: the successor has several sources;
    “renamed”: one to one with another name or type word.
    """

    kind: str
    before: Unit
    after: Unit | None
    basis: str
    date: str = NEW


class _Table(NamedTuple):
    """Lines by folded name, and by (valid_from, code)."""

    named: dict[str, list[str]]
    coded: dict[tuple[str, str], str]


@functools.cache
def _table() -> _Table:
    """Read the table; a line: name key, valid_from, code, name, parent, successors, basis (tabs between)."""
    packed = Path(__file__).with_name("units.tsv.gz").read_bytes()
    table = _Table({}, {})
    for line in zlib.decompress(packed, wbits=31).decode().splitlines():
        key, period, code, _ = line.split("\t", 3)
        table.named.setdefault(key, []).append(line)
        table.coded[period, code] = line
    return table


@functools.cache
def _sources() -> dict[str, list[str]]:
    """Codes of the old units by the code of the unit that they went into."""
    found: dict[str, list[str]] = {}
    for (period, code), line in _table().coded.items():
        if period == OLD:
            for after in filter(None, line.split("\t")[5].split(",")):
                found.setdefault(after, []).append(code)
    return found


@functools.cache
def _words() -> dict[str, tuple[str, bool]]:
    """Full type word by spelling, and whether that is certain: “xa” may also be a syllable of the name."""
    lines = Path(__file__).with_name("unit_words.csv").read_text("utf-8").splitlines()[1:]
    pairs = [line.split(",", 2)[:2] for line in lines]
    return {spelling(fold(word)): (full, False) for word, full in pairs} | {
        spelling(word): (full, True) for word, full in pairs
    }


def spelling(text: str) -> str:
    """``text`` with its diacritics, but one placement of tones and one letter for i and y."""
    words = unicodedata.normalize("NFD", plain(text).lower()).replace("y", "i").split()
    return " ".join(
        "".join(c for c in word if c not in _TONES) + "".join(c for c in word if c in _TONES)
        for word in words
    )


def bare_key(name: str) -> str:
    """The look-up key of a name without its type word: letters and digits, no leading zeros of a number."""
    key = re.sub(r"[^a-z0-9]", "", fold(name))
    return key.lstrip("0") or key


def read_name(name: str) -> list[tuple[str | None, str]]:
    """The readings of a written name: its full type word (None without one) and the rest.

    “TX. Đức Phổ” has one reading, (“thị xã”, “đức phổ”). “Xa Bang” has two, because “xa” may be “xã” written
    without marks or the first syllable of “Xà Bang”.
    """
    words = plain(name).lower().replace(".", " ").split()
    for length in (2, 1):
        head, rest = " ".join(words[:length]), " ".join(words[length:])
        full, certain = _words().get(spelling(head), (None, False)) if rest else (None, False)
        if full:
            return [(full, rest)] if certain else [(full, rest), (None, " ".join(words))]
    return [(None, " ".join(words))]


def _unit(line: str) -> Unit:
    """One line of the table as a value."""
    _, period, code, name, parent, _, _ = line.split("\t")
    return Unit(code, _KINDS[len(code)], name, parent or None, period, OLD_END if period == OLD else None)


def _get(period: str, code: str) -> Unit:
    return _unit(_table().coded[period, code])


def get_unit(code: str, valid_from: str) -> Unit | None:
    """The unit of that code and first day (:data:`OLD` or :data:`NEW`), None if the table has none."""
    line = _table().coded.get((valid_from, code))
    return _unit(line) if line else None


def all_units() -> Iterator[Unit]:
    """Every unit of both periods, in the order of the table."""
    return map(_unit, _table().coded.values())


def find_units(
    name: str, *, district: str | None = None, province: str | None = None, on: str | None = None
) -> tuple[Unit, ...]:
    """All units that bear ``name`` and lie in ``district`` and ``province``; namesakes are all returned.

    Names may lack the type word or have it short (“P.”, “TX”), lack diacritics, and place tones the old or
    the new way. A type word that is given must be that of the unit. Diacritics that are given must be those
    of the unit, unless no unit is spelt so. ``on`` is an ISO date, a year or a month: only units of that time.
    If no unit lies in the places named, those are returned whose predecessors lay there or whose successors
    lie there: “xã Nguyễn Lương Bằng, tỉnh Hải Dương”. An unknown name or place gives an empty tuple.
    """
    found = [unit for unit in _named(name) if on is None or _stood(unit, on)]
    wanted = [
        {place for place in _named(named) if place.kind == kind}
        for named, kind in ((district, "district"), (province, "province"))
        if named is not None
    ]
    inside = [u for u in found if all(places.intersection(chain(u)[1:]) for places in wanted)]
    return tuple(inside or [u for u in found if all(places & _surroundings(u) for places in wanted)])


def _named(name: str) -> list[Unit]:
    """Units of both periods by name alone."""
    found: dict[Unit, str] = {}
    for word, rest in read_name(name):
        key = bare_key(rest)
        for line in _table().named.get(key, ()):
            unit = _unit(line)
            own, bare = unit.name.lower(), read_name(unit.name)[0][1]
            # An alias (“tỉnh Thừa Thiên Huế”) has a type word of its own.
            if word is None or own.startswith(word + " ") or bare_key(bare) != key:
                found[unit] = rest
    exact = [unit for unit, rest in found.items() if spelling(unit.name).endswith(" " + spelling(rest))]
    marked = any(not rest.isascii() for rest in found.values())
    return exact if exact and marked else list(found)


def _stood(unit: Unit, on: str) -> bool:
    """Whether ``unit`` stood at the time ``on``; of a year or month that saw both, both stood."""
    begun = unit.valid_from == OLD or on >= NEW[: len(on)]
    return begun and (unit.valid_to is None or on <= unit.valid_to)


def _surroundings(unit: Unit) -> set[Unit]:
    """The units that enclose ``unit``, its predecessors and its successors."""
    return {place for other in (unit, *predecessors(unit), *successors(unit)) for place in chain(other)[1:]}


def chain(unit: Unit) -> tuple[Unit, ...]:
    """``unit`` and the units that enclose it, from the inside out, as they stood in its own period."""
    links = [unit]
    while (parent := links[-1].parent) is not None:
        links.append(_get(unit.valid_from, parent))
    return tuple(links)


def successors(unit: Unit) -> tuple[Unit, ...]:
    """What an old unit became, by code: several if it was divided, none for a district or a unit of today."""
    after = _table().coded[unit.valid_from, unit.code].split("\t")[5]
    return tuple(_get(NEW, code) for code in after.split(",") if code)


def predecessors(unit: Unit) -> tuple[Unit, ...]:
    """All old units of which the whole or a part went into ``unit``; none for a unit of before July 2025."""
    codes = _sources().get(unit.code, []) if unit.valid_from == NEW else []
    return tuple(_get(OLD, code) for code in sorted(codes))


def changes(unit: Unit) -> tuple[UnitChange, ...]:
    """The changes in which an old unit went, one for each successor; none for a unit of today."""
    if unit.valid_from == NEW:
        return ()
    after = successors(unit)
    if not after:
        return (UnitChange("abolished", unit, None, DISTRICTS_ENDED_BY),)
    return tuple(
        UnitChange(
            _change_kind(unit, len(after), new), unit, new, _table().coded[NEW, new.code].split("\t")[6]
        )
        for new in after
    )


def _change_kind(old: Unit, parts: int, new: Unit) -> str:
    """Which kind of change leads from ``old``, which has ``parts`` successors, to ``new``."""
    if parts > 1:
        return "divided"
    if len(_sources()[new.code]) > 1:
        return "merged"
    return "unchanged" if spelling(old.name) == spelling(new.name) else "renamed"
