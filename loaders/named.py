"""Instruments by proper name: laws, the Constitution, resolutions of congresses, named rules and programmes."""

from __future__ import annotations

import functools
import re
from typing import Any

from loaders.bare import UPPER
from loaders.cited import Cited, Context
from loaders.laws import find_laws, stated_year
from ontology.tables import read

_PLACE = rf"(?:[{UPPER}]\w*(?:\s+[{UPPER}]\w*){{0,3}})"
_RANGE = re.compile(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})")


@functools.cache
def _rules() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    return tuple(
        (re.compile(row["pattern"].replace("{place}", _PLACE)), row) for row in read("named")["rule"]
    )


# Where a rule may begin; a look at each of these places is far cheaper than a search with every rule.
_ANCHOR = re.compile(
    r"[QHNCqhn](?:uy\s+[Cc]hế|UY\s+CHẾ|CDC|iến\s+pháp|IẾN\s+PHÁP|ghị\s+quyết|Q\s+Đại|hương\s+trình)"
)


def find_named(text: str) -> list[Cited]:
    """All instruments that ``text`` names without a number, in order; ``name`` is the key."""
    laws = [_with_year(text, law) for law in find_laws(text)]
    found: list[Cited] = []
    end = 0
    for anchor in _ANCHOR.finditer(text):
        cited = _by_rule(text, anchor.start()) if anchor.start() >= end else None
        if cited is not None:
            found.append(cited)
            end = cited.end
    return without_overlaps(laws, found)


def _by_rule(text: str, start: int) -> Cited | None:
    """The instrument whose name begins at ``start``, by the first rule that reads one."""
    for pattern, row in _rules():
        match = pattern.match(text, start)
        if match and match[0]:
            return _named(match, row)
    return None


def without_overlaps(first: list[Cited], second: list[Cited]) -> list[Cited]:
    """Both lists in order of place; what overlaps one of the first is dropped from the second. Both are sorted."""
    out = list(first)
    i = 0
    for cited in second:
        while i < len(first) and first[i].end <= cited.start:
            i += 1
        if i == len(first) or first[i].start >= cited.end:
            out.append(cited)
    return sorted(out, key=lambda c: c.start)


def _with_year(text: str, law: Cited) -> Cited:
    year = stated_year(text, law.end)
    return law._replace(context=Context(date=year[0], end=year[1])) if year else law


def _named(match: re.Match[str], row: dict[str, Any]) -> Cited:
    words = re.sub(r"\s+", " ", match[0]).strip()
    end = match.start() + len(match[0].rstrip())
    key = _key(words, match, row)
    issuer = row.get("issuer")
    if issuer == "{after Nghị quyết}":
        issuer = re.sub(r"^nghị quyết ", "", key, flags=re.IGNORECASE)
    return Cited(match.start(), end, row["type"], name=key, context=Context(issuer=issuer))


def _key(words: str, match: re.Match[str], row: dict[str, Any]) -> str:
    """The canonical key: the rule's own, or the words with a capital and closed-up periods."""
    parts = match.groupdict()
    if "key_of_parts" in row and parts.get("plenum") and parts.get("term"):
        return str(row["key_of_parts"]).format(**parts)
    key: str | None = row.get("key")
    if key is None:
        words = re.sub(r"^NQ ", "Nghị quyết ", words)
        return _RANGE.sub("-", words[0].upper() + words[1:])
    year = match.groupdict().get("year")
    return key.replace("{ year}", f" {year}" if year else "")
