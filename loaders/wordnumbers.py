"""Automatic numbers and fonts of Word paragraphs: they stand in parts of their own, not in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_BULLETS = {"+": "+", "*": "*", "-": "-", "–": "-", "—": "-", "•": "-", "o": "+"}


def children(element: Any) -> Iterator[Any]:
    """The child elements, without comments and processing instructions."""
    return (found for found in element if isinstance(found.tag, str))


def child(element: Any, name: str) -> Any:
    """The first child with this local name, or None."""
    if element is None:
        return None
    return next((found for found in children(element) if found.tag.rpartition("}")[2] == name), None)


def attribute(element: Any, name: str) -> str | None:
    """The attribute with this local name, or None."""
    if element is None:
        return None
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _value(element: Any, *path: str) -> str | None:
    """The ``val`` attribute at the end of a path of children."""
    for name in path:
        element = child(element, name)
    return attribute(element, "val")


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else default


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order.

    ``numbering`` and ``styles`` are the roots of those parts; either may be None.
    """

    def __init__(self, numbering: Any, styles: Any) -> None:
        every = list(children(numbering)) if numbering is not None else []
        named = [(found.tag.rpartition("}")[2], found) for found in every]
        self._levels = {
            attribute(f, "abstractNumId"): _levels(f) for name, f in named if name == "abstractNum"
        }
        self._lists = {attribute(found, "numId"): found for name, found in named if name == "num"}
        self._counts: dict[str | None, list[int | None]] = {}
        self._started: set[str] = set()
        all_styles = list(children(styles)) if styles is not None else []
        # Only styles have an id; a chain must not go on into the defaults that stand beside them.
        self._styles = {name: style for style in all_styles if (name := attribute(style, "styleId"))}
        self._default_style = next(
            (attribute(s, "styleId") or "" for s in all_styles if _is_default_paragraph(s)), ""
        )
        self._default_font = _font(child(child(child(styles, "docDefaults"), "rPrDefault"), "rPr"))

    def style_of(self, paragraph: Any) -> str:
        """The id of a paragraph's style."""
        return _value(paragraph, "pPr", "pStyle") or self._default_style

    def font_of(self, run: Any, style: str) -> str:
        """The name of a run's font: its own, or its character style's, or its paragraph style's."""
        properties = child(run, "rPr")
        if own := _font(properties):
            return own
        for name in (_value(properties, "rStyle"), style):
            for link in self._chain(name):
                if found := _font(child(link, "rPr")):
                    return found
        return self._default_font

    def label(self, paragraph: Any) -> str:
        """The number or bullet that Word prints before a paragraph; each call counts."""
        list_id, level = self._list_of(paragraph)
        entry = self._lists.get(list_id) if list_id else None
        if entry is None or not list_id:
            return ""
        key = _value(entry, "abstractNumId")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        self._restart(list_id, entry, key)
        counts = self._counts.setdefault(key, [None] * 9)
        start = _number(_value(levels[level], "start"), 1)
        counts[level] = start if (now := counts[level]) is None else now + 1
        counts[level + 1 :] = [None] * (8 - level)
        return _printed(levels, level, counts)

    def _chain(self, style: str | None) -> Iterator[Any]:
        """A style and those that it is based on."""
        for _ in range(20):
            found = self._styles.get(style or "")
            if found is None:
                return
            yield found
            style = _value(found, "basedOn")

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        """List and level of a paragraph, by itself or by its style; None where it is not numbered."""
        for holder in (paragraph, *self._chain(self.style_of(paragraph))):
            numbered = child(child(holder, "pPr"), "numPr")
            if (list_id := _value(numbered, "numId")) is not None:
                level = _number(_value(numbered, "ilvl"), 0)
                return (None if list_id == "0" else list_id), min(max(level, 0), 8)
        return None, 0

    def _restart(self, list_id: str, entry: Any, key: str | None) -> None:
        """A list that overrides the start of the list it shares counts anew at its first paragraph."""
        if list_id in self._started:
            return
        self._started.add(list_id)
        for override in children(entry):
            if (start := _value(override, "startOverride")) is not None:
                level = min(max(_number(attribute(override, "ilvl"), 0), 0), 8)
                self._counts.setdefault(key, [None] * 9)[level] = _number(start, 1) - 1


def _levels(abstract: Any) -> dict[int, Any]:
    return {
        _number(attribute(found, "ilvl"), 0): found
        for found in children(abstract)
        if found.tag.rpartition("}")[2] == "lvl" and 0 <= _number(attribute(found, "ilvl"), 0) <= 8
    }


def _is_default_paragraph(style: Any) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true", "on"}


def _font(properties: Any) -> str:
    fonts = child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""


def _printed(levels: dict[int, Any], level: int, counts: list[int | None]) -> str:
    """The level's pattern (“%1.%2.”) with the counts in it; a bullet as “-” or “+”."""
    pattern = _value(levels[level], "lvlText") or ""
    if _value(levels[level], "numFmt") == "bullet":
        return _BULLETS.get(pattern.strip(), "-")
    legal = child(levels[level], "isLgl") is not None
    for index, found in levels.items():
        if f"%{index + 1}" in pattern:
            kind = "decimal" if legal else _value(found, "numFmt") or "decimal"
            count = counts[index]
            number = _number(_value(found, "start"), 1) if count is None else count
            pattern = pattern.replace(f"%{index + 1}", format_number(number, kind))
    return pattern.strip()


def format_number(number: int, kind: str) -> str:
    """``number`` in a Word number format (decimal, upperRoman, lowerLetter and so on).

    “none” prints nothing; an unknown format prints decimals.
    """
    if kind == "none":
        return ""
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in {"upperLetter", "lowerLetter"} and 0 < number <= 26 * 20:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    steps = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for value, sign in steps:
        text += sign * (number // value)
        number %= value
    return text
