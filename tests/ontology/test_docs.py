"""The manual of the ontology: current, complete, and the same in both languages."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, Graph

from ontology.docs import LANGUAGES, Language, crosswalk, crosswalk_path, page, page_path, short


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_committed_pages_are_current(language: Language) -> None:
    """After a change of the Turtle run ``python -m ontology.docs``."""
    assert page(language) == page_path(language).read_text("utf-8")


def test_the_crosswalk_is_current_and_holds_every_alignment() -> None:
    """One row a mapping, five columns, none without its label."""
    assert crosswalk() == crosswalk_path().read_text("utf-8")
    rows = [line.split("\t") for line in crosswalk().splitlines() if not line.startswith("#")]
    assert {5} == {len(row) for row in rows}
    assert all(row[1] for row in rows)
    assert ["dv:hasLegalBasis", "has legal basis", "rdfs:subPropertyOf", "eli:based_on"] in [
        row[:4] for row in rows
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_place_on_the_page(language: Language) -> None:
    """Each class and property of core.ttl is explained once."""
    core = Graph().parse(page_path(language).parents[1] / "ontology" / "core.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    names = {short(term).removeprefix("dv:") for kind in kinds for term in core.subjects(RDF.type, kind)}
    places = re.findall(r'<a id="(\w+)"></a>', page(language))
    assert names <= set(places)
    assert len(places) == len(set(places))


def test_the_picture_joins_every_class_to_another() -> None:
    """No class stands alone, but those that only statements mention."""
    picture = page("en").split("```")[1]
    drawn = set(re.findall(r'class (\w+)\["', picture))
    joined = set(re.findall(r"^  (\w+) (?:-->|<\|--)", picture, re.MULTILINE))
    joined |= set(re.findall(r"(?:-->|<\|--) (\w+)", picture))
    assert {"Movement"} == drawn - joined


def test_the_two_pages_tell_the_same() -> None:
    """As many headings and rows in Vietnamese as in English, and no English heading on the Vietnamese page."""
    vietnamese, english = (page(language) for language in LANGUAGES)
    assert vietnamese.count("\n### ") == english.count("\n### ")
    assert vietnamese.count("\n| ") == english.count("\n| ")
    assert "\n## Classes" not in vietnamese
    assert "\n## Lớp" not in english


def test_alignments_are_shown_beside_the_terms() -> None:
    """A reader sees that dv:replaces is an ELI repeal without opening another file."""
    entry = page("en").split('<a id="replaces"></a>')[1].split("###")[0]
    assert "`eli:repeals`" in entry
    assert "`dcterms:replaces`" in entry
