"""What the report says it did with an instrument: role, stage and polarity of one citation.

Rules are data (``ontology/roles.toml``); this module gathers what stands around a citation and takes the first
rule that fits.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from graph.records import Polarity, Role, Stage
from loaders.around import further, left_of, right_of
from loaders.clauses import cues, tokens
from loaders.commission import commission
from loaders.governing import Governing, governing
from loaders.outline import Outline
from loaders.rules import Rule, polarity_rules, rules
from ontology.tables import read

_OPEN = (
    "default",
    "object",
)  # what stands before the sentence may say more: “đã ban hành các văn bản: – Kế hoạch …”
_NEAR = 120  # how far back an instrument of the same type makes the two items of one list


@dataclass(frozen=True, slots=True)
class RoleReading:
    """The role of one citation; ``rule`` is the name of the rule that decided, ``confidence`` lies in 0–1."""

    role: Role
    stage: Stage | None
    polarity: Polarity | None
    rule: str
    confidence: float


class _Place(NamedTuple):
    """A citation with all that rules may ask about it."""

    mention: str
    right: str
    kind: str
    where: str
    foreign: bool
    alike: bool


def read_role(text: str, start: int, end: int, outline: Outline) -> RoleReading:
    """The role that the citation ``text[start:end]`` plays for the reporting commune.

    ``text`` is the text layer from which ``outline`` was made. The answer names its rule; where no rule fits the
    citation is context (“cites”, rule “default”).
    """
    place = _place(text, start, end, outline)
    left = left_of(text, start)
    found = governing(left, place.mention, alike=place.alike)
    reading = _first(place, found)
    if reading.rule in _OPEN:
        for wider in further(text, start, left):
            around = governing(wider, place.mention, alike=place.alike)
            again = _first(place, around)
            if again.rule not in _OPEN:
                found, reading = around, replace(again, confidence=again.confidence * 0.9)
                break
    return _finished(reading, place, found)


def _place(text: str, start: int, end: int, outline: Outline) -> _Place:
    mention = text[start:end]
    right = tokens(right_of(text, end))
    return _Place(
        mention=mention,
        right=right,
        kind=outline.at(start).kind,
        where=_where(text, start, end, outline),
        foreign=_is_foreign(mention, right),
        alike=mention[:5].lower() in text[max(0, start - _NEAR) : start].lower(),
    )


def _first(place: _Place, found: Governing) -> RoleReading:
    """What the first fitting rule says (the last, “default”, fits always); how well it went is of no account."""
    well, no = cues().letters["well"], cues().letters["not"]
    plain = found._replace(left=found.left.replace(well, "").replace(no, ""))
    right = place.right.replace(well, "")
    for rule in rules():
        if _fits(rule, place, plain, right):
            return RoleReading(rule.role, rule.stage, None, rule.name, rule.confidence)
    raise LookupError("the table of roles has no rule that fits always")


def _fits(rule: Rule, place: _Place, found: Governing, right: str) -> bool:
    """Whether every condition of ``rule`` holds; the cheap and choosy ones first."""
    return (
        (not rule.where or rule.where == place.where)
        and (not rule.sections or place.kind in rule.sections)
        and (rule.left is None or bool(rule.left.search(found.left)))
        and (rule.right is None or bool(rule.right.match(right)))
        and (rule.foreign is None or rule.foreign == place.foreign)
        and (rule.listed is None or rule.listed == found.listed)
        and (rule.linked is None or rule.linked == found.linked)
        and _fits_outside(rule, found)
        and (rule.mention is None or bool(rule.mention.search(place.mention)))
        and (rule.not_mention is None or not rule.not_mention.search(place.mention))
        and (rule.not_left is None or not rule.not_left.search(found.left))
    )


def _fits_outside(rule: Rule, found: Governing) -> bool:
    """What the rule asks of the instrument in whose title the citation stands."""
    return (
        (rule.inside is None or rule.inside == (found.outer is not None))
        and (rule.outer is None or bool(found.outer is not None and rule.outer.search(found.outer)))
        and (rule.not_outer is None or not rule.not_outer.search(found.outer or ""))
    )


def _finished(reading: RoleReading, place: _Place, found: Governing) -> RoleReading:
    """Add polarity; in future tasks what is carried out or issued is planned."""
    if reading.role in ("implements", "issued") and _is_planned(place.kind, found.left):
        return RoleReading("plans", None, "planned", reading.rule, reading.confidence)
    if reading.role != "implements":
        return reading
    for rule in polarity_rules():
        if _fits(rule, place, found, place.right):
            return replace(reading, polarity=rule.polarity, confidence=reading.confidence * rule.confidence)
    return replace(reading, polarity="affirmed")


def _is_planned(kind: str, left: str) -> bool:
    letters = cues().letters
    if letters["past"] in left[-6:]:
        return False
    return kind == "future" or letters["later"] in left


def _where(text: str, start: int, end: int, outline: Outline) -> str:
    """Whether the citation stands in a title, commissions the report, or neither."""
    found = commission(text, outline)
    if found and start <= found[0] < end:
        return "commission"
    return "title" if outline.in_heading(start) else ""


def _is_foreign(mention: str, right: str) -> bool:
    """Whether the citation says that a body above the commune issued the instrument."""
    letters = cues().letters
    pattern = _foreign()
    return bool(pattern.search(mention)) or bool(re.match(f"{letters['other']}?{letters['over']}", right))


@functools.cache
def _foreign() -> re.Pattern[str]:
    return re.compile(read("roles")["foreign"]["pattern"])
