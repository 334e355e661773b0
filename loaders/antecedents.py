"""Short mentions resolved: to the full citation in the same text, else to the one key of the register that fits."""

from __future__ import annotations

import re

import msgspec

from graph.records import Citation
from ontology.codes import genre_named, issuer_named
from ontology.keys import parse_key

# A plan or programme often goes by the number of the decision that approved it (“Đề án 402” → 402-QĐ/TU).
_BORROWS = {"Đề án", "Chương trình", "Kế hoạch"}


def resolve_short(citations: list[Citation]) -> list[Citation]:
    """The citations with ``resolves_to`` filled in for those that have a number but no symbol."""
    return [
        msgspec.structs.replace(c, resolves_to=_resolve(c, citations)) if c.number and c.key is None else c
        for c in citations
    ]


_THIS = re.compile(
    r"(?<!\w)(?P<type>Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Kế hoạch|Đề án|Thông tư) này(?!\w)"
)


def demonstratives(text: str, citations: list[Citation]) -> list[Citation]:
    """“Chỉ thị này”, “Luật này”: each as a citation that resolves to the nearest one of its genre before it."""
    found: list[Citation] = []
    for match in _THIS.finditer(text):
        before = [
            c
            for c in citations
            if c.end <= match.start() and c.type == match["type"] and (c.key or c.resolves_to)
        ]
        if before:
            found.append(
                Citation(
                    quote=match[0],
                    start=match.start(),
                    end=match.end(),
                    end_all=match.end(),
                    type=match["type"],
                    resolves_to=before[-1].key or before[-1].resolves_to,
                    number=before[-1].number,
                )  # fmt: skip
            )
    return found


def _resolve(short: Citation, citations: list[Citation]) -> str | None:
    """The key a short mention stands for: the nearest full one before it, one behind it, the register."""
    same = [
        c
        for c in citations
        if c.key and c.number and _bare_number(c.number) == _bare_number(short.number or "")
    ]
    fits = [c for c in same if c.type == short.type or _shares_code(c, short)]
    if not fits and short.type in _BORROWS:
        fits = same
    before = [c for c in fits if c.start < short.start]
    chosen = before[-1] if before else fits[0] if fits else None
    return chosen.key if chosen else _registered(short)


def _bare_number(number: str) -> str:
    return number.split("/")[0].lstrip("0").lower()


def _shares_code(full: Citation, short: Citation) -> bool:
    """Quyết định and Quy định share a code, as do a programme and a programme of action."""
    code = (full.symbol or "").replace("-", "/").split("/")[0]
    return bool(short.type) and code in genre_named(short.type or "").codes


def _registered(short: Citation) -> str | None:
    """The key of the register with this number and genre, if there is exactly one (and its issuer fits)."""
    from ontology.register import register_rows

    keys = {
        row.key
        for row in register_rows()
        if row.genre == short.type and _bare_number(row.key.split("-")[0]) == _bare_number(short.number or "")
        and _issuer_fits(row.issuer, short.issuer)
    }  # fmt: skip
    central = {key for key in keys if _central(key)}
    chosen = central or keys  # a local instrument of some other place is hardly meant
    return chosen.pop() if len(chosen) == 1 else None


def _central(key: str) -> bool:
    """Does a symbol fix its issuer, or name the Centre of the Party?"""
    parsed = parse_key(key)
    body = issuer_named(parsed.issuer.split("-")[0]) if parsed else None
    return body is not None and (body.fixes or body.code == "TW")


def _issuer_fits(registered: str | None, stated: str | None) -> bool:
    return stated is None or registered is None or registered.split()[:2] == stated.split()[:2]
