"""Where things stand: computed before the page opens, without chance, so that one graph gives one picture.

A thing with one neighbour only (most are) fans out round it and takes no part in the forces; the rest is
spread by Fruchterman and Reingold's forces, repulsion cut off at a distance and looked up in a grid, from a
start on a spiral in breadth-first order. At the end boxes that would cover each other are pushed apart.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

Point = tuple[float, float]
Pairs = Iterable[tuple[str, str]]

GOLDEN = math.pi * (3 - math.sqrt(5))
GAP = 130.0
"""Length of a free edge, in canvas units (about pixels)."""
STRETCH = 1.25
"""How much wider than high a fan of leaves is."""
ROUNDS = 140
"""Rounds of the forces for up to some 400 things; fewer for more, so that a thousand take seconds."""
INDENT, TREE_ROW = 54.0, 50.0
"""Of a lineage: how far in a further step stands, and the height of a row."""
WIDTH, HEIGHT = 104.0, 58.0
"""The box of one thing with its name."""


def _beside(names: Sequence[str], pairs: Pairs) -> dict[str, list[str]]:
    """Name → its neighbours, sorted; loops and doubles dropped."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for one, other in pairs:
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return {name: sorted(others) for name, others in found.items()}


def spread(names: Sequence[str], pairs: Pairs) -> dict[str, Point]:
    """A place for each name, joined names near each other.

    Raises:
        KeyError: a pair names something unknown.
    """
    beside = _beside(names, pairs)
    leaves: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(beside[name]) == 1 and len(beside[beside[name][0]]) > 1:
            leaves[beside[name][0]].append(name)
    fanned = {leaf for fan in leaves.values() for leaf in fan}
    core = [name for name in names if name not in fanned]
    room = {name: _room(len(leaves.get(name, ()))) for name in core}
    places = _start(core, beside, room)
    inner = {name: [other for other in beside[name] if other not in fanned] for name in core}
    _relax(places, inner, room)
    for hub, fan in sorted(leaves.items()):
        _fan(places, hub, fan)
    _part(places)
    return {name: (round(x, 1), round(y, 1)) for name, (x, y) in places.items()}


def _start(core: list[str], beside: Mapping[str, list[str]], room: Mapping[str, float]) -> dict[str, Point]:
    """A spiral in breadth-first order from the best connected, islands one after the other."""
    order: dict[str, None] = {}
    for root in sorted(core, key=lambda name: (-len(beside[name]), name)):
        queue = deque([root])
        while queue:
            name = queue.popleft()
            if name in order or name not in room:
                continue
            order[name] = None
            queue.extend(other for other in beside[name] if other not in order)
    places, area = {}, 0.0
    for index, name in enumerate(order):
        area += (room[name] + GAP / 2) ** 2
        radius = math.sqrt(area)
        places[name] = (radius * math.cos(index * GOLDEN), radius * math.sin(index * GOLDEN))
    return places


