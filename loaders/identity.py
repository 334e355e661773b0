"""Identity: which instrument a key, a date and an issuer mean. What stays open stays open, with its candidates.

In this order: a dated instrument of the register; one made of the key with its date or year and its issuer; the
only one of the register that existed when the report was written. Nothing is merged on a guess.
"""

from __future__ import annotations

import re

import msgspec

from graph.records import Instrument, ReportHead
from loaders.annexed import alike
from ontology.codes import issuer_named
from ontology.iris import System, body_slug, instrument_iri, named_instrument_iri
from ontology.keys import Key, parse_key
from ontology.register import RegisterRow, by_key, by_name, register_relations

_SYSTEMS: dict[str, System] = {"state": "nha-nuoc", "party": "dang", "mass": "doan-the"}
_PART_OF_COMMITTEE = re.compile(
    r"^(?:ban-thuong-vu|btv|thuong-truc|ban-chap-hanh|bch|chu-tich|bi-thu)-(?=tinh-uy|thanh-uy|huyen-uy|quan-uy|thi-uy|thi-xa-uy|dang-uy|dang-bo|ubnd|hdnd)"
)
_PROMULGATOR = re.compile(r"\s*\([^()]*\)$")
_HOUSE_RULES = {"Quy chế", "Quy định", "Chương trình"}
_NATIONAL = {"Quy chế dân chủ ở cơ sở"}


def identify(instrument: Instrument, head: ReportHead) -> Instrument:
    """The instrument with its ``iri``, or with ``candidates`` where several instruments fit."""
    key = parse_key(instrument.key) if instrument.number else None
    rows = by_key(instrument.key) if key else by_name(instrument.key)
    rows = tuple(r for r in rows if _existed(r, head))
    iri = _dated(instrument, rows) if key else None
    if iri is None:
        iri = _made(instrument, key) if key else None
    if iri is None and (key or rows):
        iri, candidates = _only(rows, instrument, head)
        if iri is None:
            return msgspec.structs.replace(instrument, candidates=candidates)
    return msgspec.structs.replace(instrument, iri=iri or _by_name(instrument, head))


def as_annexed(instrument: Instrument, promulgated_by: str) -> Instrument:
    """An annexed text with its identity in the register, where that knows what the promulgating instrument annexes."""
    if instrument.number:
        return instrument
    name = _PROMULGATOR.sub("", instrument.key)
    annexed = [
        r.target
        for r in register_relations()
        if r.relation == "promulgates" and r.source.iri == promulgated_by
    ]
    known = next((row for row in annexed if alike(name, row.key)), None)
    return msgspec.structs.replace(instrument, iri=known.iri, candidates=()) if known else instrument


def _existed(row: RegisterRow, head: ReportHead) -> bool:
    """No report cites an instrument younger than itself."""
    written = head.date or head.period_end
    return written is None or row.date is None or row.date[: len(written)] <= written


def _dated(instrument: Instrument, rows: tuple[RegisterRow, ...]) -> str | None:
    """The row of the register with the date of the citation, or with one slip in it."""
    if instrument.date is None:
        return None
    exact = [r for r in rows if r.date and r.date.startswith(instrument.date)]
    near = [r for r in rows if r.date and _one_slip(r.date, instrument.date)]
    chosen = exact or near
    return chosen[0].iri if len(chosen) == 1 else None


def _one_slip(known: str, stated: str) -> bool:
    """Do two dates differ in one of day, month and (by one) year, or have day and month swapped?"""
    if len(known) != 10 or len(stated) != 10:
        return False
    (y, m, d), (y2, m2, d2) = known.split("-"), stated.split("-")
    return (y, m, d) == (y2, d2, m2) or (
        sum(a != b for a, b in ((y, y2), (m, m2), (d, d2))) == 1 and abs(int(y) - int(y2)) <= 1
    )


def _made(instrument: Instrument, key: Key) -> str | None:
    """An identity of its own: key, year or date, and an issuer that is one body."""
    issuer = _issuer_segment(instrument, key)
    year = key.year or (instrument.date or "")[:4]
    when = year if key.system == "state" else instrument.date or ""
    if issuer is None or not when or (key.system != "state" and len(when) < 10):
        return None
    return instrument_iri(_SYSTEMS[key.system], issuer, instrument.type or "van-ban", when, key.number)


def _issuer_segment(instrument: Instrument, key: Key) -> str | None:
    """The code where it fixes one body, else the stated body if it names its place."""
    code = key.issuer.rstrip("0123456789")
    known = issuer_named(code.split("-")[0])
    if (
        code == "TW"
        or (known and known.fixes and "-" not in code)
        or (known and known.fixes and key.genre is None)
    ):
        return code.split("-")[0]
    if known and known.fixes:
        return code
    if instrument.issuer is None or not _has_place(instrument.issuer):
        return None
    slug = body_slug(instrument.issuer)
    while (shorter := _PART_OF_COMMITTEE.sub("", slug)) != slug:
        slug = shorter
    return slug


def _has_place(issuer: str) -> bool:
    """Does a name end in a capitalised place (“… xã Phổ An”, “Tỉnh ủy Quảng Ngãi”)?"""
    words = issuer.split()
    return len(words) > 2 and words[-1][:1].isupper() and words[-1] not in ("UBND", "HĐND", "MTTQ")


def _only(
    rows: tuple[RegisterRow, ...], instrument: Instrument, head: ReportHead
) -> tuple[str | None, tuple[str, ...]]:
    """The one row that fits an undated citation; else all that may be meant."""
    if instrument.date is not None and instrument.number:
        return None, ()
    fits = [r for r in rows if _same_issuer(r, instrument)] or list(rows)
    in_force = [
        r
        for r in fits
        if r.in_force_to is None or not head.period_end or r.in_force_to[:4] >= head.period_end[:4]
    ]
    chosen = fits if len(fits) == 1 else in_force
    if len({r.iri for r in chosen}) == 1:
        return chosen[0].iri, ()
    return None, tuple(sorted({r.iri for r in fits}))


def _same_issuer(row: RegisterRow, instrument: Instrument) -> bool:
    return instrument.issuer is None or body_slug(row.issuer) == body_slug(instrument.issuer)


def _by_name(instrument: Instrument, head: ReportHead) -> str | None:
    """An instrument without number: by its name; a commune's own house rules also by the commune."""
    if instrument.number:
        return None
    if (
        instrument.type in _HOUSE_RULES
        and instrument.key not in _NATIONAL
        and not instrument.key.endswith(")")
    ):
        own = instrument.issuer if instrument.issuer and instrument.type == "Chương trình" else head.commune
        return named_instrument_iri(instrument.key, own if instrument.type == "Quy chế" else None)
    return named_instrument_iri(instrument.key)
