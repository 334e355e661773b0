"""A lineage as people and programs read it: a tree in text or by rich, JSON, Mermaid, Graphviz."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from graph.shell import shown, tell
from queries.lineage import Branch, Edge, Force, Lineage, Proof, Step, force_on
from queries.lookup import Thing
from queries.present import headline, said, section, sentence_around
from queries.words import RELATIONS, Pair, day, register_words

if TYPE_CHECKING:
    from rich.tree import Tree

_TITLE = 90
_QUOTE = 240

ENDINGS: dict[str, Pair] = {
    "": ("", ""),
    "cycle": ("(vòng lặp: đã ở trên nhánh này)", "(cycle: stands above on this branch)"),
    "repeat": ("(đã hiện ở trên)", "(shown above)"),
    "deep": ("(còn nữa, xem --depth)", "(more below, see --depth)"),
}


class Node(NamedTuple):
    """One entry of a tree: its lines, the first of which may stand out, and what hangs below."""

    lines: tuple[str, ...]
    below: tuple[Node, ...]
    strong: bool = False


def tree(found: Lineage, on: str | None) -> Node:
    """The lineage as a tree of lines; ``on``: the day (ISO) on which force is judged, None: dates only."""
    root = found.root
    empty = (
        () if root.branches else (Node((tell("không có văn bản liên quan trong kho", "no relations"),), ()),)
    )
    return Node(_step_lines(found, root, on), (*_branches(found, root, on), *empty), strong=True)


def _branches(found: Lineage, step: Step, on: str | None) -> tuple[Node, ...]:
    return tuple(_branch(found, branch, on) for branch in step.branches)


def _branch(found: Lineage, branch: Branch, on: str | None) -> Node:
    arrow = "↑" if branch.direction == "up" else "↓"
    relation = RELATIONS[branch.relation]
    name = said(relation.up if branch.direction == "up" else relation.down)
    below = [
        Node(_step_lines(found, step, on), _branches(found, step, on), strong=True) for step in branch.steps
    ]
    if branch.hidden:
        more = tell(f"+{branch.hidden} văn bản khác (--all)", f"+{branch.hidden} more (--all)")
        below.append(Node((more,), ()))
    return Node((f"{arrow} {name}",), tuple(below))


def _step_lines(found: Lineage, step: Step, on: str | None) -> tuple[str, ...]:
    thing = step.thing
    head = " ".join(filter(None, (headline(thing), said(ENDINGS[step.ending]))))
    title = f"“{textwrap.shorten(thing.note, _TITLE, placeholder=' …')}”" if thing.note else ""
    force = force_line(thing, found.force.get(thing.iri, Force()), on)
    open_ = tell("chưa xác định được văn bản nào", "not known which instrument") if thing.open else ""
    proofs = tuple(proof_line(proof) for proof in found.proofs.get(step.edge, ())[:1]) if step.edge else ()
    return (head, *filter(None, (title, open_, force, *proofs)))


def force_line(thing: Thing, force: Force, on: str | None) -> str:
    """What is known of the force of an instrument: its dates, or its state on a day."""
    dates = [
        tell("có hiệu lực từ ", "in force from ") + day(force.begins) if force.begins else "",
        tell("hết hiệu lực từ ", "no longer in force from ") + day(force.ends) if force.ends else "",
    ]
    known = ", ".join(filter(None, dates))
    if on is None:
        return known
    states: dict[str, Pair] = {
        "yes": ("còn hiệu lực", "in force"),
        "no": ("hết hiệu lực", "no longer in force"),
        "not_yet": ("chưa có hiệu lực", "not yet in force"),
        "replaced": (
            f"suy ra đã hết hiệu lực: {force.ended_by} ({day(force.ended_on)}) thay thế hoặc bãi bỏ",
            f"inferred: replaced or repealed by {force.ended_by} ({day(force.ended_on)})",
        ),
        "unknown": ("không rõ hiệu lực", "force unknown"),
    }
    state = said(states[force_on(thing, force, on)])
    return tell(f"ngày {day(on)}: {state}", f"on {day(on)}: {state}") + (f" ({known})" if known else "")


def proof_line(proof: Proof) -> str:
    """Where an edge comes from: the row of the register, or the report and its words."""
    if not proof.file:
        return f"{tell('theo danh mục', 'register')} ({said(register_words(proof.certainty, proof.source))})"
    where = ", ".join(filter(None, (proof.file, section(proof.section))))
    words = sentence_around(proof.prefix, proof.quote, proof.suffix)
    if len(words) > _QUOTE:
        words = f"… «{textwrap.shorten(proof.quote, _QUOTE, placeholder=' …')}»"
    return tell("báo cáo ", "report ") + f"{where}: {words}"


def text_lines(node: Node, first: str = "", rest: str = "") -> Iterator[str]:
    """The tree in plain text, for pipes."""
    head, *more = node.lines
    yield first + shown(head)
    bar = "│ " if node.below else "  "
    for line in more:
        yield rest + bar + shown(line)
    for place, below in enumerate(node.below, 1):
        last = place == len(node.below)
        yield from text_lines(below, rest + ("└─ " if last else "├─ "), rest + ("   " if last else "│  "))


def rich_tree(node: Node, above: Tree | None = None) -> Tree:
    """The tree for a terminal, where rich wraps long lines; report text is never read as markup."""
    from rich.text import Text
    from rich.tree import Tree

    label = Text(shown(node.lines[0]), style="bold" if node.strong else "")
    for line in node.lines[1:]:
        label.append("\n" + shown(line), style="not bold dim" if node.strong else "")
    here = Tree(label) if above is None else above.add(label)
    for below in node.below:
        rich_tree(below, here)
    return here


def as_json(found: Lineage, on: str | None) -> dict[str, object]:
    """Nodes, edges with their evidence, the cycles that were cut; dates as ISO, unknown values as null."""
    nodes: dict[str, dict[str, object]] = {}
    edges: dict[Edge, dict[str, object]] = {}
    cycles: list[Edge] = []
    for step in found.steps():
        thing, force = step.thing, found.force.get(step.thing.iri, Force())
        entry: dict[str, object] = {
            name: value or None for name, value in (thing._asdict() | force._asdict()).items()
        }
        entry["open"] = thing.open
        if on is not None:
            entry["in_force"] = force_on(thing, force, on)
        nodes[thing.iri] = entry
        if step.edge:
            proofs = [{k: v or None for k, v in p._asdict().items()} for p in found.proofs.get(step.edge, ())]
            edges[step.edge] = {**step.edge._asdict(), "evidence": proofs}
            if step.ending == "cycle":
                cycles.append(step.edge)
    return {
        "root": found.root.thing.iri,
        "on": on,
        "nodes": list(nodes.values()),
        "edges": list(edges.values()),
        "cycles": [edge._asdict() for edge in cycles],
    }


def _drawn(found: Lineage) -> tuple[dict[str, tuple[str, Thing]], list[Edge]]:
    """Short names for the nodes, and the edges once each, in order of appearance."""
    things = {step.thing.iri: step.thing for step in found.steps()}
    named = {node: (f"n{place}", thing) for place, (node, thing) in enumerate(things.items())}
    return named, list(dict.fromkeys(step.edge for step in found.steps() if step.edge))


def mermaid(found: Lineage) -> Iterator[str]:
    """A Mermaid flow chart, older instruments above."""
    named, edges = _drawn(found)
    yield "flowchart BT"
    for name, thing in named.values():
        yield f'  {name}["{_mermaid(thing.label)}<br/>{_mermaid(day(thing.date))}"]'
    for edge in edges:
        label = _mermaid(said(RELATIONS[edge.relation].up))
        yield f'  {named[edge.newer][0]} -->|"{label}"| {named[edge.older][0]}'


def _mermaid(text: str) -> str:
    """Text as Mermaid takes it inside quotes: everything that could end or format it as an entity code."""
    return "".join(c if c.isalnum() or c in " -/,.:()" else f"#{ord(c)};" for c in shown(text))


def dot(found: Lineage) -> Iterator[str]:
    """A Graphviz graph, older instruments above."""
    named, edges = _drawn(found)
    yield "digraph lineage {"
    yield "  rankdir=BT; node [shape=box];"
    for name, thing in named.values():
        date = f"\\n{day(thing.date)}" if thing.date else ""
        yield f'  {name} [label="{_dot(thing.label)}{date}"];'
    for edge in edges:
        label = _dot(said(RELATIONS[edge.relation].up))
        yield f'  {named[edge.newer][0]} -> {named[edge.older][0]} [label="{label}"];'
    yield "}"


def _dot(text: str) -> str:
    return shown(text).replace("\\", "\\\\").replace('"', '\\"')
