"""Makes ``units.tsv.gz`` out of two openly licensed (MIT) data packages; run by hand when they change.

    pip download --no-deps vietnamadminunits==1.0.4 vn-address-converter==0.1.3
    python -m ontology.make_units vietnamadminunits-*.whl vn_address_converter-*.whl

The first wheel is the source of every row; the second is only compared with it. Counts and every disagreement
are printed, as they are kept in docs/registers.md.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ontology import units
from ontology.units import NEW, OLD, bare_key, read_name

# Number of the resolution of 16 June 2025 for each province of today, by the statistical code of the province
# (texts of all 34: github.com/dvhcvn/20250701, input/docs).
RESOLUTIONS = {
    "01": 1656, "04": 1657, "08": 1684, "11": 1661, "12": 1670, "14": 1681, "15": 1673, "19": 1683,
    "20": 1672, "22": 1679, "24": 1658, "25": 1676, "31": 1669, "33": 1666, "37": 1674, "38": 1686,
    "40": 1678, "42": 1665, "44": 1680, "46": 1675, "48": 1659, "51": 1677, "52": 1664, "56": 1667,
    "66": 1660, "68": 1671, "75": 1662, "79": 1685, "80": 1682, "82": 1663, "86": 1687, "91": 1654,
    "92": 1668, "96": 1655,
}  # fmt: skip
# Names that a unit also goes by: the province of Huế was a city under the centre only in its last half year.
ALIASES = {"Thừa Thiên Huế": [(OLD, "46")], "HCM": [(OLD, "79"), (NEW, "79")]}
PROVINCES_BASIS = "202/2025/QH15"

_OLD_SQL = """select distinct provinceCode, province, provinceKey, districtCode, district, districtKey,
 wardCode, ward, wardKey from admin_units_legacy order by wardCode"""
_NEW_SQL = (
    "select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units order by wardCode"
)


@dataclass
class Row:
    """One line of the table: a unit of one period; ``after`` are the codes of what it became."""

    period: str
    code: str
    name: str
    parent: str = ""
    basis: str = ""
    after: set[str] = field(default_factory=set)

    def line(self, name: str | None = None) -> str:
        """The line as :mod:`ontology.units` reads it, under its own or another ``name``."""
        after = ",".join(sorted(self.after))
        return "\t".join(
            (
                bare_key(read_name(name or self.name)[0][1]),
                self.period,
                self.code,
                self.name,
                self.parent,
                after,
                self.basis,
            )
        )


class Table:
    """The rows of both periods, by (period, code), and the source's own keys for them."""

    def __init__(self, wheel: Path) -> None:
        """Read ``wheel`` (vietnamadminunits): the list of units and what became of each."""
        with zipfile.ZipFile(wheel) as archive:
            database = sqlite3.connect(":memory:")
            database.deserialize(archive.read("vietnamadminunits/data/dataset.db"))
            changes = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        self.rows: dict[tuple[str, str], Row] = {}
        self._keys: dict[tuple[str, ...], str] = {}
        self._read_old(database.execute(_OLD_SQL))
        self._read_new(database.execute(_NEW_SQL))
        self._read_changes(changes)

    def _add(
        self, period: str, code: str | None, name: str, parent: str, basis: str, key: tuple[str, ...]
    ) -> None:
        if code is None:  # an island district without communes
            return
        self.rows.setdefault((period, code), Row(period, code, name, parent, basis))
        self._keys[(period, *key)] = code

    def _read_old(self, found: Iterable[tuple[str, ...]]) -> None:
        for p_code, province, p_key, d_code, district, d_key, code, name, key in found:
            self._add(OLD, p_code, province, "", "", (p_key,))
            self._add(OLD, d_code, district, p_code, "", (f"{p_key}_{d_key}_",))
            self._add(OLD, code, name, d_code, "", (f"{p_key}_{d_key}_{key}",))

    def _read_new(self, found: Iterable[tuple[str, ...]]) -> None:
        for p_code, province, p_key, code, name, key in found:
            basis = f"{RESOLUTIONS[p_code]}/NQ-UBTVQH15"
            self._add(NEW, p_code, province, "", PROVINCES_BASIS, (p_key,))
            self._add(NEW, code, name, p_code, basis, (p_key, key))

    def _read_changes(self, changes: dict[str, dict[str, Any]]) -> None:
        for new, olds in changes["DICT_PROVINCE"].items():
            for old in olds:
                self._become(str(old), (new,))
        for province, wards in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for new, olds in wards.items():
                for old in olds:
                    self._become(str(old), (province, new))
        for province, wards in changes["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in wards.items():
                for part in parts:
                    self._become(old, (province, part["newWardKey"]))

    def _become(self, old: str, new: tuple[str, ...]) -> None:
        self.rows[OLD, self._keys[OLD, old]].after.add(self._keys[(NEW, *new)])

    def lines(self) -> list[str]:
        """All lines, sorted: the table does not depend on the order of the source."""
        also = [self.rows[unit].line(name) for name, units_ in ALIASES.items() for unit in units_]
        return sorted([*also, *(row.line() for row in self.rows.values())])

    def communes(self, period: str) -> list[Row]:
        """The communes of one period."""
        return [row for (p, code), row in self.rows.items() if p == period and len(code) == 5]


def counts() -> Iterator[str]:
    """What the written table holds, one line a figure, as :mod:`ontology.units` reads it."""
    found = list(units.all_units())
    for period in (units.OLD, units.NEW):
        kinds = Counter(unit.kind for unit in found if unit.valid_from == period)
        yield f"{period}: {', '.join(f'{number} {kind}s' for kind, number in sorted(kinds.items()))}"
    old = [unit for unit in found if unit.valid_from == units.OLD]
    became = Counter(f"{unit.kind} {change.kind}" for unit in old for change in units.changes(unit))
    yield from (f"{change}: {number}" for change, number in sorted(became.items()))
    divided = [u for u in old if len(units.successors(u)) > 1]
    yield f"old communes divided among several new ones: {len(divided)}"
    lost = [u.name for u in old if u.kind == "commune" and not units.successors(u)]
    yield f"old communes without successor: {len(lost)} {lost}"
    orphans = [u.name for u in found if u.valid_from == units.NEW and not units.predecessors(u)]
    yield f"new units without predecessor: {len(orphans)} {orphans}"


def disagreements(table: Table, wheel: Path) -> Iterator[str]:
    """Every commune of ``wheel`` (vn-address-converter) that the table does not know or sends elsewhere."""
    with zipfile.ZipFile(wheel) as archive:
        mapping = json.loads(archive.read("vn_address_converter/data/ward_mapping.json"))
    known, loose = _paths(table)
    compared, strange, other = 0, [], []
    for path, target in _targets(mapping):
        rows = known.get(tuple(map(units.spelling, path))) or loose.get(tuple(map(bare_key, path)), [])
        if len(rows) != 1:
            strange.append(", ".join(path))
            continue
        compared += 1
        ours = [table.rows[NEW, code].name for code in sorted(rows[0].after)]
        if bare_key(target) not in map(bare_key, ours):
            other.append(f"{', '.join(path)}: {' / '.join(ours)} ≠ {target}")
    yield f"compared with the second package: {compared} old communes, {compared - len(other)} agree"
    yield f"different successor ({len(other)}):"
    yield from (f"- {line}" for line in sorted(other))
    yield f"only in the second package ({len(strange)}):"
    yield from (f"- {line}" for line in sorted(strange))


def _targets(mapping: dict[str, dict[str, dict[str, Any]]]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Commune, district and province of before, and the name of the new commune."""
    for province, districts in mapping.items():
        for district, wards in districts.items():
            for ward, target in wards.items() if isinstance(wards, dict) else ():
                if isinstance(target, dict) and "new_ward_name" in target:
                    yield (ward, district, province), target["new_ward_name"]


def _paths(table: Table) -> tuple[dict[Any, list[Row]], dict[Any, list[Row]]]:
    """The old communes by their full spelled path, and by a path without diacritics."""
    known: dict[Any, list[Row]] = {}
    loose: dict[Any, list[Row]] = {}
    for row in table.communes(OLD):
        district = table.rows[OLD, row.parent]
        path = (row.name, district.name, table.rows[OLD, district.parent].name)
        known.setdefault(tuple(map(units.spelling, path)), []).append(row)
        loose.setdefault(tuple(map(bare_key, path)), []).append(row)
    return known, loose


def main(source: Path, check: Path) -> None:
    """Write the table beside this file and report on standard output."""
    table = Table(source)
    text = "\n".join(table.lines()) + "\n"
    target = Path(__file__).with_name("units.tsv.gz")
    target.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    for line in (f"{target.name}: {target.stat().st_size} bytes", *counts(), *disagreements(table, check)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
