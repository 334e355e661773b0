"""Relations between two instruments that the text states: what stands between them says which."""

from __future__ import annotations

import functools
import re

from graph.records import Citation, Instrument, InstrumentRelation, RelationKind
from loaders.antecedents import demonstratives
from loaders.bare import bare
from loaders.citations import quote
from loaders.citing import cue
from loaders.gather import Group
from ontology.tables import read

_LONGEST_GAP = 160
_SENTENCE_END = re.compile(r"[.;]\s")
_MARKS = ' ,:(“"'
_LAWS = ("Hiến pháp", "Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết")
_LIST = re.compile(r"\s*(?:,|;)?\s*(?:và|cùng)?\s*(?:các\s+)?")


@functools.cache
def _cues() -> tuple[tuple[re.Pattern[str], RelationKind, bool], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["relation"], row.get("inverse", False))
        for row in read("relation_cues")["cue"]
    )


def stated_relation(gap: str) -> tuple[RelationKind, bool] | None:
    """The relation that the words between two citations state, and whether the second one is its source."""
    flat = bare(gap)
    if _SENTENCE_END.search(flat):
        return None
    # All that stands between, or what follows a title behind a comma or bracket.
    for words in (flat, flat.rpartition(",")[2], flat.rpartition("(")[2]):
        opened = words.lstrip(_MARKS)
        for pattern, relation, inverse in _cues():
            match = pattern.match(opened)
            if match and match.end() and not opened[match.end() :].strip(_MARKS):
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
        sources = [*_list_before(text, citations, i), source] if relation == "implements" else [source]
        found += [
            _relation(text, *((item, one) if inverse else (one, item)), relation, (one, item))
            for one in sources
            for item in (target, *_rest_of_list(text, citations, i + 1))
            if _key(item) and _key(one) and _key(item) != _key(one)
        ]
    return found


def _list_before(text: str, citations: list[Citation], i: int) -> list[Citation]:
    """The citations that “và” joins before citation ``i``: plans that carry one thing out together."""
    out: list[Citation] = []
    for before, after in zip(reversed(citations[:i]), reversed(citations[1 : i + 1]), strict=True):
        gap = text[before.end_all : after.start]
        if gap.strip() != "và" or _issuer(before) != _issuer(after):
            break
        out.insert(0, before)
    return out


def _rest_of_list(text: str, citations: list[Citation], i: int) -> list[Citation]:
    """The citations joined to citation ``i`` by “và” or a comma, nothing else between them."""
    out: list[Citation] = []
    for before, after in zip(citations[i:], citations[i + 1 :], strict=False):
        gap = text[before.end_all : after.start]
        if not _LIST.fullmatch(gap) or ";" in gap or not _alike(before, after):
            break
        out.append(after)
    return out


def _alike(before: Citation, after: Citation) -> bool:
    """May two citations be items of one list? Of one genre and one issuer."""
    return before.type == after.type and _issuer(before) == _issuer(after)


def _issuer(cited: Citation) -> str:
    """The issuer part of the symbol (“TW”); empty for short mentions, which may be of any issuer."""
    return re.split(r"[-/]", cited.symbol, maxsplit=1)[-1].rstrip("0123456789") if cited.symbol else ""


def _key(cited: Citation) -> str | None:
    return cited.resolves_to or cited.key


def _relation(
    text: str, source: Citation, target: Citation, relation: RelationKind, span: tuple[Citation, Citation]
) -> InstrumentRelation:
    start, end = span[0].start, max(span[1].end, span[1].end_all)
    return InstrumentRelation(
        source=_key(source) or "", relation=relation, target=_key(target) or "",
        quote=quote(text, start, end), start=start, end=end, rule=f"between:{relation}", confidence=0.95,
    )  # fmt: skip


def promulgations(text: str, groups: list[Group]) -> list[InstrumentRelation]:
    """The numbered instrument promulgates the annexed text (convention 32)."""
    out: list[InstrumentRelation] = []
    for group in groups:
        if group.by is None or group.by.key is None or group.citations[0].number:
            continue
        name = group.citations[0]
        start, end = min(group.by.start, name.start), max(group.by.end_all, name.end)
        out.append(
            InstrumentRelation(
                source=group.by.key,
                relation="promulgates",
                target=group.key,
                quote=quote(text, start, end),
                start=start,
                end=end,
                rule="annexed",
                confidence=0.95,
            )
        )
    return out


_FULL_STOP = re.compile(r"[.;]\s+(?=\w)|\n")


def _sentence_start(text: str, offset: int) -> int:
    """Where the sentence (up to a full stop, semicolon or line end) begins that holds ``offset``."""
    ends = [m.end() for m in _FULL_STOP.finditer(text, max(0, offset - 700), offset)]
    return ends[-1] if ends else max(0, offset - 700)


def carried_out(text: str, instruments: list[Instrument]) -> list[InstrumentRelation]:
    """Numbered documents that the commune issued, in a passage opened by “Thực hiện N”, implement N (convention 34)."""
    out: list[InstrumentRelation] = []
    numbered = [(m, i) for i in instruments if i.number for m in i.mentions]
    for issued, document in numbered:
        if issued.role != "issued":
            continue
        start = _sentence_start(text, issued.start)
        passage = bare(text[start : issued.start])
        if not cue("passage opens").match(passage):
            continue
        verb = cue("own document follows").search(passage)
        for mention, target in numbered:
            if (
                start <= mention.start < (start + verb.start() if verb else issued.start)
                and target.key != document.key
            ):
                out.append(
                    InstrumentRelation(
                        source=document.key,
                        relation="implements",
                        target=target.key,
                        quote=quote(text, mention.start, issued.end),
                        start=mention.start,
                        end=issued.end,
                        rule="passage:implements",
                        confidence=0.85,
                    )
                )
    return out


def unique(relations: list[InstrumentRelation]) -> tuple[InstrumentRelation, ...]:
    """Each relation once, at its first place."""
    first: dict[tuple[str, str, str], InstrumentRelation] = {}
    for relation in sorted(relations, key=lambda r: (r.start, r.end)):
        first.setdefault((relation.source, relation.relation, relation.target), relation)
    return tuple(first.values())
