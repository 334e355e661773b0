"""The head of a report: who reports, as what, when, about which period, to whom, and who signs."""

from __future__ import annotations

import re

from graph.records import ReportHead
from loaders.closing import Closing, read_closing, read_recipients, read_signer
from loaders.letterhead import Top, left_column, read_date, read_issuer, read_number, read_top, tidy_title
from loaders.names import UNIT_WORD, UPPER, bodies_in, expand, official, one_tone_style
from loaders.outline import Outline
from loaders.period import find_period
from loaders.seat import Seat, find_seat

_OPENING_REACH = 1500
_REPORTS = re.compile(
    r"[ ,]*(?:(?:xin|kính|đã|nay|tổng hợp|xây dựng|trân trọng|tiến hành|và)[ ,]+)*báo cáo", re.IGNORECASE
)
_IS_REPORT = re.compile(r"báo cáo(?! viên)", re.IGNORECASE)
_BODY_PLACE = re.compile(rf"[^,.;:()\n]*?{UNIT_WORD} (?:[{UPPER}][^\W_]*(?: |$)?)+")
_TITLE_IN_CLOSING = re.compile(
    r"Trên đây là (?:toàn bộ )?(?:nội dung )?[Bb]áo cáo (?P<title>(?!của|do|trên)[^.;]{10,300}?)"
    r"(?=,? (?:của|do) (?:UBND|Ủy ban|Đảng|Ban|Khối|MTTQ|Hội|Mặt)|[.;,]|\s?\./\.)"
)
_ADDRESSED = re.compile(r"^\W*Kính gửi\s?:?\s?(?P<first>.*)$", re.MULTILINE)


def read_head(text: str, outline: Outline, file: str) -> ReportHead:
    """The head of the report whose text layer is ``text``; fields that the text does not state are None.

    ``commissioned_by`` is left to the citations.
    """
    top = read_top(text)
    closing = read_closing(text)
    opening = _opening(text, top, outline)
    column = left_column(top.letterhead)
    date = read_date(top.letterhead) or read_date(_dateline(text))
    issuer = read_issuer(column) or _issuer_in(opening) or _issuer_in(closing.sentence)
    zones = (official(column), top.title or "", opening, closing.sentence, *closing.addressed)
    seat = find_seat(issuer, zones, text, date)
    title = top.title or _closing_title(closing)
    start, end = find_period(title, *_subtitles(text, top), opening)
    name, office = read_signer(closing)
    return ReportHead(
        file=file,
        title=title,
        doc_type=top.doc_type or ("Báo cáo" if _IS_REPORT.search(f"{opening} {closing.sentence}") else None),
        number=read_number(top.letterhead),
        date=date,
        issuer=_with_seat(issuer, seat),
        commune=seat.commune,
        district=seat.district,
        province=seat.province,
        period_start=start,
        period_end=end,
        signer_name=name,
        signer_title=office,
        recipients=read_recipients(closing, seat, _addressed_to(text[: top.opening + _OPENING_REACH])),
    )


def _opening(text: str, top: Top, outline: Outline) -> str:
    """The paragraphs between the title and the first heading, or what can be of them."""
    first = next((section.start for section in outline.sections if section.kind != "opening"), len(text))
    end = first if first > top.opening else len(text)
    return text[top.opening : min(end, top.opening + _OPENING_REACH)]


def _subtitles(text: str, top: Top) -> list[str]:
    """Lines in brackets under the title: “(Từ ngày … đến ngày …)”."""
    return re.findall(r"^\([^\n]*\)$", text[len(top.letterhead) : top.opening], re.MULTILINE)


def _issuer_in(passage: str) -> str | None:
    """The body that a passage says reports: the one before “báo cáo”, else the first of the commune."""
    text = expand(passage)
    found: list[tuple[str, int]] = []
    heads = [head for head in bodies_in(text) if text[head.start].isupper() and head.kind != "department"]
    for index, head in enumerate(heads):
        place = _BODY_PLACE.match(text, head.end)
        nearer = heads[index + 1].start if index + 1 < len(heads) else len(text)
        if place and (nearer > place.end() or head.kind == "under"):
            found.append((text[head.start : place.end()].strip(), place.end()))
    for name, end in found:
        if _REPORTS.match(text, end - 1):
            return name
    local = [name for name, _ in found if re.search(r" (?:xã|phường|thị trấn|đặc khu) ", name)]
    return local[0] if local else None


def _with_seat(issuer: str | None, seat: Seat) -> str | None:
    """The issuer with its commune where it is named without a place."""
    if issuer and seat.commune and bodies_in(issuer) and bodies_in(issuer)[-1].end == len(issuer):
        return f"{issuer} {seat.commune[0].lower()}{seat.commune[1:]}"
    return issuer


def _closing_title(closing: Closing) -> str | None:
    found = _TITLE_IN_CLOSING.search(closing.sentence)
    if not found:
        return None
    title = tidy_title(found["title"])
    return title and title[0].upper() + title[1:]


def _dateline(text: str) -> str:
    """A line of the last page that is a place and a date (“An Bình, ngày 5 tháng 6 năm 2024”)."""
    lines = text[-1500:].split("\n")
    return next((x for x in lines if len(x) < 70 and re.match(r"[^,\d]{2,40}, ?ngày", one_tone_style(x))), "")


def _addressed_to(text: str) -> tuple[str, ...]:
    """The bodies under “Kính gửi:” at the top."""
    found = _ADDRESSED.search(text)
    if not found:
        return ()
    lines = text[found.end() + 1 :].split("\n")
    taken = [first] if (first := found["first"].strip(" .")) else []
    for line in lines:
        if not line.startswith(("-", "+", "•")):
            break
        taken.append(line)
    return tuple(taken)
