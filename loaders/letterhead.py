"""The top of a report: letterhead (issuer, number, date), kind of document, title.

The letterhead is a table of two columns; readers give its cells one after the other, or side by side on one
line. So everything with a form of its own (motto, number, date) is taken out first; what remains is the left
column, the superior body above the issuing one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from typing import NamedTuple

from loaders.names import UNIT_WORD, BodyName, bodies_in, mostly_upper, official, one_tone_style, table

_REACH = 6000
_BLANK = r"[ .…_/]*"
_MOTTO = re.compile(
    r"c[ộô]ng\s+h[òo]a\s+x[ãa]\s+h[ộô]i\s+ch[ủu]\s+ngh[ĩi]a(?:\s+vi[ệê]t\s+nam)?|độc\s+lập\W+tự\s+do\W+hạnh\s+phúc"
    r"|đảng\s+cộng\s+sản\s+việt\s+nam",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"Số ?[:.]? ?(?P<number>\d{1,5}[a-zđ]?)? ?(?:[.…_ ]*(?P<symbol>[-/–] ?[A-ZĐƯ][A-Za-zĐđƯư&]*"
    r"(?: ?[-/–] ?[A-ZĐƯ][A-Za-zĐđƯư&]*)*))?(?![\wÀ-ỹ])"
)
_DATE = re.compile(
    rf"(?:[^\W\d][^\n,\d]{{1,40}},? ?)?ngày(?P<day> ?\d{{1,2}} ?|{_BLANK})"
    rf"tháng(?P<month> ?\d{{1,2}} ?|{_BLANK})"
    rf"năm(?P<year> ?\d{{4}}|{_BLANK})"
    r"|(?:[^\W\d][^\n,\d]{1,40}, ?)?ngày ?(?P<d>\d{1,2}) ?[/.-] ?"
    r"(?P<m>\d{1,2}) ?[/.-] ?(?P<y>\d{4})",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[\W_]+$")
_NOT_ISSUER = re.compile(r"^(?:\d+|\(?d[ựự] thảo.*|mẫu .*|phụ lục.*|bản sao.*|kính gửi.*)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"^\(.*\)$")
_OPENING = re.compile(
    r"(?:Thực hiện|Căn cứ|Kính gửi|Trong |Nhằm |Để |Năm 20|Theo |Qua |Triển khai |Tiếp tục |Ngay )"
)
_HEADING = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}) ?[./)-](?!v )|Phần |PHẦN |Mục ")
_YEARS = re.compile(r"\b(20\d\d|19\d\d) ?[-–—] ?(20\d\d)\b")
_TITLE_LINES = 6


class Top(NamedTuple):
    """The top of a report: what stands above the kind of document, that kind, title, opening's start."""

    letterhead: str
    doc_type: str | None
    title: str | None
    opening: int


@cache
def _types() -> tuple[re.Pattern[str], dict[str, str]]:
    names = table()["document_types"]["names"]
    alternatives = "|".join(name.upper() for name in names)
    whole = "|".join(names)
    pattern = re.compile(rf"\W*(?:(?P<upper>{alternatives})(?!\w)\W*(?P<rest>.*)|(?P<whole>{whole})\W*)$")
    return pattern, {name.upper(): name for name in names}


def read_top(text: str) -> Top:
    """Split off the top of a text layer; a letterhead stands above a line that names the kind of document."""
    pattern, names = _types()
    start = 0
    for line in text[:_REACH].split("\n"):
        found = pattern.match(one_tone_style(line))
        if found and not (found["rest"] or "").lower().startswith("viên"):
            kind = names[(found["upper"] or found["whole"]).upper()]
            rest = line[found.start("rest") :] if found["rest"] else ""
            title, opening = _title(text, start + len(line) + 1, rest.strip())
            return Top(text[:start], kind, title, opening)
        start += len(line) + 1
    head = _lines_with_motto(text)
    return Top(text[:head], None, None, head)


def _lines_with_motto(text: str) -> int:
    """Where a letterhead above no kind of document ends: behind its motto and date; 0 without a motto."""
    zone = text[:1500]
    ends = [
        m.end()
        for pattern in (_MOTTO, _DATE)
        if (m := pattern.search(one_tone_style(zone))) and m.start() < 400
    ]
    return (
        max((text.find("\n", end) + 1 for end in ends), default=0)
        if _MOTTO.search(one_tone_style(zone))
        else 0
    )


