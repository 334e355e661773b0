"""What a figure is about, by the words of its clause: rules of ``ontology/indicators.toml``."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from loaders.words import alternation
from ontology.tables import read

OTHER = "other"
_MEASURES = ("money", "land", "length", "mass", "crop")  # rules that name no group are not about these


class _Rule(NamedTuple):
    kind: str
    groups: frozenset[str]
    words: re.Pattern[str] | None
    never: re.Pattern[str] | None


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    def pattern(words: list[str] | None) -> re.Pattern[str] | None:
        return re.compile(r"(?<!\w)" + alternation(words)) if words else None

    return tuple(
        _Rule(row["kind"], frozenset(row.get("groups", ())), pattern(row["words"]), pattern(row.get("not")))
        for row in read("indicators")["rule"]
    )


@functools.lru_cache(maxsize=4096)
def kind_of(clause: str, group: str, *, words_only: bool = False) -> str | None:
    """The kind of a figure of a unit group in a lower-case clause, or None where no rule speaks.

    ``words_only``: rules that go by the unit alone are left out (they were asked before, with the own clause).
    """
    for rule in _rules():
        if (rule.groups and group not in rule.groups) or (not rule.groups and group in _MEASURES):
            continue
        if rule.words is None:
            if not words_only:
                return rule.kind
            continue
        found = rule.words.search(clause)
        if found and rule.never is not None:
            found = rule.words.search(rule.never.sub("¤", clause))
        if found:
            return rule.kind
    return None
