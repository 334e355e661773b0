"""Short mentions: a type word and a number without a symbol (“Chỉ thị số 10”, “Nghị định 149”, “(NQ21)”)."""

from __future__ import annotations

import functools
import re

from loaders.bare import bare
from loaders.cited import Cited
from loaders.citing import cue
from ontology.codes import genre_of_code, genres


@functools.cache
def _word() -> re.Pattern[str]:
    """A type word that people cite with a number alone, in any case, then the number."""
    words = sorted((g.name for g in genres() if g.short), key=len, reverse=True)
    spelled = "|".join(
        "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else r"\s+" for c in word) for word in words
    )
    return re.compile(
        rf"(?P<type>{spelled})(?P<so>\s+(?:số|SỐ)\s*:?)?\s*(?P<number>\d{{1,4}}[a-zđ]?)"
        r"(?![\w.,/]*\d)(?!\w)(?!\s?[-–/]\s?[\dA-ZĐ])"
    )


_ABBREVIATION = re.compile(
    r"(?<!\w)(?P<type>NQ|NĐ|QĐ|CT|KL)\s?(?:số\s*)?(?P<number>\d{1,3})(?!\w)(?!\s?[-–/]\s?[\dA-ZĐ])(?![.,]\d)"
)


def find_short(text: str) -> list[Cited]:
    """All short mentions of ``text`` that are no part of a full citation's number."""
    names = {bare(g.name): g for g in genres()}
    found: list[Cited] = []
    for match in _word().finditer(text):
        genre = names[re.sub(r"\s+", " ", bare(match["type"]))]
        if not match["so"] and (genre.short == "số" or match["type"][0].islower()):
            continue
        if cue("counted").match(bare(text[match.end() : match.end() + 16])):
            continue
        found.append(Cited(match.start(), match.end(), genre.name, number=match["number"]))
        found += _more(text, match.end(), genre.name)
    for match in _ABBREVIATION.finditer(text):
        genre_ = genre_of_code(match["type"], "party")
        if genre_ and not cue("counted").match(bare(text[match.end() : match.end() + 16])):
            found.append(Cited(match.start(), match.end(), genre_.name, number=match["number"]))
    return sorted(found, key=lambda s: s.start)


_MORE = re.compile(r"\s*(?:,|và)\s*(?:số\s*)?(?P<number>\d{2,3})(?![\w.,/-]*\d)(?!\w)(?!\s?[-–/%])")


def _more(text: str, pos: int, genre: str) -> list[Cited]:
    """Further numbers that share a type word: “các Quyết định 217, 218”."""
    found: list[Cited] = []
    while match := _MORE.match(text, pos):
        if not text[match.end() : match.end() + 1].strip(" .,;:)\n") and not cue("counted").match(
            bare(text[match.end() : match.end() + 16])
        ):
            found.append(Cited(match.start("number"), match.end("number"), genre, number=match["number"]))
            pos = match.end()
            continue
        break
    return found
