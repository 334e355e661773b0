"""Where things stand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.layout import HEIGHT, WIDTH, indented, parents, spread

NAMES = st.integers(min_value=0, max_value=24)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=60))
def test_every_name_gets_one_finite_place_and_none_covers_another(pairs: list[tuple[int, int]]) -> None:
    """For any graph, with loops, doubles and islands."""
    names = [f"n{number:02}" for number in range(25)]
    places = spread(names, [(f"n{a:02}", f"n{b:02}") for a, b in pairs])
    assert set(names) == set(places)
    for (ax, ay), (bx, by) in itertools.combinations(places.values(), 2):
        assert abs(ax - bx) > WIDTH / 3 or abs(ay - by) > HEIGHT / 3


def test_the_same_graph_stands_in_the_same_places() -> None:
    """Whatever the order of the pairs."""
    names = [f"n{number}" for number in range(40)]
    pairs = [(f"n{a}", f"n{(a * 7) % 40}") for a in range(40)]
    assert spread(names, pairs) == spread(names, pairs[::-1])


def test_joined_things_stand_nearer_than_strangers() -> None:
    """Two stars joined by one edge: each leaf is nearest to its own hub."""
    leaves = [f"{hub}{number}" for hub in "ab" for number in range(12)]
    places = spread(["a", "b", *leaves], [(leaf[0], leaf) for leaf in leaves] + [("a", "b")])
    for leaf in leaves:
        x, y = places[leaf]
        far = {hub: (x - places[hub][0]) ** 2 + (y - places[hub][1]) ** 2 for hub in "ab"}
        assert leaf[0] == min(far, key=lambda hub: far[hub])


def test_a_pair_with_an_unknown_name_is_an_error() -> None:
    """A mistake of the caller is not drawn over."""
    with pytest.raises(KeyError):
        spread(["a"], [("a", "b")])


def test_nothing_is_placed_for_nothing() -> None:
    """The empty graph."""
    assert spread([], []) == {}


def test_a_lineage_has_a_row_for_each_thing_older_above_newer_below() -> None:
    """Further steps stand further in; what hangs on a thing stands next to it."""
    levels = {"root": 0, "basis": -1, "older": -2, "guide": 1, "plan": 2, "other": 1}
    pairs = [("root", "basis"), ("basis", "older"), ("guide", "root"), ("plan", "guide"), ("other", "root")]
    held = parents(levels, pairs)
    assert {"basis": "root", "older": "basis", "guide": "root", "plan": "guide", "other": "root"} == held
    places = indented(levels, held)
    assert ["older", "basis", "root", "guide", "plan", "other"] == sorted(
        places, key=lambda name: places[name][1]
    )
    assert len(levels) == len({y for _, y in places.values()})
    assert places["root"][0] < places["guide"][0] < places["plan"][0]
