"""The codes of symbols: genre codes and issuer codes, looked up by what is written."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from ontology.tables import read

System = Literal["state", "party", "mass"]
_NO_BAR = str.maketrans("Đđ", "Dd")


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre of instruments: its Vietnamese type word, its codes (own first) and the systems that issue it.

    ``short`` says whether people cite it by type word and number alone: “yes” (“Nghị định 149”), “số” (only
    with that word: “Kế hoạch số 08”, for “kế hoạch 5” counts), empty: never.
    """

    name: str
    codes: tuple[str, ...]
    systems: tuple[System, ...]
    short: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer code: the kind of body it stands for and whether it alone fixes one body.

    ``either``: such bodies write their symbols in the order of the Party or of the State.
    """

    code: str
    name: str
    system: System
    fixes: bool
    either: bool = False


@functools.cache
def genres() -> tuple[Genre, ...]:
    """All genres in the order of the table."""
    return tuple(
        Genre(g["name"], tuple(g["codes"]), tuple(g["systems"]), g.get("short", ""))
        for g in read("genres")["genre"]
    )


@functools.cache
def genre_named(name: str) -> Genre:
    """The genre with the type word ``name``; KeyError if there is none."""
    return {g.name: g for g in genres()}[name]


@functools.cache
def genre_of_code(code: str, system: System) -> Genre | None:
    """The genre whose own (first) code is ``code`` in a system: “QĐ” is Quyết định, “TTr” Tờ trình."""
    fits = [g for g in genres() if code in g.codes and system in g.systems]
    own = [g for g in fits if g.codes[0] == code]
    return next(iter(own or fits), None)


@functools.cache
def _genre_codes() -> tuple[dict[str, str], dict[str, str]]:
    codes = dict.fromkeys(code for g in genres() for code in g.codes)
    exact = {code.upper(): code for code in codes}
    barless = {code.upper().translate(_NO_BAR): code for code in codes}
    return exact, {k: v for k, v in barless.items() if k not in exact}


@functools.lru_cache(maxsize=8192)
def genre_code(written: str) -> str | None:
    """The genre code that ``written`` stands for, D for Đ and any case forgiven: “CTR” → “CTr”, “QD” → “QĐ”."""
    exact, barless = _genre_codes()
    upper = written.upper()
    return exact.get(upper) or barless.get(upper)


@functools.cache
def _issuers() -> tuple[dict[str, Issuer], dict[str, tuple[str, Issuer]]]:
    by_code: dict[str, Issuer] = {}
    written: dict[str, tuple[str, Issuer]] = {}
    for row in read("issuers")["issuer"]:
        issuer = Issuer(row["code"], row["name"], row["system"], row["fixes"], row.get("either", False))
        by_code[issuer.code] = issuer
        written[issuer.code.upper()] = (issuer.code, issuer)
        for variant in row.get("variants", []):
            written.setdefault(variant.upper(), (variant, issuer))
        for slip in row.get("mends", []):
            written.setdefault(slip.upper(), (issuer.code, issuer))
    for key, value in list(written.items()):
        written.setdefault(key.translate(_NO_BAR), value)
    return by_code, written


def issuers() -> tuple[Issuer, ...]:
    """All issuers in the order of the table."""
    return tuple(_issuers()[0].values())


@functools.lru_cache(maxsize=8192)
def issuer_named(code: str) -> Issuer | None:
    """The issuer whose code is exactly ``code``, a term of the National Assembly left off (“QH15” → QH)."""
    by_code, written = _issuers()
    bare = code.rstrip("0123456789")
    found = written.get(bare.upper())
    return by_code.get(bare) or (found[1] if found else None)


@functools.lru_cache(maxsize=8192)
def issuer_code(written: str) -> tuple[str, Issuer] | None:
    """The code as it should be written and its issuer, or None: “TƯ” → TW, “ubtvqh14” → UBTVQH14."""
    bare = written.rstrip("0123456789")
    found = _issuers()[1].get(bare.upper())
    if found is None:
        return None
    term = written[len(bare) :]
    if term and found[1].code not in ("QH", "UBTVQH"):
        return None
    return found[0] + term, found[1]
