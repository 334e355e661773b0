"""A person's own SPARQL: the common prefixes are there, mistakes are shown where they are, reading only."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph.errors import QueryRefused
from ontology.namespaces import PREFIXES

_TOKEN = re.compile(
    r"""(?P<skip>\#[^\n]*|<[^<>"{}|^`\s]*>|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''
      |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[?$]\w+|@[a-zA-Z-]+|_:\w+)
      |(?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.-]|\\.|%[0-9A-Fa-f]{2})*)
      |(?P<word>[^\W\d]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_POSITION = re.compile(r"error at (\d+):(\d+)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_WORDS = """
A ABS ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
DATATYPE DAY DESC DESCRIBE DISTINCT ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT
HAVING HOURS IF IN IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISURI LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN
MINUS MINUTES MONTH NAMED NOT NOW OFFSET OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM
SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT
STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TIMEZONE TRIPLE TRUE TZ UCASE UNDEF UNION URI USING UUID
VALUES WHERE YEAR
"""
_KEYWORDS = _UPDATES | set(_WORDS.split())


class Mistake(NamedTuple):
    """Where a query goes wrong: line and column from 1, the word that stands there, and what may be meant."""

    line: int
    column: int
    word: str
    meant: str

    @property
    def vi(self) -> str:
        """The mistake in one Vietnamese line."""
        hint = f"; có phải “{self.meant}”?" if self.meant else ""
        return f"truy vấn sai ở dòng {self.line}, cột {self.column}: “{self.word}”{hint}"

    @property
    def en(self) -> str:
        """The mistake in one English line."""
        hint = f"; did you mean “{self.meant}”?" if self.meant else ""
        return f"the query is wrong at line {self.line}, column {self.column}: “{self.word}”{hint}"


def with_prefixes(text: str) -> str:
    """``text`` behind one line that declares the prefixes of the vocabulary; its own declarations win."""
    return " ".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()) + "\n" + text


def refuse_update(text: str) -> None:
    """Let reading queries pass.

    Raises:
        QueryRefused: the first word after the prologue begins an update.
    """
    words = (match["word"].upper() for match in _TOKEN.finditer(text) if match["word"])
    first = next((word for word in words if word not in ("PREFIX", "BASE")), "")
    if first in _UPDATES:
        raise QueryRefused(f"chỉ được đọc: lệnh {first} bị từ chối", f"reading only: {first} is refused")


def locate(text: str, message: str) -> Mistake:
    """The mistake that the engine reports by ``message`` for ``with_prefixes(text)``.

    The engine says where it could read no further; the culprit is often a misspelled word or an unknown
    prefix before that, so these are looked for first.
    """
    found = _POSITION.search(message)
    line, column = (int(found[1]) - 1, int(found[2])) if found else (1, 1)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    line = min(max(line, 1), len(starts))
    end = starts[line - 1] + column - 1
    declared = {*PREFIXES, *_DECLARED.findall(text)}
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            break
        word, name = token["word"], token["name"]
        if word and word.upper() not in _KEYWORDS:
            return _mistake(text, token.start(), word, _near(word.upper(), _KEYWORDS))
        if name and name.partition(":")[0] not in declared and not _declares(text, token.start()):
            return _mistake(text, token.start(), name, _near(name.partition(":")[0], declared))
    return _mistake(text, min(end, len(text)), _word_at(text, end), "")


def _declares(text: str, position: int) -> bool:
    return re.search(r"\bPREFIX\s+$", text[:position], re.IGNORECASE) is not None


def _near(word: str, known: set[str]) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def _word_at(text: str, position: int) -> str:
    """What stands at ``position``: up to the next space; at the end of the text its last word."""
    word = re.match(r"\s*(\S+)", text[position:])
    last = text.split()
    return word[1] if word else last[-1] if last else ""


def _mistake(text: str, position: int, word: str, meant: str) -> Mistake:
    before = text[:position]
    return Mistake(before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1, word, meant)
