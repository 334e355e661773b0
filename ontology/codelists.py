"""Code lists as SKOS, made from the tables: ``python -m ontology.codelists`` rewrites ``codelists.ttl``.

The tables (genres, issuers, relations, codelists and their notes) are what people edit; the Turtle is what
graphs load. A test holds that the two agree. No RDF library is needed to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ontology.fold import nfc
from ontology.iris import concept_iri
from ontology.namespaces import BASE, PREFIXES
from ontology.tables import read

Table = dict[str, Any]
Lines = list[tuple[str, str]]
"""Predicate and object, both as Turtle."""

TARGET: Final = Path(__file__).with_name("codelists.ttl")
_HEAD: Final = (
    "# Made from the tables by ontology/codelists.py: edit those, then `python -m ontology.codelists`.\n"
)
_ND30: Final = BASE + "id/vb/nha-nuoc/cp/nghi-dinh/2020/30"
_QD399: Final = BASE + "id/vb/dang/tw/quy-dinh/2026-01-09/399"
_PLACEMENTS: Final = tuple(
    (nfc(first + tone + second), nfc(first + second + tone))
    for first, second in ("oa", "oe", "uy", "Oa", "Oe", "Uy")
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_KINDS_OF_SYSTEM: Final = {
    "state": ("state-body",),
    "party": ("party-centre", "party-province", "party-district", "party-commune", "party-board"),
    "mass": ("front", "mass-organisation"),
}


def iri(text: str) -> str:
    """An IRI as Turtle: “eli:cites” stays, an address gets its brackets."""
    return text if not text.startswith("http") else f"<{text}>"


def literal(text: str, lang: str = "") -> str:
    """A literal as Turtle."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{lang}" if lang else "")


def _labels(vi: str, en: str) -> Lines:
    return [("skos:prefLabel", literal(vi, "vi")), ("skos:prefLabel", literal(en, "en"))]


def other_placement(text: str) -> str:
    """``text`` with the tone mark on the last vowel of oa, oe and uy: “ủy quyền” → “uỷ quyền”; both are in use."""
    for new, old in _PLACEMENTS:
        text = re.sub(rf"(?<![qQgG]){new}(?!\w)", old, text)
    return text


def _concept(scheme: str, row: Table, source: str) -> Lines:
    """What every concept has: type, scheme, labels, definitions, example, source."""
    lines: Lines = [("a", "skos:Concept"), ("skos:inScheme", iri(BASE + "scheme/" + scheme))]
    lines += [("skos:topConceptOf", iri(BASE + "scheme/" + scheme)), *_labels(row["vi"], row["en"])]
    lines += [
        ("skos:definition", literal(row["def_vi"], "vi")),
        ("skos:definition", literal(row["def_en"], "en")),
        ("skos:example", literal(row["example"], "vi")),
        ("dcterms:source", iri(source)),
    ]
    spelled = [other_placement(row["vi"]), *row.get("alt_vi", [])]
    lines += [("skos:altLabel", literal(text, "vi")) for text in dict.fromkeys(spelled) if text != row["vi"]]
    lines += [("skos:notation", literal(code)) for code in row.get("codes", [])]
    matches = (("skos:closeMatch", row.get("close")), ("skos:exactMatch", row.get("exact")))
    return lines + [(predicate, iri(match)) for predicate, match in matches if match]


def _scheme(scheme: str, vi: str, en: str, source: str) -> tuple[str, Lines]:
    return BASE + "scheme/" + scheme, [
        ("a", "skos:ConceptScheme"),
        *_labels(vi, en),
        ("dcterms:source", iri(source)),
    ]


def plain_lists() -> Iterator[tuple[str, Lines]]:
    """The lists that stand whole in codelists.toml."""
    for table in read("codelists")["list"]:
        name = table["id"]
        yield _scheme(name, table["vi"], table["en"], table["source"])
        for place, row in enumerate(table["concept"], 1):
            lines = _concept(name, {"codes": [row["id"]]} | row, table["source"])
            yield (
                concept_iri(name, row.get("slug", row["id"])),
                lines + [("dv:rank", str(place))] * bool(table.get("ordered")),
            )


def genre_rows() -> Iterator[Table]:
    """Every genre: those that citations use, then those that only the rules name; with their notes."""
    notes = read("genre_notes")["genre"]
    cited = {row["name"]: row for row in read("genres")["genre"]}
    for name in [*cited, *(name for name in notes if name not in cited)]:
        yield {"name": name} | notes[name] | cited.get(name, {})


def issuer_kinds(row: Table) -> tuple[str, ...]:
    """The kinds of issuers that may issue a genre: as the rule says, else all of its systems."""
    named: list[str] = row.get("by") or [
        kind for system in row["systems"] for kind in _KINDS_OF_SYSTEM[system]
    ]
    return tuple(named)


