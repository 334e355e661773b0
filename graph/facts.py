"""What one report says as triples, and which of them are plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ontology import iris
from ontology.namespaces import DCT, DV, ID

_OWN_KINDS: Final = tuple(ID + path for path in ("claim/", "span/", "so-lieu/", "nhan-xet/", "sai-lech/"))
_NOTES: Final = frozenset((DV.certainty, DCT.source))


class ReportQuads(NamedTuple):
    """All that one report says. ``sha256`` is of the file's bytes; ``triples`` are those of its own graph."""

    sha256: str
    triples: frozenset[Triple]

    @property
    def graph(self) -> NamedNode:
        """The name of the report's own graph."""
        return NamedNode(iris.report_graph(self.sha256))

    @property
    def facts(self) -> set[Triple]:
        """The plain facts that the report supports."""
        return facts_of(self.triples)

    def to_bytes(self) -> bytes:
        """The triples as sorted N-Triples: equal sets give equal bytes."""
        return sorted_lines(serialize(self.triples, format=RdfFormat.N_TRIPLES))

    @classmethod
    def from_bytes(cls, sha256: str, data: bytes) -> ReportQuads:
        """The inverse of :meth:`to_bytes`."""
        return cls(sha256, frozenset(quad.triple for quad in parse(data, format=RdfFormat.N_TRIPLES)))


def sorted_lines(data: bytes | None) -> bytes:
    """Serialised triples or quads, one a line, in one order."""
    lines = (data or b"").splitlines(keepends=True)
    lines.sort()
    return b"".join(lines)


def facts_of(triples: Iterable[Triple]) -> set[Triple]:
    """The plain facts among the triples of one named graph.

    These are all but claims, evidence, a report's own figures, findings and faults, and the remarks of
    reference data on their own rows (source, certainty).
    """
    return {
        triple
        for triple in triples
        if not triple.subject.value.startswith(_OWN_KINDS) and triple.predicate.value not in _NOTES  # type: ignore[union-attr]
    }


def best_label(labels: Iterable[Literal]) -> Literal:
    """The label that stands for a thing: one that begins with a capital and has few more.

    So “Ủy ban nhân dân xã Phổ An” stands before “UBND xã Phổ An” and “ỦY BAN NHÂN DÂN XÃ PHỔ AN”, and “Dân vận
    khéo” before “dân vận khéo”; then the order of code points decides.
    """
    return min(labels, key=_label_order)


def _label_order(label: Literal) -> tuple[bool, int, str, str]:
    text = label.value
    return text[:1].islower(), sum(map(str.isupper, text)), text, label.language or ""
