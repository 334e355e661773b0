"""Bodies: every committee, council, union, school or office a report names, once, written out with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.records import Body, Instrument, Model, ReportHead
from loaders.body_names import body_names
from loaders.body_writing import Found, Part, Text, own_commune, write_out
from loaders.citations import quote
from loaders.layer import TextLayer
from loaders.levels import lower_first, read_level
from loaders.lexicon import lowered
from ontology.fold import fold

_JOINED = re.compile(r"(?:,| và|,? và|/| ?[-–]| &| với) ?$")
_FILED = re.compile(r"^[ \t]*[-–+]?[ \t]*Lưu\b.*", re.MULTILINE)
_OFFICE = re.compile(r"chủ tịch $")
_ORGAN_OF_COMMUNE = re.compile(
    r"^((?:ban|khoi) dan van|ban tuyen giao|uy ban kiem tra) (?=xa|phuong|thi tran|dac khu)"
)
_CLUBS = {"câu lạc bộ": "club", "tổ hợp tác": "other"}


def read_bodies(
    layer: TextLayer, head: ReportHead, instruments: Iterable[Instrument] = (), models: Iterable[Model] = ()
) -> tuple[Body, ...]:
    """The bodies of a report, each once, in order of where they first stand.

    Clubs come from ``models``; the chairman of a People's Committee counts only where ``instruments`` have him as
    their issuer, otherwise he stands for his committee (convention 36).
    """
    source = Text(layer.text, lowered(layer.text), head)
    filed = [match.span() for match in _FILED.finditer(layer.text)]
    chairmen = {fold(i.issuer) for i in instruments if i.issuer and i.issuer.startswith("Chủ tịch ")}
    found = [
        _as_chairman(body, source.low, chairmen)
        for part in _shared(list(_parts(source)), source.text)
        for body in write_out(part, source)
        if not any(start <= body.start < end for start, end in filed)
    ]
    found += _clubs(models, head)
    found += list(_recipients(layer.text, head, found))
    return tuple(
        Body(
            name=f.name,
            kind=f.kind,
            place=f.place,
            quote=quote(layer.text, f.start, f.end),
            start=f.start,
            end=f.end,
        )
        for f in sorted(_once(found), key=lambda f: (f.start, f.end))
    )


def _parts(source: Text) -> Iterator[Part]:
    """The names of bodies with the organ and the level behind them."""
    hits = list(body_names(source.text, source.low))
    used = False
    for this, following in zip(hits, [*hits[1:], None], strict=False):
        if used:
            used = False
            continue
        organ = None
        if (
            this.entry.reach == "under"
            and following
            and source.text[this.end : following.start] in (" ", ". ", ".")
        ):
            organ, used = following, True
        yield Part(this, organ, read_level(source.text, source.low, (organ or this).end, source.head))


def _shared(parts: list[Part], text: str) -> list[Part]:
    """Bodies that share a level or “Thường trực” with their neighbour: “TT Đảng ủy, HĐND xã”."""
    for i in range(len(parts) - 2, -1, -1):
        this, following = parts[i], parts[i + 1]
        joined = _JOINED.fullmatch(text[this.end : following.hit.start])
        if joined and this.level is None and following.level and this.last.reach == "unit":
            parts[i] = this._replace(level=following.level._replace(end=this.end))
    for i in range(1, len(parts)):
        before, this = parts[i - 1], parts[i]
        standing = before.hit.entry.name == "Thường trực" and before.organ is not None
        joined = _JOINED.fullmatch(text[before.end : this.hit.start])
        if standing and joined and this.hit.entry.name == "Hội đồng nhân dân":
            parts[i] = Part(before.hit._replace(start=this.hit.start), this.hit, this.level)
    return parts


def _as_chairman(found: Found, low: str, chairmen: set[str]) -> Found:
    """The chairman in place of his committee, where an instrument has him as its issuer."""
    office = _OFFICE.search(low, max(0, found.start - 9), found.start)
    if office and fold(f"Chủ tịch {found.name}") in chairmen:
        return found._replace(name=f"Chủ tịch {found.name}", start=office.start())
    return found


def _clubs(models: Iterable[Model], head: ReportHead) -> list[Found]:
    """Named clubs and cooperative groups are bodies too; a hamlet within their own name stays in it."""
    found = []
    for model in models:
        if model.form in _CLUBS:
            alone = lower_first(model.places[0]) if len(model.places) == 1 else None
            inside = alone and fold(alone) in fold(re.split("[”»]", model.quote)[0])
            name = f"{model.form[:1].upper()}{model.form[1:]} {model.name}"
            found.append(
                Found(
                    f"{name} {alone}" if inside else name,
                    _CLUBS[model.form],
                    alone or own_commune(head),
                    model.start,
                    model.end,
                )
            )
    return found


def _recipients(text: str, head: ReportHead, found: list[Found]) -> Iterator[Found]:
    """Recipients that no short form in the text gave away; they stand under “Nơi nhận”."""
    known = {fold(f.name) for f in found}
    at = text.rfind("Nơi nhận")
    units = [lower_first(unit) for unit in (head.commune, head.district, head.province) if unit]
    for name in head.recipients if at >= 0 else ():
        entry = next(iter(body_names(name)), None)
        if entry and entry.start == 0 and fold(name) not in known:
            unit = next((unit for unit in units if name.endswith(unit)), None)
            if fold(f"{entry.entry.name} {unit}") in known:
                continue
            yield Found(name, entry.entry.kind, unit, at, at + len("Nơi nhận"))


def _once(found: Iterable[Found]) -> list[Found]:
    """One for each name; “Khối Dân vận xã” is the “Khối Dân vận Đảng ủy xã” where that is named too."""
    first: dict[str, Found] = {}
    for item in found:
        key = fold(item.name)
        if key not in first or item.start < first[key].start:
            first[key] = item
    whole = {key: _ORGAN_OF_COMMUNE.sub(r"\1 dang uy ", key) for key in first}
    return [item for key, item in first.items() if whole[key] == key or whole[key] not in first]
