"""The page in a real Chromium: it opens, asks nothing of any network, and does what people expect."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from tests.viz.browser import Browser
from viz.lineage import make_lineage
from viz.network import make_picture
from viz.page import make_page, write_page
from viz.picture import Request
from viz.style import full

DIRECTIVE = "vb/dang/tw/quyet-dinh/2013-12-12/217"
IRI = "https://w3id.org/danvan/id/" + DIRECTIVE
Opener = Callable[..., Browser]


@pytest.fixture
def opened(browser: Browser, store: pyoxigraph.Store, page_path: Path) -> Opener:
    """Opens the page of a graph (the small one unless told) from a file, as people do."""

    def open_page(
        graph: pyoxigraph.Store | None = None, *anchors: str, fragment: str = "", **how: object
    ) -> Browser:
        picture = make_picture(graph or store, Request(anchors, limit=1000))
        write_page(make_page(picture, "1.2.3"), page_path)
        browser.open(page_path, fragment=fragment, **how)  # type: ignore[arg-type]
        return browser

    return open_page


def text(browser: Browser, selector: str) -> str:
    """What a person reads there."""
    return str(browser.run(f"document.querySelector({json.dumps(selector)}).innerText"))


def search(browser: Browser, words: str) -> list[str]:
    """Type into the search box; the hits."""
    browser.run("document.getElementById('search').value = ''; document.getElementById('search').focus()")
    browser.type(words)
    return list(
        browser.run("[...document.querySelectorAll('#hits [role=option]')].map((hit) => hit.innerText)")
    )


def test_it_opens_without_an_error_and_without_a_request(opened: Opener) -> None:
    """The file itself is all that is read; console and policy are silent."""
    browser = opened()
    assert [url for url in browser.requests if not url.startswith("file:")] == []
    assert len(browser.requests) == 1
    assert browser.errors == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("217", "217-QĐ/TW"),
        ("pho an", "Xã Phổ An"),
        ("quyet dinh 218", "218-QĐ/TW"),
        ("camera", "Camera an ninh"),
    ],
)
def test_the_search_finds_without_diacritics(opened: Opener, typed: str, found: str) -> None:
    """Numbers, names, genre words, models: the first hit is the thing meant."""
    assert search(opened(), typed)[0].startswith(found)


def test_enter_takes_the_hit_and_shows_its_sentence(opened: Opener) -> None:
    """Keyboard only: type, Enter, read the evidence."""
    browser = opened()
    search(browser, "217")
    browser.press("Enter")
    panel = text(browser, "#panel")
    assert "Xã đã tổng kết việc thực hiện văn bản số 217-QĐ/TW đúng tiến độ." in panel
    assert "văn bản số 217-QĐ/TW" == text(browser, "#panel mark")


def test_a_line_shows_all_its_quotes(opened: Opener) -> None:
    """The furthest stage first, the others behind one more click."""
    browser = opened(None, IRI)
    browser.run(
        "[...document.querySelectorAll('#panel .to')].find((b) => b.innerText === 'xem thêm 1 câu trích').click()"
    )
    panel = text(browser, "#panel")
    assert "Xã Phổ An → 217-QĐ/TW" in panel
    assert panel.index("Xã đã tổng kết việc") < panel.index("Ủy ban nhân dân xã tổ chức thực hiện")


def test_the_panel_gives_the_denominator_and_names_the_silent(opened: Opener) -> None:
    """“2 of 4” and who did not say, never “does not implement”."""
    panel = text(opened(None, IRI), "#panel")
    assert "2 trong 4 đơn vị có báo cáo thực hiện văn bản này." in panel
    assert "Theo báo cáo, chưa được thực hiện bởi (1): Xã Phổ Khánh." in panel
    assert "Có báo cáo, không nêu việc thực hiện (1): Xã Phổ Cường." in panel


def test_a_click_on_a_shape_shows_the_quote(opened: Opener) -> None:
    """Where the commune is drawn, at the place of its shape."""
    browser = opened(None, IRI, fragment="#chon=")
    place = browser.run(
        "(() => { const n = [...danvanPage.network.body.nodeIndices].find((id) => /pho-an|dvhc/.test(id));"
        "const p = danvanPage.network.canvasToDOM(danvanPage.network.getPosition(n));"
        "const box = document.getElementById('canvas').getBoundingClientRect();"
        "return { id: n, x: p.x + box.left, y: p.y + box.top } })()"
    )
    browser.click(place["x"], place["y"])
    browser.until(f"danvanPage.state.chosen === {json.dumps(place['id'])}")
    assert browser.run("document.querySelectorAll('#panel blockquote mark').length") >= 1


def test_the_legend_hides_and_shows_a_kind(opened: Opener) -> None:
    """Unticking “party instruments” takes them off the picture and the table; the address keeps it."""
    browser = opened()
    shown = "danvanPage.network.body.data.nodes.get().filter((node) => !node.hidden).length"
    before = browser.run(shown)
    browser.run("document.querySelector('[data-token=party]').click()")
    assert before - 4 == browser.run(shown)
    assert "an=party" in browser.run("location.hash")
    browser.run("document.querySelector('[data-token=party]').click()")
    assert before == browser.run(shown)


def test_the_table_holds_the_same_things_and_relations(opened: Opener) -> None:
    """As many rows as things and as relations, with the quotes."""
    browser = opened()
    browser.run("document.getElementById('view-table').click()")
    counts = browser.run(
        "[...document.querySelectorAll('#bang table')].map((table) => table.tBodies[0].rows.length)"
    )
    wanted = browser.run(
        "(() => { const d = JSON.parse(document.getElementById('data').textContent);"
        "return [d.nodes.length, d.edges.rows.length] })()"
    )
    assert wanted == counts
    assert "Đảng ủy xã quán triệt văn bản số 217-QĐ/TW" in text(browser, "#bang")


def test_the_address_brings_back_the_view(opened: Opener) -> None:
    """Chosen thing, focus, language and table come back from the fragment."""
    browser = opened(fragment=f"#chon={DIRECTIVE}&quanh=1&tieng=en&xem=bang")
    state = browser.run("({ ...danvanPage.state, hidden: [] })")
    assert {"chosen": DIRECTIVE, "around": True, "table": True, "english": True, "hidden": []} == state
    assert "2 of 4 units" in text(browser, "#panel")
    assert browser.errors == []


def test_a_broken_address_is_no_error(opened: Opener) -> None:
    """Unknown things and kinds are ignored."""
    browser = opened(fragment="#chon=khong/co&an=la,~la&quanh=1&xem=%3Cscript%3E")
    assert (browser.errors, browser.run("danvanPage.state.chosen")) == ([], "")


def test_english_and_back(opened: Opener) -> None:
    """Every text of the interface changes, names stay."""
    browser = opened()
    browser.run("document.getElementById('language').click()")
    assert "en" == browser.run("document.documentElement.lang")
    assert "Legend and filter" in text(browser, "#left")
    browser.run("document.getElementById('language').click()")
    assert "Chú giải và bộ lọc" in text(browser, "#left")


def test_the_focus_shows_a_thing_and_its_neighbours_only(opened: Opener) -> None:
    """What points to it stands on the left, what it points to on the right."""
    browser = opened(None, IRI)
    left, right = browser.run(
        "[danvanPage.network.body.data.nodes.get().filter((n) => !n.hidden && n.x < 0).length,"
        " danvanPage.network.body.data.nodes.get().filter((n) => !n.hidden && n.x > 0).length]"
    )
    assert (5, 0) == (left, right)  # three communes, the issuing body, and the commune that says nothing
    browser.press("Escape")
    assert browser.run("danvanPage.state.around") is False


def test_the_png_holds_the_picture(opened: Opener) -> None:
    """The button makes an image of some size under a name without diacritics."""
    browser = opened()
    made = browser.run(
        "new Promise((done) => { const make = URL.createObjectURL; let blob;"
        "URL.createObjectURL = (b) => { blob = b; return make(b) };"
        "HTMLAnchorElement.prototype.click = function () { done([this.download, blob.type, blob.size]) };"
        "document.getElementById('png').click() })"
    )
    assert made[:2] == ["van-ban-co-quan-va-cac-xa-mang-luoi-thuc-hien.png", "image/png"]
    assert made[2] > 5_000
    assert browser.errors == []


def test_hostile_labels_and_quotes_stay_text(opened: Opener, store: pyoxigraph.Store) -> None:
    """In search, panel, table and footer: nothing runs, the text is there as it was."""
    hostile = "<img src=x onerror=window.hit=1></script><script>window.hit=1</script>"
    wanted = {full("eli:number"), full("rdfs:label"), full("oa:exact"), full("oa:prefix"), full("eli:title")}
    for quad in list(store):
        if quad.predicate.value in wanted and isinstance(quad.object, pyoxigraph.Literal):
            store.remove(quad)
            store.add(
                pyoxigraph.Quad(
                    quad.subject,
                    quad.predicate,
                    pyoxigraph.Literal(hostile + quad.object.value),
                    quad.graph_name,
                )
            )
    browser = opened(store, IRI)
    assert hostile in text(browser, "#panel")
    assert len(search(browser, "img src")) > 1
    browser.run("document.getElementById('view-table').click()")
    assert hostile in text(browser, "#bang")
    assert (None, 0) == (
        browser.run("window.hit ?? null"),
        browser.run("document.querySelectorAll('img').length"),
    )
    assert browser.errors == []


def test_a_phone_sees_everything_without_scrolling_sideways(opened: Opener) -> None:
    """390 × 844: nothing is wider than the screen."""
    browser = opened(None, IRI, size=(390, 844), phone=True)
    assert browser.run("document.documentElement.scrollWidth") <= 390


def test_a_thousand_things_are_usable_in_time_and_size(
    opened: Opener, make_many: Callable[..., pyoxigraph.Store], page_path: Path
) -> None:
    """At most 2 MB; the search answers. The time is measured in benchmarks, here it must only end."""
    browser = opened(make_many(700, 700))
    assert browser.run("JSON.parse(document.getElementById('data').textContent).nodes.length") == 1000
    assert page_path.stat().st_size <= 2_000_000
    assert search(browser, "xa so 69")[0].startswith("Xã Số 69")
    assert browser.errors == []


def test_a_lineage_opens_and_says_how_each_thing_hangs_together(
    browser: Browser, store: pyoxigraph.Store, page_path: Path
) -> None:
    """The older instrument stands above; its relation and the sentence are in the panel."""
    newer = "https://w3id.org/danvan/id/vb/dang/tw/ket-luan/2021-05-18/01"
    write_page(make_page(make_lineage(store, Request((newer,))), "1.2.3"), page_path)
    browser.open(page_path)
    assert (browser.errors, len(browser.requests)) == ([], 1)
    y = "danvanPage.network.getPosition('vb/dang/tw/{}').y"
    assert browser.run(y.format("chi-thi/2016-05-15/05")) < browser.run(y.format("ket-luan/2021-05-18/01"))
    assert "tiếp tục thực hiện (1)" in text(browser, "#panel")
    assert "01-KL/TW tiếp tục 05-CT/TW" in text(browser, "#panel blockquote")
