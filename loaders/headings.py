"""Which paragraphs are headings: their number, where the title ends, what they announce."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loaders.words import alternation
from ontology.tables import read

# Capital letters one by one: in the Vietnamese block of Unicode capitals and small letters alternate.
_UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and c.isalpha())
# Ranks, outermost first; capital letters and Roman numbers take 1 and 2 in the order in which they come up.
_PART, _OUTER, _INNER, _ARABIC, _LETTER, _BRACKET, _BARE = 0, 1, 2, 3, 8, 9, 12
_MARK = re.compile(
    rf"""[*_"“ ]{{0,4}}(?:
      (?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\ (?:(?:thứ|THỨ)\ )?
          (?P<ordinal>[IVX]{{1,4}}|\d{{1,2}}|[^\W\d]{{2,4}})\b[ .:–-]*)
    | (?P<roman>[IVX]{{1,6}}(?:\.\d{{1,2}}){{1,3}})\ ?[.)/:–-]?\ +(?=\S)
    | (?P<top>[IVX]{{1,6}})(?:\ ?[.)/:][-–.]?\ *|\ ?[-–]\ *)(?=["“]?[{_UPPER}])
    | (?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)/:–-]\ *(?=[^\W\d]|["“])|\ +(?=["“]?[{_UPPER}]))
    | (?P<arabic>\d{{1,2}})(?:\ ?[./:]-?\ *(?=[^\W\d]|["“(])|\ ?[-–]\ *(?=["“]?[{_UPPER}]))
    | (?P<bracket>\d{{1,2}}\))\ *(?=\S)
    | (?P<letter>[a-zđ](?:\.\d)?)\ ?[.)/]\ *(?=\S)
    | (?P<capital>[A-HĐK])\ ?[.)/:–-]\ *(?=["“]?[{_UPPER}])
    )""",
    re.VERBOSE,
)
_ORDINALS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_BULLET = re.compile(r"[-–—+*•●▪➢✓ _]+")
_SENTENCE_END = re.compile(rf"(?<![{_UPPER}])(?<!\b[Tt][PpXxTt])[.!?] +(?=[{_UPPER}“])|[.:;]\Z")
_LEAD_IN = re.compile(r":[ *_]*(?=\S|\Z)")
_QUOTED = re.compile(r"“[^”\n]{0,400}[”\"]|\"[^\"\n]{0,400}\"")
_REPORT = re.compile(r"[* ]*BÁO CÁO[* ]*$")
_TITLE_LINES = 5
_LAST_NUMBER = re.compile(r"((?:\d{1,2}\.)*)(\d{1,2})(\.? ?[-–.)/]? )")
_SKIP = 3  # how many numbers of a row may be missing before a number is no number of a heading
_LONGEST_TITLE = 160
_CATCHWORD = (
    50  # a line that begins with a verb and is no longer than this names a theme: “II. Giám sát, phản biện”
)
_NO_CATCHWORD = re.compile(r"\d|[.;,]\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a heading. ``rank``: depth of its style; ``width``: characters up to the title."""

    rank: int
    number: str = ""
    width: int = 0
    family: int = _ARABIC
    absolute: bool = False


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
    finite = _pattern("finite").search(_pattern("not_finite").sub(" ", bare))
    if _pattern("starters").match(bare):
        return not finite
    return not finite and len(bare) <= (_LONGEST_TITLE if numbered else _LONGEST_TITLE // 2)


def headings(text: str) -> Iterator[Heading]:
    """The headings of a text layer in order, title lines of the report and lead-ins included."""
    state = _Numbers()
    numbered = closed = noun = False
    start = titles = 0
    waiting: Heading | None = None
    for line in text.split("\n"):
        stripped = line.lstrip("*# ")
        cue = cue_of(stripped) if stripped[:8].lower() in ("trên đây", "nơi nhận") else None
        if cue == "closing":
            if waiting:
                yield waiting
                waiting = None
            if not closed:
                yield Heading(start, start, Mark(-1), "closing", title=False)
            closed = True
        elif _REPORT.match(line):
            titles = _TITLE_LINES
        elif titles and not numbered and _is_report_title(line, titles):
            noun = noun if titles < _TITLE_LINES else not _pattern("verbs").match(line.lower())
            titles -= 1
            yield Heading(start, start + len(line), Mark(_BARE), None, title=noun, is_section=False)
        elif not closed and line:
            titles = 0
            heading = _numbered(line, start, state) or _bare(line, start, numbered)
            if heading and waiting and not heading.mark.number and line.isupper():
                yield Heading(
                    waiting.start, heading.body, waiting.mark, waiting.cue or heading.cue, title=True
                )
                waiting = heading = None
            if waiting:
                yield waiting
            waiting = heading if heading and _may_go_on(line, heading) else None
            numbered |= heading is not None and bool(heading.mark.number)
            if heading and not waiting:
                yield heading
                yield from _run_on(line, start, heading, state)
        start += len(line) + 1
    if waiting:
        yield waiting


def _may_go_on(line: str, heading: Heading) -> bool:
    """Whether the title may go on in the next line: it is in capitals, or a part whose title is still to come."""
    alone = heading.mark.rank == _PART and heading.mark.width >= len(line)
    return bool(heading.mark.number) and (alone or line.isupper())


def _is_report_title(line: str, left: int) -> bool:
    """Whether a line below “BÁO CÁO” still belongs to the report’s title; ``left`` counts down from the first."""
    opens = _pattern("openers").match(line.lower()) and (
        left < _TITLE_LINES or re.search(r" số ?\d|\d/", line)
    )
    return not opens and len(line) < 300 and line.rstrip()[-1:] not in (":", ";")


def _numbered(line: str, start: int, state: _Numbers) -> Heading | None:
    """A line with a number of its own."""
    match = _MARK.match(line)
    if match is None or (mark := state.mark(match)) is None:
        return None
    rest = line[mark.width :]
    cut = _title_end(rest)
    title = is_title(rest[:cut]) and not _is_citation(rest)
    body = start + mark.width + (cut if title else 0)
    return Heading(start, body, mark, cue_of(rest) if title else None, title)


def _run_on(line: str, start: int, heading: Heading, state: _Numbers) -> Iterator[Heading]:
    """Headings that follow in the same line: “1- Tiếp tục …. 2- Chỉ đạo …”, each the next number in the same style."""
    at = heading.start - start
    while match := _LAST_NUMBER.match(line, at):
        following = re.compile(
            rf"(?<=[.;:”] ){re.escape(match[1])}{int(match[2]) + 1}{re.escape(match[3])}(?=[{_UPPER}“])"
        ).search(line, match.end())
        found = following and _numbered(line[following.start() :], start + following.start(), state)
        if not found:
            return
        yield found
        at = found.start - start


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
    return Heading(start, start + width + cut, Mark(_BARE, width=width), cue, title=True, is_section=section)


@functools.cache
def _type_words() -> re.Pattern[str]:
    return re.compile(alternation(_table()["citation"]["words"]))


def _names(line: str) -> bool:
    """Whether a line names an instrument anywhere."""
    return bool(_type_words().search(line))


def _is_citation(rest: str) -> bool:
    """Whether a line begins with an instrument: an item of a list, no heading."""
    return bool(_type_words().match(rest[:40].lower()))


class _Numbers:
    """The numbers read so far, to tell headings from lines that merely begin with a number."""

    def __init__(self) -> None:
        self._outer: str | None = None
        self._last: dict[int, int] = {}

    def mark(self, match: re.Match[str]) -> Mark | None:
        """The mark that ``match`` found, or None where it does not fit in the row."""
        style = match.lastgroup or ""
        found = match[style] if style != "ordinal" else match["part"]
        width = match.end()
        if style in ("part", "ordinal"):
            return self._take(_PART, _value(match["ordinal"]), f"phần {_value(match['ordinal'])}", width)
        if style in ("top", "roman", "capital"):
            return self._capital(style, found, width)
        if style == "dotted":
            parts = found.split(".")
            if int(parts[0]) > self._last.get(_ARABIC, 0) + _SKIP:
                return None
            self._last[_ARABIC] = int(parts[0])
            return self._take(_ARABIC + len(parts) - 1, int(parts[-1]), found, width)
        if style == "letter":
            return self._take(_LETTER, 1 + "abcdđeghiklmnopqrstuvxy".find(found[0]), found, width)
        number = found.strip("()")
        return self._take(_ARABIC if style == "arabic" else _BRACKET, int(number), str(int(number)), width)

    def _capital(self, style: str, found: str, width: int) -> Mark | None:
        """A Roman number or a capital letter; whichever a report uses first is the outer one."""
        if (
            style == "top"
            and found in ("I", "V", "X")
            and self._outer == "capital"
            and self._last.get(_OUTER) == ord(found) - 65
        ):
            style = "capital"
        kind = "capital" if style == "capital" else "roman"
        self._outer = self._outer or kind
        rank = _OUTER if kind == self._outer else _INNER
        if style == "roman":
            deep = found.count(".")
            return Mark(_ARABIC + deep - 1, found, width, absolute=self._outer == "roman")
        value = ord(found) - 64 if kind == "capital" else _roman(found)
        return self._take(rank, value, found, width)

    def _take(self, rank: int, value: int, number: str, width: int) -> Mark | None:
        if value < 1 or value > self._last.get(rank, 0) + _SKIP:
            return None
        self._last = {r: v for r, v in self._last.items() if r < rank}
        self._last[rank] = value
        return Mark(rank, number, width)


def _roman(number: str) -> int:
    values = [_ROMAN[c] for c in number]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def _value(ordinal: str) -> int:
    """The number of a part: “thứ hai”, “II”, “2” → 2; 0 for any other word."""
    if ordinal.isdecimal():
        return int(ordinal)
    return _roman(ordinal) if set(ordinal) <= set(_ROMAN) else _ORDINALS.get(ordinal.lower(), 0)
