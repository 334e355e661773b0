"""Citations in any text, with offsets into that very text."""

from __future__ import annotations

from html import escape

import msgspec

from graph.records import Citation, Instrument, ReportHead
from loaders.citations import find_citations
from loaders.documents import Document
from loaders.identity import identify
from loaders.layer import TextLayer, make_layer
from loaders.written_out import write_out

_FIELDS = (
    "key",
    "type",
    "number",
    "symbol",
    "date",
    "issuer",
    "title",
    "resolves_to",
    "quote",
    "start",
    "end",
)


def cite(text: str) -> list[Citation]:
    """Every citation in ``text``; ``text[start:end]`` is the passage, ``quote`` the same in NFC and single spaces.

    >>> [c.key for c in cite("theo Quyết định số 217/QĐ-TW ngày 12/12/2013 của Bộ Chính trị")]
    ['217-QĐ/TW']
    """
    layer = make_layer(
        Document(text=text, name="", page_starts=(), media_type="text/plain", sha256="", warnings=())
    )
    return [_back(citation, layer) for citation in find_citations(layer.text)]


def _back(citation: Citation, layer: TextLayer) -> Citation:
    start, end = layer.source_span(citation.start, citation.end)
    _, end_all = layer.source_span(citation.start, max(citation.end, citation.end_all))
    return msgspec.structs.replace(citation, start=start, end=end, end_all=end_all)


def cite_line(number: int, text: str) -> bytes:
    """The citations of one text as a JSON line: ``{"line": n, "citations": […]}``."""
    citations = [{field: getattr(c, field) for field in _FIELDS} for c in cite(text)]
    return msgspec.json.encode({"line": number, "citations": citations}) + b"\n"


def annotate(text: str) -> str:
    """``text`` as HTML in which each citation is a link to the instrument's IRI, or marked where that is open.

    Everything that comes from ``text`` is escaped; line ends are kept as they are. A citation carries its key in
    ``title`` and ``data-key``.

    >>> annotate("theo Kế hoạch số 15/KH-UBND & nơi khác")
    'theo <mark title="15/KH-UBND" data-key="15/KH-UBND">Kế hoạch số 15/KH-UBND</mark> &amp; nơi khác'
    """
    parts: list[str] = []
    end = 0
    for citation in cite(text):
        parts += [
            escape(text[end : citation.start], quote=False),
            _linked(citation, text[citation.start : citation.end]),
        ]
        end = citation.end
    return "".join([*parts, escape(text[end:], quote=False)])


def _identity(citation: Citation) -> str | None:
    """The IRI of what a citation names, as far as the text itself and the register tell."""
    nowhere = ReportHead(file="")
    key = citation.resolves_to or citation.key or ""
    issuer = write_out(citation.issuer, nowhere) if citation.issuer else None
    instrument = Instrument(
        key=key, type=citation.type, number=citation.number, date=citation.date, issuer=issuer
    )
    return identify(instrument, nowhere).iri


def _linked(citation: Citation, passage: str) -> str:
    key = citation.resolves_to or citation.key or ""
    iri = _identity(citation)
    marks = f'title="{escape(key)}" data-key="{escape(key)}"'
    words = escape(passage, quote=False)
    return f'<a href="{escape(iri)}" {marks}>{words}</a>' if iri else f"<mark {marks}>{words}</mark>"
