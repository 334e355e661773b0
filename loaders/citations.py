"""All citations of a text: by number, by short mention, by proper name."""

from __future__ import annotations

import re

from graph.records import Citation
from loaders.numbered import Numbered, find_numbered

_SPACE = re.compile(r"\s+")


def find_citations(text: str) -> list[Citation]:
    """Every instrument that ``text`` names, in order of place. ``text`` is NFC; offsets are into it."""
    return [_by_number(text, cited) for cited in find_numbered(text)]


def _by_number(text: str, cited: Numbered) -> Citation:
    return Citation(
        quote=quote(text, cited.start, cited.end),
        start=cited.start,
        end=cited.end,
        key=str(cited.key),
        type=cited.type,
        number=cited.key.full_number,
        symbol=cited.key.symbol,
        date=cited.context.date,
        issuer=cited.context.issuer,
        slip=cited.slip,
        end_all=max(cited.end, cited.context.end),
    )


def quote(text: str, start: int, end: int) -> str:
    """The passage as it stands, runs of white space folded to one space."""
    return _SPACE.sub(" ", text[start:end])
