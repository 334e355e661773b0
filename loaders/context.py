"""What stands round a citation: its date, its issuer, its title."""

from __future__ import annotations

import re

from loaders.bare import UPPER, bare
from loaders.cited import Cited, Context
from loaders.citing import cue
from loaders.dates import Date, read_date
from loaders.issuers import body_at, clean_name, fits, skip_term
from loaders.preceding import left_context
from ontology.codes import issuer_named

_GAP = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,3})?[\s,*|]*\(?\s*"
    r"(?:(?:ký|ban hành|được ban hành|thông qua|cùng|đề)\s+(?:hôm\s+)?)?"
)
_YEAR_ALONE = re.compile(r"\s*\(((?:19|20)\d\d)\)")
_WHOLE_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d(?=[,;.)]|$)")
_PLACE_DATE = re.compile(
    rf"[\s|,]*(?:CỘNG\s+H[OÒ][ÀA].{{0,50}}?[Hh]ạnh\s+phúc)?[\s|*-]*"
    rf"(?:[{UPPER}]{{2,}}\s+){{0,8}}[{UPPER}][\w ]{{2,24}},\s*(?=ngày)"
)
_SUBJECT_DATE = re.compile(rf"\s*V/v\s[^.;:\n]{{5,120}}?(?:[{UPPER}]\w+\s){{1,3}}?[{UPPER}]\w+,\s*(?=ngày)")
_OF = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,3})?[\s,)]*\(?\s*"
    r"(?:[Cc][uủùúũụ][aàáảãạ]|do|giữa|giua|được|CỦA|đã được)\s+(?:các\s+)?"
)
_BARE_OF = re.compile(r",?\s+\(?")
_BY_LATER = re.compile(r"[^.;:\n]{0,90}?,?\s+do\s+")
_PASSED = re.compile(
    r"\s+(?:đã\s+)?(?:biểu quyết|thông qua|ban hành|ký)?\s*(?:thông qua|ban hành)?\s*(?:vào\s+)?(?=ngày)"
)
_AND = re.compile(r"\s*(?:,|và|VÀ|-|–)\s*(?:các\s+)?")


def right_context(text: str, cited: Cited, limit: int) -> Context:
    """Date and issuer that follow a citation, else those that stand before it in its clause."""
    stop = min(limit, cited.end + 260)
    joint = _is_joint(cited)
    context = _follow(text, cited, stop, joint=joint)
    if context.issuer is None:
        context = _late_issuer(text, cited, context, stop)
    if context.issuer is None or context.date is None:
        context = left_context(text, cited, context, joint=joint)
    return context


def _is_joint(cited: Cited) -> bool:
    bodies = {i.code: i for i in map(issuer_named, re.split(r"[-/]", cited.issuer_code)) if i}
    several = len(bodies) > 1 and any(i.system != "mass" for i in bodies.values())  # MTTQ-BTT is one body
    return several or bool(cue("joint genre").search(bare(cited.type or "")))


def _follow(text: str, cited: Cited, stop: int, *, joint: bool) -> Context:
    """Date and issuer that stand directly behind the symbol, in either order."""
    date = issuer = impossible = None
    pos = last = cited.end
    for _ in range(3):
        if date is None:
            read = _date_at(text, pos, stop)
            if read is not None:
                date, pos, last = read.iso, read.end, read.end
                impossible = None if read.real else text[read.start : read.end]
                continue
        if issuer is None:
            body = _issuer_at(text, pos, stop, cited, joint=joint)
            if body is not None:
                issuer = text[body[0] : body[1]]
                last = pos = skip_term(text, body[1])
                passed = _PASSED.match(text, pos)
                pos = passed.end() if passed else pos
                continue
        break
    return Context(date, clean_name(issuer), last if last > cited.end else 0, impossible)


def _date_at(text: str, pos: int, stop: int) -> Date | None:
    """The date behind a gap of spaces and brackets, or behind the place of a letterhead; a year alone in brackets."""
    if year := _YEAR_ALONE.match(text, pos, stop):
        return Date(year[1], year.start(1), year.end(1))
    for gap in (_GAP, _PLACE_DATE, _SUBJECT_DATE):
        match = gap.match(text, pos, stop)
        if match:
            date = read_date(text, match.end())
            if date is not None and date.start < stop and not _bare_number(text, match, date.start):
                return date
    return None


def _bare_number(text: str, gap: re.Match[str], start: int) -> bool:
    """Behind a comma a numeric date without “ngày” is believed only if it is whole and another stop follows."""
    if not text[start].isdigit() or "(" in gap[0] or "," not in gap[0] or re.search(r"\w", gap[0]):
        return False
    return not _WHOLE_DATE.match(text, start)


def _issuer_at(text: str, pos: int, stop: int, cited: Cited, *, joint: bool) -> tuple[int, int] | None:
    named = _OF.match(text, pos, stop)
    bare_gap = None if named else _BARE_OF.match(text, pos, stop)
    start = named.end() if named else bare_gap.end() if bare_gap else None
    if start is None:
        return None
    window = text[start : start + 200]
    end = body_at(window, 0)
    if end is None:
        end = _capital_run(window) if named else None
    if end is None:
        return None
    if named and "được" in named[0] and not cue("signed").match(bare(window), skip_term(window, end)):
        return None  # “được Đảng ủy cụ thể hóa”: what a body does with it, not who issued it
    if not named and (cue("subject goes on").match(bare(window), end) or not fits(cited, window[:end])):
        return None
    if joint:
        end = _joined(window, end)
    return start, start + end


def _joined(window: str, end: int) -> int:
    """The end of a list of bodies (“A, B và C”)."""
    last, sure = end, end
    while match := _AND.match(window, last):
        more = body_at(window, match.end())
        if more is None:
            break
        last = more
        if "," not in match[0]:  # a list closes with “và”; a comma alone may open the next clause
            sure = last
    return sure


_RUN = re.compile(rf"[{UPPER}]\w*(?:\s+(?:và\s+)?[{UPPER}&]\w*){{0,8}}")


def _capital_run(window: str) -> int | None:
    """The end of a capitalised name that no phrase knows."""
    match = _RUN.match(window)
    return match.end() if match and " " in match[0] else None


def _late_issuer(text: str, cited: Cited, context: Context, stop: int) -> Context:
    """“…, do Thủ tướng Chính phủ ký ban hành” later in the clause."""
    pos = context.end or cited.end
    match = _BY_LATER.match(text, pos, stop)
    if match:
        end = body_at(text[match.end() : match.end() + 160], 0)
        if end is not None and cue("signed").match(bare(text[match.end() + end : match.end() + end + 20])):
            return context._replace(issuer=clean_name(text[match.end() : match.end() + end]))
    return context
