"""Telling Vietnamese from anything else by the shape of its syllables."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from ontology.tables import read

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 5_000
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")
_MARKS = str.maketrans("", "", "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


@cache
def _shapes() -> tuple[frozenset[str], frozenset[str]]:
    """All syllables without tones: with their letters' own marks, and bare."""
    table = read("encodings")["syllables"]
    full = frozenset(onset + rhyme for onset in table["onsets"] for rhyme in table["rhymes"].split())
    full |= {word.replace("gii", "gi") for word in full}
    return full, frozenset(_bare(word) for word in full)


def _bare(word: str) -> str:
    return unicodedata.normalize("NFD", word.replace("đ", "d")).translate(_MARKS)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word in lower case is shaped like a Vietnamese syllable, its tone mark in whatever place."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return toneless in _shapes()[0]


def sample(text: str) -> list[str]:
    """The words (lower case, NFC) of the beginning, the middle and the end of a text."""
    if len(text) > 3 * _SAMPLE:
        middle = len(text) // 2
        text = " ".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def marked_share(text: str) -> float:
    """The share of valid syllables among the words that hold a letter beyond ASCII (1.0: none)."""
    words = [word for word in sample(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0


def vietnamese_share(text: str) -> float | None:
    """How Vietnamese a text is, 0 to 1; None without any word.

    A text with diacritics is judged by its syllables as they stand. One without must be shaped like
    Vietnamese nearly throughout, as other languages share many short words with it; so its share is lowered.
    """
    words = [word for word in sample(text) if len(word) > 1]
    if not words:
        return None
    marked = [word for word in words if not word.isascii()]
    if len(words) < 20 and marked:
        return sum(map(is_syllable, marked)) / len(marked)  # a heading, mostly abbreviations
    if len(marked) >= 0.2 * len(words):
        return sum(map(is_syllable, words)) / len(words)
    bare = _shapes()[1]
    share = sum(_bare(word) in bare for word in words) / len(words)
    return max(0.0, share - 0.2) if len(words) > 3 else share
