"""The only place where IRIs of things are made and taken apart.

Every segment is an ASCII slug, a date, a code or a hash, so an IRI needs no escaping anywhere. ``parse`` is
the inverse of every function here: ``parse(report_iri(h)) == Iri("report", (h[:12],))``, and
``parse(iri).text == iri``.
"""

from __future__ import annotations

import functools
import re
from typing import Final, Literal, NamedTuple

from ontology.fold import nfc, slug
from ontology.namespaces import BASE, GRAPH

System = Literal["nha-nuoc", "dang", "doan-the"]

ONTOLOGY: Final = GRAPH + "ontology"
CATALOGUE: Final = GRAPH + "catalogue"
REFERENCE_INSTRUMENTS: Final = GRAPH + "reference/instruments"

_LONGEST_SEGMENT = 120
_SEG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OPEN = rf"(?:{_SEG}|_)"
_CODE = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_WHEN = r"\d{4}(?:-\d{2}(?:-\d{2})?|-\d{4})?"
_H12, _H16 = r"[0-9a-f]{12}", r"[0-9a-f]{16}"

# kind → the path of its IRIs below the base, a pair of braces for each part, and the pattern of each part
_SHAPES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "instrument": ("id/vb/{}/{}/{}/{}/{}", ("nha-nuoc|dang|doan-the", _SEG, _SEG, _WHEN, _SEG)),
    "named": ("id/vb/ten/{}", (_SEG,)),
    "named-dated": ("id/vb/ten/{}/{}", (_SEG, _SEG)),
    "reference": ("id/vb/_ref/{}/{}", (_SEG, _H12)),
    "body": ("id/cq/{}", (_SEG,)),
    "unit": ("id/dvhc/{}/{}", (r"[0-9a-z]+", _WHEN)),
    "place": ("id/dvhc/_/{}/{}/{}", (_OPEN, _OPEN, _SEG)),
    "change": ("id/thay-doi/{}/{}", (r"[0-9a-z]+", _WHEN)),
    "report": ("id/bc/{}", (_H12,)),
    "claim": ("id/claim/{}", (_H16,)),
    "span": ("id/span/{}-{}-{}", (_H12, r"\d+", r"\d+")),
    "quote": ("id/span/{}-{}-{}/quote", (_H12, r"\d+", r"\d+")),
    "position": ("id/span/{}-{}-{}/position", (_H12, r"\d+", r"\d+")),
    "model": ("id/mo-hinh/{}/{}", (_SEG, _SEG)),
    "movement": ("id/phong-trao/{}", (_SEG,)),
    "observation": ("id/so-lieu/{}-{}-{}-{}", (_H12, r"\d+", r"\d+", r"\d+")),
    "finding": ("id/nhan-xet/{}-{}-{}-{}", (_H12, _SEG, r"\d+", r"\d+")),
    "anomaly": ("id/sai-lech/{}-{}-{}-{}", (_H12, _SEG, r"\d+", r"\d+")),
    "concept": ("scheme/{}/{}", (_SEG, _CODE.pattern)),
    "report-graph": ("graph/report/{}", (_H12,)),
}


class Iri(NamedTuple):
    """One IRI taken apart: ``kind`` is a name of the table above, ``parts`` its segments in order."""

    kind: str
    parts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The IRI itself."""
        return BASE + _SHAPES[self.kind][0].format(*self.parts)


def _pattern(kind: str) -> re.Pattern[str]:
    path, parts = _SHAPES[kind]
    return re.compile(re.escape(BASE) + path.format(*(f"({part})" for part in parts)))


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: _pattern(kind) for kind in _SHAPES}


def parse(iri: str) -> Iri | None:
    """Take an IRI of this house apart; None for any other text."""
    for kind, pattern in _patterns().items():
        if match := pattern.fullmatch(iri):
            return Iri(kind, match.groups())
    return None


def kind(iri: str) -> str | None:
    """The kind of thing an IRI of this house names, without its parts; None for any other text."""
    parsed = parse(iri)
    return parsed.kind if parsed else None


def segment(text: str) -> str:
    """``text`` as one IRI segment: its slug; where that is empty or long, with a hash."""
    short = slug(text)
    if short and len(short) <= _LONGEST_SEGMENT:
        return short
    return "-".join(filter(None, (short[:_LONGEST_SEGMENT].rstrip("-"), _digest(nfc(text), 8))))


def _digest(text: str, length: int) -> str:
    """The first hexadecimal digits of the text's SHA-256."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:length]


def _make(kind_: str, *parts: str) -> str:
    """The IRI of ``parts``, each checked against its pattern.

    Raises:
        ValueError: a part does not fit, and says which.
    """
    for part, pattern in zip(parts, _SHAPES[kind_][1], strict=True):
        if not re.fullmatch(pattern, part):
            raise ValueError(f"{part!r} cannot stand in the IRI of a {kind_} (wanted: {pattern})")
    return Iri(kind_, parts).text


