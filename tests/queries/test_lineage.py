"""The tree around an instrument: up, down, cut at cycles, repeats, hubs and the depth asked for."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from graph.store import Store
from queries import trees
from queries.lineage import Force, Lineage, Step, force_on, lineage
from queries.lookup import Thing, one_instrument

_PREFIX = """
@prefix dv: <https://w3id.org/danvan/ns#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""


def _store(turtle: str, labels: str) -> Store:
    """A store whose facts are ``turtle``; each letter of ``labels`` is an instrument with that key."""
    triples = {quad.triple for quad in parse(_PREFIX + turtle, format=RdfFormat.TURTLE)}
    for letter in labels:
        node = NamedNode(f"https://example.org/{letter}")
        for predicate, value in (
            (
                "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
                NamedNode("https://w3id.org/danvan/ns#Instrument"),
            ),
            ("http://www.w3.org/2000/01/rdf-schema#label", Literal(f"{letter}", language="vi")),
            ("https://w3id.org/danvan/ns#matchKey", Literal(letter)),
        ):
            triples.add(Triple(node, NamedNode(predicate), value))
    store = Store.in_memory()
    store.put({NamedNode("https://w3id.org/danvan/graph/report/000000000000"): frozenset(triples)})
    return store


def _tree(store: Store, letter: str, **how: int | None) -> Lineage:
    thing = Thing(f"https://example.org/{letter}", "instrument", letter)
    return lineage(store, thing, (thing.iri,), **how)  # type: ignore[arg-type]


def _path(step: Step) -> list[str]:
    """“relation direction label ending” of every step below ``step``, depth first."""
    return [
        line
        for branch in step.branches
        for below in branch.steps
        for line in (
            f"{branch.relation} {branch.direction} {below.thing.label} {below.ending}".strip(),
            *_path(below),
        )
    ]


def test_up_follows_the_relation_and_down_goes_against_it() -> None:
    """B continues a, c guides b: seen from b, a is above and c is below."""
    store = _store(":b dv:continues :a . :c dv:guides :b .", "abc")
    assert _path(_tree(store, "b").root) == ["continues up a", "guides down c"]


def test_a_cycle_is_cut_and_shown() -> None:
    """A replaces b replaces a: the walk ends where a would stand below itself."""
    store = _store(":a dv:replaces :b . :b dv:replaces :a .", "ab")
    assert _path(_tree(store, "a").root)[:2] == ["replaces up b", "replaces up a cycle"]


def test_what_was_shown_is_not_unfolded_again() -> None:
    """D rests on b and c, both on a, a on e: below c, a is marked as a repeat."""
    store = _store(":d dv:amends :b , :c . :b dv:amends :a . :c dv:amends :a . :a dv:amends :e .", "abcde")
    found = lineage(
        store, Thing("https://example.org/d", "instrument", "d"), ("https://example.org/d",), ["up"]
    )
    assert _path(found.root) == [
        "amends up c",
        "amends up a",
        "amends up e",
        "amends up b",
        "amends up a repeat",
    ]


def test_a_walk_ends_at_the_depth_asked_for_and_says_so() -> None:
    """One step from a: b is marked, since c lies behind it."""
    store = _store(":a dv:details :b . :b dv:details :c .", "abc")
    assert _path(_tree(store, "a", depth=1).root) == ["details up b deep"]


def test_a_hub_lists_some_and_counts_the_rest() -> None:
    """Five guide a, two are listed, three are counted."""
    store = _store(" ".join(f":{letter} dv:guides :a ." for letter in "bcdef"), "abcdef")
    branch = _tree(store, "a", hub=2).root.branches[0]
    assert (len(branch.steps), branch.hidden) == (2, 3)


def test_the_bare_relation_is_hidden_behind_a_telling_one() -> None:
    """dv:lineage beside dv:amends adds nothing."""
    store = _store(":a dv:lineage :b ; dv:amends :b .", "ab")
    assert _path(_tree(store, "a").root) == ["amends up b"]


def test_each_step_carries_the_words_of_the_report(graph: Store) -> None:
    """01-KL/TW continues 05-CT/TW: the file and the sentence are there."""
    target = one_instrument(graph, "01-KL/TW")
    found = lineage(graph, target.thing, target.nodes, ["up"])
    (proofs,) = found.proofs.values()
    assert (
        proofs[0].file,
        proofs[0].quote,
    ) == ("hoa-tien.txt", "Kết luận 01-KL/TW về tiếp tục thực hiện Chỉ thị 05-CT/TW.")


def test_the_plain_tree_names_relations_in_vietnamese(graph: Store) -> None:
    """Up “ban hành kèm theo”, down “được cụ thể hóa bởi”, joined by plain lines."""
    target = one_instrument(graph, "217-QĐ/TW")
    lines = list(trees.text_lines(trees.tree(lineage(graph, target.thing, target.nodes), None)))
    assert "├─ ↑ ban hành kèm theo" in lines
    assert "└─ ↓ được cụ thể hóa bởi" in lines


@pytest.mark.parametrize(
    ("force", "on", "expected"),
    [
        (Force("2014-01-01"), "2013-12-31", "not_yet"),
        (Force("2014-01-01"), "2014-01-01", "yes"),
        (Force("2014-01-01", "2020-01-01"), "2020-01-01", "no"),
        (Force("2014-01-01", "", "1-QĐ/TW", "2019-05-05"), "2019-05-05", "replaced"),
        (Force("", "", "1-QĐ/TW", "2019-05-05"), "2019-05-04", "unknown"),
        (Force(), "2019-05-04", "unknown"),
        (Force(), "2013-12-11", "not_yet"),
    ],
)
def test_force_on_a_day(force: Force, on: str, expected: str) -> None:
    """Stated dates decide; a replacement only infers; nothing known is said to be unknown."""
    assert expected == force_on(Thing("x", "instrument", "x", date="2013-12-12"), force, on)


def test_json_has_every_node_once_and_the_cycles() -> None:
    """Programs get nodes, edges and cut cycles."""
    store = _store(":a dv:replaces :b . :b dv:replaces :a .", "ab")
    data = json.loads(json.dumps(trees.as_json(_tree(store, "a"), "2024-01-01")))
    assert [node["label"] for node in data["nodes"]] == ["a", "b"]
    assert [node["in_force"] for node in data["nodes"]] == ["unknown", "unknown"]
    assert data["cycles"]


def test_hostile_labels_cannot_end_a_drawing() -> None:
    """A title with quotes, brackets and line ends stays inside its label in Mermaid and Graphviz."""
    thing = Thing("https://example.org/a", "instrument", 'x"];\nclick n0 "javascript:alert(1)" [<b>')
    found = Lineage(Step(thing, None), {}, {})
    (_, node) = trees.mermaid(found)
    assert node.startswith('  n0["x#34;#93;#59; click n0 ')
    assert '  n0 [label="x\\"]; click n0 \\"javascript:alert(1)\\" [<b>"];' in list(trees.dot(found))


def test_report_text_is_no_markup_in_the_rich_tree() -> None:
    """“[số 5]” stays, “[/]” breaks nothing."""
    rich = trees.rich_tree(trees.Node(("Kế hoạch [số 5] [/] [bold]",), ()))
    assert str(rich.label) == "Kế hoạch [số 5] [/] [bold]"
