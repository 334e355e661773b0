"""Citations in any text, with offsets into that very text."""

from __future__ import annotations

import msgspec

from graph.records import Citation
from loaders.citations import find_citations
from loaders.documents import Document
from loaders.layer import TextLayer, make_layer

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
