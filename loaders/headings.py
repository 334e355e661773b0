"""Which paragraphs are headings: their number, where the title ends, what they announce."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loaders.numbering import BARE, MARK, PART, UPPER, Mark, Numbers
from loaders.words import alternation
from ontology.tables import read

_BULLET = re.compile(r"[-–—+*•●▪➢✓ _]+")
_SENTENCE_END = re.compile(rf"(?<![{UPPER}])(?<!\b[Tt][PpXxTt])[.!?] +(?=[{UPPER}“])|[.:;]\Z")
_LEAD_IN = re.compile(r":[ *_]*(?=\S|\Z)")
_QUOTED = re.compile(r"“[^”\n]{0,400}[”\"]|\"[^\"\n]{0,400}\"")
_NUMBER = re.compile(r"((?:\d{1,2}\.)*)(\d{1,2})(\.? ?[-–.)/]? )")
_CLOSING = ("trên đây", "nơi nhận")
_REPORT = re.compile(r"[* ]*BÁO CÁO[* ]*$")
_TITLE_LINES = 5
_VERB_LATER = re.compile(r"\s(?:triển khai|thực hiện|hoạt động|chấp hành|tổ chức|ban hành)\s")
_LONGEST_TITLE = 160
_LONGEST_HEADING = 2000  # a title that goes on farther is none
_CATCHWORD = (
    50  # a line that begins with a verb and is no longer than this names a theme: “II. Giám sát, phản biện”
)
_NO_CATCHWORD = re.compile(r"\d|[.;,]\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or lead-in at ``start``; its title ends at ``body``. ``title``: it is a noun phrase."""

    start: int
    body: int
    mark: Mark
    cue: str | None
    title: bool
    is_section: bool = True

    def kind_under(self, inherited: str) -> str:
        """The kind of the section, given the kind of the one above it."""
        sticky = _table()["sticky"]
        if self.cue is None or (inherited in sticky and self.cue not in sticky):
            return inherited
        return self.cue


@functools.cache
def _table() -> dict[str, Any]:
    return read("sections")


@functools.cache
def _cue() -> re.Pattern[str]:
    """The cue of a heading, after words that decide nothing; groups are named by kind."""
    table = _table()
    words: dict[str, list[str]] = {}
    for cue in table["cue"]:
        words.setdefault(cue["kind"], []).extend(cue["words"])
    kinds = "|".join(f"(?P<{kind}>{alternation(phrases)})" for kind, phrases in words.items())
    return re.compile(rf"(?:{alternation(table['lead'])}[ ,:]*){{0,4}}(?:{kinds})")


@functools.cache
def _later() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + alternation(_table()["anywhere"]["future"]))


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    """One word list of the table [title] as a pattern."""
    return re.compile(r"(?<!\w)" + alternation(_table()["title"][name]))


@functools.cache
def _acts() -> re.Pattern[str]:
    """A body of the commune and what it does: “Xã tiếp tục thực hiện …”."""
    table = _table()["title"]
    return re.compile(rf"{alternation(table['actors'])} (?:đã |cũng )?{alternation(table['verbs'])}")


def _tells(bare: str) -> bool:
    """Whether a line ends like a sentence and a verb follows its subject: “Bộ phận một cửa hoạt động theo X.”."""
    return bare[-1:] in ".;" and not _pattern("starters").match(bare) and bool(_VERB_LATER.search(bare))


def cue_of(title: str) -> str | None:
    """The kind that a heading announces, or None: “Những khó khăn, hạn chế” → “limitation”."""
    bare = title.lower().lstrip(' *-–+“"')
    match = _cue().match(bare)
    if match and match.lastgroup != "other":
        return match.lastgroup
    return "future" if _later().search(bare) else match and match.lastgroup


