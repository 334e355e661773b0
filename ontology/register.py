"""The register of instruments: what is known of them before any report is read.

Two reviewed tables, one row an instrument (instruments.csv) and one row a relation (relations.csv). Every row
says where it comes from and how sure it is; a row that nobody could confirm says so and must be shown so.
One symbol may name several instruments (25-NQ/TW of 2003, 2008, 2013): a row is a key *and* a date, and no
function here chooses between them.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple, cast

from ontology.fold import fold
from ontology.iris import System as IriSystem
from ontology.iris import instrument_iri, named_instrument_iri

System = Literal["state", "party", "mass"]
Certainty = Literal["confirmed", "reported", "general-knowledge"]
"""confirmed: a public page names it; reported: a part (the date, the symbol) rests on a report or on memory;
general-knowledge: not confirmed anywhere."""
Relation = Literal[
    "continues", "amends", "replaces", "repeals", "details", "guides", "promulgates", "concretises",
    "has_legal_basis", "issued_with",
]  # fmt: skip

_IRI_SYSTEM: Final[dict[System, IriSystem]] = {"state": "nha-nuoc", "party": "dang", "mass": "doan-the"}


class RegisterRow(NamedTuple):
    """One instrument.

    ``key``: number and symbol, or the proper name of an instrument without number. ``genre``: the type word.
    ``date``: ISO, or only year and month, or year, or None. ``issuer``: the body in words, ``code`` its code
    in the symbol, ``body`` the segment that stands for it in the IRI. ``title``: the official abstract.
    ``term``: term of the Party's congress. ``in_force_from``, ``in_force_to``: first and last day, None if
    unknown (an unknown end is no statement that it is in force). ``names``: what it is also called.
    ``source``: pages, or “domain” for the project's own research, or “none”. ``note`` says what is doubtful.
    """

    key: str
    genre: str
    date: str | None
    system: System
    issuer: str
    code: str | None
    body: str
    title: str
    term: str | None
    in_force_from: str | None
    in_force_to: str | None
    names: tuple[str, ...]
    source: str
    certainty: Certainty
    note: str | None

    @property
    def number(self) -> str | None:
        """The number at the head of the key (“217”, “30c”), None for an instrument known by its name."""
        head = self.key.split("/")[0].split("-")[0]
        return head if self.code and head[:1].isdigit() else None

    @property
    def iri(self) -> str:
        """The identity: State by year, the others by day, an instrument without number by name and year."""
        number, year = self.number, self.date[:4] if self.date else None
        if number is None or self.date is None or year is None:
            return named_instrument_iri(self.key, year or self.term)
        when = year if self.system == "state" else self.date
        return instrument_iri(_IRI_SYSTEM[self.system], self.body, self.genre, when, number)


class RegisterRelation(NamedTuple):
    """``source`` does to ``target`` what ``relation`` says; newer to older, except for annexed texts."""

    source: RegisterRow
    relation: Relation
    target: RegisterRow
    evidence: str
    certainty: Certainty
    note: str | None


def _read(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _row(line: dict[str, str]) -> RegisterRow:
    return RegisterRow(
        key=line["key"],
        genre=line["genre"],
        date=line["date"] or None,
        system=cast("System", line["system"]),
        issuer=line["issuer"],
        code=line["code"] or None,
        body=line["body"],
        title=line["title"],
        term=line["term"] or None,
        in_force_from=line["in_force_from"] or None,
        in_force_to=line["in_force_to"] or None,
        names=tuple(filter(None, line["names"].split(";"))),
        source=line["source"],
        certainty=cast("Certainty", line["certainty"]),
        note=line["note"] or None,
    )


@functools.cache
def register_rows() -> tuple[RegisterRow, ...]:
    """All instruments, by date and key; read once."""
    return tuple(map(_row, _read("instruments.csv")))


@functools.cache
def _by_key() -> dict[str, tuple[RegisterRow, ...]]:
    return _index((fold(row.key), row) for row in register_rows())


@functools.cache
def _by_name() -> dict[str, tuple[RegisterRow, ...]]:
    return _index(
        (fold(name), row) for row in register_rows() for name in dict.fromkeys((row.key, *row.names))
    )


def _index(pairs: Iterable[tuple[str, RegisterRow]]) -> dict[str, tuple[RegisterRow, ...]]:
    found: dict[str, tuple[RegisterRow, ...]] = {}
    for key, row in pairs:
        found[key] = (*found.get(key, ()), row)
    return found


def by_key(key: str) -> tuple[RegisterRow, ...]:
    """Every instrument with that number and symbol, oldest first; without regard to case and diacritics."""
    return _by_key().get(fold(key), ())


def by_name(name: str) -> tuple[RegisterRow, ...]:
    """Every instrument with that proper or popular name (“Luật Tố cáo”), oldest first: versions share it."""
    return _by_name().get(fold(name), ())


@functools.cache
def register_relations() -> tuple[RegisterRelation, ...]:
    """All relations between instruments of the register; read once.

    Raises:
        KeyError: a row of relations.csv names an instrument that instruments.csv has not.
    """
    rows = {(row.key, row.date or ""): row for row in register_rows()}
    return tuple(
        RegisterRelation(
            rows[line["source_key"], line["source_date"]],
            cast("Relation", line["relation"]),
            rows[line["target_key"], line["target_date"]],
            line["source"],
            cast("Certainty", line["certainty"]),
            line["note"] or None,
        )
        for line in _read("relations.csv")
    )


def relations_of(row: RegisterRow) -> tuple[RegisterRelation, ...]:
    """The relations in which ``row`` is either end."""
    return tuple(r for r in register_relations() if row in (r.source, r.target))