def number_segment(number: str) -> str:
    """A number as identity sees it: “05” and “5” are one, “60A” is “60a”."""
    return re.sub(r"^0+(?=[a-z0-9])", "", segment(number))


def instrument_iri(system: System, issuer: str, genre: str, when: str, number: str) -> str:
    """An instrument with a number.

    Args:
        system: State, Party, or Front and mass organisations.
        issuer: slug of the code or body (“tw”, “ttg”, “ubnd-tinh-quang-ngai”), or a name, which is slugged.
        genre: type word or its slug (“Quyết định”).
        when: the year for State instruments, the ISO date (or as much as is known) for the others.
        number: as typed; leading zeros do not tell instruments apart.

    Raises:
        ValueError: ``when`` is no year, month, date or term.
    """
    return _make("instrument", system, segment(issuer), segment(genre), when, number_segment(number))


def named_instrument_iri(key: str, when: str | None = None) -> str:
    """An instrument known by its proper name, with the year or term that tells namesakes apart."""
    if when is None:
        return _make("named", segment(key))
    return _make("named-dated", segment(key), segment(when))


def reference_iri(key: str, report_sha256: str) -> str:
    """A reference in one report whose identity is open."""
    return _make("reference", segment(key), report_sha256[:12])


def body_iri(name: str) -> str:
    """A body by its name with its place (“Ủy ban nhân dân tỉnh Quảng Ngãi”)."""
    return _make("body", body_slug(name))


def body_slug(name: str) -> str:
    """The slug of a body's name, its usual long and short forms folded into one (``body_forms.toml``)."""
    from ontology.tables import read

    text = segment(name)
    for form in read("body_forms")["form"]:
        text = re.sub(rf"(?<![a-z]){form['long']}(?![a-z])", form["short"], text)
    return text


def unit_iri(code: str, valid_from: str) -> str:
    """An administrative unit as constituted on a day (or in a year)."""
    return _make("unit", code.lower(), valid_from)


def place_iri(province: str | None, district: str | None, name: str) -> str:
    """A unit that the table of units does not know (or knows twice): by its stated names."""
    return _make(
        "place", segment(province) if province else "_", segment(district) if district else "_", segment(name)
    )


def change_iri(code: str, date: str) -> str:
    """What became of the unit of that code on a day: one event a unit, whatever the number of its successors."""
    return _make("change", code.lower(), date)


def report_iri(sha256: str) -> str:
    """A report, by the hash of its file's bytes."""
    return _make("report", sha256[:12])


def report_graph(sha256: str) -> str:
    """The named graph that holds what one report says."""
    return _make("report-graph", sha256[:12])


def claim_iri(subject: str, predicate: str, obj: str, report: str, span: str) -> str:
    """One claim: the hash of what it says, who says it and where; ``obj``: IRI or N-Triples literal."""
    said = "\n".join((subject, predicate, obj, report, span))
    return _make("claim", _digest(said, 16))


def span_iri(report_sha256: str, start: int, end: int) -> str:
    """A passage of a report's text layer, offsets in code points."""
    return _make("span", report_sha256[:12], str(start), str(end))


def selector_iri(which: Literal["quote", "position"], report_sha256: str, start: int, end: int) -> str:
    """One of the two selectors of a passage."""
    return _make(which, report_sha256[:12], str(start), str(end))


def model_iri(owner: str, name: str) -> str:
    """A “Dân vận khéo” model: ``owner`` is where it is carried out (the reporting unit's path)."""
    return _make("model", segment(owner), segment(name))


def movement_iri(name: str) -> str:
    """A movement, campaign or programme: one in the whole country."""
    return _make("movement", segment(name))


def observation_iri(report_sha256: str, start: int, end: int, nth: int) -> str:
    """One figure of a report; ``nth`` (from 0) tells figures of one passage apart."""
    return _make("observation", report_sha256[:12], str(start), str(end), str(nth))


def finding_iri(report_sha256: str, kind_: str, start: int, end: int) -> str:
    """One finding of a report."""
    return _make("finding", report_sha256[:12], segment(kind_), str(start), str(end))


def anomaly_iri(report_sha256: str, kind_: str, start: int, end: int) -> str:
    """One fault of a report."""
    return _make("anomaly", report_sha256[:12], segment(kind_), str(start), str(end))


def concept_iri(scheme: str, name: str) -> str:
    """A concept of a code list: by a code of records (“recognised_by”), or by a word (“Quyết định”)."""
    return _make("concept", segment(scheme), name if _CODE.fullmatch(name) else segment(name))
