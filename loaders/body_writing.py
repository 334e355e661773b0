"""A body's name in the text → its official name with its place: “UBND xã” → “Ủy ban nhân dân xã Phổ An”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from graph.records import ReportHead
from loaders.body_names import BodyEntry
from loaders.hamlets import hamlets_at
from loaders.levels import NAME, Level, committee_unit, lower_first, read_level
from loaders.lexicon import Hit
from loaders.words import alternation
from ontology.fold import fold
from ontology.tables import read

_PROPER = re.compile(rf" (?:số \d+ )?(?:(?:[xX]ã|[pP]hường) )?{NAME}(?: \d{{1,2}}\b)?")
_LINK = re.compile(r" (?:tại |ở )?")
_BARE_HAMLET = re.compile(r" (thôn|ấp|xóm|buôn|bản|làng)(?!\w| có| đều)")
_FIRST_WORD = {"Tỉnh": "tỉnh", "Thành": "thành phố", "Huyện": "huyện", "Quận": "quận", "Thị": "thị xã"}


class Found(NamedTuple):
    """A body in the text: its official name, kind, place (as within a name), and where it stands."""

    name: str
    kind: str
    place: str | None
    start: int
    end: int


class Part(NamedTuple):
    """A name in the text, with the organ it belongs to (“Ban Thường vụ” “Đảng ủy”) and the level behind both."""

    hit: Hit[BodyEntry]
    organ: Hit[BodyEntry] | None
    level: Level | None

    @property
    def end(self) -> int:
        """Where name, organ and level end."""
        return self.level.end if self.level else self.name_end

    @property
    def name_end(self) -> int:
        """Where name and organ end."""
        return (self.organ or self.hit).end

    @property
    def last(self) -> BodyEntry:
        """The body whose level follows: the organ if there is one."""
        return (self.organ or self.hit).entry


class Text(NamedTuple):
    """The text, the same ``lowered``, and the head of its report."""

    text: str
    low: str
    head: ReportHead


def write_out(part: Part, source: Text) -> Iterator[Found]:
    """The bodies that a name means; none where what it needs is missing (``ontology/bodies.toml``)."""
    entry = part.last
    if (part.hit.entry.needs_organ and part.organ is None) or (entry.named_unit and part.level is None):
        return
    for found in _REACHES.get(entry.reach, _of_unit)(part, source):
        yield found._replace(name=f"{part.hit.entry.name} {found.name}") if part.organ else found


def _of_unit(part: Part, source: Text) -> Iterator[Found]:
    """A body of the unit behind it, else of the one that its reach says."""
    place = _place(part, source.head)
    level = place or (part.level.word if part.level else None)
    name = f"{part.last.name} {level}" if level else part.last.name
    yield Found(name, part.last.kind, place, part.hit.start, part.end)


def _place(part: Part, head: ReportHead) -> str | None:
    """Whose body it is: the unit named, else what the reach of the body says."""
    if part.level:
        return part.level.unit
    if part.last.reach == "free":
        return None
    if part.last.reach == "above":
        above = head.province if part.last.name.startswith("Sở ") else head.district or head.commune
        return lower_first(above) if above else None
    return own_commune(head)


def own_commune(head: ReportHead) -> str | None:
    """The reporting commune as it stands within a name."""
    return lower_first(head.commune) if head.commune else None


def _central(part: Part, _: Text) -> Iterator[Found]:
    """One in the country; with a unit behind it some names mean a local body."""
    entry = part.last
    if part.level and entry.with_unit:
        unit = part.level.unit
        yield Found(
            f"{entry.with_unit} {unit or part.level.word}", entry.kind, unit, part.hit.start, part.end
        )
    else:
        yield Found(entry.name, entry.kind, None, part.hit.start, part.name_end)


def _committee(part: Part, source: Text) -> Iterator[Found]:
    """“Huyện ủy” with the name of its district: the one that follows, else the report's own."""
    entry, end = part.last, part.name_end
    word = entry.name.split()[0].removesuffix("đoàn")
    level = _FIRST_WORD[word]
    own = committee_unit(word, source.head)
    name = own[len(level) + 1 :] if own else None
    if not (name and fold(source.text[end : end + len(name) + 1]) == fold(name)):
        named = re.compile(rf" ({NAME})").match(source.text, end)
        if named and not named[1].isupper():
            own, name, end = f"{level} {named[1]}", named[1], named.end()
    else:
        end += len(name) + 1
    yield Found(f"{entry.name} {name}" if name else entry.name, entry.kind, own, part.hit.start, end)


def _of_hamlet(part: Part, source: Text) -> Iterator[Found]:
    """“Ban Công tác Mặt trận xóm 1, xóm 5”: one body for each hamlet; “Chi đoàn thôn” is one of the commune."""
    entry, start = part.last, part.hit.start
    link = _LINK.match(source.text, part.name_end)
    hamlets = hamlets_at(source.text, source.low, link.end()) if link else ()
    for hamlet in hamlets:
        place = hamlet.name if hamlet.name.startswith("Buôn ") else lower_first(hamlet.name)
        yield Found(f"{entry.name} {place}", entry.kind, place, start, hamlet.end)
    plain = _BARE_HAMLET.match(source.low, part.name_end)
    if not hamlets and plain and source.text[start].isupper():
        yield Found(f"{entry.name} {plain[1]}", entry.kind, own_commune(source.head), start, plain.end())


def _proper(part: Part, source: Text) -> Iterator[Found]:
    """A school or the like by its proper name."""
    proper = _PROPER.match(source.text, part.name_end)
    if proper and not proper[0].strip().isupper():
        name = f"{part.last.name}{proper[0]}"
        yield Found(name, part.last.kind, own_commune(source.head), part.hit.start, proper.end())


@cache
def _purpose() -> re.Pattern[str]:
    """What a board is for: from one of the opening words to a stop, a level word or a verb."""
    table = read("bodies")["purpose"]
    units = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?! hội)"
    stop = rf"(?=[.;:\n()“”\"]|$| {units}(?!\w)|,? {alternation(table['ends'])}|, (?!chống|dịch))"
    return re.compile(rf" {alternation(table['begins'])}(?:,? [^ .,;:\n()“”\"]+){{0,14}}?{stop}")


def _for_purpose(part: Part, source: Text) -> Iterator[Found]:
    """“Ban Chỉ đạo phòng, chống dịch xã”: a board by what it is for, with the level behind that."""
    purpose = _purpose().match(source.low, part.name_end)
    if purpose is None:
        return
    level = read_level(source.text, source.low, purpose.end(), source.head)
    aim = source.text[purpose.start() : purpose.end()]
    local = part.last.name != "Ban Quản lý"
    place = level.unit if level else own_commune(source.head) if local else None
    name = f"{part.last.name}{aim} {place}" if place else f"{part.last.name}{aim}"
    yield Found(name, part.last.kind, place, part.hit.start, level.end if level else purpose.end())


_REACHES: dict[str, Callable[[Part, Text], Iterator[Found]]] = {
    "central": _central, "committee": _committee, "hamlet": _of_hamlet, "named": _proper, "purpose": _for_purpose,
}  # fmt: skip
