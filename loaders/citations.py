"""All citations of a text: by number, by short mention, by proper name."""

from __future__ import annotations

import re

import msgspec

from graph.records import Citation
from loaders.antecedents import known_law, resolve_short
from loaders.cited import Cited, Context
from loaders.context import right_context
from loaders.coordination import share, share_types
from loaders.named import find_named, without_overlaps
from loaders.numbered import find_numbered
from loaders.short import find_short

_SPACE = re.compile(r"\s+")
_YEAR = re.compile(r",?\s+(?:năm\s+)?(?:19|20)\d\d$")


def find_citations(text: str) -> list[Citation]:
    """Every citation in ``text``, in order of place: by number, by short mention, of laws and resolutions by name.

    ``text`` is NFC; offsets are into it. House rules and programmes (“Quy chế dân chủ ở cơ sở”) are instruments
    of a report (:func:`find_instruments`), but no citations.
    """
    found = [c for c in find_instruments(text) if c.number or c.type not in ("Quy chế", "Chương trình")]
    return [
        c if c.number or c.resolves_to else msgspec.structs.replace(c, resolves_to=known_law(c))
        for c in found
    ]


def find_instruments(text: str) -> list[Citation]:
    """Every mention of an instrument in ``text``, in order of place, those by any proper name included."""
    found = without_overlaps(without_overlaps(find_numbered(text), find_short(text)), find_named(text))
    limits = [c.start for c in found[1:]] + [len(text)] * bool(found)
    placed = [_in_context(text, c, limit) for c, limit in zip(found, limits, strict=True)]
    return resolve_short([_citation(text, cited) for cited in share(text, share_types(text, placed))])


def _in_context(text: str, cited: Cited, limit: int) -> Cited:
    """The citation with date and issuer from round it; what its own name states stands first."""
    own, around = cited.context, right_context(text, cited, limit)
    context = Context(
        own.date or around.date, own.issuer or around.issuer, max(own.end, around.end), around.impossible
    )
    return cited._replace(context=context)


def _citation(text: str, cited: Cited) -> Citation:
    return Citation(
        quote=quote(text, cited.start, cited.end),
        start=cited.start,
        end=cited.end,
        key=str(cited.key) if cited.key else cited.name,
        type=cited.type,
        number=cited.number,
        symbol=cited.key.symbol if cited.key else None,
        date=cited.context.date,
        issuer=cited.context.issuer,
        title=_law_title(cited),
        slip=cited.slip,
        end_all=max(cited.end, cited.context.end),
    )


def _law_title(cited: Cited) -> str | None:
    """The subject of a law that is named beside its number: “Luật Tố cáo số 25/2018/QH14” → “Tố cáo”."""
    if not (cited.key and cited.name and cited.type):
        return None
    return _YEAR.sub("", quote(cited.name, 0, len(cited.name))[len(cited.type) :]).strip(" ,") or None


def quote(text: str, start: int, end: int) -> str:
    """The passage as it stands, runs of white space folded to one space."""
    return _SPACE.sub(" ", text[start:end])
