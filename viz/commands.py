"""Commands that draw: viz network, viz lineage."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.shell import DEFAULT_STORE, NOTHING_FOUND, StoreOption, fail, reason, say
from queries.asking import asking, day_asked

if TYPE_CHECKING:
    from queries.ask import Source
    from viz.picture import Picture

app = typer.Typer(no_args_is_help=True, help="Trang để xem, không cần mạng / pages to look at, offline.")


@app.callback()
def _pages() -> None:
    """Trang HTML tự chứa để xem, gửi, in; không cần mạng. / Self-contained pages to look at."""


@app.command(epilog="Ví dụ / example: danvan viz network 217-QĐ/TW -o 217.html --open")
def network(
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar="THING",
            help="Văn bản, xã, cơ quan, mô hình; bỏ trống: toàn cảnh / anything by name; none: all.",
            show_default=False,
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Trang HTML / page.")] = Path(
        "mang-luoi.html"
    ),
    depth: Annotated[
        int | None,
        typer.Option(min=1, max=12, metavar="N", help="Số bước từ mục đã chọn / steps.", show_default="2"),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=2, max=2000, metavar="N", help="Số mục nhiều nhất / most things.")
    ] = 300,
    kinds: Annotated[
        str | None,
        typer.Option(metavar="KIND,…", help="Chỉ vẽ các loại này / only these kinds: party,state,unit …"),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Mở trang sau khi lập / open the page.")] = False,
) -> None:
    """Mạng lưới văn bản, cơ quan, xã, mô hình thành một trang tự chứa. / A network as one page."""
    from viz.network import make_picture
    from viz.picture import Request

    chosen = _kinds(kinds)
    with asking(store) as source:
        anchors = _anchors(source, thing) if thing else ()
        picture = make_picture(source, Request(anchors=anchors, depth=depth, limit=limit, kinds=chosen))
    _write(picture, output)
    if show:
        typer.launch(str(output.resolve()))


@app.command(epilog="Ví dụ / example: danvan viz lineage 33/CT-TTg --on 2025-06-30 -o luoc-do.html --open")
def lineage(
    instrument: Annotated[
        str,
        typer.Argument(
            metavar="INSTRUMENT",
            help="Văn bản: số, ký hiệu, trích yếu, IRI / number, title or IRI.",
            show_default=False,
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Trang HTML / page.")] = Path(
        "luoc-do.html"
    ),
    depth: Annotated[
        int, typer.Option(min=1, max=12, metavar="N", help="Số bước về mỗi phía / steps each way.")
    ] = 4,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Xét hiệu lực vào ngày này / in force on this day (31/12/2024)."),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=2, max=2000, metavar="N", help="Số mục nhiều nhất / most things.")
    ] = 300,
    show: Annotated[bool, typer.Option("--open", help="Mở trang sau khi lập / open the page.")] = False,
) -> None:
    """Lược đồ: văn bản bắt nguồn từ đâu, được tiếp nối ra sao, thành một trang. / Lineage as one page."""
    from queries.lookup import one_instrument
    from viz.lineage import make_lineage
    from viz.picture import Request

    day = day_asked(on) if on else ""
    with asking(store) as source:
        anchors = one_instrument(source, instrument).nodes
        picture = make_lineage(source, Request(anchors=anchors, depth=depth, limit=limit, on=day))
    _write(picture, output)
    if show:
        typer.launch(str(output.resolve()))


def _kinds(text: str | None) -> frozenset[str]:
    """The kinds asked for; ends the program on an unknown one."""
    from viz.style import style

    asked = frozenset(re.split(r"[\s,]+", text.strip())) if text and text.strip() else frozenset()
    known = style().kinds
    if wrong := sorted(asked - known.keys()):
        names = ", ".join(known)
        fail(
            f"không có loại {', '.join(wrong)}; có: {names}",
            f"no kind {', '.join(wrong)}; there are: {names}",
        )
    return asked


def _anchors(source: Source, text: str) -> tuple[str, ...]:
    """What a loose value means: units of exactly that name before anything else, such as a report's file name.

    Raises:
        NotOne: nothing fits, or several things do.
    """
    from ontology.namespaces import DV
    from queries.lookup import with_key
    from queries.things import one_thing

    return tuple(with_key(source, DV.AdminUnit, text)) or one_thing(source, text).nodes


def _write(picture: Picture, output: Path) -> None:
    """Write the page and say what it holds."""
    from importlib.metadata import version

    from viz.page import make_page, write_page

    if not picture.nodes:
        fail("không có gì để vẽ trong kho này", "nothing to draw in this store", NOTHING_FOUND)
    page = make_page(picture, version("danvan"))
    try:
        write_page(page, output)
    except OSError as error:
        vi, en = reason(error)
        fail(f"không ghi được {output}: {vi}", f"cannot write {output}: {en}")
    left = sum(group.count for group in picture.groups)
    things, relations = len(picture.nodes), len(picture.edges)
    size = len(page.encode()) // 1000
    grouped_vi = f"; {left} mục gộp thành “+N”" if left else ""
    grouped_en = f"; {left} more grouped as “+N”" if left else ""
    say(f"đã lập {output}: {things} mục, {relations} quan hệ{grouped_vi}; {size} kB",
        f"wrote {output}: {things} things, {relations} relations{grouped_en}; {size} kB")  # fmt: skip


def mount(program: typer.Typer) -> None:
    """Add the commands of this folder to the program."""
    program.add_typer(app, name="viz")
