"""Values → one HTML file: no request to anywhere, a strict content policy, every text as text."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from queries.words import register_words
from viz.chart import library, make_chart
from viz.layout import indented, parents, spread
from viz.picture import Picture, Quote
from viz.style import style, words

SCRIPTS = ("words", "picture", "names", "panel", "find", "start")
_SLOT = re.compile(r"\{\{(\w+)\}\}")
# What could end the script block or a line in it: these letters are written as JSON escapes instead.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def safe_json(value: Any) -> str:
    """JSON that can stand in a script block whatever its strings hold."""
    text = msgspec.json.encode(value).decode()
    return re.sub("[<>&\u2028\u2029]", lambda match: _UNSAFE[match[0]], text)


def _template(name: str) -> str:
    return files("viz").joinpath("template", name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's own script: its parts in their order, as one closed block."""
    return '"use strict";\n(() => {\n' + "".join(_template(f"{name}.js") for name in SCRIPTS) + "})();\n"


def _hash(text: str) -> str:
    """A text's source expression for a content policy."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def _policy(scripts: tuple[str, ...], css: str) -> str:
    """Nothing may be loaded or sent; only these scripts and this style sheet count."""
    run = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(css)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _title(picture: Picture) -> dict[str, str]:
    """The heading: of the things asked for, or of the whole."""
    anchors = [node for node in picture.nodes if node.id in picture.anchors]
    names = ", ".join(node.label for node in anchors)
    if not anchors:
        return {language: words()["title_all"][language] for language in ("vi", "en")}
    word = words()[
        "title_lineage"
        if picture.levels
        else "title_instrument"
        if anchors[0].implementers is not None
        else "title_thing"
    ]
    return {language: word[language].replace("{name}", names) for language in ("vi", "en")}


def _packed(picture: Picture, edges: list[dict[str, Any]], places: Mapping[str, int]) -> dict[str, Any]:
    """The edges with numbers for things, reports and looks: a thousand things have thousands of edges."""
    looks: dict[str, int] = {}
    reports = {report: number for number, (report, _) in enumerate(picture.reports)}
    rows = []
    for number, drawn in enumerate(edges):
        look = {name: value for name, value in drawn.items() if name not in ("id", "from", "to")}
        row: list[Any] = [
            places[drawn["from"]],
            places[drawn["to"]],
            looks.setdefault(safe_json(look), len(looks)),
        ]
        if number < len(picture.edges):
            edge = picture.edges[number]
            quotes = [[reports.get(quote.report, -1), *_parts(quote)] for quote in edge.quotes]
            row += [edge.kind, list(edge.also), int(edge.partly), quotes, edge.more]
            row += [register_words(edge.certainty, edge.source_row)] if edge.certainty else []
        rows.append(row)
    return {"looks": [msgspec.Raw(look.encode()) for look in looks], "rows": rows}


def _parts(quote: Quote) -> list[str]:
    """A quote as the page's script unpacks it."""
    return [
        quote.before,
        quote.exact,
        quote.after,
        quote.section,
        quote.page,
        quote.polarity,
        quote.confidence,
    ]


def _data(picture: Picture, version: str) -> dict[str, Any]:
    """All that the page's script needs."""
    table = style()
    names = [node.id for node in picture.nodes] + [group.id for group in picture.drawn_groups]
    pairs = [(edge.source, edge.target) for edge in picture.edges]
    pairs += [(group.hub, group.id) for group in picture.drawn_groups]
    held = parents(picture.levels, pairs) if picture.levels else {}
    places = indented(picture.levels, held) if picture.levels else spread(names, pairs)
    chart = make_chart(picture, places)
    value: dict[str, Any] = msgspec.to_builtins(picture)
    return value | {
        "drawn": {"nodes": chart["nodes"], "options": chart["options"]},
        "edges": _packed(picture, chart["edges"], {name: place for place, name in enumerate(names)}),
        "reports": [name for _, name in picture.reports],
        "kinds": table.kinds,
        "relations": table.edges,
        "words": words(),
        "title": _title(picture),
        "version": version,
        "parents": held if picture.levels else None,
    }


def make_page(picture: Picture, version: str) -> str:
    """The whole HTML text; the same picture and version give the same text."""
    css, script, vis = _template("page.css"), _script(), library()
    texts = {name: html.escape(text["vi"]) for name, text in words().items()}
    slots: Mapping[str, str] = texts | {
        "title": html.escape(_title(picture)["vi"]),
        "version": html.escape(version),
        "csp": html.escape(_policy((vis, script), css)),
        "css": css,
        "library": vis,
        "script": script,
        "data": safe_json(_data(picture, version)),
    }
    return _SLOT.sub(lambda match: slots[match[1]], _template("page.html"))


def write_page(page: str, path: Path) -> None:
    """Write the page as UTF-8 with plain line ends, whatever the system's own encoding is.

    Raises:
        OSError: the place cannot be written.
    """
    path.write_text(page, encoding="utf-8", newline="\n")
