"""Citations by number: find the symbol, then look left for the type word and right for date and issuer."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from loaders.bare import bare
from loaders.cited import Cited, Context
from ontology.codes import Genre, genre_of_code, genres
from ontology.keys import Key, read_key

# A number that a separator and a letter (or year) follow; a cheap sieve before :func:`read_key`.
_SWEEP = re.compile(
    r"\d(?<![\d.,/]\d)(?<!\w[-–]\d)\d{0,4}(?:[a-zđA-D](?=\s?[-–/]))?(?:\[\d{1,3}\])?"
    r"\s{0,2}(?:[-\u2010-\u2015\u2212/\u2215\u2044\uff0f]|(?<=\s)[A-ZĐ])"
)
_SO = re.compile(r"(?:(?:[Ss]ố|SỐ)\s*)?(?:[Ss]ố|SỐ|(?<!\w)[Ss][o0])\s*[:.]?\s*$")
_YEAR = re.compile(r"((?:19|20)\d\d)$")
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")
# What may stand between a type word and “số”: a subject, or the issuer with the date.
_IN_BRACKETS = re.compile(r"(?P<name>(?:Bộ luật|Luật|Pháp lệnh)\s+[^.;:\n()]{4,110}?)\s*\(\s*$")
_TOPIC = re.compile(r"\s+[^.,;:\n\d“”\"]{2,70}(?:(?<=\s)ngày\s+\d[\d/. -]{5,9}\s*)?")
_LEFT = 170


@functools.cache
def type_words() -> tuple[re.Pattern[str], dict[str, Genre]]:
    """A pattern of all type words in bare text (longest first) and the genre of each."""
    by_word = {bare(g.name): g for g in genres()}
    by_word["van ban"] = by_word["cong van"]
    words = sorted(by_word, key=len, reverse=True)
    alternatives = "|".join(w.replace(" ", r"\s?") for w in words)
    return re.compile(rf"(?<!\w)(?<!phap )(?:{alternatives})(?!\w)"), by_word


@functools.cache
def _type_end() -> re.Pattern[str]:
    return re.compile(rf"(?P<type>{type_words()[0].pattern})\s*[:,]?\s*$")


_SHORT = re.compile(r"(?<!\w)(NQ|QĐ|QD|CT|KL|KH|TB|HD|BC|CTr|CV|NĐ|TT|TTLT|PL|ĐA)\s*$")


def find_numbered(text: str) -> list[Cited]:
    """All citations by number in ``text``, in order."""
    found: list[Cited] = []
    pos = 0
    for match in _SWEEP.finditer(text):
        cited = _read(text, match.start(), pos) if match.start() >= pos else None
        if cited is not None:
            found.append(cited)
            pos = cited.end
    return found


def _read(text: str, at: int, floor: int) -> Cited | None:
    """The citation whose number stands at ``at``; ``floor``: where the one before it ends."""
    read = read_key(text, at, said=True)
    if read is None:
        return None
    at, digit = _look_alike(text, at)
    window_start = max(floor, at - _LEFT)
    window = text[window_start:at]
    flat = bare(window)
    so = _SO.search(window)
    head = so.start() if so else len(flat)
    word, word_start, name = _type_word(window[:head], flat[:head], numbered=so is not None)
    if so is None and word is None:
        read = read_key(text, at + len(digit))  # without a word that says so, only a sure symbol counts
    if read is None:
        return None
    key, end = read
    if digit:
        key = replace(
            key, number=digit + key.number, slip=f"số ghi {text[at : at + len(digit) + len(key.number)]}"
        )
    if word is None and not so and key.genre is None and key.system != "state":
        return None
    start = window_start + word_start if word else at
    key, slip = _reconcile(key, word)
    genre = word or _genre_of(key)
    year = _YEAR.search(name) if name else None
    context = Context(date=year[1]) if year else Context()
    return Cited(start, end, genre.name if genre else None, key, key.full_number, name, context, slip)


_DIGIT = {"l": "1", "I": "1", "O": "0", "o": "0"}


def _look_alike(text: str, at: int) -> tuple[int, str]:
    """A letter that stands for the first digit (“l8-NQ/TW”, “O5-CT/TW”): where it stands and the digit it means."""
    if at and text[at - 1] in _DIGIT and not text[at - 2 : at - 1].strip():
        return at - 1, _DIGIT[text[at - 1]]
    return at, ""


def _type_word(window: str, flat: str, *, numbered: bool) -> tuple[Genre | None, int, str | None]:
    """The type word that ends the window (its genre and offset), a law's name between it and the number."""
    short = _SHORT.search(window)
    if short:
        genre = genre_of_code(short[1].replace("QD", "QĐ"), "state") or genre_of_code(short[1], "party")
        return genre, short.start(), None
    by_word = type_words()[1]
    near = _type_end().search(flat[-45:])
    if near:
        offset = max(0, len(flat) - 45) + near.start()
        named = _IN_BRACKETS.search(window, 0, offset)
        if named and by_word[_spaced(near["type"], by_word)].name in _LAWS:
            return by_word[_spaced(near["type"], by_word)], named.start(), named["name"]
        return by_word[_spaced(near["type"], by_word)], offset, None
    found = list(type_words()[0].finditer(flat))
    if not found:
        return None, 0, None
    laws = [m for m in found if by_word[_spaced(m[0], by_word)].name in _LAWS]
    amending = (
        laws and "sua doi" in flat[laws[0].start() :]
    )  # then the other laws are part of the first one's name
    law = laws[0 if amending else -1] if laws else None
    if law and re.fullmatch(r"[^.;:\n]{3,150}", window[law.end() :].rstrip(" ,(")):
        return by_word[_spaced(law[0], by_word)], law.start(), window[law.start() :].strip(" ,;(")
    last = found[-1]
    topic = _TOPIC.fullmatch(window[last.end() :])
    if numbered and topic and last[0] != "van ban":
        return by_word[_spaced(last[0], by_word)], last.start(), None
    return None, 0, None


