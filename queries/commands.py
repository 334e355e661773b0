"""Commands that ask: communes, lineage, show, query."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from graph.shell import (
    DEFAULT_STORE,
    NOTHING_FOUND,
    WRONG,
    StoreOption,
    fail,
    out,
    say,
    to_terminal,
    write_table,
)

if TYPE_CHECKING:
    from graph.store import Store
    from queries.communes import Answer
    from queries.lineage import Lineage
    from queries.lookup import NotOne

app = typer.Typer(no_args_is_help=True)

Format = Literal["table", "csv", "tsv", "json", "jsonl"]
Stage = Literal["disseminated", "concretised", "executed", "supervised", "reviewed"]
Role = Literal["implements", "plans", "issued", "recognised_by", "commissioned_by", "cites"]

_INSTRUMENT = typer.Argument(
    help="Văn bản: 217-QĐ/TW, 217, “25-NQ/TW ngày 03/6/2013”, 25-NQ/TW@2013, trích yếu hoặc IRI.",
    show_default=False,
)


@contextmanager
def asking(path: str) -> Iterator[Store]:
    """The store at ``path``, open for reading; what goes wrong with it ends the program with one line.

    A loose value that fits no thing ends it with exit code 1, one that fits several with 2.
    """
    from graph.errors import QueryRefused, StoreError
    from graph.store import Store
    from queries.lookup import NotOne

    try:
        with Store.reading(path) as store:
            yield store
    except (StoreError, QueryRefused) as error:
        fail(error.vi, error.en)
    except NotOne as answer:
        _not_one(answer)


def _not_one(answer: NotOne) -> NoReturn:
    """Say what was not found, or what there is to choose from."""
    from queries.present import choice_lines

    if not answer.matches:
        near = ", ".join(answer.suggestions)
        vi = f"không tìm thấy “{answer.text}” trong kho" + (f"; có phải: {near}?" if near else "")
        en = f"“{answer.text}” is not in the store" + (f"; did you mean {near}?" if near else "")
        fail(vi, en, NOTHING_FOUND)
    say(f"“{answer.text}” có thể là một trong những văn bản, đơn vị sau; hãy nêu rõ hơn:",
        f"“{answer.text}” may be any of these; say which:")  # fmt: skip
    for line in choice_lines(answer.matches):
        say(line, line)
    raise typer.Exit(WRONG)


def _print(lines: Iterable[str]) -> None:
    out("".join(line + "\n" for line in lines))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


@app.command(epilog="Ví dụ / example: danvan communes 217-QĐ/TW --stage executed --format csv")
def communes(
    instrument: Annotated[str, _INSTRUMENT],
    store: StoreOption = DEFAULT_STORE,
    stage: Annotated[Stage | None, typer.Option(help="Chỉ tính một bước thực hiện / one stage only.")] = None,
    role: Annotated[Role, typer.Option(help="Vai trò của văn bản đối với xã / role.")] = "implements",
    province: Annotated[str | None, typer.Option(help="Chỉ xét một tỉnh hoặc huyện / one province.")] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Liệt kê xã có báo cáo mà không nêu, và xã chưa có báo cáo.")
    ] = False,
    fmt: Annotated[Format, typer.Option("--format", help="Định dạng / format.")] = "table",
) -> None:
    """Xã nào thực hiện một văn bản: bước, câu văn làm bằng chứng, mẫu số. / Who implements an instrument."""
    from queries import communes as asked
    from queries.lookup import one_instrument

    with asking(store) as source:
        answer = asked.communes(source, one_instrument(source, instrument), province=province)
    answer = asked.focus(answer, role, stage or "")
    if missing:
        answer = asked.with_unreported(answer)
    _show_communes(answer, role, missing=missing, fmt=fmt)


@app.command(epilog="Ví dụ / example: danvan lineage 33/CT-TTg --up --depth 3 --on 2024-12-31")
def lineage(
    instrument: Annotated[str, _INSTRUMENT],
    store: StoreOption = DEFAULT_STORE,
    up: Annotated[bool, typer.Option("--up", help="Chỉ đi lên: căn cứ, văn bản được tiếp tục.")] = False,
    down: Annotated[
        bool, typer.Option("--down", help="Chỉ đi xuống: hướng dẫn, cụ thể hóa, thay thế.")
    ] = False,
    both: Annotated[bool, typer.Option("--both", help="Cả hai chiều (mặc định).")] = False,
    depth: Annotated[int, typer.Option(min=1, max=50, help="Số bước / steps.")] = 4,
    on: Annotated[
        str | None, typer.Option(help="Xét hiệu lực vào ngày này (2024-12-31 hoặc 31/12/2024).")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Không rút gọn nhánh nhiều văn bản.")] = False,
    fmt: Annotated[
        Literal["tree", "json", "mermaid", "dot"], typer.Option("--format", help="Định dạng / format.")
    ] = "tree",
) -> None:
    """Văn bản bắt nguồn từ đâu, điều gì tiếp nối nó. / Where an instrument comes from, what follows it."""
    from queries import lineage as walk
    from queries.lookup import one_instrument

    when = _iso(on) if on else None
    wanted: dict[walk.Direction, bool] = {"up": up or both or not down, "down": down or both or not up}
    directions = [direction for direction, walked in wanted.items() if walked]
    with asking(store) as source:
        target = one_instrument(source, instrument)
        hub = None if everything or fmt != "tree" else walk.HUB
        found = walk.lineage(source, target.thing, target.nodes, directions, depth=depth, hub=hub)
    _show_lineage(found, when, fmt)
    if not found.root.branches:
        raise typer.Exit(NOTHING_FOUND)


def _iso(text: str) -> str:
    """A day typed as 2024-12-31 or 31/12/2024 → ISO; ends the program where it is none."""
    from datetime import date

    parts = text.strip().replace(".", "/").split("/")
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in reversed(parts))).isoformat()
    except ValueError:
        fail(f"--on {text}: không phải là ngày", f"--on {text}: no such day")


def _show_lineage(found: Lineage, when: str | None, fmt: Literal["tree", "json", "mermaid", "dot"]) -> None:
    from queries import trees

    if fmt == "json":
        out(_dump(trees.as_json(found, when)))
    elif fmt == "mermaid":
        _print(trees.mermaid(found))
    elif fmt == "dot":
        _print(trees.dot(found))
    elif to_terminal():
        from rich.console import Console

        Console(markup=False, highlight=False).print(trees.rich_tree(trees.tree(found, when)))
    else:
        _print(trees.text_lines(trees.tree(found, when)))


def _show_communes(answer: Answer, chosen: str, *, missing: bool, fmt: Format) -> None:
    from queries import present

    silent = ("silent", "unreported")
    listed = [one for one in answer.communes if (one.group in silent) or not missing]
    if fmt == "table":
        _print(present.communes_lines(answer, chosen, missing=missing))
    elif fmt == "json":
        out(_dump(present.answer_json(answer)))
    elif fmt == "jsonl":
        out("".join(json.dumps(present.commune_json(one), ensure_ascii=False) + "\n" for one in listed))
    else:
        write_table((present.commune_row(one) for one in listed), present.COLUMNS, fmt)
    if fmt in ("csv", "tsv", "jsonl"):
        for line in present.denominator_lines(answer, chosen):
            say(line, line)
    if not (listed if missing else answer.in_group(chosen)):
        raise typer.Exit(NOTHING_FOUND)
