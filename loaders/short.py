"""Short mentions: a type word and a number without a symbol (“Chỉ thị số 10”, “Nghị định 149”, “(NQ21)”)."""

from __future__ import annotations

import functools
import re

from loaders.bare import bare
from loaders.cited import Cited
from loaders.citing import cue
from ontology.codes import Genre, genre_of_code, genres

_NUMBER = re.compile(r"\d(?<![\d.,/–-]\d)\d{0,3}[a-zđ]?(?![\w.,/]{0,8}\d)(?!\w)(?!\s?[-–/]\s?[\dA-ZĐ])")
_SO = re.compile(r"\s+so\s*:?\s*$")
_ABBREVIATION = re.compile(r"(?<!\w)(?P<type>NQ|NĐ|QĐ|CT|KL)\s?(?:số\s*)?$")
_REACH = 34


@functools.cache
def _word() -> tuple[re.Pattern[str], dict[str, Genre]]:
    """A type word that people cite with a number alone, at the end of bare text; the genre of each."""
    by_word = {bare(g.name): g for g in genres() if g.short}
    words = sorted(by_word, key=len, reverse=True)
    spelled = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?P<type>{spelled})$"), by_word


def find_short(text: str) -> list[Cited]:
    """All short mentions of ``text`` that are no part of a full citation's number."""
    found: list[Cited] = []
    pos = 0
    for match in _NUMBER.finditer(text):
        if match.start() < pos:
            continue
        cited = _read(text, match.start(), match.end(), pos)
        if cited is not None:
            found += [cited, *_more(text, match.end(), cited.type or "")]
            pos = found[-1].end
    return found


def _read(text: str, start: int, end: int, floor: int) -> Cited | None:
    """The short mention whose number is ``text[start:end]``, or None; ``floor``: where the one before it ends."""
    before = text[max(floor, start - _REACH) : start]
    abbreviation = _ABBREVIATION.search(before)
    genre: Genre | None
    if abbreviation:
        genre, at = (
            genre_of_code(abbreviation["type"], "party" if abbreviation["type"] != "NĐ" else "state"),
            abbreviation.start(),
        )
    else:
        genre, at = _type_word(before)
    if genre is None or cue("counted").match(bare(text[end : end + 16])):
        return None
    return Cited(start - len(before) + at, end, genre.name, number=text[start:end])


def _type_word(before: str) -> tuple[Genre | None, int]:
    """The type word (with or without “số”) that ends ``before``, and where it begins there."""
    flat = bare(before)
    so = _SO.search(flat)
    match = _word()[0].search(flat[: so.start()] if so else flat.rstrip())
    if match is None:
        return None, 0
    genre = _word()[1][re.sub(r"\s+", " ", match["type"])]
    if not so and (genre.short == "số" or before[match.start()].islower()):
        return None, 0
    return genre, match.start()


_MORE = re.compile(r"\s*(?:,|và)\s*(?:số\s*)?(?P<number>\d{2,3})(?![\w.,/-]{0,8}\d)(?!\w)(?!\s?[-–/%])")


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
