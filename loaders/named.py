"""Instruments by proper name: laws, the Constitution, resolutions of congresses, named rules and programmes."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
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


def find_named(text: str) -> list[Cited]:
    """All instruments that ``text`` names without a number, in order; ``name`` is the key."""
    found = [_with_year(text, law) for law in find_laws(text)]
    for pattern, row in _rules():
        for match in pattern.finditer(text):
            if not any(c.start < match.end() and match.start() < c.end for c in found):
                found.append(_named(match, row))
    return sorted(found, key=lambda c: c.start)


def _with_year(text: str, law: Cited) -> Cited:
    year = stated_year(text, law.end)
    return replace(law, context=Context(date=year[0], end=year[1])) if year else law


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
    key: str | None = row.get("key")
    if key is None:
        words = re.sub(r"^NQ ", "Nghị quyết ", words)
        return _RANGE.sub("-", words[0].upper() + words[1:])
    year = match.groupdict().get("year")
    return key.replace("{ year}", f" {year}" if year else "")
