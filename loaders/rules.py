"""The rules of ``ontology/roles.toml``, compiled: patterns over token names become patterns over their letters."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from graph.records import Polarity, Role, Stage
from loaders.clauses import cues
from ontology.tables import read


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule; a pattern that is None holds everywhere."""

    name: str
    role: Role
    stage: Stage | None
    polarity: Polarity | None
    confidence: float
    where: str
    sections: frozenset[str]
    left: re.Pattern[str] | None
    not_left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    mention: re.Pattern[str] | None
    not_mention: re.Pattern[str] | None
    foreign: bool | None
    listed: bool | None
    linked: bool | None
    inside: bool | None
    outer: re.Pattern[str] | None
    not_outer: re.Pattern[str] | None


@functools.cache
def letters_of(name: str) -> str:
    """The letters of a set of tokens, such as ``VERB``.

    Raises:
        KeyError: the table has no such set.
    """
    letters = cues().letters
    return "".join(letters[token] for token in read("roles")["sets"][name].split("|"))


def compile_pattern(pattern: str, *, left: bool) -> re.Pattern[str]:
    """A pattern over token names as a regular expression over their letters.

    Raises:
        KeyError: the pattern names a token that no cue makes.
    """
    table, letters = read("roles"), cues().letters

    def token(match: re.Match[str]) -> str:
        names = "|".join(table["sets"].get(n, n) for n in match[0].split("|")).split("|")
        return "[" + "".join(letters[n] for n in names) + "]"

    body = re.sub(r"[A-Za-z]+(?:\|[A-Za-z]+)*", token, pattern)
    body = (
        body.replace("(", "(?:")
        .replace("…?", "…")
        .replace("…", f"[^{letters['semicolon']}]*")
        .replace(" ", "")
    )
    return re.compile(body + r"\Z" if left else body)


def _compiled(row: dict[str, Any]) -> Rule:
    """One row of the table."""

    def pattern(name: str) -> re.Pattern[str] | None:
        return compile_pattern(row[name], left=name != "right") if name in row else None

    return Rule(
        name=row["name"],
        role=row.get("role", "implements"),
        stage=row.get("stage"),
        polarity=row.get("polarity"),
        confidence=row.get("confidence", 1.0),
        where=row.get("where", ""),
        sections=frozenset(row.get("sections", ())),
        left=pattern("left"),
        not_left=pattern("not_left"),
        right=pattern("right"),
        mention=re.compile(row["mention"]) if "mention" in row else None,
        not_mention=re.compile(row["not_mention"]) if "not_mention" in row else None,
        foreign=row.get("foreign"),
        listed=row.get("listed"),
        linked=row.get("linked"),
        inside=row.get("inside"),
        outer=pattern("outer"),
        not_outer=pattern("not_outer"),
    )


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules that decide role and stage, in order of priority."""
    rows = sorted(read("roles")["rule"], key=lambda row: -row["priority"])
    return tuple(_compiled(row) for row in rows)


@functools.cache
def polarity_rules() -> tuple[Rule, ...]:
    """The rules that decide the polarity of what is implemented, in the order of the table."""
    return tuple(_compiled(row) for row in read("roles")["polarity"])
