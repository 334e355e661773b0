"""Short mentions resolved: to the full citation in the same text, else to the one key of the register that fits."""

from __future__ import annotations

import functools
import re
from collections import defaultdict

import msgspec

from graph.records import Citation
from ontology.codes import genre_named, issuer_named
from ontology.keys import parse_key
from ontology.register import by_name, register_rows

# A plan or programme often goes by the number of the decision that approved it (“Đề án 402” → 402-QĐ/TU).
_BORROWS = {"Đề án", "Chương trình", "Kế hoạch"}


def resolve_short(citations: list[Citation]) -> list[Citation]:
    """The citations with ``resolves_to`` filled in for those that have a number but no symbol."""
    full: dict[str, list[Citation]] = defaultdict(list)
    for c in citations:
        if c.key and c.number:
            full[_bare_number(c.number)].append(c)
    return [
        msgspec.structs.replace(c, resolves_to=_resolve(c, full[_bare_number(c.number)]))
        if c.number and not c.key
        else c
        for c in citations
    ]


_YEARED = re.compile(r"\d+[a-z]?/(?:19|20)\d\d/")
_THIS = re.compile(
    r"(?<!\w)(?:(?P<type>Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Kế hoạch"
    r"|Đề án|Thông tư) này|Đây là văn bản|Văn bản này)(?!\w)"
)


def demonstratives(text: str, citations: list[Citation]) -> list[Citation]:
    """“Chỉ thị này”, “Luật này”: each as a citation that resolves to the nearest one of its genre before it."""
    found: list[Citation] = []
    for match in _THIS.finditer(text):
        before = [
            c
            for c in citations
            if c.end <= match.start() and match["type"] in (c.type, None) and (c.key or c.resolves_to)
        ]
        if before:
            found.append(
                Citation(
                    quote=match[0],
                    start=match.start(),
                    end=match.end(),
                    end_all=match.end(),
                    type=match["type"] or before[-1].type,
                    resolves_to=before[-1].key or before[-1].resolves_to,
                    number=before[-1].number,
                )
            )
    return found


def _resolve(short: Citation, same: list[Citation]) -> str | None:
    """The key a short mention stands for.

    Of the full ones with its number (``same``, in order) the nearest before it, else the first behind it; else
    the register's.
    """
    fits = [c for c in same if c.type == short.type or _shares_code(c, short)]
    if not fits and short.type in _BORROWS:
        fits = same
    before = [c for c in fits if c.start < short.start]
    chosen = before[-1] if before else fits[0] if fits else None
    return chosen.key if chosen else _registered(short.type, _bare_number(short.number or ""), short.issuer)


def known_law(cited: Citation) -> str | None:
    """The key of the one law of the register with this name (and date, where stated); None if there are several."""
    rows = [
        r
        for r in by_name(cited.key or "")
        if r.number and (not cited.date or (r.date or "").startswith(cited.date))
    ]
    keys = {r.key for r in rows}
    return keys.pop() if len(keys) == 1 else None


def _bare_number(number: str) -> str:
    return number.split("/")[0].lstrip("0").lower()


def _shares_code(full: Citation, short: Citation) -> bool:
    """Quyết định and Quy định share a code, as do a programme and a programme of action."""
    code = (full.symbol or "").replace("-", "/").split("/")[0]
    return bool(short.type) and code in genre_named(short.type or "").codes


@functools.lru_cache(maxsize=4096)
def _registered(genre: str | None, number: str, issuer: str | None) -> str | None:
    """The key of the register with this number and genre, if there is exactly one (and its issuer fits)."""
    keys = {
        row.key
        for row in register_rows()
        if row.genre == genre
        and _bare_number(row.key.split("-")[0]) == number
        and _issuer_fits(row.issuer, issuer)
    }
    central = {key for key in keys if _central(key)} or keys  # one of some other place is hardly meant
    chosen = {
        key for key in central if not _YEARED.match(key)
    } or central  # a year is part of the number it belongs to
    return chosen.pop() if len(chosen) == 1 else None


def _central(key: str) -> bool:
    """Does a symbol fix its issuer, or name the Centre of the Party?"""
    parsed = parse_key(key)
    body = issuer_named(parsed.issuer.split("-")[0]) if parsed else None
    return body is not None and (body.fixes or body.code == "TW")


def _issuer_fits(registered: str | None, stated: str | None) -> bool:
    return stated is None or registered is None or registered.split()[:2] == stated.split()[:2]
