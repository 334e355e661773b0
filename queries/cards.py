"""What the card of each kind of thing tells: asked of the graph, in words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graph.shell import tell
from ontology.iris import REFERENCE_INSTRUMENTS
from queries.ask import Source, iri, local, select
from queries.communes import communes
from queries.communes_shown import denominator_lines, place, sentence
from queries.evidence import furthest
from queries.lineage import Force, lineage
from queries.lookup import Target, Thing, described
from queries.present import genre_name, headline, period, said
from queries.trees import force_line, text_lines, tree
from queries.words import ROLES, STAGE_PREDICATES, STAGES, UNIT_KINDS, day, register_words

_PROOFS = 3


class Fact(NamedTuple):
    """One property of a thing: a name for programs, a heading for people, the value."""

    name: str
    heading: str
    value: str


class Part(NamedTuple):
    """A list on a card: a name for programs, a heading for people, one text an entry."""

    name: str
    heading: str
    entries: tuple[str, ...]


Content = tuple[list[Fact], list[Part]]


def _texts(source: Source, query: str, node: str, line: Callable[[dict[str, str]], str]) -> tuple[str, ...]:
    """One text for each solution of ``query`` about ``node``, once each."""
    return tuple(dict.fromkeys(line(row) for row in select(source, query, node=[iri(node)])))


def _values(source: Source, node: str, path: str) -> str:
    """The values of a property path at ``node``, labels where they have any, joined."""
    query = f"""
        SELECT DISTINCT ?value ?label WHERE {{
          VALUES ?node {{ UNDEF }}
          ?node {path} ?value . OPTIONAL {{ ?value rdfs:label ?label }}
        }} ORDER BY ?label ?value
    """
    return "; ".join(row.get("label", row["value"]) for row in select(source, query, node=[iri(node)]))


def _days(source: Source, node: str) -> str:
    """Every date that is given to an instrument: more than one is a contradiction to look at."""
    return "; ".join(day(value) for value in _values(source, node, "eli:date_document").split("; "))


def _instrument(source: Source, target: Target) -> Content:
    thing = target.thing
    tree_ = lineage(source, thing, target.nodes, depth=1)
    answer = communes(source, target, most=_PROOFS)
    may_be = [row["other"] for row in select(source, _MAY_BE, node=[iri(node) for node in target.nodes])]
    facts = [
        Fact("genre", tell("loại", "type"), genre_name(thing.genre)),
        Fact("title", tell("trích yếu", "title"), thing.note),
        Fact("date", tell("ngày", "date"), _days(source, thing.iri)),
        Fact("issuer", tell("cơ quan ban hành", "issuer"), _values(source, thing.iri, "eli:passed_by")),
        Fact(
            "force", tell("hiệu lực", "force"), force_line(thing, tree_.force.get(thing.iri, Force()), None)
        ),
        Fact("register", tell("danh mục", "register"), _register(source, thing.iri)),
        Fact("unresolved", tell("danh tính", "identity"), _open(thing)),
        Fact(
            "may_be",
            tell("có thể là", "may be"),
            "; ".join(headline(other) for other in described(source, may_be)),
        ),
    ]
    doing = answer.in_group("implements")
    listed = [f"{place(one)} — {said(STAGES[one.stage]) if one.stage else ''}".rstrip(" —") for one in doing]
    proofs = [
        f"{one.name}: {sentence(one.evidence[0])} ({one.evidence[0].file})"
        for one in doing[:_PROOFS]
        if one.evidence
    ]
    related = [line for below in tree(tree_, None).below for line in text_lines(below)]
    parts = [
        Part("relations", tell("quan hệ", "relations"), tuple(related) if tree_.root.branches else ()),
        Part("implemented_by", tell("xã thực hiện", "implemented by"), tuple(listed)),
        Part("denominator", tell("mẫu số", "denominator"), tuple(denominator_lines(answer, "implements"))),
        Part("evidence", tell("bằng chứng", "evidence"), tuple(proofs)),
    ]
    return facts, parts


def _register(source: Source, node: str) -> str:
    """How sure the register is of an instrument and on what ground; “” where it has no such row."""
    row = next(select(source, _ROW, node=[iri(node)]), None)
    return "" if row is None else said(register_words(local(row["sure"]), row.get("source", "")))


def _open(thing: Thing) -> str:
    return tell("chưa xác định được văn bản nào", "not known which instrument") if thing.open else ""


_ROW = f"""
SELECT ?sure ?source WHERE {{
  VALUES ?node {{ UNDEF }}
  GRAPH <{REFERENCE_INSTRUMENTS}> {{ ?node dv:certainty ?sure OPTIONAL {{ ?node dcterms:source ?source }} }}
}} ORDER BY ?source
"""
_MAY_BE = "SELECT DISTINCT ?other WHERE { VALUES ?node { UNDEF } ?node dv:mayBe ?other } ORDER BY ?other"
_WITHIN = """
SELECT ?above ?top WHERE {
  VALUES ?node { UNDEF }
  ?node dv:within ?outer . ?outer rdfs:label ?above .
  OPTIONAL { ?outer dv:within ?outermost . ?outermost rdfs:label ?top }
} ORDER BY ?above ?top
"""
_REPORTS_OF = """
SELECT ?file ?date ?from ?to WHERE {
  VALUES ?node { UNDEF }
  ?report dv:reportingUnit|dv:issuedBy|dv:mentions ?node ; dv:fileName ?file .
  OPTIONAL { ?report dcterms:date ?date }
  OPTIONAL { ?report dv:periodStart ?from }
  OPTIONAL { ?report dv:periodEnd ?to }
} ORDER BY ?date ?file
"""
_DONE = """
SELECT ?instrument ?key ?predicate WHERE {
  VALUES ?node { UNDEF }
  VALUES ?predicate { dv:implements dv:disseminates dv:concretises dv:executes dv:supervises dv:reviews }
  ?node ?predicate ?instrument . ?instrument rdfs:label ?key
} ORDER BY ?key ?instrument
"""
_PLANNED = """
SELECT DISTINCT ?key WHERE {
  VALUES ?node { UNDEF }
  ?node dv:plansToImplement ?instrument . ?instrument rdfs:label ?key
} ORDER BY ?key
"""
_MODELS = """
SELECT DISTINCT ?name ?leader WHERE {
  VALUES ?node { UNDEF }
  ?model dv:carriedOutIn|dv:ledBy|^dv:mentions ?node ; a dv:SkilfulModel ; rdfs:label ?name .
  OPTIONAL { ?model dv:ledBy ?body . ?body rdfs:label ?leader }
} ORDER BY ?name
"""
_CLAIMED = """
SELECT DISTINCT ?key ?role ?stage WHERE {
  VALUES ?node { UNDEF }
  GRAPH ?graph {
    ?claim prov:wasDerivedFrom ?node ; dv:role ?role ; rdf:object ?instrument .
    OPTIONAL { ?claim dv:stage ?stage }
  }
  ?instrument rdfs:label ?key
} ORDER BY ?key ?role
"""
_FAULTS = """
SELECT ?text WHERE {
  VALUES ?node { UNDEF }
  GRAPH ?graph { ?fault prov:wasDerivedFrom ?node ; a dv:Anomaly ; dv:explanation ?text }
} ORDER BY ?text
"""
_ISSUED = """
SELECT DISTINCT ?key ?date WHERE {
  VALUES ?node { UNDEF }
  { ?node dv:issued ?instrument } UNION { ?instrument eli:passed_by ?node }
  ?instrument rdfs:label ?key . OPTIONAL { ?instrument eli:date_document ?date }
} ORDER BY ?date ?key
"""


def _unit(source: Source, target: Target) -> Content:
    node = target.thing.iri
    facts = [
        Fact("level", tell("cấp", "level"), said(UNIT_KINDS.get(target.thing.genre, ("", "")))),
        Fact("within", tell("thuộc", "within"), "; ".join(_texts(source, _WITHIN, node, _chain))),
        Fact("valid_to", tell("tồn tại đến", "until"), day(_values(source, node, "dv:validTo"))),
        Fact("succeeded_by", tell("nay thuộc", "now part of"), _values(source, node, "dv:succeededBy")),
    ]
    stages: dict[tuple[str, str], set[str]] = {}
    for row in select(source, _DONE, node=[iri(node)]):
        stage = STAGE_PREDICATES.get(local(row["predicate"]), "")
        stages.setdefault((row["key"], row["instrument"]), set()).add(stage)
    done = [
        " — ".join(filter(None, (key, said(STAGES[stage]) if (stage := furthest(found)) else "")))
        for (key, _), found in stages.items()
    ]
    parts = [
        Part("reports", tell("báo cáo", "reports"), _reports(source, node)),
        Part("implements", tell("văn bản đã thực hiện", "implements"), tuple(done)),
        Part(
            "plans",
            tell("dự kiến thực hiện", "plans"),
            _texts(source, _PLANNED, node, lambda row: row["key"]),
        ),
        Part("models", tell("mô hình “Dân vận khéo”", "models"), _models(source, node)),
    ]
    return facts, parts


def _chain(row: dict[str, str]) -> str:
    return ", ".join(filter(None, (row["above"], row.get("top"))))


def _reports(source: Source, node: str) -> tuple[str, ...]:
    return _texts(source, _REPORTS_OF, node, _report_line)


def _report_line(row: dict[str, str]) -> str:
    spoken = period(row.get("from", ""), row.get("to", ""))
    dated = tell("ngày ", "dated ") + day(row["date"]) if "date" in row else ""
    return " · ".join(filter(None, (row["file"], dated, tell("kỳ ", "period ") + spoken if spoken else "")))


def _models(source: Source, node: str) -> tuple[str, ...]:
    return _texts(
        source, _MODELS, node, lambda row: " — ".join(filter(None, (row["name"], row.get("leader", ""))))
    )


def _report(source: Source, target: Target) -> Content:
    node = target.thing.iri
    spoken = period(_values(source, node, "dv:periodStart"), _values(source, node, "dv:periodEnd"))
    facts = [
        Fact("title", tell("tiêu đề", "title"), target.thing.note),
        Fact("unit", tell("đơn vị", "unit"), _values(source, node, "dv:statedUnit")),
        Fact("issuer", tell("cơ quan báo cáo", "issuer"), _values(source, node, "dv:issuedBy")),
        Fact("date", tell("ngày", "date"), day(target.thing.date)),
        Fact("period", tell("kỳ báo cáo", "period"), spoken),
        Fact(
            "commissioned_by", tell("theo yêu cầu của", "under"), _values(source, node, "dv:commissionedBy")
        ),
        Fact("sha256", "SHA-256", _values(source, node, "dv:fileHash")),
    ]
    parts = [
        Part(
            "instruments", tell("văn bản được nêu", "instruments"), _texts(source, _CLAIMED, node, _claimed)
        ),
        Part("models", tell("mô hình “Dân vận khéo”", "models"), _models(source, node)),
        Part(
            "anomalies",
            tell("điểm bất thường", "anomalies"),
            _texts(source, _FAULTS, node, lambda row: row["text"]),
        ),
    ]
    return facts, parts


def _claimed(row: dict[str, str]) -> str:
    role = said(ROLES.get(local(row["role"]), ("", "")))
    stage = said(STAGES[local(row["stage"])]) if local(row.get("stage", "")) in STAGES else ""
    return f"{row['key']} — {stage or role}"


def _body(source: Source, target: Target) -> Content:
    node = target.thing.iri
    facts = [Fact("jurisdiction", tell("địa bàn", "jurisdiction"), _values(source, node, "dv:jurisdiction"))]
    issued = _texts(
        source, _ISSUED, node, lambda row: " · ".join((row["key"], day(row.get("date")))).rstrip(" ·")
    )
    parts = [
        Part("issued", tell("đã ban hành", "issued"), issued),
        Part("reports", tell("báo cáo nêu tên", "reports"), _reports(source, node)),
        Part("models", tell("mô hình phụ trách", "models led"), _models(source, node)),
    ]
    return facts, parts


def _named(source: Source, target: Target) -> Content:
    """A model or a movement."""
    node = target.thing.iri
    facts = [
        Fact("form", tell("hình thức", "form"), _values(source, node, "dv:form")),
        Fact("field", tell("lĩnh vực", "field"), local(_values(source, node, "dv:field"))),
        Fact("led_by", tell("phụ trách", "led by"), _values(source, node, "dv:ledBy")),
        Fact(
            "carried_out_in",
            tell("nơi thực hiện", "carried out in"),
            _values(source, node, "dv:carriedOutIn"),
        ),
    ]
    return facts, [Part("reports", tell("báo cáo nêu", "reports"), _reports(source, node))]


CARDS: dict[str, Callable[[Source, Target], Content]] = {
    "instrument": _instrument,
    "unit": _unit,
    "report": _report,
    "body": _body,
    "model": _named,
    "movement": _named,
}
"""Kind of thing → what its card tells: facts and lists, empty ones among them."""
