"""The manual of the ontology, made from the Turtle: ``python -m ontology.docs`` rewrites ``docs/ontology.*.md``.

One page in Vietnamese and one in English: a picture of the classes, every term with definition, example, domain and
range, alignments and source; the code lists; what the shapes demand. A test holds that the pages are current.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from ontology.namespaces import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")
_HERE: Final = Path(__file__).parent
_DV: Final = DEFAULT_BASE + "ns#"
_MORE_PREFIXES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "schema": "http://schema.org/",
    "qudt": "http://qudt.org/schema/qudt/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "unit": "http://qudt.org/vocab/unit/",
}

# heading or word → (Vietnamese, English)
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("Từ vựng danvan", "The danvan vocabulary"),
    "made": (
        "Trang này được tạo từ các tệp Turtle trong `ontology/` bằng `python -m ontology.docs`; đừng sửa tay.",
        "This page is made from the Turtle files in `ontology/` by `python -m ontology.docs`; do not edit it.",
    ),
    "version": ("Phiên bản", "Version"),
    "picture": ("Hình các lớp", "Picture of the classes"),
    "arrows": (
        "Mũi tên rỗng: lớp con. Mũi tên đặc: thuộc tính nối hai lớp.",
        "Hollow arrow: subclass. Solid arrow: a property from one class to another.",
    ),
    "classes": ("Lớp", "Classes"),
    "properties": ("Thuộc tính", "Properties"),
    "datatypes": ("Kiểu dữ liệu", "Data types"),
    "lists": ("Danh mục", "Code lists"),
    "shapes": ("Ràng buộc", "Constraints"),
    "example": ("Ví dụ", "Example"),
    "source": ("Nguồn", "Source"),
    "domain": ("Từ", "From"),
    "range": ("Đến", "To"),
    "under": ("Thuộc", "Under"),
    "aligned": ("Đối chiếu", "Aligned to"),
    "Violation": ("lỗi", "violation"),
    "Warning": ("cảnh báo", "warning"),
    "Info": ("ghi chú", "note"),
}


def _say(word: str, language: Language) -> str:
    return _WORDS[word][LANGUAGES.index(language)]


@functools.cache
def _graph(name: str) -> Graph:
    from rdflib import Graph

    return Graph().parse(_HERE / f"{name}.ttl")


def page_path(language: Language) -> Path:
    """Where the page of a language stands."""
    return _HERE.parent / "docs" / f"ontology.{language}.md"


def page(language: Language) -> str:
    """The whole page in one language."""
    from rdflib import OWL, RDFS

    core = _graph("core")
    version = next(core.objects(None, OWL.versionInfo))
    parts = [
        f"# {_say('title', language)}\n\n{_say('made', language)}\n\n",
        f"{_say('version', language)} {version} · `{_DV}`\n\n",
        f"## {_say('picture', language)}\n\n{_say('arrows', language)}\n\n{_picture(language)}\n",
        *_section("classes", _terms(OWL.Class), language),
        *_section("properties", _properties(), language),
        *_section("datatypes", _terms(RDFS.Datatype), language),
        *_code_lists(language),
        *_constraints(language),
    ]
    return "".join(parts)


def _terms(kind: Node) -> list[Node]:
    """Our terms of a kind, by name."""
    from rdflib import RDF

    found = (term for term in _graph("core").subjects(RDF.type, kind) if str(term).startswith(_DV))
    return sorted(found, key=str)


def _properties() -> list[Node]:
    from rdflib import OWL, RDF

    found = [
        term for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property) for term in _terms(kind)
    ]
    return sorted(set(found), key=str)


def _text(graph: Graph, term: Node, predicate: URIRef, language: Language) -> str:
    """The value of a property in a language; empty where there is none."""
    from rdflib.term import Literal as Lit

    texts = (
        text for text in graph.objects(term, predicate) if isinstance(text, Lit) and text.language == language
    )
    return min(map(str, texts), default="")


def short(iri: object) -> str:
    """An IRI with its prefix, or in angle brackets."""
    for prefix, namespace in {**PREFIXES, **_MORE_PREFIXES, "dv": _DV}.items():
        if str(iri).startswith(namespace):
            return f"{prefix}:{str(iri).removeprefix(namespace)}"
    return f"<{iri}>"


def _code(iris: Iterable[object]) -> str:
    return ", ".join(f"`{short(iri)}`" for iri in sorted(iris, key=str))


def _section(heading: str, terms: Iterable[Node], language: Language) -> Iterator[str]:
    yield f"\n## {_say(heading, language)}\n"
    for term in terms:
        yield _term(term, language)


def _term(term: Node, language: Language) -> str:
    """One term: label, name, definition, and what is known of it."""
    from rdflib import RDFS, SKOS
    from rdflib.namespace import DCTERMS

    core, aligned = _graph("core"), _graph("alignments")
    name = str(term).removeprefix(_DV)
    above = (RDFS.subClassOf, RDFS.subPropertyOf)
    facts = (
        ("under", _code(o for p in above for o in core.objects(term, p))),
        ("domain", _code(core.objects(term, RDFS.domain))),
        ("range", _code(core.objects(term, RDFS.range))),
        ("aligned", _code(o for p in above for o in aligned.objects(term, p))),
        ("example", _text(core, term, SKOS.example, language)),
        ("source", _code(core.objects(term, DCTERMS.source))),
    )
    lines = [f"- {_say(word, language)}: {value}\n" for word, value in facts if value]
    label = _text(core, term, RDFS.label, language)
    heading = f'\n### <a id="{name}"></a>{label} · `dv:{name}`\n\n'
    return heading + f"{_text(core, term, SKOS.definition, language)}\n\n" + "".join(lines)


def _picture(language: Language) -> str:
    """The classes and the properties between them, as a Mermaid class diagram."""
    from rdflib import OWL, RDFS

    core = _graph("core")
    lines = ["```mermaid", "classDiagram", "  direction LR"]
    for term in _terms(OWL.Class):
        lines.append(f'  class {str(term).removeprefix(_DV)}["{_text(core, term, RDFS.label, language)}"]')
        lines += [
            f"  {str(above).removeprefix(_DV)} <|-- {str(term).removeprefix(_DV)}"
            for above in sorted(core.objects(term, RDFS.subClassOf), key=str)
        ]
    edges = {edge for edge in _edges() if all(str(end).startswith(_DV) for end in (edge[0], edge[2]))}
    for start, term, end in sorted(edges, key=str):
        label = _text(core, term, RDFS.label, language) or short(term)
        lines.append(f"  {str(start).removeprefix(_DV)} --> {str(end).removeprefix(_DV)} : {label}")
    return "\n".join([*lines, "```", ""])


def _edges() -> Iterator[tuple[Node, Node, Node]]:
    """Which class leads to which by which property: as the vocabulary says, and as the shapes demand."""
    from rdflib import RDFS, SH

    core, shapes = _graph("core"), _graph("shapes")
    for term in _properties():
        for start in core.objects(term, RDFS.domain):
            yield from ((start, term, end) for end in core.objects(term, RDFS.range))
    for shape, start in shapes.subject_objects(SH.targetClass):
        for demand in shapes.objects(shape, SH.property):
            for term in shapes.objects(demand, SH.path):
                yield from ((start, term, end) for end in shapes.objects(demand, SH["class"]))


def _code_lists(language: Language) -> Iterator[str]:
    """The code lists, each as a table."""
    from rdflib import RDF, SKOS

    lists = _graph("codelists")
    yield f"\n## {_say('lists', language)}\n"
    for scheme in sorted(lists.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        concepts = sorted(lists.subjects(SKOS.inScheme, scheme), key=str)
        label = _text(lists, scheme, SKOS.prefLabel, language)
        yield f"\n### {label} · `{str(scheme).removeprefix(DEFAULT_BASE)}` ({len(concepts)})\n\n"
        yield "| | | |\n|---|---|---|\n"
        for concept in concepts:
            codes = ", ".join(sorted(map(str, lists.objects(concept, SKOS.notation))))
            said = (
                _text(lists, concept, predicate, language) for predicate in (SKOS.prefLabel, SKOS.definition)
            )
            yield "| " + " | ".join((*said, codes)) + " |\n"


def _constraints(language: Language) -> Iterator[str]:
    """What the shapes demand, the gravest first."""
    from rdflib import SH

    shapes = _graph("shapes")
    yield f"\n## {_say('shapes', language)}\n"
    owners = {constraint: shape for shape, constraint in shapes.subject_objects(SH.sparql)}
    rows = set()
    for place in set(shapes.subjects(SH.message, None)):
        shape = owners.get(place, place)
        severity = str(shapes.value(shape, SH.severity) or SH.Violation).rpartition("#")[2]
        rows.add((severity, str(shape).rpartition("#")[2], _text(shapes, place, SH.message, language)))
    for severity in ("Violation", "Warning", "Info"):
        yield f"\n### {_say(severity, language)}\n\n| | |\n|---|---|\n"
        yield from (f"| `{name}` | {text} |\n" for grave, name, text in sorted(rows) if grave == severity)


def crosswalk_path() -> Path:
    """Where the table of alignments stands."""
    return _HERE.parent / "docs" / "alignments.sssom.tsv"


def crosswalk() -> str:
    """The alignments as SSSOM: one mapping a row, to be reviewed by people who read no Turtle."""
    from rdflib import OWL, RDFS

    core, aligned = _graph("core"), _graph("alignments")
    version = next(aligned.objects(None, OWL.versionInfo))
    mappings = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, OWL.inverseOf)
    rows = sorted(
        (short(term), _text(core, term, RDFS.label, "en"), short(predicate), short(other))
        for predicate in mappings
        for term, other in aligned.subject_objects(predicate)
    )
    head = (
        f"# mapping_set_id: {DEFAULT_BASE}ns/alignments\n# mapping_set_version: {version}\n"
        "# license: https://creativecommons.org/licenses/by/4.0/\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\n"
    )
    return head + "".join("\t".join((*row, "semapv:ManualMappingCuration")) + "\n" for row in rows)


if __name__ == "__main__":
    crosswalk_path().write_text(crosswalk(), encoding="utf-8")
    for spoken in LANGUAGES:
        page_path(spoken).write_text(page(spoken), encoding="utf-8")
