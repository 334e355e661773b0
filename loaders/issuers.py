"""Bodies that issue instruments, as running text names them: where such a name begins and ends."""

from __future__ import annotations

import functools
import re
from typing import Any

from loaders.bare import LOWER, UPPER, bare
from loaders.cited import Cited
from ontology.codes import issuer_named, issuers
from ontology.fold import fold
from ontology.tables import read

_CAPITAL = f"[{UPPER}]"
_LEVEL = (
    r"(?:[Tt]ỉnh|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|[Đđ]ặc khu|T[Pp]\.?|T[Xx]\.?|TT\.?"
    r"|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|THỊ XÃ)"
)
_WORD = re.compile(r"[a-z]+")
_TERM = re.compile(r",?\s*\(?\s*[Kk]h(?:óa|oá|oa)\s*[IVXLC\d]+(?:\s*\))?,?")


@functools.cache
def _place() -> re.Pattern[str]:
    """A level word with a capitalised name, or such a name alone; words that open a title end the name."""
    stops = "|".join(word for s in read("body_phrases")["not_in_a_place"] for word in (s, s.upper()))
    name = rf"{_CAPITAL}[\w'’]*(?:(?: [-–] |[ \u00a0-]{{1,2}})(?!(?:{stops})(?!\w)){_CAPITAL}[\w'’]*){{0,4}}"
    return re.compile(
        rf"\s+(?:{_LEVEL}(?:\s*{name}|\s+\d{{1,2}}(?!\d))?|(?!(?:{stops})(?!\w)){name})"
        rf"(?:,?\s+{_LEVEL}\s+(?:{name}|\d{{1,2}}(?!\d)))?"
    )


@functools.cache
def _by_first_word() -> dict[str, tuple[tuple[re.Pattern[str], bool], ...]]:
    """The phrases that may begin with a word: few are tried where a name may stand."""
    found: dict[str, list[tuple[re.Pattern[str], bool]]] = {}
    for phrase in _each():
        for word in {m[0] for m in re.finditer(r"(?<=[|(:?])[a-z]+", "|" + phrase[0].pattern)}:
            found.setdefault(word, []).append(phrase)
    return {word: tuple(phrases) for word, phrases in found.items()}


@functools.cache
def _first_words() -> re.Pattern[str]:
    """The words that body names begin with: where one stands, the phrases are tried."""
    words = sorted(_by_first_word(), key=len, reverse=True)
    return re.compile(rf"(?<![\w/-])(?:{'|'.join(words)})")


def _fill(pattern: str, fragments: dict[str, Any]) -> str:
    for name, value in fragments.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern


@functools.cache
def _each() -> tuple[tuple[re.Pattern[str], bool], ...]:
    table = read("body_phrases")
    return tuple(
        (re.compile(rf"(?:{_fill(row['pattern'], table['fragment'])})\b"), bool(row.get("place")))
        for row in table["phrase"]
    )


def body_at(text: str, start: int, flat: str | None = None) -> int | None:
    """The end of the body name that begins at ``start``, its place included; None if none begins there.

    ``flat`` is ``bare(text)``, where the caller has it already. A term (“khóa XI”) is not part of the name.
    """
    flat = bare(text) if flat is None else flat
    best, place = start, False
    first = _WORD.match(flat, start)
    for pattern, placed in _by_first_word().get(first[0], _each()) if first else ():
        match = pattern.match(flat, start)
        if match and match.end() > best:
            best, place = match.end(), placed
    if best == start:
        return None
    if place:
        after = _place().match(text, best)
        if after:
            best = after.end()
    return best


def bodies_in(text: str, flat: str | None = None) -> list[tuple[int, int]]:
    """All body names of ``text`` from left to right, as (start, end), none within another."""
    flat = bare(text) if flat is None else flat
    found: list[tuple[int, int]] = []
    pos = 0
    while match := _first_words().search(flat, pos):
        end = body_at(text, match.start(), flat)
        if end is not None:
            found.append((match.start(), end))
        pos = end or match.end()
    return found


def skip_term(text: str, pos: int) -> int:
    """The offset behind “khóa XI” or “(khoá X)” at ``pos``; ``pos`` itself if there is none."""
    match = _TERM.match(text, pos)
    return match.end() if match else pos


def fits(cited: Cited, body: str) -> bool:
    """May a body of this name have issued this symbol? Asked where “của” is missing."""
    flat, code = bare(body), cited.issuer_code
    if code.startswith("TW"):
        return bool(re.match(r"bo chinh tri|ban bi thu|ban chap hanh|bch", flat))
    if code.startswith(("UBND", "UB", "HĐND")):
        return bool(re.search(r"ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan", flat))
    if code.startswith(("TU", "HU", "ĐU", "QU")):
        return "uy" in flat.split() or "dang bo" in flat
    known = issuer_named(code.split("-")[0])
    return known is not None and known.fixes and bare(known.name).startswith(flat[:12])


def may_issue(cited: Cited, body: str) -> bool:
    """Not where the code fixes another body: a letter of VPCP that reports the words of a Phó Thủ tướng."""
    known = issuer_named(cited.issuer_code.split("-")[0]) if cited.issuer_code else None
    return known is None or not known.fixes or fits(cited, body)


@functools.cache
def _canonical() -> dict[str, str]:
    """The central bodies by their folded names, for text without diacritics."""
    names = [i.name for i in issuers() if i.fixes]
    return {fold(name): name for name in (*names, "Bộ Chính trị", "Ban Bí thư", "Ban Chấp hành Trung ương")}


def clean_name(issuer: str | None) -> str | None:
    """One spelling of spaces; glued words parted (“BộChính trị” → “Bộ Chính trị”)."""
    if issuer is None:
        return None
    if issuer.isascii():
        issuer = _canonical().get(fold(issuer), issuer)
    parted = re.sub(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}])", " ", issuer)
    return re.sub(r"\s+", " ", parted).strip(" ,(")
