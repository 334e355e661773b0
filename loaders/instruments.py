"""Citations → instruments: one item for every distinct instrument of a report, with its mentions."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass, field

import msgspec

from graph.records import Citation, Instrument, InstrumentRelation, Mention, ReportHead
from loaders.annexed import alike, find_annexed, known_name, promulgator_behind
from loaders.citations import find_instruments, quote
from loaders.identity import identify
from loaders.layer import TextLayer
from loaders.written_out import write_out
from loaders.outline import Outline
from loaders.relations import find_relations
from loaders.roles import read_role
from loaders.titles import find_title
from ontology.codes import issuer_named
from ontology.fold import fold
from ontology.keys import parse_key
from ontology.register import register_rows


_NATIONAL = ("Quy chế dân chủ ở cơ sở",)


@dataclass
class _Group:
    """The citations of one instrument while they are gathered; ``key`` is what the record will show."""

    key: str
    citations: list[Citation] = field(default_factory=list)
    by: Citation | None = None  # the citation that promulgates an annexed text


def read_instruments(
    layer: TextLayer, outline: Outline, head: ReportHead
) -> tuple[tuple[Instrument, ...], tuple[InstrumentRelation, ...]]:
    """All instruments of a report and the relations between them that its text states."""
    text = layer.text
    found = [c for c in find_instruments(text) if (c.key or c.resolves_to) and not _own_number(c, head)]
    found = _with_numbers_of_laws(found)
    citations, groups = _with_annexed(text, found)
    instruments = [_instrument(layer, outline, head, group, citations) for group in groups]
    relations = find_relations(text, citations) + _promulgations(text, groups)
    relations += _carried_out(text, outline, instruments)
    return tuple(sorted(instruments, key=lambda i: i.mentions[0].start)), _unique(relations)


def _own_number(cited: Citation, head: ReportHead) -> bool:
    """The number in the report's own letterhead is no citation."""
    return cited.quote[0].isdigit() and head.number is not None and cited.key in (head.number, None)


def _with_numbers_of_laws(found: list[Citation]) -> list[Citation]:
    """A law that the report names with its number somewhere is the same law where it stands by name alone."""
    numbers = {fold(f"{c.type} {c.title}"): c.key for c in found if c.number and c.title and c.key}
    return [
        msgspec.structs.replace(c, resolves_to=numbers[fold(c.key)]) if not c.number and c.key and fold(c.key) in numbers else c
        for c in found
    ]


def _with_annexed(text: str, found: list[Citation]) -> tuple[list[Citation], list[_Group]]:
    """Citations with the annexed texts among them, grouped by instrument; later mentions by name join theirs."""
    annexed = find_annexed(text, found)
    groups: dict[str, _Group] = {}
    citations: list[Citation] = []
    for item in annexed:
        name = _official(item.name)
        promulgated = Citation(
            quote=quote(text, item.start, item.end), start=item.start, end=item.end, key=name, end_all=item.end,
            type=_type_of(name), issuer=item.by.issuer,
        )  # fmt: skip
        group = groups.setdefault(f"{name}|{item.by.key}", _Group(name, by=item.by))
        group.citations.append(promulgated)
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
    return sorted(citations, key=lambda c: c.start), list(groups.values())


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


def _place(cited: Citation, groups: dict[str, _Group], text: str, found: list[Citation]) -> None:
    """Put a citation with the instrument it names, by key or by likeness of name."""
    key = cited.resolves_to or cited.key or ""
    if cited.number or cited.resolves_to:
        groups.setdefault(_same_number(key), _Group(key)).citations.append(cited)
        return
    if cited.type in ("Quy chế", "Quy định", "Chương trình"):
        for group in groups.values():
            if group.citations[0].type == cited.type and not group.citations[0].number and alike(group.key, key):
                group.citations.append(cited)
                return
    group = groups.setdefault(key, _Group(key))
    group.citations.append(cited)
    group.by = group.by or promulgator_behind(text, cited.end, found)


def _same_number(key: str) -> str:
    """A key without leading zeros: “5-CT/TW” and “05-CT/TW” are one."""
    return key.lstrip("0")


def _official(name: str) -> str:
    """The key of an annexed text: its own name with a capital, the period closed up."""
    words = re.sub(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})", "-", re.sub(r"\s+", " ", name).strip(" ,"))
    return words[0].upper() + words[1:]


def _type_of(name: str) -> str:
    return " ".join(name.split()[:2]).capitalize()


def _tell_apart(groups: dict[str, _Group]) -> None:
    """Two annexed texts of one name carry the promulgating key in brackets (convention 11)."""
    names = Counter(g.key for g in groups.values() if g.by and not g.citations[0].number)
    for group in groups.values():
        if group.by and names[group.key] > 1:
            group.key = f"{group.key} ({group.by.key})"


def _instrument(
    layer: TextLayer, outline: Outline, head: ReportHead, group: _Group, citations: list[Citation]
) -> Instrument:
    cited = group.citations
    first = cited[0]
    keys = Counter(c.key for c in cited if c.key and c.number)
    key = keys.most_common(1)[0][0] if keys else group.key
    issuer = _issuer(cited, group, head, key)
    date = next((c.date for c in cited if c.date), None)
    full = next((c for c in cited if c.symbol), first)
    instrument = Instrument(
        key=_written_key(key, date, head),
        type=first.type or full.type,
        number=full.number if full.symbol else None,
        symbol=full.symbol,
        date=None if group.by and not first.number else date,
        issuer=issuer,
        title=next(filter(None, (_title(layer.text, c, citations) for c in cited if c.number)), None),
        mentions=tuple(_mention(layer, outline, c) for c in cited),
        anomaly="; ".join(dict.fromkeys(c.slip for c in cited if c.slip)) or None,
    )
    return identify(_own_issuer(instrument, head), head)


