"""What a store holds, counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from pyoxigraph import QuerySolutions

from graph.store import Store
from ontology.namespaces import sparql_prefixes


class Count(NamedTuple):
    """One line: a stable name, what it counts in both languages, and how many there are."""

    name: str
    vi: str
    en: str
    number: int


_FACTS: Final = (
    ("reports", "báo cáo", "reports", "?x a dv:Report"),
    (
        "reports_without_unit", "báo cáo không rõ đơn vị", "reports whose unit is unknown",
        "?x a dv:Report FILTER NOT EXISTS { ?x dv:reportingUnit ?unit }",
    ),
    ("units_reporting", "đơn vị có báo cáo", "units with a report", "?r dv:reportingUnit ?x"),
    (
        "instruments", "văn bản đã xác định (kể cả danh mục)", "instruments identified (register included)",
        "?x a dv:Instrument FILTER NOT EXISTS { ?x a dv:UnresolvedReference }",
    ),
    ("instruments_cited", "văn bản được báo cáo nêu", "instruments that reports cite", "?r dv:cites ?x"),
    ("unresolved", "viện dẫn chưa xác định", "unresolved references", "?x a dv:UnresolvedReference"),
    ("instruments_implemented", "văn bản được thực hiện", "instruments carried out", "?u dv:implements ?x"),
    ("bodies", "cơ quan, tổ chức", "bodies", "?x a dv:Body"),
    ("models", "mô hình “Dân vận khéo”", "skilful-mobilisation models", "?x a dv:SkilfulModel"),
    ("movements", "phong trào, cuộc vận động", "movements", "?x a dv:Movement"),
)  # fmt: skip
_SAID: Final = (
    ("claims", "phát biểu", "claims", "?x prov:wasDerivedFrom ?r ; a dv:Claim"),
    ("observations", "số liệu", "observations", "?x a dv:Observation"),
)
_BY_KIND: Final = (
    ("role", "phát biểu theo vai trò", "claims by role", "?x dv:role ?kind"),
    ("stage", "phát biểu theo bước", "claims by stage", "?x dv:stage ?kind"),
    ("polarity", "phát biểu theo mức", "claims by polarity", "?x dv:polarity ?kind"),
    ("finding", "đánh giá", "findings", "?x a dv:Finding ; dv:kind ?kind"),
    ("anomaly", "điểm bất thường", "anomalies", "?x a dv:Anomaly ; dv:kind ?kind"),
)


def counts(store: Store) -> Iterator[Count]:
    """The counts of a store, in a fixed order. A thing counts once, whoever speaks of it."""
    for name, vi, en, pattern in _FACTS:
        yield Count(name, vi, en, _number(store, f"{{ {pattern} }}"))
    for name, vi, en, pattern in _SAID:
        yield Count(name, vi, en, _number(store, f"{{ GRAPH ?g {{ {pattern} }} }}"))
    for name, vi, en, pattern in _BY_KIND:
        for kind, count in _kinds(store, pattern):
            yield Count(f"{name}:{kind}", f"{vi}: {kind}", f"{en}: {kind}", count)


def _select(store: Store, query: str) -> QuerySolutions:
    answer = store.query(sparql_prefixes() + query)
    if not isinstance(answer, QuerySolutions):
        raise TypeError("a SELECT query gives solutions")
    return answer


def _number(store: Store, pattern: str) -> int:
    for row in _select(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {pattern}"):
        return _whole(row[0])
    return 0


def _kinds(store: Store, pattern: str) -> list[tuple[str, int]]:
    where = f"{{ GRAPH ?g {{ {pattern} }} }} GROUP BY ?kind ORDER BY ?kind"
    query = f"SELECT ?kind (COUNT(DISTINCT ?x) AS ?n) {where}"
    return [
        (str(getattr(row[0], "value", "")).rsplit("/", 1)[-1], _whole(row[1]))
        for row in _select(store, query)
    ]


def _whole(term: object) -> int:
    return int(getattr(term, "value", "0"))
