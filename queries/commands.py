"""Commands that ask: communes, lineage, show, query."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.shell import (
    DEFAULT_STORE,
    NOTHING_FOUND,
    StoreOption,
    fail,
    out,
    say,
    to_terminal,
    write_table,
)
from queries.asking import asking, day_asked, print_lines
from queries.query_command import query

if TYPE_CHECKING:
    from queries.communes import Answer
    from queries.lineage import Lineage

Format = Literal["table", "csv", "tsv", "json", "jsonl"]
Stage = Literal["disseminated", "concretised", "executed", "supervised", "reviewed"]
Role = Literal["implements", "plans", "issued", "recognised_by", "commissioned_by", "cites"]

_LISTED = 40
"""How many communes of each group are listed for people unless all are asked for."""
_INSTRUMENT = typer.Argument(
    metavar="INSTRUMENT",
    help="Văn bản / instrument: 217-QĐ/TW, 217, “25-NQ/TW ngày 03/6/2013”, 25-NQ/TW@2013, "
    "trích yếu / title, IRI.",
    show_default=False,
)


def mount(app: typer.Typer) -> None:
    """Add the commands of this folder to the program."""
    for name, command, example in (
        ("communes", communes, "danvan communes 217-QĐ/TW --stage executed --format csv"),
        ("lineage", lineage, "danvan lineage 33/CT-TTg --up --depth 3 --on 2024-12-31"),
        ("show", show, "danvan show 'Xã Hòa Tiến'"),
        ("query", query, "danvan query citations --param instrument=217-QĐ/TW --format csv"),
    ):
        app.command(name, epilog=f"Ví dụ / example: {example}")(command)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def communes(
    instrument: Annotated[str, _INSTRUMENT],
    store: StoreOption = DEFAULT_STORE,
    stage: Annotated[Stage | None, typer.Option(help="Chỉ tính một bước thực hiện / one stage only.")] = None,
    role: Annotated[Role, typer.Option(help="Vai trò của văn bản đối với xã / its role.")] = "implements",
    province: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Chỉ xét một tỉnh hoặc huyện / one province or district."),
    ] = None,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", help="Xã có báo cáo mà không nêu, xã chưa có báo cáo / who is silent, who sent none."
        ),
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Không rút gọn danh sách dài / whole lists.")
    ] = False,
    fmt: Annotated[Format, typer.Option("--format", help="Định dạng / format.")] = "table",
) -> None:
    """Xã nào thực hiện một văn bản: bước, câu văn làm bằng chứng, mẫu số. / Who implements an instrument."""
    from queries import communes as asked
    from queries.lookup import one_instrument

    with asking(store) as source:
        most = _LISTED if fmt == "table" and not everything else None
        few = most if role == "implements" and stage is None else None
        answer = asked.communes(source, one_instrument(source, instrument), province=province, most=few)
    if province and not answer.communes:
        fail(
            f"kho không có báo cáo nào của “{province}”",
            f"no report of “{province}” in the store",
            NOTHING_FOUND,
        )
    answer = asked.focus(answer, role, stage or "")
    if missing:
        answer = asked.with_unreported(answer)
    _show_communes(answer, role, missing=missing, fmt=fmt, most=most)


def lineage(
    instrument: Annotated[str, _INSTRUMENT],
    store: StoreOption = DEFAULT_STORE,
    up: Annotated[
        bool, typer.Option("--up", help="Chỉ đi lên: căn cứ, văn bản trước / only what it rests on.")
    ] = False,
    down: Annotated[
        bool,
        typer.Option("--down", help="Chỉ đi xuống: hướng dẫn, cụ thể hóa, thay thế / only what came of it."),
    ] = False,
    both: Annotated[
        bool, typer.Option("--both", help="Cả hai chiều / both ways (mặc định / default).")
    ] = False,
    depth: Annotated[int, typer.Option(min=1, max=50, metavar="N", help="Số bước / steps.")] = 4,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Xét hiệu lực vào ngày này / in force on this day (31/12/2024)."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Không rút gọn nhánh nhiều văn bản / whole branches.")
    ] = False,
    fmt: Annotated[
        Literal["tree", "json", "mermaid", "dot"], typer.Option("--format", help="Định dạng / format.")
    ] = "tree",
) -> None:
    """Văn bản bắt nguồn từ đâu, điều gì tiếp nối nó. / Where an instrument comes from, what follows it."""
    from queries import lineage as walk
    from queries import present
    from queries.lookup import one_instrument

    when = day_asked(on) if on else None
    wanted: dict[walk.Direction, bool] = {"up": up or both or not down, "down": down or both or not up}
    directions = [direction for direction, walked in wanted.items() if walked]
    with asking(store) as source:
        target = one_instrument(source, instrument)
        hub = None if everything or fmt != "tree" else walk.HUB
        found = walk.lineage(source, target.thing, target.nodes, directions, depth=depth, hub=hub)
    for thing in target.namesakes:
        told = present.headline(thing)
        say(
            f"cùng số, ký hiệu nhưng không báo cáo nào nêu: {told}",
            f"same number, named by no report: {told}",
        )
    _show_lineage(found, when, fmt)
    if not found.root.branches:
        raise typer.Exit(NOTHING_FOUND)


def _show_lineage(found: Lineage, when: str | None, fmt: Literal["tree", "json", "mermaid", "dot"]) -> None:
    from queries import trees

    if fmt == "json":
        out(_dump(trees.as_json(found, when)))
    elif fmt == "mermaid":
        print_lines(trees.mermaid(found))
    elif fmt == "dot":
        print_lines(trees.dot(found))
    elif to_terminal():
        from rich.console import Console

        Console(markup=False, highlight=False).print(trees.rich_tree(trees.tree(found, when)))
    else:
        print_lines(trees.text_lines(trees.tree(found, when)))


def _show_communes(answer: Answer, chosen: str, *, missing: bool, fmt: Format, most: int | None) -> None:
    from queries import communes_shown

    silent = ("silent", "unreported")
    listed = [one for one in answer.communes if (one.group in silent) or not missing]
    if fmt == "table":
        print_lines(communes_shown.communes_lines(answer, chosen, missing=missing, most=most))
    elif fmt == "json":
        out(_dump(communes_shown.answer_json(answer)))
    elif fmt == "jsonl":
        out(
            "".join(json.dumps(communes_shown.commune_json(one), ensure_ascii=False) + "\n" for one in listed)
        )
    else:
        write_table((communes_shown.commune_row(one) for one in listed), communes_shown.COLUMNS, fmt)
    if fmt in ("csv", "tsv", "jsonl"):
        for line in communes_shown.denominator_lines(answer, chosen):
            say(line, line)
    if not (listed if missing else answer.in_group(chosen)):
        raise typer.Exit(NOTHING_FOUND)


def show(
    what: Annotated[
        str,
        typer.Argument(
            help="Văn bản, xã, báo cáo (tên tệp), cơ quan, mô hình, phong trào, IRI / anything by name.",
            metavar="THING",
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    everything: Annotated[
        bool, typer.Option("--all", help="Không rút gọn danh sách dài / whole lists.")
    ] = False,
    fmt: Annotated[Literal["table", "json"], typer.Option("--format", help="Định dạng / format.")] = "table",
) -> None:
    """Thẻ của một văn bản, xã, báo cáo, cơ quan hoặc mô hình. / The card of one thing."""
    from queries import show as cards
    from queries.things import one_thing

    with asking(store) as source:
        found = cards.card(source, one_thing(source, what))
    if fmt == "json":
        out(_dump(cards.as_json(found)))
    else:
        print_lines(cards.card_lines(found, most=sys.maxsize) if everything else cards.card_lines(found))
