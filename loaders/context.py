"""What stands round a citation: its date, its issuer, its title."""

from __future__ import annotations

import functools
import re

from loaders.bare import LOWER, UPPER, bare
from loaders.cited import Cited, Context
from loaders.citing import cue
from loaders.dates import Date, find_dates, read_date
from loaders.issuers import bodies_in, body_at, skip_term
from ontology.codes import issuer_named, issuers
from ontology.fold import fold

_GAP = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,3})?[\s,*|]*\(?\s*"
    r"(?:(?:ký|ban hành|được ban hành|thông qua|cùng|đề)\s+(?:hôm\s+)?)?"
)
_PLACE_DATE = re.compile(
    rf"[\s|]*(?:CỘNG\s+H[OÒ][ÀA].{{0,50}}?[Hh]ạnh\s+phúc)?[\s|*-]*"
    rf"(?:[{UPPER}]{{2,}}\s+){{0,8}}[{UPPER}][\w ]{{2,24}},\s*(?=ngày)"
)
_SUBJECT_DATE = re.compile(rf"\s*V/v\s[^.;:\n]{{5,120}}?(?:[{UPPER}]\w+\s){{1,3}}?[{UPPER}]\w+,\s*(?=ngày)")
_OF = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,2}\)|[¹²³⁰⁴-⁹]{1,2}|\*{1,3})?[\s,)]*\(?\s*(?:c[uủùúũụ][aàáảãạ]|do|giữa|giua|được|CỦA|đã được)\s+(?:các\s+)?"
)
_BARE_OF = re.compile(r"\s+\(?")
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
    codes = {i.code for i in map(issuer_named, re.split(r"[-/]", cited.issuer_code)) if i}
    return len(codes) > 1 or bool(cue("joint genre").search(bare(cited.type or "")))


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
    return Context(date, _clean(issuer), last if last > cited.end else 0, impossible)


def _date_at(text: str, pos: int, stop: int) -> Date | None:
    """The date behind a gap of spaces and brackets, or behind the place of a letterhead."""
    for gap in (_GAP, _PLACE_DATE, _SUBJECT_DATE):
        match = gap.match(text, pos, stop)
        if match:
            date = read_date(text, match.end())
            if date is not None and date.start < stop and not _bare_number(text, match, date.start):
                return date
    return None


def _bare_number(text: str, gap: re.Match[str], start: int) -> bool:
    """A numeric date without “ngày” is believed only in brackets or directly behind the symbol."""
    return text[start].isdigit() and "(" not in gap[0] and "," in gap[0] and not re.search(r"\w", gap[0])


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
    if not named and (cue("subject goes on").match(bare(window), end) or not _fits(cited, window[:end])):
        return None
    if joint:
        end = _joined(window, end)
    return start, start + end


def _joined(window: str, end: int) -> int:
    """The end of a list of bodies (“A, B và C”)."""
    while match := _AND.match(window, end):
        more = body_at(window, match.end())
        if more is None:
            return end
        end = more
    return end


_RUN = re.compile(rf"[{UPPER}]\w*(?:\s+(?:và\s+)?[{UPPER}&]\w*){{0,8}}")


def _capital_run(window: str) -> int | None:
    """The end of a capitalised name that no phrase knows."""
    match = _RUN.match(window)
    return match.end() if match and " " in match[0] else None