def _written_key(key: str, date: str | None, head: ReportHead) -> str:
    """“-UB” of an instrument after 2004 is “-UBND” (convention 6); a congress of the commune carries its name."""
    if key.endswith("-UB") and (date or "") >= "2005":
        return key + "ND"
    if key.startswith("Nghị quyết Đại hội Đảng bộ"):
        return write_out(key, head)
    return key


def _issuer(cited: list[Citation], group: _Group, head: ReportHead, key: str) -> str | None:
    """The issuer first stated, written out; else the body that the symbol alone fixes; an annexed text has that of
    the instrument which promulgates it."""
    stated = next((c.issuer for c in cited if c.issuer), None)
    if stated:
        return write_out(stated, head)
    source = group.by or next((c for c in cited if c.symbol), cited[0])
    if group.by and group.by.issuer:
        return write_out(group.by.issuer, head)
    return _fixed_by(source.symbol) or _fixed_by_key(key) if cited[0].number else None


def _fixed_by(symbol: str | None) -> str | None:
    """The bodies that a symbol alone names (“BDVTW-BCSĐCP”), or None where one of its codes is ambiguous."""
    if not symbol:
        return None
    bodies = [issuer_named(part) for part in re.split(r"[-/]", symbol)[1:] or [symbol]]
    return " và ".join(b.name for b in bodies if b) if bodies and all(b and b.fixes for b in bodies) else None


def _fixed_by_key(key: str) -> str | None:
    parsed = parse_key(key)
    return _fixed_by(parsed.symbol) if parsed else None


# What a commune's own document is signed by, where the text only says that the commune issued it.
_OWN_BODY = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "ĐU": "Đảng ủy", "KDV": "Khối Dân vận"}


def _own_issuer(instrument: Instrument, head: ReportHead) -> Instrument:
    """An instrument that the commune issued, with the commune's body of that code as its issuer."""
    code = re.split(r"[-/]", instrument.symbol or "")[-1]
    if instrument.issuer or code not in _OWN_BODY or not any(m.role == "issued" for m in instrument.mentions):
        return instrument
    return msgspec.structs.replace(instrument, issuer=write_out(_OWN_BODY[code], head))


def _title(text: str, cited: Citation, citations: list[Citation]) -> str | None:
    return cited.title or find_title(text, cited, [c for c in citations if c.start >= cited.end])


def _mention(layer: TextLayer, outline: Outline, cited: Citation) -> Mention:
    reading = read_role(layer.text, cited.start, cited.end, outline)
    end = max(cited.end, cited.end_all)
    return Mention(
        quote=quote(layer.text, cited.start, end), start=cited.start, end=end,
        section=outline.at(cited.start).label, role=reading.role, stage=reading.stage, polarity=reading.polarity,
        date=cited.date, issuer=cited.issuer, rule=reading.rule, confidence=reading.confidence,
        page=layer.page(cited.start),
    )  # fmt: skip


def _promulgations(text: str, groups: list[_Group]) -> list[InstrumentRelation]:
    """The numbered instrument promulgates the annexed text (convention 32)."""
    out: list[InstrumentRelation] = []
    for group in groups:
        if group.by is None or group.by.key is None or group.citations[0].number:
            continue
        name = group.citations[0]
        start, end = min(group.by.start, name.start), max(group.by.end_all, name.end)
        out.append(
            InstrumentRelation(
                source=group.by.key, relation="promulgates", target=group.key, quote=quote(text, start, end),
                start=start, end=end, rule="annexed", confidence=0.95,
            )  # fmt: skip
        )
    return out


_PASSAGE = re.compile(r"[-+*•\s]*(?:Trên cơ sở|Căn cứ|Thực hiện|Triển khai)(?!\w)")


_ISSUING = re.compile(r"ban hành|xây dựng|cụ thể h(?:óa|oá)")
_FULL_STOP = re.compile(r"[.;]\s+(?=\w)|\n")


def _sentence_start(text: str, offset: int) -> int:
    """Where the sentence (up to a full stop, semicolon or line end) begins that holds ``offset``."""
    ends = [m.end() for m in _FULL_STOP.finditer(text, max(0, offset - 700), offset)]
    return ends[-1] if ends else max(0, offset - 700)


def _carried_out(text: str, outline: Outline, instruments: list[Instrument]) -> list[InstrumentRelation]:
    """Numbered documents that the commune issued, in a passage opened by “Thực hiện N”, implement N (convention 34)."""
    out: list[InstrumentRelation] = []
    numbered = [(m, i) for i in instruments if i.number for m in i.mentions]
    for issued, document in numbered:
        if issued.role != "issued":
            continue
        start = _sentence_start(text, issued.start)
        if not _PASSAGE.match(text, start):
            continue
        verb = _ISSUING.search(text, start, issued.start)
        for mention, target in numbered:
            if start <= mention.start < (verb.start() if verb else issued.start) and target.key != document.key:
                out.append(
                    InstrumentRelation(
                        source=document.key, relation="implements", target=target.key,
                        quote=quote(text, mention.start, issued.end), start=mention.start, end=issued.end,
                        rule="passage:implements", confidence=0.85,
                    )  # fmt: skip
                )
    return out


def _unique(relations: list[InstrumentRelation]) -> tuple[InstrumentRelation, ...]:
    """Each relation once, at its first place."""
    first: dict[tuple[str, str, str], InstrumentRelation] = {}
    for relation in sorted(relations, key=lambda r: (r.start, r.end)):
        first.setdefault((relation.source, relation.relation, relation.target), relation)
    return tuple(first.values())
