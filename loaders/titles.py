"""Titles (trích yếu): the subject that stands behind a citation, its end found by quotes, stops and cues."""

from __future__ import annotations

import re

from graph.records import Citation
from loaders.bare import bare
from loaders.citing import cue

_QUOTED = re.compile(r"[“\"‟«]\s*(?P<body>[^”\"»]{3,400}?)\s*[”\"»]")
_RANGE = re.compile(r"(?<=\d{4})\s*[-–]\s*(?=\d{4})")
_ABOUT = re.compile(r"^(?:về việc|về|v/v)\s*:?\s+", re.IGNORECASE)


def find_title(text: str, cited: Citation, following: list[Citation]) -> str | None:
    """The title of a citation, without “về” and outer quotes, periods closed up; None where none is stated.

    ``following``: the citations behind it, in order. A citation inside the title belongs to it; one that is only
    joined to it (“và Quyết định …”) ends it.
    """
    window = bare(text[cited.end_all : cited.end_all + 40])
    opener = cue("title opens").match(window)
    if opener is None:
        return None
    start = cited.end_all + opener.end()
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
    flat = bare(text[start:limit])
    while match := cue("title ends").search(flat, pos - start):
        at = start + match.start()
        inside = next((c for c in following if c.start <= at < c.end_all), None)
        quoted = _QUOTED.search(text, pos, limit)
        if inside:
            pos = inside.end_all
        elif quoted and quoted.start() < at:
            pos = quoted.end()
        else:
            limit = at
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
