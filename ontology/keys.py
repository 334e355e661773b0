"""Keys of instruments: number and symbol as they should be written, read from what is written.

Party: ``217-QĐ/TW``. State: ``33/CT-TTg``, ``34/2007/PL-UBTVQH11``. A công văn carries no genre code:
``1023/UBND-NV``. Source: Nghị định 30/2020/NĐ-CP; Hướng dẫn 36-HD/VPTW.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ontology.codes import System, genre_code, issuer_code
from ontology.codes import genres as all_genres

_LETTER = r"[A-Za-zĐđƯưÐ]"
_TOKEN = rf"{_LETTER}(?:{_LETTER}|\.(?=[WwUuƯư]\b))*\d{{0,2}}"
_DASH = "[-\u2010-\u2015\u2212/\u2215\u2044\uff0f]"
SYMBOL = re.compile(
    r"(?P<number>\d{1,5}[a-zđA-D]?)(?:\[\d{1,3}\])?"
    r"(?:\s?[/\u2215\u2044\uff0f-]\s?(?P<year>(?:19|20)\d\d)(?!\d))?"
    rf"(?P<sep>\s{{0,2}}{_DASH}{{1,2}}\s{{0,3}}|\s(?=[A-ZĐ]{_LETTER}{{1,3}}\s?/))"
    rf"(?P<tail>{_TOKEN}(?:(?:\s{{0,2}}(?:{_DASH}|&)\s{{0,3}}|\s(?=[A-ZĐ]{{2}})){_TOKEN}){{0,6}})"
)
"""What may be a number with its symbol; :func:`read_key` decides. Linear: no part can match empty."""

_PARTS = re.compile(rf"({_TOKEN})|(\s*(?:{_DASH}|&)\s*|\s+)")
_JOINT = {"NQLT", "TTLT", "QCPH", "HDLN", "HDLT", "KHPH", "KHLT", "KHLN", "CTPH", "CTrPH", "TBLT"}
_LONE = {"CP", "BT", "HĐBT", "TTg", "QH", "UBTVQH", "SL"}
_WORD_AFTER = re.compile(r"ngà?y|ngaỳ|của|về|năm|V/v", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Key:
    """A key in its parts. ``str(key)`` is what a person types; ``slip`` says what was mended, if anything.

    ``number`` keeps its leading zero and letter (“05”, “30c”); ``year`` belongs to the number of normative
    instruments; ``genre`` is the genre code, None for công văn, laws and pre-1998 forms; ``issuer`` is the rest.
    """

    number: str
    year: str | None
    genre: str | None
    issuer: str
    system: System
    between: str = "-"  # what stands between genre (or number, where there is no genre) and issuer
    slip: str | None = None
    hyphen: bool = False  # a joint document whose number is parted by a hyphen, as the Party does

    def __str__(self) -> str:
        """Number and symbol as they should be written."""
        return (
            f"{self.full_number}{'-' if self.party_order else '/'}{self.symbol}"
            if self.genre
            else self._untyped()
        )

    def _untyped(self) -> str:
        return f"{self.full_number}{'/' if self.year else self.between}{self.issuer}"

    @property
    def full_number(self) -> str:
        """The number with its year, where it has one: “34/2007”."""
        return f"{self.number}/{self.year}" if self.year else self.number

    @property
    def party_order(self) -> bool:
        """Is the number parted from the genre by a hyphen, as the Party does?"""
        joint = self.genre in _JOINT and not self.hyphen
        return self.genre is not None and self.between == "/" and not self.year and not joint

    @property
    def symbol(self) -> str:
        """Genre and issuer: “QĐ/TW”, “NĐ-CP”, “UBND-NV”."""
        return f"{self.genre}{self.between}{self.issuer}" if self.genre else self.issuer

    def with_genre(self, code: str) -> Key:
        """The same key with another genre code, the mending noted."""
        return replace(self, genre=code, slip=f"ký hiệu ghi {self}, loại văn bản đòi hỏi {code}")


def read_key(text: str, start: int = 0, *, said: bool = False) -> tuple[Key, int] | None:
    """The key whose number begins at ``start`` and the offset behind it, or None if it is no symbol.

    ``said``: a type word or “số” stands before it, so home-made codes are believed.
    """
    match = SYMBOL.match(text, start)
    if match is None:
        return None
    tokens, end = _tokens(match, text)
    if not tokens:
        return None
    found = _typed(match, tokens, said=said) or _untyped(match, tokens, said=said)
    if found is None:
        return None
    key, used = found
    return key, end[used - 1]


def _tokens(match: re.Match[str], text: str) -> tuple[list[tuple[str, str]], list[int]]:
    """The code words of a tail with the separator before each; running text that is glued on is cut off."""
    tokens: list[tuple[str, str]] = []
    ends: list[int] = []
    sep = match["sep"]
    for part in _PARTS.finditer(match["tail"]):
        if part[1] is None:
            sep = part[2]
            continue
        stop = match.start("tail") + part.end()
        token = _cut(part[1], text, stop)
        if token:
            tokens.append((token, sep))
            ends.append(match.start("tail") + part.start() + len(token))
        if token != part[1]:
            break
    return tokens, ends


def _cut(token: str, text: str, stop: int) -> str:
    """The part of ``token`` that is code, where a word of running text follows without a space."""
    glued = _WORD_AFTER.search(token)
    if glued and glued.start() and _known(token[: glued.start()]):
        return token[: glued.start()]
    if stop < len(text) and text[stop].isalpha():  # a letter with a tone mark: the word goes on
        for size in range(len(token) - 1, 1, -1):
            rest = token[size:] + text[stop : stop + 4]
            if _known(token[:size]) and (rest.isupper() or _WORD_AFTER.match(rest)):
                return token[:size]
        return ""
    return token


def _known(token: str) -> bool:
    return genre_code(token) is not None or issuer_code(token) is not None or token in ("VP", "NV")


def _typed(match: re.Match[str], tokens: list[tuple[str, str]], *, said: bool) -> tuple[Key, int] | None:
    """A symbol that begins with a genre code and names an issuer."""
    tokens, genre, slip = _split_genre(tokens)
    if genre is None and said and len(tokens) > 1 and _home_made(tokens[0][0]) and issuer_code(tokens[1][0]):
        genre = tokens[0][0]
    if genre is None:
        return None
    issuers, used = _issuer_run(tokens[1:])
    if not used or not (said or _sure(issuers, match)):
        return None
    body = issuer_code(issuers[0][0])
    system: System = body[1].system if body else "state"
    free = body is None or body[1].either or _is_joint(issuers)
    between = _between(genre, issuers, system, match, free=free)
    hyphen = _plain(match["sep"]) == "-" and genre in _JOINT
    key = Key(match["number"], match["year"], genre, _join(issuers), system, between, slip, hyphen)
    written = _squeeze(match["number"] + (f"/{match['year']}" if match["year"] else ""), tokens[: used + 1])
    if slip is None and written.upper() != str(key).upper():
        key = replace(key, slip=f"ký hiệu ghi {written}")
    return key, used + (0 if slip == _GLUED else 1)


_GLUED = "ký hiệu viết liền"


def _split_genre(tokens: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str | None, str | None]:
    """Tokens with the genre first, its code, and a slip; a genre glued to its issuer (“CTTTg”) is parted."""
    first, sep = tokens[0]
    code = genre_code(first)
    if code is not None:
        mended = code.upper() != first.upper()
        return tokens, code, f"ký hiệu ghi {first}" if mended else None
    if issuer_code(first) is not None:
        return tokens, None, None
    for size in range(len(first) - 2, 1, -1):
        head, tail = genre_code(first[:size]), issuer_code(first[size:])
        if head and tail and len(first[size:]) > 1:
            return [(first[:size], sep), (first[size:], "-"), *tokens[1:]], head, _GLUED
    return tokens, None, None


def _issuer_run(tokens: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], int]:
    """The issuer codes that follow, each as it should be written, up to the first word that is no code."""
    run: list[tuple[str, str]] = []
    for token, sep in tokens:
        found = issuer_code(token)
        spaced = not sep.strip()
        if found is None and (not _code_like(token) or spaced):
            break
        if spaced and run:
            break
        run.append((found[0] if found else token, sep))
    return run, len(run)


def _code_like(token: str) -> bool:
    bare = token.rstrip("0123456789")
    return len(bare) >= 2 and bare.replace("đ", "Đ").isupper()


def _home_made(token: str) -> bool:
    """May a token be a genre code of somebody's own making (“CTrHĐ”)?"""
    return 2 <= len(token) <= 6 and token[0].isupper() and token[-1].isupper() and issuer_code(token) is None


