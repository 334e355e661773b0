"""Issuer and date that stand before a citation: “Ngày D, <body> ban hành …”, letterheads, conferrals."""

from __future__ import annotations

import re

from loaders.bare import LOWER, UPPER, bare
from loaders.cited import Cited, Context
from loaders.citing import cue
from loaders.dates import find_dates
from loaders.issuers import bodies_in, body_at, clean_name, may_issue, skip_term

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
        if _confers(clause, flat, start, end) and may_issue(cited, clause[start:end]):
            return context._replace(issuer=context.issuer or clean_name(clause[start:end]))
        if not verbs or not _object_follows(tail[verbs[-1].end() :]):
            continue
        first = _first_of(clause, flat, start) if joint else start
        issuer = context.issuer or clean_name(clause[first:end])
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
    return before in ("", "Đến", "Vào", "Tới", "đến", "vào") or before.endswith((" tức", ",", ":", ";"))


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
    return context._replace(issuer=clean_name(inner[match.end() : end]), date=date)