def _relax(places: dict[str, Point], beside: Mapping[str, list[str]], room: Mapping[str, float]) -> None:
    """Move joined things towards and all things off each other, with steps that shrink."""
    reach = 2.2 * GAP + max(room.values(), default=0)
    rounds = min(ROUNDS, max(30, 55_000 // max(1, len(places))))
    for turn in range(rounds):
        most = GAP * (1 - turn / rounds) + 2
        pull = _pull(places, beside, room)
        push = _push(places, room, reach)
        for name, (x, y) in places.items():
            dx = pull[name][0] + push[name][0] - x * 0.005 * GAP
            dy = pull[name][1] + push[name][1] - y * 0.005 * GAP
            size = math.hypot(dx, dy)
            factor = min(size, most) / size if size else 0.0
            places[name] = (x + dx * factor, y + dy * factor)


def _pull(
    places: Mapping[str, Point], beside: Mapping[str, list[str]], room: Mapping[str, float]
) -> dict[str, Point]:
    """Springs: stronger the longer, weaker for things with many neighbours."""
    found = {}
    for name, others in beside.items():
        x, y = places[name]
        fx = fy = 0.0
        for other in others:
            dx, dy = places[other][0] - x, places[other][1] - y
            distance = math.hypot(dx, dy) or 1.0
            spring = (distance - room[name] - room[other]) / GAP / math.sqrt(len(others) * len(beside[other]))
            fx, fy = fx + dx * spring, fy + dy * spring
        found[name] = (fx, fy)
    return found


def _push(places: Mapping[str, Point], room: Mapping[str, float], reach: float) -> dict[str, Point]:
    """Repulsion between things nearer than ``reach``, found through a grid of that size."""
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, (x, y) in places.items():
        cells[math.floor(x / reach), math.floor(y / reach)].append(name)
    found = {}
    for name, (x, y) in places.items():
        column, row = math.floor(x / reach), math.floor(y / reach)
        fx = fy = 0.0
        for cell in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for other in cells.get(cell, ()):
                dx, dy = x - places[other][0], y - places[other][1]
                square = dx * dx + dy * dy
                if other == name or square >= reach * reach:
                    continue
                want = GAP + room[name] + room[other]
                force = want * want / (square + 100) * 0.35
                fx, fy = fx + dx * force, fy + dy * force
        found[name] = (fx, fy)
    return found


def _rings(leaves: int) -> Iterator[tuple[int, float]]:
    """How many leaves stand on each ring round a hub, and its radius, from the inside out."""
    radius = 78.0
    while leaves > 0:
        here = min(leaves, max(4, int(2 * math.pi * radius / 92)))
        yield here, radius
        leaves, radius = leaves - here, radius + 62


def _room(leaves: int) -> float:
    """The radius that a thing takes with its fan."""
    return max((radius * STRETCH + 35 for _, radius in _rings(leaves)), default=30.0)


def _fan(places: dict[str, Point], hub: str, fan: list[str]) -> None:
    """The leaves of one hub on rings round it, stretched because names are wider than high."""
    x, y = places[hub]
    rest = iter(fan)
    for here, radius in _rings(len(fan)):
        for step in range(here):
            angle = 2 * math.pi * step / here + 0.4
            places[next(rest)] = (x + radius * STRETCH * math.cos(angle), y + radius * math.sin(angle))


def _part(places: dict[str, Point]) -> None:
    """Push boxes apart until they no longer cover each other, or forty rounds are over."""
    for _ in range(40):
        cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for name, (x, y) in places.items():
            cells[math.floor(x / WIDTH), math.floor(y / HEIGHT)].append(name)
        moved = False
        for (column, row), here in sorted(cells.items()):
            near = [n for i in (0, 1) for j in (-1, 0, 1) for n in cells.get((column + i, row + j), ())]
            for one in here:
                for other in near:
                    moved |= one < other and _part_two(places, one, other)
                    moved |= other < one and other not in here and _part_two(places, other, one)
        if not moved:
            return


def _part_two(places: dict[str, Point], one: str, other: str) -> bool:
    """Move two boxes off each other along the shorter way; whether they had to."""
    (ax, ay), (bx, by) = places[one], places[other]
    over_x, over_y = WIDTH - abs(ax - bx), HEIGHT - abs(ay - by)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x / WIDTH < over_y / HEIGHT:
        shift = over_x / 2 if ax > bx else -over_x / 2
        places[one], places[other] = (ax + shift, ay), (bx - shift, by)
    else:
        shift = over_y / 2 if ay > by else -over_y / 2
        places[one], places[other] = (ax, ay + shift), (bx, by - shift)
    return True


def parents(levels: Mapping[str, int], pairs: Pairs) -> dict[str, str]:
    """Thing → the thing one step nearer to level 0 that it hangs on: the first of them by name."""
    beside = _beside(sorted(levels), pairs)
    found = {}
    for name, level in sorted(levels.items()):
        nearer = level - (level > 0) + (level < 0)
        hold = next((other for other in beside[name] if level and levels[other] == nearer), None)
        if hold is not None:
            found[name] = hold
    return found


def indented(levels: Mapping[str, int], held: Mapping[str, str]) -> dict[str, Point]:
    """A row for each thing, further in the further it is from level 0; below 0 upwards, above 0 downwards."""
    below: dict[str, list[str]] = defaultdict(list)
    for name, holder in sorted(held.items()):
        below[holder].append(name)
    places: dict[str, Point] = {}
    roots = sorted(name for name in levels if name not in held)
    for side in (-1, 1):
        row = 0
        for root in roots:
            waiting = [root]
            while waiting:
                name = waiting.pop()
                if levels[name] * side > 0 or name in roots:
                    places[name] = (
                        abs(levels[name]) * INDENT,
                        places.get(name, (0.0, row * side * TREE_ROW))[1],
                    )
                    row += 1
                waiting += [other for other in reversed(below[name]) if levels[other] * side > 0]
    return places