def _sure(issuers: list[tuple[str, str]], match: re.Match[str]) -> bool:
    """Without a type word or “số” before it, a symbol must name a known body or carry a year."""
    return issuer_code(issuers[0][0]) is not None or match["year"] is not None


def _is_joint(issuers: list[tuple[str, str]]) -> bool:
    known = [i for i in (issuer_code(token) for token, _ in issuers) if i]
    return len({i[1].code for i in known}) > 1


def _between(
    genre: str, issuers: list[tuple[str, str]], system: System, match: re.Match[str], *, free: bool
) -> str:
    """The separator before the issuer: the Party writes “/”, the State “-”; others keep what is written."""
    written = _plain(issuers[0][1]) or "-"
    if genre in _JOINT or match["year"]:
        return written if genre in _JOINT and written == "/" else "-"
    first = _plain(match["sep"])
    if free or system == "mass":
        return "/" if first != "/" and written == "/" else "-"
    return "/" if system == "party" else "-"


def _plain(separator: str) -> str:
    """A separator as “/” or “-”, empty for spaces alone."""
    mark = separator.strip()[:1]
    return "/" if mark in "/\u2215\u2044\uff0f" and mark else "-" if mark else ""


def _join(issuers: list[tuple[str, str]]) -> str:
    out = issuers[0][0]
    for token, sep in issuers[1:]:
        mark = sep.strip()
        out += ("&" if mark == "&" else _plain(sep) or "-") + token
    return out


