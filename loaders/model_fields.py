"""The field of a model: that of the heading, the item or the words “lĩnh vực …:” it stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from loaders.lexicon import lowered
from loaders.outline import Outline
from loaders.words import alternation
from ontology.tables import read


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """A line that opens with “lĩnh vực” and a field; “lĩnh vực …” anywhere; the field by its word."""
    rows = read("models")["field"]
    known = {word: row["name"] for row in rows for word in row["words"]}
    word = rf"(?P<field>{alternation(known)})(?!,? (?:và )?{alternation(known)})"
    bullet = r"[-–+•*\s]*(?:(?:[ivx]{1,5}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)/-]+\s*)?\*{0,2}"
    lead = r"(?:(?:trên|về|trong|ở|đối với|mô hình|các mô hình)\s+)*"
    opening = re.compile(rf"^{bullet}{lead}lĩnh vực:?\s+{word}", re.MULTILINE)
    anywhere = re.compile(rf"(?<!các )lĩnh vực:?\s+{word}")
    return opening, anywhere, known


@cache
def _title() -> re.Pattern[str]:
    known = _patterns()[2]
    lead = r"(?:(?:trên|về|trong|ở|đối với|lĩnh vực|phát triển|xây dựng|mô hình|các mô hình|công tác)\s+)*"
    return re.compile(rf"^\W*{lead}(?P<field>{alternation(known)})\W*$")


class Fields:
    """The fields of a text by offset."""

    def __init__(self, text: str, low: str, outline: Outline) -> None:
        """``low`` is ``lowered(text)``."""
        self._text, self._outline = text, outline
        opening, anywhere, known = _patterns()
        self._marks = [(m.start(), known[m["field"]]) for m in opening.finditer(low)]
        self._inline = [(m.start(), known[m["field"]]) for m in anywhere.finditer(low)]
        self._titles = self._of_sections()

    def _of_sections(self) -> dict[int, str | None]:
        """The field of each section by its start: its title's, else that of the section around it."""
        fields: dict[int, str | None] = {}
        stack: list[tuple[int, str | None]] = []
        known = _patterns()[2]
        for section in self._outline.sections:
            while stack and stack[-1][0] >= section.level:
                stack.pop()
            titled = _title().match(lowered(section.title))
            field = known[titled["field"]] if titled else (stack[-1][1] if stack else None)
            fields[section.start] = field
            stack.append((section.level, field))
        return fields

    def at(self, offset: int) -> str | None:
        """The field at ``offset``: of its line, else of the last item or heading in its section; None if none."""
        line = self._text.rfind("\n", 0, offset) + 1
        section = self._outline.at(offset)
        for marks, since in ((self._inline, line), (self._marks, section.start)):
            index = bisect_right(marks, (offset, "\uffff")) - 1
            if index >= 0 and marks[index][0] >= since:
                return marks[index][1]
        return self._titles.get(section.start)
