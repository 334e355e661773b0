"""The picture as pyvis' network: data and options for vis-network, and the vis-network that pyvis ships.

pyvis builds and carries; its own HTML is never used (it reaches for a CDN and runs scripts out of titles). No
title is ever set: what a thing is stands in the page's panel, as text.
"""

from __future__ import annotations

import math
from collections import Counter
from importlib.resources import files
from typing import Any

from viz.layout import Point
from viz.picture import Edge, Group, Node, Picture
from viz.style import Style, style


def library() -> str:
    """The JavaScript of vis-network 9.1.2 as the pyvis wheel holds it."""
    lib = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js")
    return lib.read_text(encoding="utf-8")


def make_chart(picture: Picture, places: dict[str, Point]) -> dict[str, Any]:
    """Nodes, edges and options as vis-network takes them; edges are e0, e1 … in the picture's order."""
    from pyvis.network import Network

    table = style()
    net = Network(directed=True)
    net.options = _options(len(picture.edges))
    for node in picture.nodes:
        net.add_node(node.id, x=places[node.id][0], y=places[node.id][1], **_node(node, table))
    for group in picture.drawn_groups:
        net.add_node(group.id, x=places[group.id][0], y=places[group.id][1], **_group(group, table))
    pairs: Counter[tuple[str, str]] = Counter()
    for index, edge in enumerate(picture.edges):
        lane = pairs[min(edge.source, edge.target), max(edge.source, edge.target)]
        pairs[min(edge.source, edge.target), max(edge.source, edge.target)] += 1
        net.add_edge(edge.source, edge.target, id=f"e{index}", **_edge(edge, table, lane))
    for group in picture.drawn_groups:
        more = Edge(source=group.hub, target=group.id, kind="more")
        net.add_edge(group.hub, group.id, id=f"m{group.id}", **_edge(more, table, 0))
    return {"nodes": net.nodes, "edges": net.edges, "options": net.options}


def _node(node: Node, table: Style) -> dict[str, Any]:
    kind = table.kinds[node.kind]
    look: dict[str, Any] = {
        "label": node.label, "shape": kind.shape, "color": kind.colour,
        "size": round(7 + 3.2 * math.sqrt(node.links), 1),
    }  # fmt: skip
    if node.reports == 0 or node.ended:
        look["color"] = {"background": "#ffffff", "border": kind.colour}
        look["borderWidth"] = 2
    if node.reports == 0:
        look["shapeProperties"] = {"borderDashes": [4, 3]}
    return look


def _group(group: Group, table: Style) -> dict[str, Any]:
    return {
        "label": f"+{group.count}", "shape": "box", "borderWidth": 1.5,
        "shapeProperties": {"borderDashes": [5, 3]},
        "color": {"background": "#ffffff", "border": table.kinds[group.kind].colour},
    }  # fmt: skip


def _edge(edge: Edge, table: Style, lane: int) -> dict[str, Any]:
    kind = table.edges[edge.kind]
    pale = edge.partly or edge.certainty == "unconfirmed"
    look: dict[str, Any] = {
        "color": {"color": kind.colour, "opacity": 0.5 if pale else 1}, "width": kind.width,
    }  # fmt: skip
    if kind.dash:
        look["dashes"] = list(kind.dash)
    if kind.arrow != "arrow":
        look["arrows"] = {"to": {"enabled": True, "type": kind.arrow, "scaleFactor": 0.6}}
    if edge.kind == "more":
        look["arrows"] = {"to": {"enabled": False}}
    if lane:
        look["smooth"] = {"enabled": True, "type": "curvedCW", "roundness": 0.12 * lane}
    return look


def _options(edges: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 1, "font": {"size": 15, "color": "#1b1b1b", "face": "sans-serif"}},
        "edges": {
            "smooth": False,
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
            "font": {"size": 12, "strokeWidth": 4, "strokeColor": "#ffffff", "align": "middle"},
            "selectionWidth": 1.5,
            "hoverWidth": 0.5,
        },
        "interaction": {
            "hover": edges < 800, "hideEdgesOnDrag": edges > 1500, "tooltipDelay": 100000,
            "multiselect": False, "selectConnectedEdges": False,
        },
    }  # fmt: skip
