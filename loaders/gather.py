"""Citations gathered by instrument: by key and date, by the name of a known text, by likeness of name."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, field

import msgspec

from graph.records import Citation
from loaders.annexed import alike, find_annexed, known_name, promulgator_behind
from loaders.citations import quote
from ontology.fold import fold
from ontology.keys import parse_key
from ontology.register import by_name, register_rows

_NATIONAL = ("Quy chế dân chủ ở cơ sở",)
_HOUSE_RULES = ("Quy chế", "Quy định", "Chương trình")
_PARTY_TERM = 4  # years: Party numbers start again each term of five years


@dataclass
class Group:
    """The citations of one instrument; ``key`` is what the record will show.

    ``by``: the citation that promulgates an annexed text.
    """

    key: str
    citations: list[Citation] = field(default_factory=list)
    by: Citation | None = None


def _with_numbers_of_laws(found: list[Citation]) -> list[Citation]:
    """A law that the report names with its number somewhere is the same law where it stands by name alone."""
    numbers = {fold(f"{c.type} {c.title}"): c.key for c in found if c.number and c.title and c.key}
    cited = {c.key for c in found if c.number}
    for c in found:
        if not c.number and c.key:
            known = {row.key for row in by_name(c.key)} & cited
            if len(known) == 1:
                numbers.setdefault(fold(c.key), known.pop())
    return [
        msgspec.structs.replace(c, resolves_to=numbers[fold(c.key)])
        if not c.number and c.key and fold(c.key) in numbers
        else c
        for c in found
    ]


def gather(text: str, found: list[Citation]) -> tuple[list[Citation], list[Group]]:
    """Citations with the annexed texts among them, in order, and grouped by instrument.

    Later mentions of a text by its name join the one that was promulgated.
    """
    found = _with_numbers_of_laws(found)
    annexed = find_annexed(text, found)
    groups: list[Group] = []
    citations: list[Citation] = []
    for item in annexed:
        name = _official(item.name)
        promulgated = Citation(
            quote=quote(text, item.start, item.end), start=item.start, end=item.end, key=name, end_all=item.end,
            type=_type_of(name), issuer=item.by.issuer,
        )  # fmt: skip
        groups.append(Group(name, [promulgated], by=item.by))
        citations.append(promulgated)
    spans = [(a.start, a.end) for a in annexed]
    known = [*dict.fromkeys(_official(a.name) for a in annexed), *_annexes_of_the_register()]
    found = [_by_known_name(text, c, known) for c in found]
    found += _further_rules(text, found, known)
    for cited in found:
        if cited.number or not any(s < cited.end and cited.start < e for s, e in spans):
            citations.append(cited)
            _place(cited, groups, text, found)
    _tell_apart(groups)
    return sorted(citations, key=lambda c: c.start), groups


@functools.cache
def _annexes_of_the_register() -> tuple[str, ...]:
    """The names of rules in the register that have no number of their own."""
    return tuple(r.key for r in register_rows() if r.genre in ("Quy chế", "Quy định") and r.number is None)


def _by_known_name(text: str, cited: Citation, known: list[str]) -> Citation:
    """House rules that are a known text, with its name and its true end."""
    if cited.number or cited.type != "Quy chế" or cited.key in _NATIONAL:
        return cited
    match = known_name(text, cited.start, known)
    if match is None:
        return cited
    end, name = match
    return msgspec.structs.replace(cited, end=end, end_all=end, key=name, quote=quote(text, cited.start, end))


_RULES = re.compile(r"(?<!\w)[Qq]uy\s+định\s+về\s+(?!này)")


def _further_rules(text: str, found: list[Citation], known: list[str]) -> list[Citation]:
    """Mentions of a known Quy định by its name: such words alone, without a known text behind them, are none."""
    out: list[Citation] = []
    for match in _RULES.finditer(text):
        hit = known_name(text, match.start(), known)
        if hit and not any(c.start < hit[0] and match.start() < c.end for c in found):
            out.append(
                Citation(quote=quote(text, match.start(), hit[0]), start=match.start(), end=hit[0], end_all=hit[0],
                         key=hit[1], type="Quy định")
            )  # fmt: skip
    return out


def _place(cited: Citation, groups: list[Group], text: str, found: list[Citation]) -> None:
    """Put a citation with the instrument it names, by key and date or by likeness of name."""
    key = cited.resolves_to or cited.key or ""
    same = [g for g in groups if _is_same(g, cited, key)]
    if same:
        same[-1].citations.append(cited)
    else:
        by = None if cited.number or cited.resolves_to else promulgator_behind(text, cited.end, found)
        groups.append(Group(key, [cited], by=by))


def _is_same(group: Group, cited: Citation, key: str) -> bool:
    """Is it the instrument of ``group`` that ``cited`` names?"""
    if cited.number or cited.resolves_to:
        return (
            bool(group.citations[0].number)
            and _bare(group.key) == _bare(key)
            and _same_time(group, cited, key)
        )
    if group.key == key:
        return True
    first = group.citations[0]
    return (
        cited.type in _HOUSE_RULES and first.type == cited.type and not first.number and alike(group.key, key)
    )


def _same_time(group: Group, cited: Citation, key: str) -> bool:
    """State numbers start again each year, those of the Party each term; a slip of a day is no other instrument."""
    years = [int(c.date[:4]) for c in group.citations if c.date]
    if cited.date is None or not years:
        return True
    parsed = parse_key(key)
    apart = abs(years[0] - int(cited.date[:4]))
    return apart < (_PARTY_TERM if parsed is None or parsed.system != "state" or parsed.year else 1)


def _bare(key: str) -> str:
    """A key without leading zeros: “5-CT/TW” and “05-CT/TW” are one."""
    return key.lstrip("0")


def _official(name: str) -> str:
    """The key of an annexed text: its own name with a capital, the period closed up."""
    words = re.sub(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})", "-", re.sub(r"\s+", " ", name).strip(" ,"))
    return words[0].upper() + words[1:]


def _type_of(name: str) -> str:
    return " ".join(name.split()[:2]).capitalize()


def _tell_apart(groups: list[Group]) -> None:
    """Two annexed texts of one name carry the promulgating key in brackets (convention 11)."""
    names = Counter(g.key for g in groups if g.by and not g.citations[0].number)
    for group in groups:
        if group.by and names[group.key] > 1:
            group.key = f"{group.key} ({group.by.key})"
