"""Every rule about citing proves itself: it matches its example and not its counter-example."""

from __future__ import annotations

import re

import pytest

from loaders.annexed import find_annexed
from loaders.bare import bare
from loaders.citations import find_citations, find_instruments
from loaders.citing import cue
from loaders.issuers import body_at
from loaders.named import find_named
from loaders.numbered import type_words
from loaders.relations import stated_relation
from ontology.keys import parse_key, read_key
from ontology.tables import read


def names(rows: list[dict[str, object]], field: str = "name") -> list[str]:
    """Readable ids for parametrised rows."""
    return [str(row[field]) for row in rows]


GENRES = read("genres")["genre"]
ISSUERS = read("issuers")["issuer"]
PHRASES = read("body_phrases")["phrase"]
RULES = read("named")["rule"]
CUES = read("citing")["cue"]
RELATION_CUES = read("relation_cues")["cue"]


@pytest.mark.parametrize(
    "row", [g for g in GENRES if g["codes"]], ids=names([g for g in GENRES if g["codes"]])
)
def test_a_genre_is_read_from_its_example(row: dict[str, str]) -> None:
    """The example of a genre with a code is one citation of that genre."""
    found = [c for c in find_citations(row["example"]) if c.number]
    assert [(row["name"])] == [c.type for c in found]


@pytest.mark.parametrize("row", GENRES, ids=names(GENRES))
def test_a_genre_is_not_read_from_its_counter_example(row: dict[str, str]) -> None:
    """The counter-example of a genre is no citation of it."""
    assert [] == [c for c in find_citations(row["counter"]) if c.type == row["name"]]


def test_longer_type_words_win() -> None:
    """“Chương trình hành động” is not read as “Chương trình”."""
    match = type_words()[0].search("chuong trinh hanh dong so 17")
    assert match is not None
    assert "chuong trinh hanh dong" == match[0]


@pytest.mark.parametrize("row", ISSUERS, ids=names(ISSUERS, "code"))
def test_an_issuer_code_is_read_from_its_example(row: dict[str, str]) -> None:
    """The example of an issuer code is a whole key with that code in it."""
    key = parse_key(row["example"])
    assert key is not None
    assert row["example"] == str(key)
    assert row["code"] in re.split(r"[-/0-9]+", row["example"])


@pytest.mark.parametrize("text", read("issuers")["counter"])
def test_look_alikes_are_no_symbols(text: str) -> None:
    """Ratios, roads, standards and phones are not read as symbols at any digit."""
    assert [] == [m[0] for m in re.finditer(r"\d+", text) if read_key(text, m.start())]


@pytest.mark.parametrize("row", PHRASES, ids=names(PHRASES))
def test_a_body_phrase_reads_its_example_whole(row: dict[str, str]) -> None:
    """The example of a body phrase is read from end to end, the counter-example not at all."""
    assert len(row["example"]) == body_at(row["example"], 0)
    assert body_at(row["counter"], 0) is None


@pytest.mark.parametrize("row", RULES, ids=names(RULES))
def test_a_named_instrument_is_found_where_its_example_says(row: dict[str, str]) -> None:
    """A rule finds what stands between ⟦ ⟧ in its example, and nothing in its counter-example."""
    before, marked = row["example"].split("⟦")
    wanted, after = marked.split("⟧")
    text = before + wanted + after
    assert [wanted] == [text[c.start : c.end] for c in find_named(text) if c.type == row["type"]]
    assert [] == [c.name for c in find_named(row["counter"]) if c.type == row["type"]]


@pytest.mark.parametrize("row", CUES, ids=names(CUES))
def test_a_citing_cue_is_found_in_its_example_only(row: dict[str, str]) -> None:
    """A cue is found in its example and not in its counter-example."""
    find = (
        cue(row["name"]).search
        if "words" in row or row["name"] in ("title ends", "asked by")
        else cue(row["name"]).match
    )
    assert find(bare(row["example"]))
    assert not find(bare(row["counter"]))


@pytest.mark.parametrize(
    "row", RELATION_CUES, ids=[f"{r['relation']}-{i}" for i, r in enumerate(RELATION_CUES)]
)
def test_a_relation_cue_states_its_relation(row: dict[str, str]) -> None:
    """The words between the two marked citations state the relation of the cue; those of the counter-example do not."""

    def between(text: str) -> str:
        return text.split("⟧")[1].split("⟦")[0]

    assert (row["relation"], bool(row.get("inverse"))) == stated_relation(between(row["example"]))
    assert stated_relation(between(row["counter"])) is None


def test_the_known_laws_are_found_by_name() -> None:
    """Every law of the list is found with its official name, whatever the case it is written in."""
    wrong = {}
    for law in read("laws")["law"]:
        kind = (
            "Bộ luật"
            if law in ("Dân sự", "Hình sự", "Lao động", "Tố tụng hình sự", "Tố tụng dân sự")
            else "Luật"
        )
        text = f"tuyên truyền {kind} {law.lower()} cho hội viên"
        found = [c.key for c in find_citations(text)]
        if found != [f"{kind} {law}"]:
            wrong[law] = found
    assert {} == wrong


def test_an_annexed_text_stands_behind_the_decision_that_promulgates_it() -> None:
    """Two quoted names behind two decisions go to them in order."""
    text = (
        "theo Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị ban hành "
        "“Quy chế giám sát và phản biện xã hội”; “Quy định về việc tham gia góp ý xây dựng Đảng”."
    )
    found = find_annexed(text, find_instruments(text))
    assert [
        ("217-QĐ/TW", "Quy chế giám sát và phản biện xã hội"),
        ("218-QĐ/TW", "Quy định về việc tham gia góp ý xây dựng Đảng"),
    ] == [(a.by.key, a.name) for a in found]
