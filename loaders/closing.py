"""The end of a report: the closing sentence, the recipients and the signature."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from loaders.names import UPPER, mostly_upper, offices, one_tone_style, table
from loaders.recipients import recipients
from loaders.seat import Seat

_REACH = 6000
_MARK = re.compile(
    r"(?P<mark>TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ)(?:\s?[.:]\s*|\s+)(?P<rest>.*)|(?P<acting>Q|QUYỀN)[. ]\s?(?P<office>.*)"
)
_DEBRIS = re.compile(
    r"^\W*(?:đã k[ýí]|k[ýí] tên|k[ýí][,)]|\(k[ýí]|đóng dấu|ký bởi|ngày ký|người ký|thời gian ký|cơ quan:|email:).*$",
    re.IGNORECASE,
)
_RECIPIENTS = re.compile(r"^\W*Nơi nhận\W*", re.MULTILINE)
# “Đoàn Thị Lan”, also “Siu H’Nhơn”, “K'Brơi Y-Lan”.
_SYLLABLE = rf"[{UPPER}][^\W\d_{UPPER}]*(?:['’-][{UPPER}]?[^\W\d_{UPPER}]+)?"
_NAME = re.compile(rf"(?:{_SYLLABLE} ){{1,5}}{_SYLLABLE}")
_RANK = re.compile(
    r"^(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|úy|tướng)|Th\.?s\.?|ThS\.?|TS\.?|BS\.?|Đ/c|Đồng chí) "
)
_LAST_SENTENCE = re.compile(r"^(?:Trên đây là|Trên đây,)", re.MULTILINE)


class Closing(NamedTuple):
    """The end of a report: its last sentences, the lines under “Nơi nhận”, those of the signature."""

    sentence: str
    addressed: tuple[str, ...]
    signature: tuple[str, ...]


def read_closing(text: str) -> Closing:
    """Split the end of a text layer; every part may be empty."""
    start = max(0, len(text) - _REACH)
    found = list(_LAST_SENTENCE.finditer(text, start))
    if found:
        start = found[-1].start()
    marked = next(iter(_RECIPIENTS.finditer(text, start)), None)
    if not found:  # nothing says where the closing begins: the lines around “Nơi nhận”, or the last ones
        before = text[start : marked.start() if marked else len(text)].split("\n")
        start = max(start, (marked.start() if marked else len(text)) - len("\n".join(before[-12:])))
    lines = text[start:].split("\n")
    sentence = "\n".join(lines[:4]) if found else ""
    addressed: list[str] = []
    signature: list[str] = []
    inside = False
    for line in lines[1:] if found else lines:
        if _RECIPIENTS.match(line):
            inside = True
            line = _RECIPIENTS.sub("", line)  # noqa: PLW2901
        if _is_signature(line):
            signature.append(line)
        elif inside and line.strip() and (not signature or line[0] in "-–+•*"):
            addressed.append(line)
    return Closing(sentence, tuple(addressed), tuple(signature))


def _is_signature(line: str) -> bool:
    bare = line.strip(" *")
    if not bare or bare[0] in "-+•" or len(bare) > 90:
        return False
    return bool(_MARK.match(bare) or _DEBRIS.match(bare) or _office(bare) or _person(bare))


def _office(line: str) -> str | None:
    """The office at the start of a line of capitals (or alone on its line), officially spelled."""
    pattern, known = offices()
    found = pattern.match(one_tone_style(line))
    if found and (mostly_upper(line) or found.end() == len(line.rstrip(" .,"))):
        return known[found[0].lower()]
    return None


def _person(line: str) -> str | None:
    """A person's name that is a line of its own, in usual case; None for anything else."""
    line = _RANK.sub("", line.strip(" *."))
    if mostly_upper(line) and 2 <= len(line.split()) <= 5:
        line = line.title()
    if not _NAME.fullmatch(line) or len(line) > 40:
        return None
    return None if _not_a_person().match(one_tone_style(line)) else line


@cache
def _not_a_person() -> re.Pattern[str]:
    bodies = table()["bodies"]
    words = [*bodies["organ"], *bodies["under"], *bodies["department"], *table()["offices"]["names"]]
    words += [word for level in ("commune", "district", "province") for word in table()["units"][level]]
    words += ["Lưu", "Như", "Nơi", "Kính", "Các", "Độc", "Cộng", "Báo"]
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


def read_signer(closing: Closing) -> tuple[str | None, str | None]:
    """Name and own office (“Phó Chủ tịch”, without TM. and KT.) of the signer."""
    name: str | None = None
    office: str | None = None
    for line in closing.signature:
        bare = line.strip(" *")
        if _MARK.match(bare) and bare.startswith("K"):
            office = None  # an office above was that of the superior
        if said := _own_office(bare):
            office = office or said  # one held besides stands below
        elif not _MARK.match(bare) and not _DEBRIS.match(bare) and (person := _person(bare)):
            name = name if name and not office else person
    return name, office


def _own_office(line: str) -> str | None:
    """The signer's own office in a line: behind “KT. CHỦ TỊCH”, or behind the body after “TM.”."""
    pattern, known = offices()
    if not (found := _MARK.match(line)):
        return _office(line)
    if found["acting"]:
        acting = pattern.match(one_tone_style(found["office"]))
        return f"Quyền {known[acting[0].lower()]}" if acting else None
    said = [known[m[0].lower()] for m in pattern.finditer(one_tone_style(found["rest"])) if m[0][0].isupper()]
    needed = 2 if found["mark"].startswith("K") else 1
    return said[-1] if len(said) >= needed else None


def read_recipients(closing: Closing, seat: Seat, addressed_to: tuple[str, ...]) -> tuple[str, ...]:
    """The recipients under “Nơi nhận”, else those of the closing sentence, written out with their places.

    ``addressed_to`` are the lines of “Kính gửi”, which “Như trên” stands for.
    """
    if closing.addressed:
        return recipients(closing.addressed, seat, addressed_to)
    return recipients(_in_sentence(closing.sentence), seat, ()) or recipients(addressed_to, seat, ())


_ADDRESS = re.compile(
    r"(?:[Kk]ính (?:báo cáo|gửi|trình|đề nghị)|xin báo cáo|báo cáo(?: (?:với|đến|về|lên))?) "
    r"(?P<bodies>(?!cáo)[^.:;]{4,160}?)"
    r"(?=,? (?:để |được |xem xét|theo dõi|biết|chỉ đạo|tổng hợp|nắm|cho ý kiến|quan tâm)|\s?\./\.|\.\s|\.?$)"
)


def _in_sentence(sentence: str) -> tuple[str, ...]:
    """The bodies that the closing sentence addresses."""
    known = re.compile(
        r"(?:UBND|HĐND|Ủy ban|Ban |Đảng ủy|BTV|TT|Thường trực|Huyện|Thị|Thành|Tỉnh|Quận|Phòng|Sở|MTTQ|UBMT"
        r"|Hội|Khối|Mặt trận)"
    )
    found = [m["bodies"] for m in _ADDRESS.finditer(one_tone_style(sentence)) if known.match(m["bodies"])]
    return tuple(found[-1:])