def _fits(cited: Cited, body: str) -> bool:
    """May a body of this name have issued this symbol? Asked where “của” is missing."""
    flat, code = bare(body), cited.issuer_code
    if code.startswith("TW"):
        return bool(re.match(r"bo chinh tri|ban bi thu|ban chap hanh|bch", flat))
    if code.startswith(("UBND", "UB", "HĐND")):
        return bool(re.search(r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan", flat))
    if code.startswith(("TU", "HU", "ĐU", "QU")):
        return "uy" in flat.split() or "dang bo" in flat
    known = issuer_named(code.split("-")[0])
    return known is not None and known.fixes and bare(known.name).startswith(flat[:12])


def _may_issue(cited: Cited, body: str) -> bool:
    """Not where the code fixes another body: a letter of VPCP that reports the words of a Phó Thủ tướng."""
    known = issuer_named(cited.issuer_code.split("-")[0]) if cited.issuer_code else None
    return known is None or not known.fixes or _fits(cited, body)


def _late_issuer(text: str, cited: Cited, context: Context, stop: int) -> Context:
    """“…, do Thủ tướng Chính phủ ký ban hành” later in the clause."""
    pos = context.end or cited.end
    match = _BY_LATER.match(text, pos, stop)
    if match:
        end = body_at(text[match.end() : match.end() + 160], 0)
        if end is not None and cue("signed").match(bare(text[match.end() + end : match.end() + end + 20])):
            return context._replace(issuer=_clean(text[match.end() : match.end() + end]))
    return context


_BRACKETS = re.compile(r"\([^()]{0,120}\)")
_SENTENCE = re.compile(r"[.;:](?=\s|$)|\n")


def left_context(text: str, cited: Cited, context: Context, *, joint: bool) -> Context:
    """Issuer and date that stand before the citation: “Ngày D, <body> ban hành Chỉ thị số …”."""
    window_start = max(0, cited.start - 220)
    window = text[window_start : cited.start]
    cut = [m.end() for m in _SENTENCE.finditer(window)]
    clause = window[cut[-1] :] if cut else window
    if context.issuer is None:
        header = _letterhead(window, cited, text)
        if header:
            return context._replace(issuer=header)
    clause = _BRACKETS.sub(lambda m: " " * len(m[0]), clause)
    flat = bare(clause)
    for start, end in reversed(bodies_in(clause, flat)) if _may_be_object(flat) else ():
        tail = flat[skip_term(clause, end) :]
        verbs = list(cue("issues").finditer(tail))
        if _confers(clause, flat, start, end) and _may_issue(cited, clause[start:end]):
            return context._replace(issuer=context.issuer or _clean(clause[start:end]))
        if not verbs or not _object_follows(tail[verbs[-1].end() :]):
            continue
        first = _first_of(clause, flat, start) if joint else start
        issuer = context.issuer or _clean(clause[first:end])
        return context._replace(issuer=issuer, date=context.date or _date_before(clause, first, end))
    if context.date is None and clause.rstrip(" ,")[-1:].isdigit():
        context = context._replace(date=_date_beside(clause, flat))
    if context.issuer is None:
        return _said_between(cited, context, text)
    return context


_BY_OR_IN = re.compile(r"(?:theo|tai|bang|o)\s+(?:cac\s+)?$")


def _may_be_object(flat: str) -> bool:
    """Is an issuing verb, or “theo”, “tại”, “bằng”, near before the citation? Else no body need be looked for."""
    return bool(cue("issues").search(flat, max(0, len(flat) - 70)) or _BY_OR_IN.search(flat))


def _confers(clause: str, flat: str, start: int, end: int) -> bool:
    """“<body> tặng Bằng khen theo Quyết định …”, “đề nghị của <body> tại Công văn …”: its decision, its letter."""
    asked = cue("asked by").search(flat[:start]) and cue("in its letter").match(flat, end)
    tail = skip_term(clause, end)
    return bool(asked or cue("confers").match(flat, tail) or cue("writes").match(flat, tail))


def _object_follows(words: str) -> bool:
    """Behind the issuing verb stand at most a few words before the citation, and no other verb."""
    return len(words.split()) <= 4 and not cue("acts on").search(words)


def _first_of(clause: str, flat: str, start: int) -> int:
    """The start of the first body of “A và B”, where B begins at ``start``."""
    for a, b in reversed(bodies_in(clause[:start], flat[:start])):
        if not re.fullmatch(r"\s*(?:,|và)\s*", clause[b:start]):
            break
        start = a
    return start


_BEFORE_BODY = re.compile(r"[\s,]*(?:(?:thay mặt|đồng chí)\s+)?$")


def _date_before(clause: str, start: int, end: int) -> str | None:
    """The date directly before the body, or between it and its verb."""
    for date in reversed(find_dates(clause)):
        if (
            date.end <= start
            and _BEFORE_BODY.fullmatch(clause, date.end, start)
            and _opens(clause, date.start)
        ):
            return date.iso
        if date.start >= end:
            return date.iso
    return None


def _date_beside(clause: str, flat: str) -> str | None:
    """A date between the issuing verb and the citation: “ký ban hành ngày 20/5/2023 Kế hoạch số …”."""
    for date in reversed(find_dates(clause)):
        verbs = list(cue("issues").finditer(flat, 0, date.start))
        beside = (
            not clause[date.end :].strip(" ,") and verbs and not flat[verbs[-1].end() : date.start].strip()
        )
        return date.iso if beside else None
    return None


def _opens(clause: str, start: int) -> bool:
    """Does a date open its clause? “Kể từ ngày …” and “cuộc làm việc ngày …” do not."""
    before = clause[:start].strip()
    return (
        before in ("", "Đến", "Vào", "Tới", "đến", "vào")
        or before.endswith(" tức")
        or before.endswith((",", ":", ";"))
    )


_LETTERHEAD = re.compile(rf"([{UPPER}][{UPPER} ,-]{{5,70}}?)\s*[*|]*\s*(?:Số|SỐ)\s*:?\s*$")
# The body above the one that issues, in a letterhead of the Party run together: “ĐẢNG BỘ HUYỆN A ĐẢNG ỦY XÃ B”.
_UPPER_BODY = re.compile(
    rf"^(?:ĐẢNG BỘ|UBND|[ỦU][YỶ] BAN NHÂN DÂN|(?:TỈNH|HUYỆN|THÀNH) ĐOÀN) [{UPPER} ]*?"
    r"(?=(?:ĐẢNG [ỦU][YỶ]|CHI BỘ|PHÒNG|BCH|BAN (?!NHÂN DÂN)|[ỦU][YỶ] BAN|HỘI|TRUNG TÂM) )"
)
_GLUED_HEAD = re.compile(rf"([{UPPER}]{{2,}}(?: [{UPPER}]{{2,}}){{1,8}})(?= [{UPPER}][{LOWER}])")
_MOTTO = re.compile(r"CỘNG H|ĐỘC LẬP|ĐẢNG CỘNG SẢN")


def _letterhead(clause: str, cited: Cited, text: str) -> str | None:
    """The body in capitals above or before “Số: …” in a letterhead that was run together; or glued behind it."""
    if text[cited.start : cited.start + 1].isdigit():
        match = _LETTERHEAD.search(clause)
        if match and not _MOTTO.search(match[1]):
            return _UPPER_BODY.sub("", match[1]).strip(" -,*")
        glued = _GLUED_HEAD.match(text, cited.end)
        if glued and not _MOTTO.search(glued[1]):
            return glued[1]
    return None


def _said_between(cited: Cited, context: Context, text: str) -> Context:
    """An issuer between type word and number (“Quyết định của Bộ Chính trị số …”)."""
    inner = text[cited.start : cited.end]
    match = re.search(r"\bcủa\s+", inner)
    end = body_at(inner, match.end()) if match else None
    if match is None or end is None:
        return context
    dates = find_dates(inner, end)
    date = context.date or (dates[0].iso if dates else None)
    return context._replace(issuer=_clean(inner[match.end() : end]), date=date)


@functools.cache
def _canonical() -> dict[str, str]:
    """The central bodies by their folded names, for text without diacritics."""
    names = [i.name for i in issuers() if i.fixes]
    return {fold(name): name for name in (*names, "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")}


def _clean(issuer: str | None) -> str | None:
    """One spelling of spaces; glued words parted (“BộChính trị” → “Bộ Chính trị”)."""
    if issuer is None:
        return None
    if issuer.isascii():
        issuer = _canonical().get(fold(issuer), issuer)
    parted = re.sub(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])", " ", issuer)
    return re.sub(r"\s+", " ", parted).strip(" ,(")