def _spaced(word: str, by_word: dict[str, Genre]) -> str:
    """The table's spelling of a matched type word, whatever white space it holds."""
    folded = re.sub(r"\s+", " ", word)
    return (
        folded
        if folded in by_word
        else next(w for w in by_word if w.replace(" ", "") == re.sub(r"\s", "", word))
    )


def _genre_of(key: Key) -> Genre | None:
    if key.genre:
        return genre_of_code(key.genre, key.system) or genre_of_code(key.genre, "state")
    if key.issuer.rstrip("0123456789") in ("QH", "UBTVQH", "CP", "BT", "HĐBT", "TTg"):
        return None
    return genre_of_code("CV", "state")


# Acts whose type word decides the key when the symbol says otherwise (convention 6); a programme or a set of rules may
# borrow the number of the decision that promulgates it.
_ACTS = {"Nghị định", "Nghị quyết", "Quyết định", "Chỉ thị", "Kết luận", "Thông tư", "Thông báo", "Pháp lệnh"}


def _reconcile(key: Key, word: Genre | None) -> tuple[Key, str | None]:
    """The key that type word and symbol together mean, and the slip, if they disagree."""
    if word is None or not word.codes or key.genre in word.codes:
        return key, key.slip
    if key.genre is None:
        tokens = key.issuer.split("-")
        if key.year and len(tokens) > 1 and word.name in _ACTS:
            mended = replace(key, genre=word.codes[0], issuer="-".join(tokens[1:]), between="-")
            return mended, f"ký hiệu ghi {key}, phải là {mended}"
        return key, key.slip
    if word.name not in _ACTS or _registered(str(key)):
        return key, f"gọi là {word.name} nhưng ký hiệu ghi {key.genre}"
    mended = replace(key, genre=word.codes[0])
    return mended, f"gọi là {word.name} nhưng ký hiệu ghi {key}"


def _registered(key: str) -> bool:
    from ontology.register import by_key

    return bool(by_key(key))
