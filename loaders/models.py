"""“Dân vận khéo” models and clubs: each once, with form, field, the organisation that leads it, and its hamlets."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graph.records import Model, ReportHead
from loaders.bare import LOWER
from loaders.body_names import BodyEntry, body_name_at, body_names
from loaders.citations import quote
from loaders.hamlets import find_hamlets, hamlets_at
from loaders.layer import TextLayer
from loaders.levels import NAME, read_level
from loaders.lexicon import Hit, lowered
from loaders.model_fields import Fields
from loaders.model_lists import all_names
from loaders.model_names import Named, proper_name
from loaders.outline import Outline
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read

_PARENTHESIS = re.compile(r"\s*\(([^()\n]{1,160})\)")
_OWNER_LEAD = re.compile(r"(?:[ ,]*(?:–|-)? ?(?P<word>của|do|thuộc|ở|tại)| ?[–-]) (?:các )?")
_PLACE_LEAD = re.compile(r"(?:\s*(?:,|–|-|:))?\s*(?:tại |ở |của )?(?:địa bàn )?(?=(?:các |\d{1,2} )?\w)")
_ACROSS = re.compile(r" (?:tại|ở) [^,.;:()\n]{1,40}?(?= của | do )")  # “ở 5/5 thôn của Công an xã”
_NOT_OWNERS = frozenset({"Bộ phận Tiếp nhận và Trả kết quả", "Trung tâm Phục vụ hành chính công"})
_COMPANION = re.compile(r"(?:với|cùng|của|và|cho) (?:các )?$")
_PROPER = re.compile(rf" {NAME}")
_BARE_HAMLET = re.compile(rf" (?i:thôn|ấp|xóm|buôn|bản|làng)(?=[,.;\n]|$| [{LOWER}])")  # “Chi đoàn thôn”
_JOIN = re.compile(r"\s*(?:,|và|,\s*và)\s*(?:các )?$")
_ORGANISED = r"Chi hội|Chi đoàn|Hội|Ban|Tổ|Trường|Trạm|Hợp tác xã|HTX|Câu lạc bộ|Giáo xứ|Chùa|Đội|Đồn"
_OTHER = re.compile(
    rf"(?:{_ORGANISED})(?: (?!tại |ở |xã |thôn |phường )[\w-]+){{1,8}}?"
    r"(?=\s*(?:[,.;(\n]| tại | ở | xã| phường| thôn| ấp|$))"
)


class _Reading(NamedTuple):
    """A model as read at one place: whether hamlets follow it, and whether its leader stands before it."""

    named: Named
    name: str
    owner: str | None
    places: tuple[str, ...]
    own_places: bool
    end: int
    led_before: bool


def read_models(layer: TextLayer, outline: Outline, head: ReportHead) -> tuple[Model, ...]:
    """The named models of a report, merged over their mentions, in order of the first."""
    text = layer.text
    low = lowered(text)
    fields = Fields(text, low, outline)
    readings = _share([_read(text, low, named, head) for named in all_names(text, low)], low)
    merged: dict[str, Model] = {}
    for reading in readings:
        start = reading.named.start
        end = max(reading.end, reading.named.end)
        model = Model(
            name=reading.name, form=reading.named.form, field=fields.at(start), owner=reading.owner,
            places=reading.places, quote=quote(text, start, end), start=start, end=end,
        )  # fmt: skip
        key = fold(re.sub(r"\W+", " ", reading.name))
        merged[key] = _merge(merged[key], model) if key in merged else model
    return tuple(merged.values())


def _merge(first: Model, later: Model) -> Model:
    """What a later mention adds to the first."""
    return Model(
        name=first.name, form=first.form, field=first.field or later.field, owner=first.owner or later.owner,
        places=first.places or later.places, quote=first.quote, start=first.start, end=first.end,
    )  # fmt: skip


def _read(text: str, low: str, named: Named, head: ReportHead) -> _Reading:
    """Name, leader and hamlets of a model, from its name and what follows it."""
    name, inside = proper_name(text[named.name_start : named.name_end])
    owner, places, end = _tail(text, low, named.end, head)
    before = _before(text, low, named.start, head) if owner is None else None
    every = tuple(dict.fromkeys(inside + places))
    return _Reading(named, name, owner or before, every, bool(places), end, before is not None)


def _tail(text: str, low: str, pos: int, head: ReportHead) -> tuple[str | None, tuple[str, ...], int]:
    """Leader and hamlets behind a name, in any order: “(ấp 10)”, “của Hội Nông dân xã tại thôn A và thôn B”."""
    owner: str | None = None
    places: tuple[str, ...] = ()
    while True:
        if inside := _PARENTHESIS.match(text, pos):
            within = find_hamlets(inside[1], low[inside.start(1) : inside.end(1)])
            places += tuple(h.name for hamlets in within for h in hamlets)
            hit = body_name_at(low, inside.start(1)) if owner is None else None
            owner = owner_name(text, low, hit)[0] if hit else owner
            pos = inside.end()
        elif owner is None and (found := _owner(text, low, pos, head)):
            owner, pos = found
        elif (
            not places
            and (lead := _PLACE_LEAD.match(text, pos))
            and (here := hamlets_at(text, low, lead.end()))
        ):
            places += tuple(h.name for h in here)
            pos = here[-1].end
        elif owner is None and (span := _ACROSS.match(low, pos)) and _owner(text, low, span.end(), head):
            pos = span.end()
        else:
            return owner, places, pos


def _owner(text: str, low: str, pos: int, head: ReportHead) -> tuple[str, int] | None:
    """The organisation behind “của”, “do … phụ trách”, “ở”, and where it ends."""
    lead = _OWNER_LEAD.match(low, pos)
    if lead is None:
        return None
    hit = body_name_at(low, lead.end())
    if hit is None:
        other = _OTHER.match(text, lead.end()) if lead["word"] in ("của", "do") else None
        return (other[0].strip(), _led(low, other.end())) if other else None
    where = lead["word"] in ("tại", "ở")
    if where and (
        hit.entry.name in _NOT_OWNERS or (lead["word"] == "tại" and hit.entry.kind != "mass_organisation")
    ):
        return None
    name, end = owner_name(text, low, hit)
    level = read_level(text, low, end, head)
    return name, _led(low, level.end if level else end)


def owner_name(text: str, low: str, hit: Hit[BodyEntry]) -> tuple[str, int]:
    """An organisation without its place (“Hội CCB” → “Hội Cựu chiến binh”), and where its name ends."""
    as_written = {row["word"]: row["name"] for row in read("models")["as_written"]}
    written = low[hit.start : hit.end]
    if hit.entry.reach == "named" and (proper := _PROPER.match(text, hit.end)):
        return f"{hit.entry.name}{proper[0]}", proper.end()
    if hit.entry.reach == "hamlet" and (word := _BARE_HAMLET.match(text, hit.end)):
        return f"{hit.entry.name}{word[0].lower()}", word.end()
    if hit.entry.reach == "under":
        organ = body_name_at(low, hit.end + 1)
        if organ:
            return f"{hit.entry.name} {organ.entry.name}", organ.end
    return as_written.get(written, hit.entry.name), hit.end


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:làm|đã))* {alternation(read('models')['leads']['words'])}")


def _led(low: str, pos: int) -> int:
    """Behind “phụ trách”, “thành lập” where that follows the leader."""
    match = _leads().match(low, pos)
    return match.end() if match else pos


@cache
def _leading() -> re.Pattern[str]:
    doing = rf"(?:,? {alternation(read('models')['leading']['words'])})+"
    return re.compile(rf"(?:{doing}|: ?(?:{doing.replace(',? ', ',? ?')})?|) $|: ?$")


def _before(text: str, low: str, start: int, head: ReportHead) -> str | None:
    """The organisation before “có mô hình” or before the colon of its own item; never a People's Committee."""
    window = max(0, start - 110, text.rfind("\n", 0, start) + 1)
    for hit in body_names(text[window:start], low[window:start]):
        end = window + hit.end
        level = read_level(text, low, end, head)
        hamlets = hamlets_at(text, low, end + 1)
        end = level.end if level else hamlets[-1].end if hamlets else end
        subject = hit.entry.kind != "people_committee" and hit.entry.reach != "central"
        companion = _COMPANION.search(low, window, window + hit.start)
        if subject and not companion and _leading().fullmatch(low, end, start):
            return owner_name(text[window:start], low[window:start], hit)[0]
    return None


def _share(readings: list[_Reading], low: str) -> list[_Reading]:
    """“A và B của O” gives O to both, unless A's own name or hamlets speak against it; “O có A và B” likewise."""
    for i in range(len(readings) - 2, -1, -1):
        this, following = readings[i], readings[i + 1]
        borrows = this.owner is None and not this.own_places and not following.led_before
        if borrows and following.owner and _joined(this, following, low):
            own = None if _speaks_against(this.name, following.owner) else following.owner
            readings[i] = this._replace(owner=own)
    for i in range(1, len(readings)):
        before, this = readings[i - 1], readings[i]
        if this.owner is None and before.led_before and _joined(before, this, low):
            readings[i] = this._replace(owner=before.owner, led_before=True)
    return readings


def _joined(this: _Reading, following: _Reading, low: str) -> bool:
    """Whether two models stand in one enumeration."""
    return following.named.chained or _JOIN.fullmatch(low, this.end, following.named.start) is not None


def _speaks_against(name: str, owner: str) -> bool:
    """Whether a model is named after the people of another organisation."""
    return any(
        re.search(rf"(?<!\w){alternation(row['words'])}", lowered(name))
        and fold(row["owner"]) not in fold(owner)
        for row in read("models")["constituency"]
    )
