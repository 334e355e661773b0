"""Titles (trích yếu): the subject that stands behind a citation, its end found by quotes, stops and cues."""

from __future__ import annotations

import re

from graph.records import Citation

_OPENER = re.compile(
    r"\s*[,:]?\s*(?:(?P<about>về\s+việc|về|V/v|v/v|Về\s+việc|Về|VỀ\s+VIỆC|VỀ)\s*:?\s+|(?=[“\"‟«])"
    r"|(?=(?:ban\s+hành|quy\s+định|sửa\s+đổi|phê\s+duyệt|hướng\s+dẫn|công\s+nhận|bãi\s+bỏ|phân\s+công|phát\s+động"
    r"|thực\s+hiện|triển\s+khai|tổ\s+chức|tăng\s+cường|đẩy\s+mạnh|tiếp\s+tục|kèm\s+theo)(?!\w)))"
)
_QUOTED = re.compile(r"[“\"‟«]\s*(?P<body>[^”\"»]{3,400}?)\s*[”\"»]")
_STOP = re.compile(
    r"[;\n]|\.(?=\s|$)|:(?=\s)|\)|”|\"(?=\s|$)|,\s+(?=(?:UBND|Ủy ban|Uỷ ban|HĐND|Đảng ủy|Đảng uỷ|cấp ủy|chính quyền|địa phương"
    r"|trong đó|qua đó|theo đó|từ đó|đến nay|trong thời gian|xã đã|phường đã|BTV|Ban Thường vụ|Ban Thường trực|Ban Chỉ đạo|Ban Dân vận|Khối Dân vận|Mặt trận|MTTQ|cụ thể)(?!\w))"
    r"|\s+(?=(?:đã|được|gắn với|đến|tới|nhằm|để|trên cơ sở|từ đó|như sau|có hiệu quả)(?!\w))"
)
_RANGE = re.compile(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})")
_ABOUT = re.compile(r"^(?:về việc|về|v/v)\s*:?\s+", re.IGNORECASE)


def find_title(text: str, cited: Citation, following: list[Citation]) -> str | None:
    """The title of a citation, without “về” and outer quotes, periods closed up; None where none is stated.

    ``following``: the citations behind it, in order. A citation inside the title belongs to it; one that is only
    joined to it (“và Quyết định …”) ends it.
    """
    opener = _OPENER.match(text, cited.end_all)
    if opener is None:
        return None
    start = opener.end()
    quoted = _QUOTED.match(text, start)
    if quoted:
        return _tidy(quoted["body"])
    end = _end(text, start, following)
    title = _tidy(text[start:end])
    return title if len(title.split()) >= 2 else None


def _end(text: str, start: int, following: list[Citation]) -> int:
    """Where an unquoted title ends: the first stop that is not inside a citation or quotes."""
    pos = start
    limit = min(len(text), start + 420)
    while match := _STOP.search(text, pos, limit):
        inside = next((c for c in following if c.start <= match.start() < c.end_all), None)
        quoted = _QUOTED.search(text, pos, limit)
        if inside:
            pos = inside.end_all
        elif quoted and quoted.start() < match.start():
            pos = quoted.end()
        else:
            limit = match.start()
            break
    joined = next((c for c in following if start < c.start < limit and _is_joined(text, c)), None)
    return joined.start if joined else limit


def _is_joined(text: str, cited: Citation) -> bool:
    return bool(re.search(r"(?:\s(?:và|cùng|hoặc)|[,;])\s*$", text[max(0, cited.start - 8) : cited.start]))


def _tidy(title: str) -> str:
    """One spelling of spaces and periods; “về”, trailing connectives and unpaired quotes dropped."""
    title = _ABOUT.sub("", re.sub(r"\[\d{1,3}\]|\s+", " ", title).strip(' ,“”"‟«»'))
    title = re.sub(r"\s+(?:và|cùng|với|,)$", "", title).strip(" ,")
    return _RANGE.sub("-", title)
