"""Names of bodies, offices and places as they should be written: in full, and in their usual case."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from ontology.tables import read

UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_OLD_TONES = ("oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa", "oè òe", "oé óe", "oẻ ỏe", "oẽ õe", "oẹ ọe",
              "uỳ ùy", "uý úy", "uỷ ủy", "uỹ ũy", "uỵ ụy")  # fmt: skip
# At the end of a word only (“đoàn” is right as it is), and not in “quý”, where u belongs to the consonant.
_OLD_TONE = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\w)(?<![qQ]..)")
UNIT_WORD = r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)"
_OWN_LEVEL = r"(?:huyện|thị|thành|quận|tỉnh) ủy"
# What follows a unit word (or “Huyện ủy”) is a proper name, up to a comma or the next unit.
_PLACE_NAME = re.compile(
    rf"\b((?:{UNIT_WORD}|{_OWN_LEVEL}) )((?!(?:ủy|đoàn|đội|hội)\b)(?:(?!\b{UNIT_WORD}\b)[^,;()])+)",
    re.IGNORECASE,
)

_AFTER_DEPARTMENT = re.compile(r"(?:(?<=Phòng )|(?<=Sở )|(?<=Cơ quan )|(?<=Trung tâm ))\w")


class BodyName(NamedTuple):
    """A body found in an official name: its head (“Đảng ủy”), kind (organ, under, block, department), and span."""

    head: str
    kind: str
    start: int
    end: int


@cache
def table() -> dict[str, Any]:
    """The table of letterheads, ``ontology/header.toml``."""
    return read("header")


@cache
def _tones() -> dict[str, str]:
    moved: dict[str, str] = {}
    for pair in _OLD_TONES:
        old, new = pair.split()
        for change in (str.lower, str.upper, str.capitalize):
            moved[change(old)] = change(new)
        moved[old[0] + old[1].upper()] = new[0] + new[1].upper()
    return moved


def one_tone_style(text: str) -> str:
    """Tone marks on the first vowel (uỷ → ủy), character for character."""
    return _OLD_TONE.sub(lambda found: _tones().get(found[0], found[0]), text)


@cache
def _shorts() -> tuple[re.Pattern[str], dict[str, str]]:
    """One expression for all short forms, the longest first, and what they stand for."""
    forms = {form: row for row in table()["short"] for form in row["forms"]}
    forms = {form.upper(): row for form, row in forms.items()} | forms  # a letterhead is all in capitals
    parts = [
        re.escape(form) + (f"(?=(?i:{forms[form]['after']}))" if "after" in forms[form] else "")
        for form in sorted(forms, key=len, reverse=True)
    ]
    pattern = re.compile(rf"(?<![\w-])({'|'.join(parts)})(?![\w&-])\.?")
    return pattern, {form: row["full"] for form, row in forms.items()}


def expand(text: str) -> str:
    """``text`` with its short forms written out: “TT. HĐND xã” → “Thường trực Hội đồng nhân dân xã”."""
    pattern, full = _shorts()
    out = pattern.sub(lambda found: f"{full[found[1]]} ", one_tone_style(text))
    return re.sub(r" +(?=[ ,;.)]|$)", "", out).replace("Chủ tịch Phó", "Chủ tịch, Phó")


@cache
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """One expression for the heads of all bodies, the longest first; their official spelling and kind."""
    kinds = {
        name: kind for kind in ("organ", "under", "block", "department") for name in table()["bodies"][kind]
    }
    longest = sorted(kinds, key=len, reverse=True)
    within = "".join(f"(?<!{word} )" for word in table()["bodies"]["not_behind"])
    pattern = re.compile(rf"(?<!\w){within}(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    return pattern, {name.lower(): (name, kind) for name, kind in kinds.items()}


def bodies_in(text: str) -> list[BodyName]:
    """The heads of bodies in an expanded name, in order."""
    pattern, known = _heads()
    return [BodyName(*known[m[0].lower()], m.start(), m.end()) for m in pattern.finditer(text)]


@cache
def offices() -> tuple[re.Pattern[str], dict[str, str]]:
    """One expression for all offices, the longest first; their official spelling by the one in lower case."""
    names = sorted(table()["offices"]["names"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE), {n.lower(): n for n in names}


def office_in(text: str) -> str | None:
    """The office that ``text`` begins with, officially spelled, or None."""
    pattern, known = offices()
    found = pattern.match(text)
    return known[found[0].lower()] if found else None


def official(text: str) -> str:
    """An official name in its usual case: “ĐẢNG ỦY XÃ AN BÌNH” → “Đảng ủy xã An Bình”; mixed case stays."""
    capitals = mostly_upper(text)
    text = expand(text)
    if not capitals:
        return re.sub(rf"(?<=\s)(?i:{UNIT_WORD})(?= [{UPPER}])", lambda m: m[0].lower(), text)
    text = text.lower()
    text = _PLACE_NAME.sub(lambda m: m[1] + _titled(text, *m.span(2)), text)
    pattern, known = _heads()
    text = pattern.sub(lambda m: known[m[0].lower()][0], text)
    text = _AFTER_DEPARTMENT.sub(lambda m: m[0].upper(), text)
    return text[:1].upper() + text[1:]


def mostly_upper(text: str) -> bool:
    """Whether more of the letters are capitals than not."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > len(letters) / 2


def _titled(text: str, start: int, end: int) -> str:
    """The name ``text[start:end]`` with a capital on every word, up to the next body."""
    pattern, _ = _heads()
    stop = found.start() if (found := pattern.search(text, start, end)) else end
    return re.sub(r"(?<!\w)\w", lambda m: m[0].upper(), text[start:stop]) + text[stop:end]