def _squeeze(number: str, tokens: list[tuple[str, str]]) -> str:
    """What is written, without spaces and with one kind of dash."""
    out = number
    for token, sep in tokens:
        out += ("&" if "&" in sep else _plain(sep) or "-") + token
    return out


def _untyped(match: re.Match[str], tokens: list[tuple[str, str]], *, said: bool) -> tuple[Key, int] | None:
    """A symbol without a genre code: a law, a công văn, a pre-1998 form."""
    first, sep = tokens[0]
    found = issuer_code(first)
    between = _plain(sep) or "-"
    if found and found[1].code in ("QH", "UBTVQH") and found[0] != found[1].code:
        if match["year"] is None:
            return None
        return Key(match["number"], match["year"], None, found[0], "state"), 1
    run, used = _issuer_run(tokens)
    if used >= 2 and between == "/" and (found or said):
        return Key(
            match["number"], match["year"], None, _join(run), found[1].system if found else "state", "/"
        ), used
    if used and found and found[1].code in _LONE and not match["year"] and said:
        return Key(match["number"], None, None, found[0], "state", between), 1
    if used and between == "/" and said and len(first) > 2:
        return Key(match["number"], match["year"], None, _join(run[:1]), "state", "/"), 1
    return None


def parse_key(text: str) -> Key | None:
    """The key that ``text`` is, or None: “217/qd-tw” → 217-QĐ/TW.

    >>> str(parse_key("217/qd-tw"))
    '217-QĐ/TW'
    >>> str(parse_key("34/2007/PL-UBNTVQH11"))
    '34/2007/PL-UBTVQH11'
    """
    found = read_key(text.strip(), said=True)
    return found[0] if found and found[1] == len(text.strip()) else None


def genre_codes() -> frozenset[str]:
    """All genre codes."""
    return frozenset(code for g in all_genres() for code in g.codes)
