"""Citations → instruments: one item for every distinct instrument of a report, with its mentions."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from graph.records import Citation, Instrument, InstrumentRelation, Mention, ReportHead
from loaders.citations import find_instruments, quote
from loaders.gather import Group, gather
from loaders.identity import as_annexed, identify
from loaders.layer import TextLayer
from loaders.names import expand
from loaders.outline import Outline
from loaders.relations import carried_out, find_relations, promulgations, unique
from loaders.roles import read_role
from loaders.titles import find_title
from loaders.written_out import write_out
from ontology.codes import genre_named, genre_of_code, issuer_named
from ontology.keys import parse_key


def read_instruments(
    layer: TextLayer, outline: Outline, head: ReportHead
) -> tuple[tuple[Instrument, ...], tuple[InstrumentRelation, ...]]:
    """All instruments of a report and the relations between them that its text states."""
    text = layer.text
    found = [c for c in find_instruments(text) if (c.key or c.resolves_to) and not _own_number(c, head)]
    citations, groups = gather(text, found)
    titles = _titles(text, citations, groups)
    instruments = [_instrument(layer, outline, head, group, titles) for group in groups]
    identities = {i.key: i.iri for i in instruments if i.number and i.iri}
    instruments = [
        as_annexed(i, identities[g.by.key]) if g.by and g.by.key in identities else i
        for i, g in zip(instruments, groups, strict=True)
    ]
    relations = find_relations(text, citations) + promulgations(text, groups) + carried_out(text, instruments)
    return tuple(sorted(instruments, key=lambda i: i.mentions[0].start)), unique(relations)


def _own_number(cited: Citation, head: ReportHead) -> bool:
    """The number in the report's own letterhead is no citation."""
    return cited.quote[0].isdigit() and cited.key is not None and cited.key == head.number


def _instrument(
    layer: TextLayer, outline: Outline, head: ReportHead, group: Group, titles: dict[int, str]
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
        type=_type(first, full, key),
        number=full.number if full.symbol else None,
        symbol=full.symbol,
        date=None if group.by and not first.number else date,
        issuer=issuer,
        title=next((titles[c.start] for c in cited if c.start in titles), None),
        mentions=tuple(_mention(layer, outline, head, c) for c in cited),
        anomaly="; ".join(dict.fromkeys(c.slip for c in cited if c.slip)) or None,
    )
    return identify(_own_issuer(instrument, head), head)


def _type(first: Citation, full: Citation, key: str) -> str | None:
    """The type word beside the symbol; of a short mention that borrows a number the genre of the key it stands for."""
    if full.symbol or not first.number:
        return full.type if full.symbol else first.type
    parsed = parse_key(key)
    if parsed is None or parsed.genre is None or first.type is None:
        return first.type
    genre = genre_of_code(parsed.genre, parsed.system)
    own = parsed.genre in genre_named(first.type).codes
    return first.type if own or genre is None else genre.name


def _written_key(key: str, date: str | None, head: ReportHead) -> str:
    """“-UB” of an instrument after 2004 is “-UBND” (convention 6); a congress of the commune carries its name."""
    if key.endswith("-UB") and (date or "") >= "2005":
        return key + "ND"
    if key.startswith("Nghị quyết Đại hội Đảng bộ"):
        return write_out(key, head)
    return key if key[:1].isdigit() else expand(key)


def _issuer(cited: list[Citation], group: Group, head: ReportHead, key: str) -> str | None:
    """The issuer first stated, written out; else the body that the symbol alone fixes; an annexed text has that of
    the instrument which promulgates it.
    """
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
_FRONT = re.compile(r"^(?:Ban Thường trực |Ban Thường vụ )?(?:Ủy ban Mặt trận|Hội |Đoàn |Công đoàn)")
_OWN_BODY = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "ĐU": "Đảng ủy", "KDV": "Khối Dân vận"}


def _own_issuer(instrument: Instrument, head: ReportHead) -> Instrument:
    """An instrument that the commune issued, with the commune's body of that code as its issuer."""
    if instrument.issuer or not any(m.role == "issued" for m in instrument.mentions):
        return instrument
    code = re.split(r"[-/]", instrument.symbol or "")[-1]
    if code in _OWN_BODY:
        return msgspec.structs.replace(instrument, issuer=write_out(_OWN_BODY[code], head))
    known = issuer_named(code)
    of_the_front = known is not None and known.system == "mass" and _FRONT.search(head.issuer or "")
    return msgspec.structs.replace(instrument, issuer=head.issuer) if of_the_front else instrument


def _titles(text: str, citations: list[Citation], groups: list[Group]) -> dict[int, str]:
    """The title that stands behind each numbered citation, by its offset.

    Of several instruments that promulgate several texts together each has its own text for a title.
    """
    titles: dict[int, str] = {}
    for i, cited in enumerate(citations):
        title = cited.title or (find_title(text, cited, citations[i + 1 :]) if cited.number else None)
        if title:
            titles[cited.start] = title
    annexed = [(g.by, g.citations[0]) for g in groups if g.by is not None and not g.citations[0].number]
    for by, text_of_its_own in annexed:
        title = titles.get(by.start)
        if title is None or any(other.quote in title for _, other in annexed if other is not text_of_its_own):
            titles[by.start] = f"ban hành {text_of_its_own.quote}"
    return titles


def _mention(layer: TextLayer, outline: Outline, head: ReportHead, cited: Citation) -> Mention:
    reading = read_role(layer.text, cited.start, cited.end, outline)
    end = max(cited.end, cited.end_all)
    return Mention(
        quote=quote(layer.text, cited.start, end), start=cited.start, end=end,
        section=outline.at(cited.start).label, role=reading.role, stage=reading.stage, polarity=reading.polarity,
        date=cited.date, issuer=cited.issuer and write_out(cited.issuer, head), rule=reading.rule,
        confidence=reading.confidence, page=layer.page(cited.start),
    )  # fmt: skip
