"""Bodies: every committee, council, union, school or office a report names, once, written out with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.records import Body, Instrument, Model, ReportHead
from loaders.bare import UPPER
from loaders.body_names import BodyEntry, body_names
from loaders.hamlets import hamlets_at
from loaders.layer import TextLayer
from loaders.levels import NAME, Level, committee_unit, lower_first, own_unit, read_level
from loaders.lexicon import Hit, lowered
from loaders.outline import Outline
from ontology.fold import fold

_JOINED = re.compile(r"(?:,| và|,? và|/| ?[-–]| &| với) ?$")
_PROPER = re.compile(rf" (?:số \d+ )?(?:(?:[xX]ã|[pP]hường) )?({NAME}(?: \d{{1,2}}\b)?)")
_COMMITTEE_NAME = re.compile(rf" ((?!(?:Về|Ban|Số|Ngày|Khóa|Khoá)\b){NAME})")
_FILED = re.compile(r"^[ \t]*[-–+]?[ \t]*Lưu\b.*", re.MULTILINE)
_OFFICE = re.compile(r"chủ tịch $")
_HAMLET_AT = re.compile(r" (?:tại |ở )?")


class _Found(NamedTuple):
    """A body in the text: its official name, kind, place (as within a name), and where it stands."""

    name: str
    kind: str
    place: str | None
    start: int
    end: int


class _Part(NamedTuple):
    """A name in the text, with the organ it belongs to (“Ban Thường vụ” “Đảng ủy”) and the level behind both."""

    hit: Hit[BodyEntry]
    organ: Hit[BodyEntry] | None
    level: Level | None

    @property
    def end(self) -> int:
        """Where name, organ and level end."""
        return self.level.end if self.level else (self.organ or self.hit).end

    @property
    def last(self) -> BodyEntry:
        """The body whose level follows: the organ if there is one."""
        return (self.organ or self.hit).entry


def read_bodies(
    layer: TextLayer,
    outline: Outline,
    head: ReportHead,
    instruments: Iterable[Instrument] = (),
    models: Iterable[Model] = (),
) -> tuple[Body, ...]:
    """The bodies of a report, each once, in order of where they first stand.

    Clubs come from ``models``; the chairman of a People's Committee counts only where ``instruments`` have him as
    their issuer, otherwise he stands for his committee.
    """
    text = layer.text
    low = lowered(text)
    filed = [m.span() for m in _FILED.finditer(text)]
    chairmen = {fold(i.issuer) for i in instruments if i.issuer and i.issuer.startswith("Chủ tịch ")}
    found = [f for f in _read(text, low, head) if not any(a <= f.start < b for a, b in filed)]
    named = [_as_chairman(f, low, chairmen) for f in found]
    named += list(_clubs(models, head)) + list(_recipients(text, head, named))
    return tuple(
        Body(name=f.name, kind=f.kind, place=f.place, quote=text[f.start : f.end], start=f.start, end=f.end)
        for f in sorted(_once(named), key=lambda f: (f.start, f.end))
    )


def _read(text: str, low: str, head: ReportHead) -> Iterator[_Found]:
    parts = _shared(list(_parts(text, low, head)), text)
    for part in parts:
        yield from _written(part, text, low, head)


def _parts(text: str, low: str, head: ReportHead) -> Iterator[_Part]:
    """Names with the organ and the level behind them."""
    hits = list(body_names(text, low))
    skip = False
    for this, following in zip(hits, [*hits[1:], None], strict=True):
        if skip:
            skip = False
            continue
        organ = None
        if this.entry.reach == "under" and following and text[this.end : following.start] in (" ", ". ", "."):
            organ, skip = following, True
        if this.entry.reach == "under" and organ is None and len(text[this.start : this.end]) <= 3:
            continue  # “TT” and “TV” alone are no bodies
        yield _Part(this, organ, read_level(text, low, (organ or this).end, head))


def _shared(parts: list[_Part], text: str) -> list[_Part]:
    """Bodies that share a level or “Thường trực” with their neighbour: “TT Đảng ủy, HĐND xã”."""
    for i in range(len(parts) - 2, -1, -1):
        this, following = parts[i], parts[i + 1]
        gap = text[this.end : following.hit.start]
        if this.level is None and following.level and this.last.reach == "unit" and _JOINED.fullmatch(gap):
            parts[i] = this._replace(level=following.level._replace(end=this.end))
    for i in range(1, len(parts)):
        before, this = parts[i - 1], parts[i]
        standing = before.hit.entry.name == "Thường trực" and before.organ is not None
        gap = text[before.end : this.hit.start]
        if standing and this.hit.entry.name == "Hội đồng nhân dân" and _JOINED.fullmatch(gap):
            parts[i] = _Part(before.hit._replace(start=this.hit.start), this.hit, this.level)
    return parts


def _written(part: _Part, text: str, low: str, head: ReportHead) -> Iterator[_Found]:
    """The bodies that a name means, written out; none where what it needs is missing."""
    entry = part.last
    if part.hit.entry.needs_organ and part.organ is None:
        return
    if entry.named_unit and part.level is None:
        return
    name, place, end = entry.name, None, part.end
    if entry.reach == "hamlet":
        yield from _of_hamlet(part, text, low, head)
        return
    if entry.reach == "named":
        proper = _PROPER.match(text, part.hit.end)
        if proper is None:
            return
        name, place, end = f"{name}{proper[0]}", _commune(head), proper.end()
    elif entry.reach == "committee":
        name, place, end = _committee(part, text, head)
    elif entry.reach == "central":
        if part.level and entry.with_unit:
            name, place = f"{entry.with_unit} {part.level.unit or part.level.word}", part.level.unit
        else:
            end = (part.organ or part.hit).end
    else:
        place = _place(part, head)
        level = part.level.word if part.level else None
        name = f"{name} {place or level}" if place or level else name
    if part.organ:
        name = f"{part.hit.entry.name} {name}"
    yield _Found(name, _kind(part), place, part.hit.start, end)


def _kind(part: _Part) -> str:
    """An organ is of the kind of its body: the “Thường trực” of a council is of the council."""
    return part.last.kind


def _place(part: _Part, head: ReportHead) -> str | None:
    """Whose body it is: the unit named, else what the reach of the body says."""
    if part.level:
        return part.level.unit
    reach = part.last.reach
    if reach == "free":
        return None
    if reach == "above" and part.last.name.startswith("Sở "):
        return lower_first(head.province) if head.province else None
    if reach == "above":
        above = head.district or head.commune
        return lower_first(above) if above else None
    return _commune(head)


def _commune(head: ReportHead) -> str | None:
    return lower_first(head.commune) if head.commune else None


def _committee(part: _Part, text: str, head: ReportHead) -> tuple[str, str | None, int]:
    """“Huyện ủy” with the name of its district: the one that follows, else the report's own."""
    hit = part.organ or part.hit
    word = hit.entry.name.split(" ")[0].removesuffix("đoàn").strip()
    levels = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}
    own = committee_unit(word, head)
    bare_own = own[len(levels[word]) + 1 :] if own else None
    named = _COMMITTEE_NAME.match(text, hit.end)
    if bare_own and fold(text[hit.end : hit.end + len(bare_own) + 1]) == fold(bare_own):
        return f"{hit.entry.name} {bare_own}", own, hit.end + len(bare_own) + 1
    if named and not named[1].isupper():
        return f"{hit.entry.name} {named[1]}", f"{levels[word]} {named[1]}", named.end()
    return (f"{hit.entry.name} {bare_own}" if bare_own else hit.entry.name), own, hit.end


