"""Who implements an instrument, with what proof, out of how many."""

from __future__ import annotations

from graph.store import Store
from queries.communes import communes
from queries.lookup import one_instrument


def test_every_reporting_commune_stands_in_one_group(graph: Store) -> None:
    """Two implement, one denies, one plans, one cites, one is silent; the nameless report is told."""
    answer = communes(graph, one_instrument(graph, "217-QĐ/TW"))
    assert {
        group: [one.name for one in answer.in_group(group)]
        for group in dict.fromkeys(c.group for c in answer.communes)
    } == {
        "implements": ["Xã Hòa Tiến", "Xã Đức Lân"],
        "negated": ["Xã Tam Dân"],
        "plans": ["Xã Hòa Châu"],
        "mentions": ["Xã Đức Phú"],
        "silent": ["Xã Đức Tân"],
    }
    assert (answer.reported, answer.nameless) == (6, 1)


def test_the_furthest_stage_comes_with_its_own_sentence(graph: Store) -> None:
    """Hòa Tiến disseminates and executes: executed counts, and its passage is the first proof."""
    answer = communes(graph, one_instrument(graph, "217"))
    first = answer.in_group("implements")[0]
    assert (
        first.stage,
        first.evidence[0].stage,
        first.evidence[0].section,
        first.evidence[0].file,
    ) == ("executed", "executed", "II", "hoa-tien.txt")
    assert first.evidence[0].prefix.endswith("triển khai thực hiện Quyết định số ")
    assert len(first.evidence) == 2


def test_a_unit_has_its_district_and_province(graph: Store) -> None:
    """From the table of units, as it stood on the day of the report."""
    answer = communes(graph, one_instrument(graph, "217"))
    first = answer.in_group("implements")[0]
    assert (first.district, first.province) == ("Huyện Hòa Vang", "Thành phố Đà Nẵng")


def test_a_province_narrows_answer_and_denominator(graph: Store) -> None:
    """“quang ngai”, typed without diacritics: three communes reported there."""
    answer = communes(graph, one_instrument(graph, "217"), province="quang ngai")
    assert answer.reported == 3
    assert [one.name for one in answer.in_group("implements")] == ["Xã Đức Lân"]


def test_an_empty_store_has_no_communes() -> None:
    """No reports: an empty answer, not an error."""
    from queries.lookup import Target, Thing

    answer = communes(
        Store.in_memory(),
        Target(Thing("https://example.org/x", "instrument", "x"), ("https://example.org/x",)),
    )
    assert (answer.communes, answer.reported) == ((), 0)
