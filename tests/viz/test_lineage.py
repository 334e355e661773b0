"""The lineage of one instrument: one direction on each side, force, and its limits."""

from __future__ import annotations

from typing import Any

import pyoxigraph
import pytest

from viz.lineage import make_lineage
from viz.picture import Picture, Request
from viz.style import full

ID = "https://w3id.org/danvan/id/"


def act(name: str) -> str:
    """The identity of a made-up instrument."""
    return f"{ID}vb/nha-nuoc/cp/nghi-dinh/2020/{name}"


@pytest.fixture
def chain() -> pyoxigraph.Store:
    """“c” continues “b”, “b” replaces “a”; “d” guides “c”; “x” has the same older instrument as “c”; a cycle a→c."""
    store = pyoxigraph.Store()

    def say(subject: str, predicate: str, target: Any) -> None:
        term = pyoxigraph.NamedNode(target) if target.startswith("http") else pyoxigraph.Literal(target)
        store.add(pyoxigraph.Quad(pyoxigraph.NamedNode(subject), pyoxigraph.NamedNode(full(predicate)), term))

    for name in "abcdx":
        say(act(name), "rdf:type", full("Instrument"))
        say(act(name), "eli:number", f"{name}/NĐ-CP")
    for newer, relation, older in (
        ("c", "continues", "b"), ("b", "replaces", "a"), ("d", "guides", "c"), ("x", "continues", "b"),
        ("a", "amends", "c"),
    ):  # fmt: skip
        say(act(newer), relation, act(older))
    say(act("a"), "eli:date_no_longer_in_force", "2021-01-01")
    return store


def levels(picture: Picture) -> dict[str, int]:
    """Label → level."""
    names = {node.id: node.label[0] for node in picture.nodes}
    return {names[thing]: level for thing, level in picture.levels.items() if thing in names}


def test_the_walk_keeps_its_direction(chain: pyoxigraph.Store) -> None:
    """What shares an older instrument with the one asked for is no part of its lineage; a cycle ends."""
    picture = make_lineage(chain, Request((act("d"),)))
    assert {"d": 0, "c": -1, "b": -2, "a": -3} == levels(picture)


def test_older_is_above_zero_never_and_newer_below_never(chain: pyoxigraph.Store) -> None:
    """Both sides of an instrument in the middle."""
    found = levels(make_lineage(chain, Request((act("b"),), depth=1)))
    assert {"b": 0, "a": -1, "c": 1, "x": 1} == found


def test_what_lies_beyond_the_depth_is_counted(chain: pyoxigraph.Store) -> None:
    """One step from “d”: “c” is shown, “b” is grouped behind it."""
    picture = make_lineage(chain, Request((act("d"),), depth=1))
    assert {"d": 0, "c": -1} == levels(picture)
    assert [("vb/nha-nuoc/cp/nghi-dinh/2020/c", ("b/NĐ-CP",))] == [(g.hub, g.names) for g in picture.groups]


@pytest.mark.parametrize(("on", "ended"), [("", True), ("2020-12-31", False), ("2021-01-01", True)])
def test_force_is_told_of_the_day_asked_for(chain: pyoxigraph.Store, on: str, ended: bool) -> None:
    """Without a day whatever has an end is ended; the end day itself counts."""
    picture = make_lineage(chain, Request((act("b"),), on=on))
    assert ended is next(node.ended for node in picture.nodes if node.label == "a/NĐ-CP")


def test_an_unknown_instrument_has_no_lineage(chain: pyoxigraph.Store) -> None:
    """An empty picture, no error."""
    assert make_lineage(chain, Request((act("q"),))).nodes == ()