def _genre(row: Table) -> Lines:
    systems = ", ".join(
        {"state": "Nhà nước", "party": "Đảng", "mass": "Mặt trận, đoàn thể"}[s] for s in row["systems"]
    )
    described = {
        "vi": row["name"],
        "en": row["en"],
        "def_vi": f"Loại văn bản “{row['name']}”, dùng trong hệ thống: {systems}.",
        "def_en": f"The genre “{row['en']}” ({row['name']}), issued by: {', '.join(row['systems'])}.",
        "example": row["example"],
        "codes": row["codes"],
    }
    party_only = row["systems"] == ["party"] or row.get("basis") in (["qd399"], ["qd399-giay"])
    lines = _concept("genre", described, _QD399 if party_only else _ND30)
    lines += [("dv:system", iri(concept_iri("system", system))) for system in row["systems"]]
    return lines + [("dv:issuableBy", iri(concept_iri("issuer-kind", kind))) for kind in issuer_kinds(row)]


def genres() -> Iterator[tuple[str, Lines]]:
    """The genres, and the sets of them that the rules name."""
    yield _scheme("genre", "Loại văn bản", "Genre of instrument", _ND30)
    rows = list(genre_rows())
    for row in rows:
        yield concept_iri("genre", row["name"]), _genre(row)
    for basis in read("codelists")["basis"]:
        members = [row["name"] for row in rows if basis["id"] in row.get("basis", [])]
        yield (
            concept_iri("genre-set", basis["id"]),
            [("a", "skos:Collection"), *_labels(basis["vi"], basis["en"])]
            + [("skos:member", iri(concept_iri("genre", name))) for name in members],
        )


def issuers() -> Iterator[tuple[str, Lines]]:
    """The issuer codes of symbols."""
    yield _scheme("issuer", "Ký hiệu cơ quan ban hành", "Issuer code", _ND30)
    notes = read("issuer_notes")["issuer"]
    for row in read("issuers")["issuer"]:
        english, kind = notes[row["code"]]
        sure = row["fixes"]
        described = {
            "vi": row["name"],
            "en": english,
            "def_vi": f"Ký hiệu “{row['code']}”"
            + (" chỉ một cơ quan." if sure else " dùng chung cho nhiều cơ quan; cần nơi."),
            "def_en": f"The code “{row['code']}” "
            + ("names one body." if sure else "is shared: the place tells which body."),
            "example": row["example"],
            "codes": [row["code"]],
            "alt_vi": row.get("variants", []),
        }
        lines = _concept("issuer", described, _QD399 if row["system"] == "party" else _ND30)
        lines += [("dv:system", iri(concept_iri("system", row["system"])))]
        lines += [("skos:broadMatch", iri(concept_iri("issuer-kind", kind)))]
        yield concept_iri("issuer", row["code"]), lines


def _relation(row: Table, source: str) -> Lines:
    newer, older = row["example"]
    described = {
        "vi": row["vi"],
        "en": row["en"],
        "def_vi": row.get("note")
        or f"Văn bản mới hơn hoặc cấp dưới {row['vi']} văn bản cũ hơn hoặc cấp trên.",
        "def_en": row.get("note_en") or f"The newer or lower instrument {row['en']} the older or higher one.",
        "example": f"{newer} → {older}",
    }
    lines = _concept("relation", described, source)
    lines += [("dv:asProperty", row["property"])]
    lines += [("skos:notation", f'"{code}"^^dv:vbplCode') for code in row["vbpl"]]
    for side, term in (("forward", "dv:forwardLabel"), ("backward", "dv:backwardLabel")):
        texts = dict.fromkeys(text for group in row.get(side, {}).values() for text in group)
        lines += [(predicate, literal(text, "vi")) for text in texts for predicate in (term, "skos:altLabel")]
    return lines


def relations() -> Iterator[tuple[str, Lines]]:
    """The relation types with the labels of vbpl.vn and of the “lược đồ”, and which way each runs."""
    table = read("relations")
    yield _scheme("relation", "Loại quan hệ giữa văn bản", "Relation type", table["source"])
    for row in table["relation"]:
        yield concept_iri("relation", row["id"]), _relation(row, table["source"])


def turtle() -> str:
    """All lists as one Turtle document, the same bytes for the same tables."""
    used = ("dv", "dcterms", "eli", "skos", "owl")
    prefixes = "".join(f"@prefix {name}: {iri(PREFIXES[name])} .\n" for name in used)
    version = f'owl:versionIRI <{BASE}scheme/0.1.0> ;\n    owl:versionInfo "0.1.0"'
    about = f"\n<{BASE}scheme> a owl:Ontology ;\n    {version} .\n"
    parts = [_HEAD, prefixes, about]
    for make in (plain_lists, genres, issuers, relations):
        parts += [
            f"\n{iri(subject)}\n    " + " ;\n    ".join(f"{p} {o}" for p, o in lines) + " .\n"
            for subject, lines in make()
        ]
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(turtle(), encoding="utf-8")
