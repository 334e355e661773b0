"""Recipients written out: “TT. Đảng ủy, HĐND xã” → two bodies with the name of their commune."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from loaders.names import UNIT_WORD, bodies_in, expand, table
from loaders.seat import Seat

_FILED = re.compile(r"Lưu\b|L[ưu]u ?:", re.IGNORECASE)
_AS_ABOVE = re.compile(r"(?:như|nh) (?:trên|kính gửi|điều|đề gửi)", re.IGNORECASE)
_PURPOSE = re.compile(
    r"\s*(?:\([^()]*\)?|để (?:b/c|báo cáo|theo dõi|biết|t/h|thực hiện|p/h|phối hợp).*|(?:b/c|t/h|p/h)(?:[ ,;/].*)?)$",
    re.IGNORECASE,
)
_COMRADE = re.compile(r"^(?:đ/c|đồng chí)\.? ", re.IGNORECASE)
_LEVEL_AT_END = re.compile(rf"(?<!\w)({UNIT_WORD})$", re.IGNORECASE)
_NAMED_LEVEL = re.compile(rf"(?<!\w){UNIT_WORD} \S", re.IGNORECASE)
_COMMITTEE_AT_END = re.compile(r"(?<!\w)(Huyện|Thị|Thành|Quận|Tỉnh) ủy$")
_DEPARTMENT = re.compile(r"(?:Sở|Phòng) ")
_HYPHENED = re.compile(r"(?<=[A-ZĐ]) ?- ?(?=(?:HĐND|UBND|UBMT|MTTQ)\b)")  # “TT.ĐU-HĐND-UBND xã”
_PARTING = re.compile(r" ?[,/] ?| và | & ")
_OFFICE = re.compile(r"(?:các )?(?:Phó )?(?:Chủ tịch|Bí thư)")


def recipients(lines: Iterable[str], seat: Seat, addressed_to: tuple[str, ...]) -> tuple[str, ...]:
    """One written-out name for each body in ``lines``; “Lưu …” is none, “Như trên” is ``addressed_to``."""
    out: list[str] = []
    for item in _items(lines):
        if _AS_ABOVE.match(item):
            out += recipients(addressed_to, seat, ())
        elif not _FILED.match(item):
            out += _written_out(item, seat)
    return tuple(dict.fromkeys(out))


def _items(lines: Iterable[str]) -> Iterator[str]:
    """The items of a list: each begins with a dash or behind a semicolon; other lines go on."""
    items: list[str] = []
    closed = True
    for line in lines:
        starts = bool(re.match(r"\s*[-–+•*]", line))
        for index, part in enumerate(re.split(r";|(?<=[.,]) (?=[-–+•] )", line)):
            part = part.strip()  # noqa: PLW2901
            open_end = items and not starts and index == 0 and not closed
            if open_end:
                items[-1] += f" {part}"
            elif part:
                items.append(part)
        closed = line.rstrip().endswith((";", ".", ","))
    for item in items:
        bare = item.strip(" -–+•*.,:")
        while (shorter := _PURPOSE.sub("", bare).strip(" .,:")) != bare and shorter:
            bare = shorter
        if bare:
            yield bare


def _written_out(item: str, seat: Seat) -> list[str]:
    """The bodies of one item."""
    item = _HYPHENED.sub(", ", _COMRADE.sub("", item)).replace("đ/c", "đồng chí")
    text = _usual(expand(item).replace("Thường trực:", "Thường trực"))
    parts = _PARTING.split(text)
    if _OFFICE.match(text):
        return [_with_place(_with_body(text), seat)]
    if len(parts) > 1 and all(_is_body(part) for part in parts):
        return [_with_place(part, seat) for part in _shared(parts)]
    return [_with_place(text, seat)]


def _is_body(part: str) -> bool:
    heads = bodies_in(_usual(part))
    return bool(heads) and heads[0].start == 0


def _shared(parts: list[str]) -> list[str]:
    """Coordinated bodies: the last one's level is that of all; so is “Thường trực”."""
    level = _LEVEL_AT_END.search(parts[-1])
    out = []
    for part in parts:
        part = _usual(part)  # noqa: PLW2901
        if (
            level
            and not _LEVEL_AT_END.search(part)
            and not _NAMED_LEVEL.search(part)
            and not _COMMITTEE_AT_END.search(part)
        ):
            part = f"{part} {level[1]}"  # noqa: PLW2901
        if parts[0].startswith("Thường trực") and part.startswith("Hội đồng nhân dân"):
            part = f"Thường trực {part}"  # noqa: PLW2901
        out.append(part)
    return out


@cache
def _usual_names() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(table()["usual"], key=lambda row: len(row["form"]), reverse=True)
    return tuple((re.compile(rf"{row['form']}(?=$| {UNIT_WORD}(?!\w))"), row["full"]) for row in rows)


def _usual(text: str) -> str:
    """The official name where a usual short one stands at the start (“Mặt trận xã”)."""
    for pattern, full in _usual_names():
        if pattern.match(text):
            return pattern.sub(full, text, count=1)
    return text


def _with_body(text: str) -> str:
    """The People's Committee put in where its chairman stands without it: “Chủ tịch, các Phó Chủ tịch xã”."""
    if bodies_in(text) or "Bí thư" in text:
        return text
    level = _LEVEL_AT_END.search(text)
    stem = text[: level.start()].strip() if level else text
    return f"{stem} Ủy ban nhân dân{' ' + level[1] if level else ''}"


def _with_place(text: str, seat: Seat) -> str:
    """The name of the level that ``text`` ends with put behind it; the commune where no level is named."""
    text = text[:1].upper() + text[1:]
    if level := _LEVEL_AT_END.search(text):
        unit = _unit(level[1].lower(), seat)
        return f"{text[: level.start()]}{unit}" if unit else text
    if committee := _COMMITTEE_AT_END.search(text):
        unit = (
            seat.province
            if committee[1] == "Tỉnh"
            else seat.district or (seat.province if committee[1] == "Thành" else None)
        )
        return f"{text} {_bare(unit)}" if unit else text
    if (office := _DEPARTMENT.match(text)) and not _NAMED_LEVEL.search(text):
        own = seat.province if office[0] == "Sở " else seat.district or seat.commune
        return f"{text} {own[0].lower()}{own[1:]}" if own else text
    if not _NAMED_LEVEL.search(text) and seat.commune and _is_local(text):
        return f"{text} {seat.commune[0].lower()}{seat.commune[1:]}"
    return text


def _is_local(text: str) -> bool:
    """Whether a body without a level is one of the commune: its name ends with the head of a body."""
    heads = bodies_in(text)
    return bool(heads) and heads[-1].kind != "department" and heads[-1].end == len(text)


def _unit(level: str, seat: Seat) -> str | None:
    """The unit of a level as it stands within a name (“xã An Bình”), or None if it is not known."""
    if level == "thành phố":
        cities = [unit for unit in (seat.district, seat.province) if unit and unit.startswith("Thành phố")]
        unit = cities[0] if cities else None
    elif level == "tỉnh":
        unit = seat.province
    else:
        unit = seat.commune if level in {"xã", "phường", "thị trấn", "đặc khu"} else seat.district
    return f"{unit[0].lower()}{unit[1:]}" if unit else None


def _bare(unit: str) -> str:
    """A unit's name without its type word."""
    return re.sub(r"^(?:Thị trấn|Đặc khu|Thị xã|Thành phố|Tỉnh|Huyện|Quận|Xã|Phường) ", "", unit)
