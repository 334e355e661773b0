"""IRIs: made in one place, and taken apart again without loss."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology import iris
from ontology.iris import Iri, parse
from ontology.namespaces import BASE

SHA = "0123456789abcdef" * 4
TEXTS = st.text(max_size=60)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
DATES = st.dates().map(lambda day: day.isoformat()) | st.integers(1000, 9999).map(str)
OFFSETS = st.integers(0, 10**7)


def test_a_party_instrument_holds_its_day() -> None:
    """Party numbers start again each term, so the day belongs to the identity."""
    expected = BASE + "id/vb/dang/tw/quyet-dinh/2013-12-12/217"
    assert expected == iris.instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217")


def test_a_state_instrument_holds_its_year() -> None:
    """State numbers run per issuer and year."""
    expected = BASE + "id/vb/nha-nuoc/ttg/chi-thi/2021/33"
    assert expected == iris.instrument_iri("nha-nuoc", "TTg", "Chỉ thị", "2021", "33")


@pytest.mark.parametrize(
    ("written", "same"), [("05", "5"), ("60A", "60a"), ("007", "7"), ("00", "0"), ("0:0", "0-0")]
)
def test_a_leading_zero_makes_no_other_instrument(written: str, same: str) -> None:
    """“05-CT/TW” and “5-CT/TW” are one directive."""
    assert iris.instrument_iri("dang", "tw", "chi-thi", "2016-05-15", same) == iris.instrument_iri(
        "dang", "tw", "chi-thi", "2016-05-15", written
    )


def test_an_instrument_with_no_possible_day_is_refused() -> None:
    """A date that is none never becomes part of an identity."""
    with pytest.raises(ValueError, match="12/12/2013"):
        iris.instrument_iri("dang", "tw", "quyet-dinh", "12/12/2013", "217")


def test_long_and_short_names_are_one_body() -> None:
    """“UBND tỉnh …” and “Ủy ban nhân dân tỉnh …” (with either spelling of the tone) are one body."""
    names = ("UBND tỉnh Quảng Ngãi", "Ủy ban nhân dân tỉnh Quảng Ngãi", "Uỷ ban Nhân dân tỉnh Quảng Ngãi")
    assert {BASE + "id/cq/ubnd-tinh-quang-ngai"} == {iris.body_iri(name) for name in names}


def test_a_place_without_district_keeps_its_province() -> None:
    """What is not known is “_”, so the names do not slide together."""
    expected = BASE + "id/dvhc/_/tinh-quang-ngai/_/xa-pho-an"
    assert expected == iris.place_iri("Tỉnh Quảng Ngãi", None, "Xã Phổ An")


def test_a_code_of_a_record_stays_as_it_is_and_a_word_becomes_a_slug() -> None:
    """Code lists are named by the codes of records, or by the words of reports."""
    assert BASE + "scheme/role/recognised_by" == iris.concept_iri("role", "recognised_by")
    assert BASE + "scheme/field/van-hoa-xa-hoi" == iris.concept_iri("field", "văn hóa - xã hội")


def test_texts_that_leave_no_slug_are_told_apart() -> None:
    """A name in another script still has an identity of its own."""
    assert iris.movement_iri("运动") != iris.movement_iri("движение")


def test_long_texts_that_begin_alike_are_told_apart() -> None:
    """A segment is cut, never confused."""
    long = "Quy chế phối hợp giữa Ủy ban nhân dân và Ủy ban Mặt trận Tổ quốc " * 4
    assert iris.named_instrument_iri(long + "xã A") != iris.named_instrument_iri(long + "xã B")


@pytest.mark.parametrize(
    "text", ["", "urn:x", BASE, BASE + "id/bc/XYZ", BASE + "id/vb/dang/tw", BASE + "ns#Claim"]
)
def test_what_names_no_thing_of_ours_is_not_taken_apart(text: str) -> None:
    """Parsing is strict: no guess at foreign or broken IRIs."""
    assert parse(text) is None


@given(
    st.sampled_from(("nha-nuoc", "dang", "doan-the")),
    TEXTS,
    TEXTS,
    DATES,
    TEXTS,
    TEXTS,
    TEXTS,
    HASHES,
    OFFSETS,
    OFFSETS,
)
def test_every_iri_is_plain_ascii_and_comes_back_from_its_parts(
    system: iris.System,
    issuer: str,
    genre: str,
    when: str,
    number: str,
    name: str,
    other: str,
    sha: str,
    start: int,
    end: int,
) -> None:
    """Whatever text goes in, the IRI needs no escaping anywhere; printing what was parsed gives it back."""
    made = {
        "instrument": iris.instrument_iri(system, issuer, genre, when, number),
        "named": iris.named_instrument_iri(name),
        "named-dated": iris.named_instrument_iri(name, other),
        "reference": iris.reference_iri(name, sha),
        "body": iris.body_iri(name),
        "place": iris.place_iri(other, genre or None, name),
        "unit": iris.unit_iri("21442", when),
        "report": iris.report_iri(sha),
        "report-graph": iris.report_graph(sha),
        "claim": iris.claim_iri(name, other, genre, issuer, sha),
        "span": iris.span_iri(sha, start, end),
        "quote": iris.selector_iri("quote", sha, start, end),
        "position": iris.selector_iri("position", sha, start, end),
        "model": iris.model_iri(other, name),
        "movement": iris.movement_iri(name),
        "observation": iris.observation_iri(sha, start, end, 0),
        "finding": iris.finding_iri(sha, "limitation", start, end),
        "anomaly": iris.anomaly_iri(sha, "arithmetic", start, end),
        "concept": iris.concept_iri("genre", name),
    }
    for kind, iri in made.items():
        assert re.fullmatch(r"https://[A-Za-z0-9/._-]+", iri), iri
        parsed = parse(iri)
        assert parsed is not None
        assert (kind, iri) == (parsed.kind, parsed.text)


def test_an_iri_is_taken_apart_into_its_parts() -> None:
    """The parts are what they were made of."""
    assert Iri("span", (SHA[:12], "3", "40")) == parse(iris.span_iri(SHA, 3, 40))


def test_one_letter_more_makes_another_claim() -> None:
    """A claim is known by all of what it says, who says it and where."""
    said = ("s", "p", "o", "r", "x")
    others = {iris.claim_iri(*(*said[:i], said[i] + "y", *said[i + 1 :])) for i in range(5)}
    assert 5 == len(others - {iris.claim_iri(*said)})
