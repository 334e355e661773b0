"""A citation while it is being read: what the finders of its parts hand to each other."""

from __future__ import annotations

from typing import NamedTuple

from ontology.keys import Key


class Context(NamedTuple):
    """Date (ISO) and issuer (as written) of a citation, and the offset behind the last of them (0: none)."""

    date: str | None = None
    issuer: str | None = None
    end: int = 0
    impossible: str | None = None  # a date that does not exist, as written


class Cited(NamedTuple):
    """A citation: where it stands (type word to symbol), what it names, and what stands round it.

    ``key`` is None for short mentions (then ``number`` is all there is) and for instruments known by ``name``.
    """

    start: int
    end: int
    type: str | None
    key: Key | None = None
    number: str | None = None
    name: str | None = None
    context: Context = Context()
    slip: str | None = None

    @property
    def issuer_code(self) -> str:
        """The issuer part of the symbol, empty where there is none."""
        return self.key.issuer if self.key else ""