def is_title(line: str, *, numbered: bool = True) -> bool:
    """Whether a line (without its number) is a noun phrase, not a sentence. Its first sentence decides."""
    bare = _QUOTED.sub("“”", line).strip(" *_").lower()
    if line.isupper():
        return True
    if _pattern("verbs").match(bare):
        return numbered and len(bare) <= _CATCHWORD and not _NO_CATCHWORD.search(bare) and not _names(bare)
    if _acts().match(bare) or (numbered and _tells(bare)):
        return False
    finite = _pattern("finite").search(_pattern("not_finite").sub(" ", bare))
    if _pattern("starters").match(bare):
        return not finite
    return not finite and len(bare) <= (_LONGEST_TITLE if numbered else _LONGEST_TITLE // 2)


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text layer in order, title lines of the report and lead-ins included."""
    start = 0
    reader = _Reader()
    for line in text.split("\n"):
        if line:
            yield from reader.line(line, start)
        start += len(line) + 1
    if reader.waiting:
        yield reader.waiting


class _Reader:
    """What has been read so far: numbers, lines of the report’s title, a title that may go on in the next line."""

    def __init__(self) -> None:
        self.waiting: Heading | None = None
        self._numbers = Numbers()
        self._numbered = self._closed = self._noun = self._listing = False
        self._titles = 0

    def line(self, line: str, start: int) -> Iterator[Heading]:
        """The headings in one line (several where numbers run on)."""
        stripped = line.lstrip("*# ")
        if stripped[:8].lower() in _CLOSING and cue_of(stripped) == "closing":
            yield from self._close(start)
        elif _REPORT.match(line):
            self._titles = _TITLE_LINES
        elif self._titles and not self._numbered and _is_report_title(line, self._titles):
            self._noun = (
                self._noun if self._titles < _TITLE_LINES else not _pattern("verbs").match(line.lower())
            )
            self._titles -= 1
            yield Heading(start, start + len(line), Mark(BARE), None, title=self._noun, is_section=False)
        elif not self._closed:
            self._titles = 0
            yield from self._body(line, start)

    def _close(self, start: int) -> Iterator[Heading]:
        if self.waiting:
            yield self.waiting
        if not self._closed:
            yield Heading(start, start, Mark(-1), "closing", title=False)
        self.waiting, self._closed = None, True

    def _body(self, line: str, start: int) -> Iterator[Heading]:
        number = MARK.match(line) if self._listing else None
        if number and _is_citation(line[number.end() :]):
            return  # an item of a numbered list of instruments
        self._listing = line.endswith(":")
        heading = _numbered(line, start, self._numbers) or _bare(line, start, self._numbered)
        before, self.waiting = self.waiting, None
        if before and heading and not heading.mark.number and line.isupper():
            yield Heading(before.start, heading.body, before.mark, before.cue or heading.cue, title=True)
            return
        if before:
            yield before
        if heading and _may_go_on(line, heading):
            self._numbered, self.waiting = True, heading
        elif heading:
            self._numbered |= bool(heading.mark.number)
            yield heading
            yield from _run_on(line, start, heading, self._numbers)


def _may_go_on(line: str, heading: Heading) -> bool:
    """Whether the title may go on in the next line: it is in capitals, or a part whose title is still to come."""
    alone = heading.mark.rank == PART and heading.mark.width >= len(line)
    return bool(heading.mark.number) and (alone or line.isupper())


def _is_report_title(line: str, left: int) -> bool:
    """Whether a line below “BÁO CÁO” still belongs to the report’s title; ``left`` counts down from the first."""
    opens = _pattern("openers").match(line.lower()) and (
        left < _TITLE_LINES or re.search(r" số ?\d|\d/", line)
    )
    return not opens and len(line) < 300 and line.rstrip()[-1:] not in (":", ";")


def _numbered(line: str, start: int, state: Numbers) -> Heading | None:
    """A line with a number of its own."""
    match = MARK.match(line)
    if match is None or (mark := state.mark(match)) is None:
        return None
    rest = line[mark.width : mark.width + _LONGEST_HEADING]
    cut = _title_end(rest)
    title = is_title(rest[:cut]) and not _is_citation(rest)
    body = start + mark.width + (cut if title else 0)
    return Heading(start, body, mark, cue_of(rest) if title else None, title)


def _run_on(line: str, start: int, heading: Heading, state: Numbers) -> Iterator[Heading]:
    """Headings that go on in the line: “1- Tiếp tục …. 2- Chỉ đạo …”, each the next number in the same style."""
    at = heading.start - start
    while match := _NUMBER.match(line, at):
        sign = f" {match[1]}{int(match[2]) + 1}{match[3]}"
        at = line.find(sign, match.end()) + 1
        after = at + len(sign) - 1
        opens = at > 1 and line[at - 2] in ".;:”" and line[after : after + 1].isupper()
        found = _numbered(line[at : at + _LONGEST_HEADING], start + at, state) if opens else None
        if not found:
            return
        yield found


def _title_end(rest: str) -> int:
    """Where the title of a heading line ends: at a colon or at the end of its first sentence."""
    colon = _LEAD_IN.search(rest, 0, _LONGEST_TITLE)
    sentence = _SENTENCE_END.search(rest)
    end = sentence.end() if sentence else len(rest)
    return min(end, colon.end()) if colon else end


def _bare(line: str, start: int, numbered: bool) -> Heading | None:  # noqa: FBT001
    """A line without a number that is a heading: starred, in capitals, or a cue before a colon."""
    bullet = _BULLET.match(line)
    width = bullet.end() if bullet else 0
    rest = line[width:]
    if not rest or _is_citation(rest):
        return None
    cut = _title_end(rest)
    head = rest[:cut]
    alone = cut >= len(rest.rstrip(" *_")) and rest.rstrip(" *_")[-1:] not in ".;,"
    opens = alone or head.rstrip(" *_").endswith(":")
    if not alone and head.lower().startswith("việc "):
        return None  # “Việc thực hiện X: UBND xã đã …” says what was done
    if not opens or len(head) > _LONGEST_TITLE or not is_title(head, numbered=False):
        return None
    cue = cue_of(head)
    starred = alone and line.startswith("*")
    capitals = alone and numbered and head.isupper() and len(head) > 8
    section = starred or capitals or (cue in _table()["sticky"] + ["strength"])
    if not numbered and not section:
        return None
    if not section and not (head.rstrip(" *_")[-1:] == ":" or _pattern("starters").match(head.lower())):
        return None
    return Heading(start, start + width + cut, Mark(BARE, width=width), cue, title=True, is_section=section)


@functools.cache
def _type_words() -> re.Pattern[str]:
    return re.compile(alternation(_table()["citation"]["words"]))


def _names(line: str) -> bool:
    """Whether a line names an instrument anywhere."""
    return bool(_type_words().search(line))


def _is_citation(rest: str) -> bool:
    """Whether a line begins with an instrument: an item of a list, no heading."""
    return bool(_type_words().match(rest[:40].lower()))
