"""What is drawn, and what is said of what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph

from viz.network import make_picture
from viz.picture import Edge, Picture, Request
from viz.style import full

DIRECTIVE = "vb/dang/tw/quyet-dinh/2013-12-12/217"
IRI = "https://w3id.org/danvan/id/" + DIRECTIVE


def named(picture: Picture) -> dict[str, Any]:
    """Nodes by their label."""
    return {node.label: node for node in picture.nodes}


def between(picture: Picture, source: str, target: str) -> list[Edge]:
    """The edges between two things, by label."""
    names = {node.id: node.label for node in picture.nodes}
    return [e for e in picture.edges if (names[e.source], names[e.target]) == (source, target)]


def test_stages_of_one_commune_are_one_line_drawn_at_the_furthest(store: pyoxigraph.Store) -> None:
    """Executed and reviewed: drawn as reviewed, executed is not lost, both quotes are there."""
    (edge,) = between(make_picture(store, Request((IRI,))), "Xã Phổ An", "217-QĐ/TW")
    assert edge.kind == "reviews"
    assert edge.also == ("executes",)
    assert {"executed", "reviewed"} == {quote.stage for quote in edge.quotes}


def test_a_quote_stands_in_its_sentence(store: pyoxigraph.Store) -> None:
    """The cited words are apart from the words before and behind them."""
    (edge,) = between(make_picture(store, Request((IRI,))), "Xã Phổ Phong", "217-QĐ/TW")
    (quote,) = edge.quotes
    assert (quote.before, quote.exact, quote.after) == (
        "Đảng ủy xã quán triệt ", "văn bản số 217-QĐ/TW", " đúng tiến độ.",
    )  # fmt: skip
    assert edge.partly


def test_a_denial_is_drawn_as_a_denial(store: pyoxigraph.Store) -> None:
    """“Chưa thực hiện” is a line of its own, never one of implementing."""
    (edge,) = between(make_picture(store, Request((IRI,))), "Xã Phổ Khánh", "217-QĐ/TW")
    assert edge.kind == "negated"
    assert [quote.polarity for quote in edge.quotes] == ["negated"]


def test_plans_and_mentions_differ_from_implementing(store: pyoxigraph.Store) -> None:
    """Each has its own kind of line."""
    picture = make_picture(store, Request())
    assert [e.kind for e in between(picture, "Xã Phổ Phong", "218-QĐ/TW")] == ["plans"]
    assert [e.kind for e in between(picture, "Xã Phổ An", "05-CT/TW")] == ["mentions"]


def test_an_answer_has_a_denominator_and_names_the_silent(store: pyoxigraph.Store) -> None:
    """Two of four units that reported; one denies it (that is a line), one says nothing of it."""
    picture = make_picture(store, Request((IRI,)))
    assert (named(picture)["217-QĐ/TW"].implementers, picture.reporting_units) == (2, 4)
    assert ["Xã Phổ Cường"] == [name for _, name in picture.silent[DIRECTIVE]]


def test_a_unit_without_a_report_is_marked(store: pyoxigraph.Store) -> None:
    """0 reports is “no report”; things that are no units have no such number."""
    other = "https://w3id.org/danvan/id/dvhc/_/quang-ngai/x/xa-kia"
    for predicate, target in (("rdf:type", full("Commune")), ("dv:within", "https://w3id.org/danvan/id/x")):
        store.add(
            pyoxigraph.Quad(
                pyoxigraph.NamedNode(other),
                pyoxigraph.NamedNode(full(predicate)),
                pyoxigraph.NamedNode(target),
            )
        )
    store.add(
        pyoxigraph.Quad(
            pyoxigraph.NamedNode(other), pyoxigraph.NamedNode(full("implements")), pyoxigraph.NamedNode(IRI)
        )
    )
    nodes = named(make_picture(store, Request((IRI,))))
    assert (nodes["xa-kia"].reports, nodes["Xã Phổ An"].reports, nodes["217-QĐ/TW"].reports) == (0, 1, None)


def test_lineage_runs_from_the_newer_to_the_older(store: pyoxigraph.Store) -> None:
    """01-KL/TW continues 05-CT/TW, with the sentence."""
    (edge,) = between(make_picture(store, Request()), "01-KL/TW", "05-CT/TW")
    assert edge.kind == "continues"
    assert edge.quotes[0].exact == "01-KL/TW tiếp tục 05-CT/TW"


def test_beyond_the_limit_neighbours_are_grouped_and_counted(
    make_many: Callable[..., pyoxigraph.Store],
) -> None:
    """Shown and grouped together are all the neighbours; names of the grouped are kept for the search."""
    store = make_many(40, 30)
    hub = "https://w3id.org/danvan/id/vb/dang/tu/quyet-dinh/2020-01-01/100"
    all_of_it = make_picture(store, Request((hub,), depth=1, limit=500))
    some = make_picture(store, Request((hub,), depth=1, limit=5))
    units = [node for node in all_of_it.nodes if node.kind == "unit" and node.links]
    (group,) = [
        group
        for group in some.groups
        if group.hub == hub.removeprefix("https://w3id.org/danvan/id/") and group.kind == "unit"
    ]
    shown = [node for node in some.nodes if node.kind == "unit"]
    assert len(some.nodes) == 5
    assert group.count == len(units) - len(shown)
    assert set(group.names) == {node.label for node in units} - {node.label for node in shown}


def test_only_the_kinds_asked_for_are_drawn(store: pyoxigraph.Store) -> None:
    """Reports come in when asked for, and bring their own lines."""
    picture = make_picture(store, Request(kinds=frozenset({"report", "party"})))
    assert {node.kind for node in picture.nodes} == {"report", "party"}
    assert {"cites"} <= {edge.kind for edge in picture.edges}


def test_an_empty_graph_gives_an_empty_picture() -> None:
    """Nothing to draw is no error."""
    assert make_picture(pyoxigraph.Store(), Request()).nodes == ()


def test_the_same_graph_gives_the_same_picture(store: pyoxigraph.Store) -> None:
    """Whatever the order in which the facts were loaded."""
    again = pyoxigraph.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert make_picture(store, Request()) == make_picture(again, Request())
