"""Text layer → outline: the numbered sections of a report, what each is about, and which lines are titles.

Reports number by hand, so numbers are missing, repeated or start again; a heading may run on into its text,
and a numbered line may be a full sentence. Labels are the numbers joined from the top: “II.4.b”; 2.1 under I.2
is “I.2.1”.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.headings import Heading, headings
from loaders.numbering import Mark

OPENING = "mở đầu"
CLOSING = "kết thúc"


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its heading is ``text[start:body]``, its text ``text[body:end]``; subsections follow it.

    ``label`` is the joined number, that of the parent for headings without a number, “mở đầu” before the first
    heading, “kết thúc” from the closing sentence on. ``level`` counts from 0 (top). ``kind`` is one of the
    kinds of ``ontology/sections.toml`` or “opening”, that of the nearest ancestor where the heading is silent.
    """

    label: str
    title: str
    start: int
    body: int
    end: int
    level: int
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The sections in order, without gaps. ``titles`` are the spans of noun-phrase headings."""

    sections: tuple[Section, ...]
    titles: tuple[tuple[int, int], ...] = ()
    starts: tuple[int, ...] = field(default=(), repr=False)

    def at(self, offset: int) -> Section:
        """The innermost section at ``offset``; the nearest one for offsets outside the text."""
        return self.sections[max(0, bisect_right(self.starts, offset) - 1)]

    def in_heading(self, offset: int) -> bool:
        """Whether ``offset`` lies in a heading that is a title (a noun phrase), not a numbered sentence."""
        index = bisect_right(self.titles, (offset, len(self.titles) and self.titles[-1][1] + 1)) - 1
        return index >= 0 and self.titles[index][0] <= offset < self.titles[index][1]


def make_outline(text: str) -> Outline:
    """The outline of a text layer (one paragraph a line). A text without headings is one section."""
    found = list(headings(text))
    starts = [h.start for h in found if h.is_section] + [len(text)]
    sections = [Section(OPENING, "", 0, 0, starts[0], 0, "opening")]
    sections += _sections(found, starts[1:], text)
    if len(sections) > 1 and not sections[0].end:
        del sections[0]
    titles = sorted((h.start, h.body) for h in found if h.title)
    return Outline(tuple(sections), tuple(titles), tuple(s.start for s in sections))


@dataclass(slots=True)
class _Open:
    """A section that is open while its children are read."""

    mark: Mark
    label: str
    kind: str


def _sections(found: list[Heading], ends: list[int], text: str) -> Iterator[Section]:
    """Sections of ``found`` in order; a stack holds the open ones."""
    stack: list[_Open] = []
    again = sum(heading.mark.number == "I" for heading in found) > 1
    for heading, end in zip((h for h in found if h.is_section), ends, strict=True):
        mark = heading.mark
        while stack and stack[-1].mark.rank >= mark.rank:
            stack.pop()
        base = stack[-1].label if stack else ""
        inherited = stack[-1].kind if stack else "other"
        label = _label(stack, mark, base, again=again)
        kind = heading.kind_under(inherited)
        if kind == "closing":
            label = CLOSING
        stack.append(_Open(mark, label, kind))
        title = text[heading.start + mark.width : heading.body].strip(" *:-–")
        yield Section(label, title, heading.start, heading.body, end, len(stack) - 1, kind)


def _label(stack: list[_Open], mark: Mark, base: str, *, again: bool) -> str:
    """The parent’s label and the own number; a dotted number replaces the arabic one of its ancestor.

    ``again``: Roman numbers start again in each part, so that the part belongs to the label.
    """
    if not mark.number:
        return base or OPENING
    if mark.absolute:
        return mark.number
    if mark.number[0].isupper() and base.startswith("phần") and not again:
        base = ""  # Roman numbers run on through the parts
    if "." in mark.number and mark.number[0].isdigit():
        above = [o for o in stack if o.mark.rank < mark.family]
        base = above[-1].label if above else ""
    return f"{base}.{mark.number}" if base and base != OPENING else mark.number
