"""The units that reported, with their districts and provinces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ontology.fold import fold
from queries.ask import Source, iri, local, select


class Place(NamedTuple):
    """A reporting unit: its name, its district and province as far as known, the IRIs of all of them."""

    name: str
    district: str = ""
    province: str = ""
    iris: tuple[str, ...] = ()

    def lies_in(self, place: str) -> bool:
        """Whether ``place`` (a name without care for diacritics, or an IRI) is its district or province.

        “quang ngai” is “Tỉnh Quảng Ngãi”; “an” is neither “Tỉnh An Giang” nor “Thành phố Hội An”.
        """
        wanted = fold(place)
        names = (fold(self.province), fold(self.district))
        return bool(wanted) and (
            any(name == wanted or _bare(name) == wanted for name in names) or place in self.iris
        )


_TYPE_WORD = re.compile(r"^(?:tinh|thanh pho|huyen|quan|thi xa) ")


def _bare(name: str) -> str:
    """The folded name of a province or district without its type word."""
    return _TYPE_WORD.sub("", name, count=1)


_REPORTED = """
SELECT DISTINCT ?unit ?name ?above WHERE {
  ?report dv:reportingUnit ?unit .
  ?unit rdfs:label ?name .
  OPTIONAL { ?unit dv:within ?above }
}
"""
_ABOVE = """
SELECT ?unit ?name ?kind ?above ?aboveName WHERE {
  VALUES ?unit { UNDEF }
  ?unit rdfs:label ?name ; a ?kind .
  FILTER(?kind IN (dv:District, dv:Province))
  OPTIONAL { ?unit dv:within ?above . ?above rdfs:label ?aboveName }
}
"""
_STATED = """
SELECT ?unit ?stated WHERE { VALUES ?unit { UNDEF } ?report dv:reportingUnit ?unit ; dv:statedUnit ?stated }
ORDER BY ?stated
"""


def reporting(source: Source) -> dict[str, Place]:
    """Every unit with a report in the store: from the chain of the table of units, else as its report states it."""
    rows = list(select(source, _REPORTED))
    outer = _outer(source, {row["above"] for row in rows if "above" in row})
    found = {row["unit"]: Place(row["name"], iris=(row["unit"],)) for row in rows}
    for row in rows:
        if (above := outer.get(row.get("above", ""))) is not None:
            found[row["unit"]] = Place(
                row["name"], above.district, above.province, (row["unit"], *above.iris)
            )
    return found | _stated(source, [unit for unit, place in found.items() if len(place.iris) == 1])


def _outer(source: Source, units: Iterable[str]) -> dict[str, Place]:
    """Districts and provinces as the places of what lies in them."""
    found: dict[str, Place] = {}
    for row in select(source, _ABOVE, unit=[iri(unit) for unit in sorted(units)]):
        if local(row["kind"]) == "Province":
            found[row["unit"]] = Place("", "", row["name"], (row["unit"],))
        else:
            iris = tuple(filter(None, (row["unit"], row.get("above"))))
            found[row["unit"]] = Place("", row["name"], row.get("aboveName", ""), iris)
    return found


def _stated(source: Source, units: list[str]) -> dict[str, Place]:
    """Units that the table does not know, in the words of their reports: “commune, district, province”."""
    found: dict[str, Place] = {}
    for row in select(source, _STATED, unit=[iri(unit) for unit in units]) if units else ():
        name, *above = row["stated"].split(", ")
        district, province = above if len(above) == 2 else ("", *above, "")[:2]
        found[row["unit"]] = Place(name, district, province, (row["unit"],))
    return found
