"""Mending what character recognition reads wrongly: known slips, and the Roman numbers of headings.

“I.” is read as “L.”, “II.” as “H.”, “III.” as “HI.” or “II.”: shapes alone do not tell, the order does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from loaders.wordnumbers import format_number
from ontology.tables import read

_HEADING: Final = re.compile(
    r"^(?P<number>[IVXHLl1|!\[\]]{1,5}Ệ?)(?P<after>[.,:;ˆ'` ]{0,3}(?:[.,:]| {2,}|[.,:] *| (?=[^a-zà-ỹ\n]{6,}$)))"
    r" *(?=[A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ])(?P<title>[^\n]{3,150})$",
    re.MULTILINE,
)
_PART: Final = re.compile(r"^(?:PHẦN|Phần) [^\n]{1,80}$", re.MULTILINE)
_CLOSING: Final = re.compile(r"^Nơi nhận\b.*", re.MULTILINE | re.DOTALL)
_GAP: Final = re.compile(r" {4,}")
_RECIPIENT: Final = re.compile(r"[-–+•*]|Nơi nhận|[^\W\d_A-ZÀ-ÖØ-ÝĂĐĨŨƠƯẠ-Ỹ]")
_SHAPES: Final = {"H": "II", "V": "V", "X": "X", "Ệ": ""}
_BELIEVED: Final = re.compile(r"I{1,3}|IV|VI{0,3}|IX|XI{0,3}")
_NUMBERS: Final = {format_number(number, "upperRoman"): number for number in range(1, 14)}
_LOSES_A_STROKE: Final = 3


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["find"]), rule["put"]) for rule in read("recognition")["rule"])


def mend(pages: list[str]) -> list[str]:
    """The pages of one document, as recognised, with what cannot be right put right."""
    text = "\f".join(pages)
    for pattern, put in _rules():
        text = pattern.sub(put, text)
    return [_CLOSING.sub(_columns, page) for page in _Headings.mend(text).split("\f")]


def _columns(found: re.Match[str]) -> str:
    """The closing block with its left column (the recipients) before its right one (the signer)."""
    left: list[str] = []
    right: list[str] = []
    for line in found[0].split("\n"):
        first, *second = _GAP.split(line.strip(), maxsplit=1)
        (left if second or _RECIPIENT.match(first) else right).append(first)
        right += second
    return "\n".join(left + [line for line in right if line])


class _Headings:
    """The Roman numbers of a document in their order."""

    def __init__(self) -> None:
        self._last = 0

    @classmethod
    def mend(cls, text: str) -> str:
        """The text with the numbers of its headings in order; a new part may begin anew."""
        headings = cls()
        pattern = re.compile(f"(?:{_HEADING.pattern})|(?P<part>{_PART.pattern})", re.MULTILINE)
        return pattern.sub(headings._number, text.replace("\f", "\n\f\n")).replace("\n\f\n", "\f")

    def _number(self, found: re.Match[str]) -> str:
        if found["part"]:
            self._last = 0
            return found[0]
        number = found["number"]
        expected = format_number(self._last + 1, "upperRoman")
        if _BELIEVED.fullmatch(number) and not self._lost_a_stroke(number):
            self._last = _NUMBERS[number]
            return found[0]
        if abs(len(shape := _shape(number)) - len(expected)) > 1 or ("V" in shape) != ("V" in expected):
            return found[0]
        if number.isdecimal():
            return found[0]
        self._last += 1
        return f"{expected}. {found['title']}"

    def _lost_a_stroke(self, number: str) -> bool:
        """“II” behind “II” is a third that lost a stroke; “I” behind “III” begins anew."""
        return _NUMBERS[number] == self._last < _LOSES_A_STROKE


def _shape(number: str) -> str:
    return "".join(_SHAPES.get(sign, "I") for sign in number)
