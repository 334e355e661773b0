"""Relations between two instruments that the text states: what stands between them says which."""

from __future__ import annotations

import functools
import re

from graph.records import Citation, InstrumentRelation, RelationKind
from loaders.antecedents import demonstratives
from loaders.bare import bare
from ontology.tables import read

_LONGEST_GAP = 160
_LAWS = ("Hiến pháp", "Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết")
_LIST = re.compile(r"\s*(?:,|;)?\s*(?:và|cùng)?\s*(?:các\s+)?")


@functools.cache
def _cues() -> tuple[tuple[re.Pattern[str], RelationKind, bool], ...]:
    return tuple((re.compile(row["pattern"]), row["relation"], row.get("inverse", False)) for row in read("relation_cues")["cue"])


def stated_relation(gap: str) -> tuple[RelationKind, bool] | None:
    """The relation that the words between two citations state, and whether the second one is its source."""
    flat = bare(gap)
    for words in (flat, flat.rpartition(",")[2]):  # all that stands between, or what follows a title and a comma
        for pattern, relation, inverse in _cues():
            match = pattern.match(words.lstrip(" ,:(“\""))
            if match and match.end() and not words.lstrip(" ,:(“\"")[match.end() :].strip(" “\"(,"):
                return relation, inverse
    return None


def find_relations(text: str, citations: list[Citation]) -> list[InstrumentRelation]:
    """Relations between neighbouring citations; the items of a list that follows share the first one's relation."""
    found: list[InstrumentRelation] = []
    named = [c for c in citations if c.number or c.type in _LAWS]
    citations = sorted([*named, *demonstratives(text, named)], key=lambda c: c.start)
    for i, source in enumerate(citations[:-1]):
        target = citations[i + 1]
        gap = text[source.end_all : target.start]
        stated = stated_relation(gap) if len(gap) <= _LONGEST_GAP else None
        if stated is None:
            continue
        relation, inverse = stated
        found += [
            _relation(text, *((item, source) if inverse else (source, item)), relation, (source, item))
            for item in (target, *_rest_of_list(text, citations, i + 1))
            if _key(item) and _key(source) and _key(item) != _key(source)
        ]
    return found


def _rest_of_list(text: str, citations: list[Citation], i: int) -> list[Citation]:
    """The citations joined to citation ``i`` by “và” or a comma, nothing else between them."""
    out: list[Citation] = []
    for before, after in zip(citations[i:], citations[i + 1 :], strict=False):
        gap = text[before.end_all : after.start]
        if not _LIST.fullmatch(gap) or ";" in gap or _issuer(before) != _issuer(after):
            break
        out.append(after)
    return out


def _issuer(cited: Citation) -> str:
    """The issuer part of the symbol (“TW”); empty for short mentions, which may be of any issuer."""
    return re.split(r"[-/]", cited.symbol, maxsplit=1)[-1] if cited.symbol else ""


def _key(cited: Citation) -> str | None:
    return cited.key or cited.resolves_to


def _relation(
    text: str, source: Citation, target: Citation, relation: RelationKind, span: tuple[Citation, Citation]
) -> InstrumentRelation:
    start, end = span[0].start, max(span[1].end, span[1].end_all)
    return InstrumentRelation(
        source=_key(source) or "", relation=relation, target=_key(target) or "",
        quote=re.sub(r"\s+", " ", text[start:end]), start=start, end=end, rule=f"between:{relation}", confidence=0.95,
    )  # fmt: skip
