"""The table of shapes, colours and words (``style.toml``), typed."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files

import msgspec

from ontology.namespaces import ID, PREFIXES


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How things of one kind are drawn and called.

    ``optional`` kinds are drawn only when asked for; the neighbours of ``passive`` ones are not drawn for their
    sake, unless the picture is about them.
    """

    classes: tuple[str, ...]
    path: str
    shape: str
    colour: str
    vi: str
    vis: str
    en: str
    ens: str
    optional: bool = False
    passive: bool = False


class EdgeKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one relation is drawn and read, forwards (``vi``) and backwards (``inverse_vi``).

    Relations of the family ``implements`` between the same two things are one line, drawn as the one of
    highest ``rank``. A relation that ``needs`` a kind is only drawn where that kind is; a ``quiet`` one
    is drawn but is no reason to show a thing.
    """

    colour: str
    width: float
    vi: str
    inverse_vi: str
    en: str
    inverse_en: str
    rank: int
    predicate: str = ""
    also_inverse_of: str = ""
    family: str = ""
    needs: str = ""
    quiet: bool = False
    dash: tuple[int, ...] = ()
    arrow: str = "arrow"


class Style(msgspec.Struct, frozen=True):
    """The whole table, in its order."""

    kinds: dict[str, Kind]
    edges: dict[str, EdgeKind]

    def kind_of(self, iri: str) -> str | None:
        """The kind of a thing, by its identity; None for things that are never drawn."""
        return next((name for name, kind in self.kinds.items() if iri.startswith(ID + kind.path)), None)

    def group_of(self, edge: str) -> str:
        """What may share one line: the family ``implements``, else the relation itself."""
        return "implements" if self.edges[edge].family == "implements" else edge


def full(name: str) -> str:
    """The IRI of a local name in ``dv:`` or of a CURIE.

    Raises:
        KeyError: its prefix is unknown.
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon else PREFIXES["dv"] + name


@functools.cache
def style() -> Style:
    """The table, read once.

    Raises:
        msgspec.ValidationError: a row misses a field or has an unknown one.
    """
    text = files("viz").joinpath("style.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Style)


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """Interface texts: name → {"vi": …, "en": …}."""
    return tomllib.loads(files("viz").joinpath("words.toml").read_text(encoding="utf-8"))
