"""What the report says it did with an instrument: role, stage and polarity of one citation.

Rules are data (``ontology/roles.toml``); this module builds the clause of a citation, follows enumerations back to
the verb that opens them, and takes the first rule that fits.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from graph.records import Polarity, Role, Stage
from loaders.clauses import REACH, cues, sentence_end, sentence_start, tokens
from loaders.commission import commission
from loaders.outline import Outline, Section
from ontology.tables import read

_BULLET = re.compile(r"(?:[-–—+*•●▪➢✓]|\(?\d{1,2}[.)/]|[a-zđ][.)/])[ ]*")
_LONGEST_LIST = 40
_NEAR = 120  # how far back an instrument of the same type makes the two items of one list
_SYMBOL = re.compile(r"\d\s?[-–/].*[A-ZĐ]")
_CUT_SYMBOL = re.compile(r"\d+[-/][^\s]*[A-ZĐ]")


@dataclass(frozen=True, slots=True)
class RoleReading:
    """The role of one citation; ``rule`` is the name of the rule that decided, ``confidence`` lies in 0–1."""

    role: Role
    stage: Stage | None
    polarity: Polarity | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Rule:
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


class _Place(NamedTuple):
    """A citation with all that rules may ask about it."""

    left: str
    right: str
    mention: str
    section: Section
    where: str
    foreign: bool
    alike: bool = False
    listed: bool = False
    linked: bool = False
    outer: str | None = None


def read_role(text: str, start: int, end: int, outline: Outline) -> RoleReading:
    """The role that the citation ``text[start:end]`` plays for the reporting commune.

    ``text`` is the text layer from which ``outline`` was made. The answer names its rule; where no rule fits the
    citation is context (“cites”, rule “default”).
    """
    mention = text[start:end]
    left, right = _left(text, start), tokens(text[end : _right_end(text, end)])
    place = _Place(
        left="",
        right=right,
        mention=mention,
        section=outline.at(start),
        where=_where(text, start, end, outline),
        foreign=_is_foreign(mention, right),
        alike=mention[:5].lower() in text[max(0, start - _NEAR) : start].lower(),
    )
    place = _settled(place, left)
    reading = _first(place)
    if reading.rule == "default":
        for further in _further(text, start, left):
            wider = _settled(place, further)
            again = _first(wider)
            if again.rule != "default":
                return _finished(replace(again, confidence=again.confidence * 0.9), wider)
    return _finished(reading, place)


def _first(place: _Place) -> RoleReading:
    """What the first fitting rule says (the last, “default”, fits always); how well it went is of no account."""
    well, no = cues().letters["well"], cues().letters["not"]
    left, right = place.left.replace(well, "").replace(no, ""), place.right.replace(well, "")
    for rule in _rules():
        if _fits(rule, place, left, right):
            return RoleReading(rule.role, rule.stage, None, rule.name, rule.confidence)
    raise LookupError("the table of roles has no rule that fits always")


def _fits(rule: _Rule, place: _Place, left: str, right: str) -> bool:
    return (
        (not rule.where or rule.where == place.where)
        and (not rule.sections or place.section.kind in rule.sections)
        and (rule.left is None or bool(rule.left.search(left)))
        and (rule.right is None or bool(rule.right.match(right)))
        and (rule.foreign is None or rule.foreign == place.foreign)
        and (rule.listed is None or rule.listed == place.listed)
        and (rule.linked is None or rule.linked == place.linked)
        and (rule.inside is None or rule.inside == (place.outer is not None))
        and (rule.outer is None or bool(place.outer is not None and rule.outer.search(place.outer)))
        and (rule.not_outer is None or not rule.not_outer.search(place.outer or ""))
        and (rule.mention is None or bool(rule.mention.search(place.mention)))
        and (rule.not_mention is None or not rule.not_mention.search(place.mention))
        and (rule.not_left is None or not rule.not_left.search(left))
    )


def _finished(reading: RoleReading, place: _Place) -> RoleReading:
    """Add polarity; in future tasks what is carried out or issued is planned."""
    if reading.role in ("implements", "issued") and _is_planned(place):
        return RoleReading("plans", None, "planned", reading.rule, reading.confidence)
    if reading.role != "implements":
        return reading
    for rule in _polarity_rules():
        if _fits(rule, place, place.left, place.right):
            return replace(reading, polarity=rule.polarity, confidence=reading.confidence * rule.confidence)
    return replace(reading, polarity="affirmed")


def _is_planned(place: _Place) -> bool:
    letters = cues().letters
    if letters["past"] in place.left[-6:]:
        return False
    return place.section.kind == "future" or letters["later"] in place.left


# --- the clause ----------------------------------------------------------------------------------------------------


def _line_start(text: str, start: int) -> int:
    """The beginning of the paragraph; one that goes on in lower case or in a symbol belongs to the one before."""
    begin = text.rfind("\n", 0, start) + 1
    while begin > 1 and _goes_on(text, begin):
        begin = text.rfind("\n", 0, begin - 1) + 1
    return begin


def _goes_on(text: str, begin: int) -> bool:
    """Whether the paragraph at ``begin`` only goes on with the one before it."""
    if begin >= len(text) or text[begin - 2] in ".:!?":
        return False
    return (text[begin].islower() and text[begin + 1 : begin + 2] not in ".)/") or bool(
        _CUT_SYMBOL.match(text, begin) and text[begin - 2].islower()
    )


def _left(text: str, start: int) -> str:
    """Tokens of the sentence up to the citation."""
    line = _line_start(text, start)
    begin = sentence_start(text, start, max(line, start - REACH))
    bullet = _BULLET.match(text, begin) if begin == line else None
    return tokens(text[bullet.end() if bullet and bullet.end() <= start else begin : start])


def _right_end(text: str, end: int) -> int:
    line = text.find("\n", end)
    return sentence_end(text, end, min(len(text) if line < 0 else line, end + REACH * 2 // 3))


def _further(text: str, start: int, left: str) -> list[str]:
    """Where the governing verb may stand if not in the sentence: the sentence before, the lead-in of the list."""
    out: list[str] = []
    line = _line_start(text, start)
    begin = sentence_start(text, start, max(line, start - REACH))
    if begin > line and not _has_verb(left):
        before = sentence_start(text, begin - 2, max(line, begin - REACH))
        out.append(tokens(text[before:begin]) + cues().letters["semicolon"] + left)
    lead_in = _lead_in(text, line)
    if lead_in:
        out.append(lead_in + left)
    return out


def _lead_in(text: str, line: int) -> str:
    """Tokens of what opens the list in which the paragraph at ``line`` is an item, and of the items between."""
    letters = cues().letters
    style = text[line] if _BULLET.match(text, line) else ""
    between = ""
    for _ in range(_LONGEST_LIST):
        if line == 0:
            return ""
        previous = text.rfind("\n", 0, line - 1) + 1
        paragraph = text[previous : line - 1].rstrip()
        bullet = _BULLET.match(paragraph)
        last = paragraph[sentence_start(paragraph, len(paragraph), bullet.end() if bullet else 0) :][-REACH:]
        if paragraph.endswith(":"):
            return tokens(last) + between
        joined = paragraph.endswith((";", ","))
        if not joined and not (style and paragraph[:1] == style):
            return ""
        between = (
            tokens(last).rstrip(letters["comma"] + letters["semicolon"]) + letters["semicolon"] + between
        )
        if joined and not bullet:
            return between
        line = previous
    return ""


def _has_verb(left: str) -> bool:
    return bool(set(left) & set(_set("VERB")))


@functools.cache
def _set(name: str) -> str:
    """The letters of one set of tokens."""
    letters = cues().letters
    return "".join(letters[t] for t in read("roles")["sets"][name].split("|"))


class _Tails(NamedTuple):
    """What may stand at the end of a left string, as patterns on it."""

    link: re.Pattern[str]  # commas, “và”, colons … directly before the citation
    numbered: re.Pattern[str]  # an instrument and its title
    named: re.Pattern[str]  # an instrument by name
    title: re.Pattern[str]  # an instrument and the verb or “về” of its title
    clause: re.Pattern[str]  # a verb that begins a clause of its own


@functools.cache
def _tails() -> _Tails:
    letters = cues().letters

    def several(*names: str) -> str:
        return "".join(letters[n] for n in names)

    ends = several("semicolon", "past", "clause")
    verbs = _set("VERB") + letters["amend"]
    instr, about, own = letters["instr"], letters["about"], letters["own"]
    subject = f"{own}(?![{verbs}])"  # a body that acts opens a clause, one that is named does not
    stop = ends + verbs + own
    return _Tails(
        link=re.compile(f"[{several('comma', 'and', 'semicolon', 'colon', 'paren', 'quote')}]+\\Z"),
        numbered=re.compile(f"{instr}(?:[^{ends}{own}{instr}]|{subject})*\\Z"),
        named=re.compile(
            f"{letters['type']}[^{stop}{several('by', 'measure', 'about', 'instr', 'type')}]*\\Z"
        ),
        title=re.compile(f"{instr}(?:[^{stop}]|{subject})*(?:{about}|(?:[{verbs}][^{stop}]?)*[{verbs}])\\Z"),
        clause=re.compile(
            f"[^{verbs}][{several('comma', 'and', 'semicolon')}]+[{several('past', 'other', 'nominal')}]*[{verbs}]"
            f"(?:[{several('other', 'nominal')}]*[{verbs}])*\\Z"
        ),
    )


def _outer(left: str) -> int:
    """Where the instrument begins in whose title the left string ends, or −1."""
    tails = _tails()
    found = tails.title.search(left)
    return found.start() if found and not tails.clause.search(left) else -1


def _settled(place: _Place, left: str) -> _Place:
    """``place`` with the left string of the first item of the enumeration in which the citation stands."""
    tails, letters = _tails(), cues().letters
    joins = set(letters["comma"] + letters["and"] + letters["semicolon"])
    opens = set(letters["colon"] + letters["paren"])
    symbol = bool(_SYMBOL.search(place.mention)) and not place.mention[0].isdigit()
    linked = listed = False
    while match := tails.link.search(left):
        listed = bool(opens & set(match[0]))
        joined = bool(joins & set(match[0])) and not listed
        linked |= joined
        left = left[: match.start()]
        item = (tails.named.search(left) or tails.numbered.search(left)) if joined else None
        if item is None:
            break
        left = left[: item.start()]
        stays = not symbol or (place.alike and left[-1:] == letters["amend"])
        while not stays and (outer := _outer(left)) >= 0:
            left = left[:outer]
    outer = _outer(left)
    around = _settled(place, left[:outer]).left if outer >= 0 else None
    return place._replace(left=left, listed=listed, linked=linked, outer=around)


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


# --- the rules -----------------------------------------------------------------------------------------------------


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


def _compiled(row: dict[str, Any]) -> _Rule:
    def pattern(name: str) -> re.Pattern[str] | None:
        return compile_pattern(row[name], left=name != "right") if name in row else None

    return _Rule(
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
def _rules() -> tuple[_Rule, ...]:
    rows = sorted(read("roles")["rule"], key=lambda row: -row["priority"])
    return tuple(_compiled(row) for row in rows)


@functools.cache
def _polarity_rules() -> tuple[_Rule, ...]:
    return tuple(_compiled(row) for row in read("roles")["polarity"])