def _title(text: str, start: int, rest: str) -> tuple[str | None, int]:
    """The title from ``rest`` of the line and the lines from ``start``; and where the opening begins."""
    parts = [rest] if rest else []
    while len(parts) < _TITLE_LINES and start < len(text):
        end = text.find("\n", start) % (len(text) + 1)
        line = text[start:end]
        if _opens(line, first=not parts):
            break
        if not _RULE.match(line) and not _SUBTITLE.match(line):
            parts.append(line.strip(" *"))
        start = end + 1
    return tidy_title(" ".join(parts)), start


def _opens(line: str, *, first: bool) -> bool:
    """Whether a line below the kind of document belongs to the text, not to the title."""
    if len(line) > 400 or _HEADING.match(line) or line.startswith("Kính gửi"):
        return True
    if _RULE.match(line) or _SUBTITLE.match(line):
        return False
    stops = line.rstrip(" *")[-1:] in ".,;:"
    names_itself = bool((heads := bodies_in(official(line))) and heads[0].start == 0) and not mostly_upper(
        line
    )
    if first:
        return stops and (len(line) > 250 or bool(_OPENING.match(line)))
    return stops or names_itself or (bool(_OPENING.match(line)) and not mostly_upper(line))


def tidy_title(title: str) -> str | None:
    """A title with year ranges closed up (“Giai đoạn 2020- 2023” → “giai đoạn 2020-2023”); None if empty."""
    title = _YEARS.sub(r"\1-\2", title).strip(" .*:-–/_")
    if not mostly_upper(title):
        title = re.sub(r"(?<=\S )Giai đoạn(?= \d{4}-)", "giai đoạn", title)
    return title or None


def read_number(letterhead: str) -> str | None:
    """The document's number and symbol (“12/BC-UBND”, “05-BC/ĐU”); None where the number is blank."""
    for found in _NUMBER.finditer(letterhead):
        if found["number"]:
            return re.sub(r"\s", "", found["number"] + (found["symbol"] or "")).replace("–", "-")
    return None


def read_date(letterhead: str) -> str | None:
    """The date as far as it is filled in: “2025-05-09”, “2025-05” or “2025”; None without a year."""
    for found in _DATE.finditer(letterhead):
        day, month, year = (
            (found[long] or found[short] or "").strip(" .…_/")
            for long, short in (("day", "d"), ("month", "m"), ("year", "y"))
        )
        if not year.isdecimal():
            continue
        if not month.isdecimal() or not 1 <= int(month) <= 12:
            return year
        if not day.isdecimal() or not 1 <= int(day) <= monthrange(int(year), int(month))[1]:
            return f"{year}-{int(month):02d}"
        return f"{year}-{int(month):02d}-{int(day):02d}"
    return None


def left_column(letterhead: str) -> str:
    """The bodies of a letterhead on one line, as written: all that is left without motto, number and date."""
    text = one_tone_style(letterhead)
    for pattern in (_MOTTO, _NUMBER, _DATE):
        text = pattern.sub("\n", text)
    lines = [line.strip(" *_-–.") for line in text.split("\n")]
    lines = [line for line in lines if line and not _RULE.match(line) and not _NOT_ISSUER.match(line)]
    capitals = [line for line in lines if mostly_upper(line)]
    return " ".join(capitals or lines[:4])


def read_issuer(column: str) -> str | None:
    """The issuing body of a left column: “HUYỆN ỦY MỘ ĐỨC BAN DÂN VẬN” → “Ban Dân vận Huyện ủy Mộ Đức”."""
    text = official(column)
    heads = bodies_in(text)
    if not heads:
        return None
    ends = [head.start for head in heads[1:]] + [len(text)]
    names = [text[head.start : end].strip(" ,;-–.") for head, end in zip(heads, ends, strict=True)]
    last = names[-1]
    if len(heads) > 1:
        last = _with_superior(heads, names)
    return re.sub(r" ?[\n ]+", " ", last)


def _with_superior(heads: list[BodyName], names: list[str]) -> str:
    """The last body, completed from the one above it where it has no place of its own."""
    head, above, name, parent = heads[-1], heads[-2], names[-1], names[-2]
    if head.kind == "organ":
        directly = above.kind == "under" and parent == above.head
        return f"{parent} {name}" if directly else name
    placed = re.search(rf" {UNIT_WORD}\b", name)
    if head.kind in {"block", "department"} and not placed:
        return f"{name} {parent.removeprefix(above.head).strip()}".strip()
    if head.kind == "under" and name == head.head:
        return f"{name} {parent}"
    if placed and name[: placed.start()] == head.head and above.kind == "organ":
        return f"{head.head} {above.head}{name.removeprefix(head.head)}"
    return name