def _of_hamlet(part: _Part, text: str, low: str, head: ReportHead) -> Iterator[_Found]:
    """“Ban Công tác Mặt trận xóm 1, xóm 5”: one body for each hamlet; “Chi đoàn thôn” is one of the commune."""
    start = _HAMLET_AT.match(text, part.hit.end)
    hamlets = hamlets_at(text, low, start.end()) if start else ()
    for hamlet in hamlets:
        place = lower_first(hamlet.name) if not hamlet.name.startswith("Buôn ") else hamlet.name
        yield _Found(f"{part.hit.entry.name} {place}", part.hit.entry.kind, place, part.hit.start, hamlet.end)
    if (
        not hamlets
        and low.startswith((" thôn", " ấp", " xóm"), part.hit.end)
        and text[part.hit.start].isupper()
    ):
        end = part.hit.end + low[part.hit.end + 1 :].index(low[part.hit.end + 1 :].split(" ", 1)[0]) + 1
        word = low[part.hit.end + 1 :].split(None, 1)[0].strip(".,;:)")
        yield _Found(
            f"{part.hit.entry.name} {word}",
            part.hit.entry.kind,
            _commune(head),
            part.hit.start,
            end + len(word),
        )


def _as_chairman(found: _Found, low: str, chairmen: set[str]) -> _Found:
    """The chairman in place of his committee, where an instrument has him as its issuer."""
    office = _OFFICE.search(low, max(0, found.start - 9), found.start)
    if office and fold(f"Chủ tịch {found.name}") in chairmen:
        return found._replace(name=f"Chủ tịch {found.name}", start=office.start())
    return found


def _clubs(models: Iterable[Model], head: ReportHead) -> Iterator[_Found]:
    """Named clubs and cooperative groups are bodies too, with the hamlet that their own name holds."""
    for model in models:
        if model.form in ("câu lạc bộ", "tổ hợp tác"):
            place = lower_first(model.places[0]) if len(model.places) == 1 else _commune(head)
            inside = place and fold(place) in fold(model.quote.rsplit("”", 1)[0]) and len(model.places) == 1
            name = f"{model.form[:1].upper()}{model.form[1:]} {model.name}"
            kind = "club" if model.form == "câu lạc bộ" else "other"
            yield _Found(f"{name} {place}" if inside else name, kind, place, model.start, model.end)


def _recipients(text: str, head: ReportHead, found: list[_Found]) -> Iterator[_Found]:
    """Recipients that no short form in the text gave away: they stand under “Nơi nhận”, at its first line."""
    known = {fold(f.name) for f in found}
    at = text.rfind("Nơi nhận")
    for name in head.recipients if at >= 0 else ():
        entry = next(iter(body_names(name)), None)
        if entry and entry.start == 0 and fold(name) not in known:
            end = at + len("Nơi nhận")
            unit = next(
                (
                    u
                    for u in map(lower_first, filter(None, (head.commune, head.district, head.province)))
                    if name.endswith(u)
                ),
                None,
            )
            yield _Found(name, entry.entry.kind, unit, at, end)


def _once(found: Iterable[_Found]) -> list[_Found]:
    """One for each name; an organ without its body is that of the body named elsewhere (“Khối Dân vận [Đảng ủy] xã”)."""
    first: dict[str, _Found] = {}
    for item in found:
        key = fold(item.name)
        if key not in first or item.start < first[key].start:
            first[key] = item
    for key in list(first):
        whole = re.sub(
            r"^((?:ban|khoi) dan van|ban tuyen giao|uy ban kiem tra) (?=xa|phuong|thi tran|dac khu)",
            r"\1 dang uy ",
            key,
        )
        if whole != key and whole in first:
            del first[key]
    return list(first.values())


__all__ = ["read_bodies"]
_ = (UPPER, own_unit)
