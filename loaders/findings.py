"""Findings of a report: limitations, causes, lessons, proposals, tasks and strengths, one sentence each."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple, get_args

from graph.records import Finding, FindingKind
from loaders.layer import TextLayer
from loaders.outline import Outline, Section
from loaders.words import alternation
from ontology.tables import read

_NUMBERED = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2})*[.)/:-]+-? *|[a-zđ][.)] *|[*_+•–-]+ *"
    r"|(?:Thứ (?:nhất|hai|ba|tư|năm|sáu)|(?:Một|Hai|Ba|Bốn|Năm|Sáu) là)[,:] *(?=[^\W\d_]))"
)
_ORDINAL = re.compile(r"(?:Một|Hai|Ba|Bốn|Năm|Sáu) là[,:]|Thứ ")
_LABEL = re.compile(
    r"(?:nguyên nhân|hạn chế|tồn tại|khó khăn|kiến nghị|đề xuất|bài học)[^:.;,]{0,40}: *(?=\S)", re.IGNORECASE
)
_LONGEST = 120
_SHORTEST = 12


class _Lead(NamedTuple):
    kind: FindingKind
    under: frozenset[str]
    on: bool
    words: re.Pattern[str]
    never: re.Pattern[str] | None


class _Rules(NamedTuple):
    sections: dict[str, FindingKind]
    leads: tuple[_Lead, ...]
    anywhere: re.Pattern[str]
    introducing: re.Pattern[str]
    nothing: re.Pattern[str]


@functools.cache
def _rules() -> _Rules:
    """The table ``ontology/findings.toml``, compiled once."""
    table = read("findings")
    leads = tuple(
        _Lead(
            row["kind"], frozenset(row["under"]), row.get("on", False), re.compile(alternation(row["words"])),
            re.compile(alternation(row["not"])) if row.get("not") else None,
        )
        for row in table["lead"]
    )  # fmt: skip
    anywhere = re.compile("|".join(rf"(?P<{r['kind']}>{alternation(r['words'])})" for r in table["anywhere"]))
    closing = re.compile(rf"(?:{'|'.join(map(re.escape, table['introducing']['words']))})? *[:…]+\W*$")
    nothing = re.compile(rf"\W*{alternation(table['nothing']['words'])}")
    return _Rules(table["sections"], leads, anywhere, closing, nothing)


def read_findings(
    layer: TextLayer, outline: Outline, sentences: Iterable[tuple[int, int]]
) -> tuple[Finding, ...]:
    """The findings of a report in order, from its ``sentences`` (spans). Headings and introductions are none."""
    text = layer.text
    found: list[Finding] = []
    carried: tuple[Section | None, FindingKind | None] = (None, None)
    items = _items(text, outline)
    for first, end in sentences:
        section = outline.at(max(first, end - 1))
        start = max(first, section.start if section.start in items else section.body)
        if section.kind in ("opening", "closing") or not _is_sentence(text, outline, start, end):
            continue
        sentence = text[start:end].lower()
        kind, on = _kind(sentence, section, carried[1] if carried[0] is section else None)
        if on and kind is not None:
            carried = (section, kind)
        label = _LABEL.match(text, start, end)
        begin = _begin(text, label.end() if label else start, end)
        if kind is None or end - begin < _SHORTEST or _says_nothing(text[begin:end].lower()):
            continue
        stop = _cut(text, begin, end)
        found.append(Finding(quote=text[begin:stop], start=begin, end=stop, kind=kind, section=section.label))
    return tuple(found)


def _says_nothing(sentence: str) -> bool:
    """Does a sentence (in lower case) only introduce what follows, or say that there is nothing?"""
    rules = _rules()
    return bool(rules.introducing.search(sentence) or rules.nothing.match(sentence))


def _items(text: str, outline: Outline) -> frozenset[int]:
    """Where the sections begin whose heading is a sentence with nothing below it (“2. Mỗi năm giám sát 03 cuộc.”)."""
    after = [*outline.sections[1:], None]
    return frozenset(
        section.start
        for section, following in zip(outline.sections, after, strict=False)
        if text[section.start : section.body].rstrip().endswith((".", ";"))
        and not text[section.body : section.end].strip()
        and (following is None or following.level <= section.level)
    )


def _is_sentence(text: str, outline: Outline, start: int, end: int) -> bool:
    """Does something stand there that is no heading?"""
    if start >= end or text[start:end].isupper():
        return False
    return not outline.in_heading(start) or not outline.in_heading(end - 1) or text[end - 1] in ".;"


def _kind(sentence: str, section: Section, carried: FindingKind | None) -> tuple[FindingKind | None, bool]:
    """The kind of a sentence (in lower case), and whether the sentences behind it take it over."""
    rules = _rules()
    bare = sentence[m.end() :] if (m := _NUMBERED.match(sentence)) else sentence
    for lead in rules.leads:
        here = (not lead.under or section.kind in lead.under) and lead.words.match(bare)
        if here and (lead.never is None or not lead.never.match(bare)):
            return lead.kind, lead.on
    kind = carried or rules.sections.get(section.kind)
    if kind is None:
        found = rules.anywhere.search(sentence)
        kind = next((k for k in rules.sections.values() if found and found.lastgroup == k), None)
    return kind, False


def _begin(text: str, start: int, end: int) -> int:
    """``start`` behind the number of a list; “Một là, …” belongs to the sentence."""
    match = _NUMBERED.match(text, start, end)
    return start if match is None or _ORDINAL.match(text, start) else match.end()


def _cut(text: str, start: int, end: int) -> int:
    """The end of the first 120 characters or so, at the end of a word."""
    if end - start <= _LONGEST:
        return end
    at = text.rfind(" ", start, start + _LONGEST)
    return at if at > start else start + _LONGEST


KINDS: frozenset[str] = frozenset(get_args(FindingKind))
"""The kinds of findings, as the table may name them."""
