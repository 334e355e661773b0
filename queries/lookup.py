"""Loose input → the thing that is meant: half a number, lower case, no diacritics, a date for namesakes.

Nothing is guessed: where several things fit equally well, all of them come back and the person chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ontology.fold import fold, nfc
from ontology.iris import REFERENCE_INSTRUMENTS
from ontology.namespaces import DV
from queries.ask import Source, iri, literal, local, select

_DATE = re.compile(
    r"(?:\s*@\s*|\s*,?\s*\bngày\s+)(?:(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))\s*$"
    r"|\s*,?\s*\bnăm\s+(\d{4})\s*$",
    re.IGNORECASE,
)
# A date that is merely put behind a symbol: “65-KL/TW 2019”, “65-KL/TW (30/10/2019)”.
_BEHIND_A_SYMBOL = re.compile(r"(?<=[^\W\d])[ ,]+\(?(\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\)?$")
_SYMBOL_LAST = re.compile(r"(?:^|\s)\d\S*[/-]\S*$")
_TOKEN = re.compile(r"\d+|[a-z]+")
_TYPE_WORD = re.compile(r"[a-z]+ [a-z]+")
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
_SUGGESTIONS = 3
_LISTED = 20
_SHORTEST_TITLE = 4


class Thing(NamedTuple):
    """One thing of the graph. ``kind``: instrument, unit, report, body or model; ``label``: key or name.

    ``note`` tells namesakes apart: the title of an instrument, the chain of a unit. ``date``: as known.
    ``open`` is true for a reference whose instrument is not known.
    """

    iri: str
    kind: str
    label: str
    note: str = ""
    date: str = ""
    issuer: str = ""
    genre: str = ""
    open: bool = False


class Target(NamedTuple):
    """What a question about one instrument is asked of.

    ``nodes`` are the IRIs that stand for it: its own, or, where no instrument is known, every open reference
    with this key. ``unresolved`` are open references with the same key beside a known instrument, ``namesakes``
    instruments with the same key that no report names.
    """

    thing: Thing
    nodes: tuple[str, ...]
    unresolved: tuple[str, ...] = ()
    namesakes: tuple[Thing, ...] = ()


class NotOne(ValueError):  # noqa: N818 – an answer of the look-up rather than a failure
    """A loose value fits nothing (``matches`` empty, perhaps with ``suggestions``) or several things."""

    def __init__(self, text: str, matches: tuple[Thing, ...], suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.matches = matches
        self.suggestions = suggestions


def split_date(text: str) -> tuple[str, str]:
    """``"25-NQ/TW ngày 03/6/2013"`` → ``("25-NQ/TW", "2013-06-03")``; ``"25-NQ/TW@2013"`` → ``(…, "2013")``.

    “25-NQ/TW 2013” and “25-NQ/TW (03/6/2013)” mean the same. The second part is an ISO date as far as it was
    given, “” if it was not.
    """
    bare = _BEHIND_A_SYMBOL.search(text.rstrip())
    if bare and _SYMBOL_LAST.search(text[: bare.start()]):
        text = f"{text[: bare.start()]} {'năm' if bare[1].isdigit() else 'ngày'} {bare[1]}"
    found = _DATE.search(text)
    if not found:
        return text.strip(), ""
    year, month, day_, day2, month2, year2, year3 = found.groups()
    parts = (year2, month2, day2) if year2 else (year or year3, month, day_)
    date = "-".join(part.zfill(2) for part in parts if part)
    return text[: found.start()].strip(), date


def find_instruments(source: Source, text: str, *, titles: bool = True) -> tuple[Thing, ...]:
    """The instruments that ``text`` fits best: by IRI, whole key, parts of the key, or words of the title."""
    text = nfc(text).strip()
    if is_iri(text):
        return _by_iri(source, text)
    wanted, date = split_date(text)
    for find in (_by_key, _by_parts, *((_by_title,) if titles else ())):
        nodes = find(source, wanted)
        things = tuple(t for t in described(source, nodes) if t.date.startswith(date)) if nodes else ()
        if things:
            return things
    return ()


def one_instrument(source: Source, text: str) -> Target:
    """The one instrument that ``text`` means.

    Where several bear the same key and the reports of the store name exactly one of them, that one is meant; the
    others are told in `Target.namesakes`.

    Raises:
        NotOne: nothing fits, or several instruments do.
    """
    things = find_instruments(source, text)
    known = [thing for thing in things if not thing.open]
    namesakes: tuple[Thing, ...] = ()
    if len(known) > 1 and len(cited := _cited(source, known)) == 1:
        namesakes = tuple(thing for thing in known if thing not in cited)
        known = cited
    if len(known) == 1 and all(thing.label == known[0].label for thing in things):
        return Target(known[0], (known[0].iri,), tuple(t.iri for t in things if t.open), namesakes)
    if not known and things and all(thing.label == things[0].label for thing in things):
        return Target(things[0], tuple(thing.iri for thing in things))
    raise NotOne(text, things[:_LISTED], () if things else suggest(source, text))


def suggest(source: Source, text: str, kind: str = DV.Instrument) -> tuple[str, ...]:
    """Labels of things of a class that are spelled like ``text``, the nearest first."""
    import difflib

    wanted = fold(split_date(nfc(text))[0])
    known = {key: node for node, key in keys(source, kind)}
    near = difflib.get_close_matches(wanted, known, n=_SUGGESTIONS, cutoff=0.6)
    query = "SELECT ?node ?label WHERE { VALUES ?node { UNDEF } ?node rdfs:label ?label }"
    labels = {row["node"]: row["label"] for row in select(source, query, node=[iri(known[k]) for k in near])}
    return tuple(dict.fromkeys(labels.get(known[key], key) for key in near))


def is_iri(text: str) -> bool:
    """Whether ``text`` is written as an http(s) IRI."""
    return _IRI.fullmatch(text) is not None


def keys(source: Source, kind: str) -> list[tuple[str, str]]:
    """(IRI, match key) of every thing of a class; a thing may have several keys."""
    query = (
        "SELECT ?node ?key WHERE { VALUES ?kind { UNDEF } ?node a ?kind ; dv:matchKey ?key } ORDER BY ?key"
    )
    return [(row["node"], row["key"]) for row in select(source, query, kind=[iri(kind)])]


def with_key(source: Source, kind: str, text: str) -> list[str]:
    """The things of a class whose match key is that of ``text``, asked for by the key alone."""
    query = (
        "SELECT DISTINCT ?node WHERE { VALUES ?key { UNDEF } VALUES ?kind { UNDEF } "
        "?node dv:matchKey ?key ; a ?kind } ORDER BY ?node"
    )
    return [row["node"] for row in select(source, query, key=[literal(fold(text))], kind=[iri(kind)])]


def _by_iri(source: Source, text: str) -> tuple[Thing, ...]:
    try:
        return described(source, [text])
    except ValueError:  # the pattern is a sieve; the engine decides what an IRI is
        return ()


def _by_key(source: Source, text: str) -> list[str]:
    return with_key(source, DV.Instrument, text)


def _by_parts(source: Source, text: str) -> list[str]:
    """Equal number and letters first (“217 qd tw”), then equal number with some of the letters (“qd 217”)."""
    tokens = _TOKEN.findall(_abbreviated(text))
    number = next((token for token in tokens if token.isdigit()), None)
    if number is None:
        return []
    tokens.remove(number)
    same: list[str] = []
    part: list[str] = []
    for node, key in keys(source, DV.Instrument):
        have = _TOKEN.findall(key) if key[:1].isdigit() else []
        if not have or int(have[0]) != int(number):
            continue
        if sorted(tokens) == sorted(have[1:]):
            same.append(node)
        elif set(tokens) <= set(have[1:]):
            part.append(node)
    return same or part


def _abbreviated(text: str) -> str:
    """``text`` folded, a type word before the number replaced by its code: “Quyết định số 217” → “qd 217”."""
    folded = re.sub(r"\bso\b", " ", fold(text))
    if not _TYPE_WORD.match(folded):
        return folded
    from ontology.tables import read

    for genre in sorted(read("genres")["genre"], key=lambda genre: -len(genre["name"])):
        if genre["codes"] and folded.startswith(fold(genre["name"]) + " "):
            return fold(genre["codes"][0]) + folded[len(fold(genre["name"])) :]
    return folded


def _by_title(source: Source, text: str) -> list[str]:
    """Instruments whose title or name holds the words of ``text`` in this order."""
    wanted = fold(text).strip("“”\"' ")
    if len(wanted) < _SHORTEST_TITLE:
        return []
    titles = select(source, "SELECT DISTINCT ?node ?title WHERE { ?node eli:title ?title } ORDER BY ?node")
    found = [row["node"] for row in titles if wanted in fold(row["title"])]
    found += [node for node, key in keys(source, DV.Instrument) if wanted in key]
    return list(dict.fromkeys(found))


_DESCRIBE = f"""
SELECT ?node ?label ?title ?date ?genre ?issuer ?open ?sureTitle ?sureDate ?sureIssuer WHERE {{
  VALUES ?node {{ UNDEF }}
  ?node rdfs:label ?label ; a dv:Instrument .
  OPTIONAL {{
    GRAPH <{REFERENCE_INSTRUMENTS}> {{
      ?node eli:passed_by ?sureBody .
      ?sureBody rdfs:label ?sureIssuer .
      OPTIONAL {{ ?node eli:title ?sureTitle }}
      OPTIONAL {{ ?node eli:date_document ?sureDate }}
    }}
  }}
  OPTIONAL {{ ?node eli:title ?title }}
  OPTIONAL {{ ?node eli:date_document ?date }}
  OPTIONAL {{ ?node eli:type_document ?genre }}
  OPTIONAL {{ ?node eli:passed_by ?body . ?body rdfs:label ?issuer }}
  OPTIONAL {{ ?node a ?open . FILTER(?open = dv:UnresolvedReference) }}
}} ORDER BY ?date ?label ?title ?issuer ?node
"""


def described(source: Source, nodes: Iterable[str]) -> tuple[Thing, ...]:
    """The instruments among ``nodes`` (IRIs) as things, once each, in order of date.

    Of several titles, dates or issuers that of the register is shown, else the first in order.
    """
    found: dict[str, Thing] = {}
    for row in select(source, _DESCRIBE, node=[iri(node) for node in nodes]):
        found.setdefault(
            row["node"],
            Thing(
                iri=row["node"],
                kind="instrument",
                label=row["label"],
                note=row.get("sureTitle") or row.get("title", ""),
                date=row.get("sureDate") or row.get("date", ""),
                issuer=row.get("sureIssuer") or row.get("issuer", ""),
                genre=local(row.get("genre", "")),
                open=row.get("open") == DV.UnresolvedReference,
            ),
        )
    return tuple(sorted(found.values(), key=lambda thing: (thing.date, thing.label, thing.iri)))


def _cited(source: Source, things: list[Thing]) -> list[Thing]:
    """Those of ``things`` that a report names."""
    query = "SELECT DISTINCT ?node WHERE { VALUES ?node { UNDEF } ?report dv:cites|dv:commissionedBy ?node }"
    cited = {row["node"] for row in select(source, query, node=[iri(thing.iri) for thing in things])}
    return [thing for thing in things if thing.iri in cited]
