"""The page as a file: self-contained, safe, the same for the same graph."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from viz.chart import library
from viz.network import make_picture
from viz.page import make_page, safe_json, write_page
from viz.picture import Request
from viz.style import full, style, words

HOSTILE = (
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "javascript:window.hit=1",
    "{{title}} {{7*7}} ${7*7} %s",
    "'\"><svg onload=window.hit=1>",
    "\u2028\u2029\u202eabc\u200b",
    "<!--<script>",
    "dài " * 2500,
)


@pytest.fixture
def page(store: pyoxigraph.Store) -> str:
    """The page of the whole small graph."""
    return make_page(make_picture(store, Request()), "1.2.3")


def own(page: str) -> str:
    """The page without the library that pyvis ships."""
    return page.replace(library(), "")


def data(page: str) -> dict[str, Any]:
    """The data block of a page."""
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert block is not None
    found: dict[str, Any] = json.loads(block[1])
    return found


def test_it_is_vietnamese_html_in_utf_8(page: str) -> None:
    """Doctype first, language and encoding declared."""
    assert page.startswith('<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">')


def test_no_address_is_loaded_or_linked(page: str) -> None:
    """No src, href, url() or import leads anywhere."""
    assert re.findall(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""", page, re.I) == []
    assert re.findall(r"url\(|@import", own(page)) == []
    assert re.findall(r'\bhref="(?!#)', own(page)) == []


def test_the_policy_allows_only_the_scripts_and_styles_of_the_page(page: str) -> None:
    """Every script and style sheet has its hash in the policy, and nothing else may be loaded."""
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found is not None
    policy = html.unescape(found[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for text in re.findall(r"<script>(.*?)</script>", page, re.S) + re.findall(
        r"<style>(.*?)</style>", page, re.S
    ):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_no_style_or_handler_stands_in_an_attribute() -> None:
    """The policy would refuse them."""
    template = (Path(__file__).parents[2] / "viz/template/page.html").read_text(encoding="utf-8")
    assert re.findall(r"\s(?:style|on\w+)\s*=", template) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_data(text: str) -> None:
    """It can be read back as it was, and no letter of it can end the block."""
    block = safe_json({"label": text})
    assert json.loads(block) == {"label": text}
    assert re.findall("[<>&\u2028\u2029]", block) == []


def test_a_hostile_label_does_not_change_the_page_round_it(store: pyoxigraph.Store) -> None:
    """Labels come into the data block and, escaped, into the title; the number of elements stays the same."""
    directive = pyoxigraph.NamedNode("https://w3id.org/danvan/id/vb/dang/tw/quyet-dinh/2013-12-12/217")
    before = make_page(make_picture(store, Request((directive.value,))), "1")
    number = pyoxigraph.NamedNode(full("eli:number"))
    for quad in list(store.quads_for_pattern(directive, number, None)):
        store.remove(quad)
        store.add(
            pyoxigraph.Quad(
                quad.subject, number, pyoxigraph.Literal(HOSTILE[0] + HOSTILE[1]), quad.graph_name
            )
        )
    after = make_page(make_picture(store, Request((directive.value,))), "1")
    assert before.count("<") == after.count("<")
    assert HOSTILE[0] + HOSTILE[1] in {node["label"] for node in data(after)["nodes"]}


def test_every_text_of_the_page_is_in_both_languages() -> None:
    """Interface texts, kinds and relations; every word that template and script ask for exists."""
    assert [name for name, text in words().items() if not (text.get("vi") and text.get("en"))] == []
    folder = Path(__file__).parents[2] / "viz/template"
    template = (folder / "page.html").read_text(encoding="utf-8")
    script = "".join(part.read_text(encoding="utf-8") for part in folder.glob("*.js"))
    asked = set(re.findall(r'data-word(?:-\w+)?="(\w+)"', template)) | set(
        re.findall(r'say\("(\w+)"[,)]', script)
    )
    assert asked - words().keys() == set()


def test_no_two_kinds_and_no_two_stages_look_alike() -> None:
    """Shape with colour for kinds; width and dashes with colour for stages: none is told by colour alone."""
    table = style()
    kinds = [(kind.shape, kind.colour) for kind in table.kinds.values()]
    assert len(kinds) == len(set(kinds))
    stages = [edge for edge in table.edges.values() if edge.family == "implements"]
    assert len(stages) == len({(edge.width, edge.dash) for edge in stages})


def test_every_relation_of_the_table_is_in_the_ontology() -> None:
    """A predicate that no graph can hold would never be drawn."""
    ontology = (Path(__file__).parents[2] / "ontology/core.ttl").read_text(encoding="utf-8")
    own_terms = [
        edge.predicate for edge in style().edges.values() if edge.predicate and ":" not in edge.predicate
    ]
    assert [name for name in own_terms if f"dv:{name} " not in ontology] == []


def test_the_same_graph_gives_the_same_bytes(store: pyoxigraph.Store, page: str) -> None:
    """Nothing of the day, the machine or the order of loading gets in."""
    again = pyoxigraph.Store()
    again.extend(sorted(store, key=str, reverse=True))
    assert page == make_page(make_picture(again, Request()), "1.2.3")


def test_the_file_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    """Under LC_ALL=C without Python's UTF-8 mode."""
    script = (
        "import sys; from pathlib import Path; from viz.page import write_page;"
        "write_page('X\\u00e3 Ph\\u1ed5 An\\n', Path(sys.argv[1]))"
    )
    target = tmp_path / "x.html"
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run(
        [sys.executable, "-c", script, str(target)], check=True, env=env, cwd=Path(__file__).parents[2]
    )
    assert "Xã Phổ An\n".encode() == target.read_bytes()


def test_a_page_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    """The error of the system comes through."""
    with pytest.raises(OSError, match="No such file"):
        write_page("x", tmp_path / "missing" / "x.html")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('dcterms:source "domain" ;', "chưa xác nhận; nguồn: ghi chép nghiên cứu của dự án"),
        ("", "chưa xác nhận; chưa có nguồn"),
    ],
)
def test_a_row_of_the_register_is_told_with_its_source(
    store: pyoxigraph.Store, source: str, said: str
) -> None:
    """In words of both languages, with or without a source; never as the register's shorthand."""
    older, newer = (f"https://w3id.org/danvan/id/vb/dang/tw/chi-thi/2000-01-0{n}/{n}" for n in (1, 2))
    store.update(f"""
        PREFIX dv: <https://w3id.org/danvan/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        INSERT DATA {{
          <{newer}> rdfs:label "2" ; dv:replaces <{older}> . <{older}> rdfs:label "1" .
          GRAPH <https://w3id.org/danvan/graph/reference/instruments> {{
            <https://w3id.org/danvan/id/claim/0123456789abcdef> rdf:subject <{newer}> ; rdf:object <{older}> ;
              rdf:predicate dv:replaces ; {source}
              dv:certainty <https://w3id.org/danvan/scheme/certainty/unconfirmed> }} }}""")
    rows = data(make_page(make_picture(store, Request((newer,))), "1.2.3"))["edges"]["rows"]
    (row,) = (row for row in rows if "replaces" in row)
    vi, en = row[-1]
    assert said == vi
    assert en.startswith("not confirmed; ")
