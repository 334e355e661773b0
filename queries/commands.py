"""Commands that ask: communes, lineage, show, query."""

from __future__ import annotations

import json
import signal
import sys
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
    open_store,
    out,
    read_input,
    say,
    to_terminal,
    write_table,
)
from queries import answers

if TYPE_CHECKING:
    from graph.store import Answer as SparqlAnswer
    from graph.store import Store
    from queries.catalogue import Question
    from queries.communes import Answer
    from queries.lineage import Lineage
    from queries.lookup import NotOne

Format = Literal["table", "csv", "tsv", "json", "jsonl"]
Stage = Literal["disseminated", "concretised", "executed", "supervised", "reviewed"]
Role = Literal["implements", "plans", "issued", "recognised_by", "commissioned_by", "cites"]

_LISTED = 40
"""How many communes of each group are listed for people unless all are asked for."""
_INSTRUMENT = typer.Argument(
    help="Văn bản: 217-QĐ/TW, 217, “25-NQ/TW ngày 03/6/2013”, 25-NQ/TW@2013, trích yếu hoặc IRI.",
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


@contextmanager
def asking(path: str) -> Iterator[Store]:
    """The store at ``path``, open for reading; what goes wrong with it ends the program with one line.

    A loose value that fits no thing ends it with exit code 1, one that fits several with 2.
    """
    from graph.errors import QueryRefused, StoreError
    from queries.lookup import NotOne

    try:
        with open_store(path) as store:
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


def communes(
    instrument: Annotated[str, _INSTRUMENT],
    store: StoreOption = DEFAULT_STORE,
    stage: Annotated[Stage | None, typer.Option(help="Chỉ tính một bước thực hiện / one stage only.")] = None,
    role: Annotated[Role, typer.Option(help="Vai trò của văn bản đối với xã / role.")] = "implements",
    province: Annotated[str | None, typer.Option(help="Chỉ xét một tỉnh hoặc huyện / one province.")] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Liệt kê xã có báo cáo mà không nêu, và xã chưa có báo cáo.")
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
    answer = asked.focus(answer, role, stage or "")
    if missing:
        answer = asked.with_unreported(answer)
    _show_communes(answer, role, missing=missing, fmt=fmt, most=most)


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
    from queries import present
    from queries.lookup import one_instrument

    when = _iso(on) if on else None
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


def _show_communes(answer: Answer, chosen: str, *, missing: bool, fmt: Format, most: int | None) -> None:
    from queries import present

    silent = ("silent", "unreported")
    listed = [one for one in answer.communes if (one.group in silent) or not missing]
    if fmt == "table":
        _print(present.communes_lines(answer, chosen, missing=missing, most=most))
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


def show(
    what: Annotated[
        str,
        typer.Argument(
            help="Văn bản, xã, báo cáo (tên tệp), cơ quan, mô hình, phong trào, hoặc IRI.", metavar="THING"
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
        _print(cards.card_lines(found, most=sys.maxsize) if everything else cards.card_lines(found))


def query(
    what: Annotated[
        str | None,
        typer.Argument(
            help="Tên câu hỏi có sẵn, tệp SPARQL, hoặc - / name, file or -.", metavar="[NAME|FILE|-]"
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="Tham số tên=giá trị, lặp lại được / name=value."),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Liệt kê câu hỏi có sẵn, hoặc tham số của một câu.")
    ] = False,
    fmt: Annotated[
        answers.Format | None, typer.Option("--format", help="table, csv, tsv, json, jsonl, xml; ttl, nt.")
    ] = None,
) -> None:
    """Câu hỏi có sẵn hoặc SPARQL của riêng bạn (chỉ đọc). / A named question or your own SPARQL."""
    from queries import catalogue, present

    if listed or what is None:
        questions = [_question(name) for name in ([what] if what else catalogue.names())]
        _print(present.catalogue_lines(questions, full=what is not None))
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the engine cannot be interrupted, the process can
    with asking(store) as source:
        try:
            given = catalogue.parse_pairs(param or [])
            if catalogue.is_name(what):
                text = catalogue.prepare(_question(what), given, source)
            else:
                text = _own_query(what, given)
            found = answers.write(_ask(source, text), fmt)
        except catalogue.ParameterError as error:
            fail(error.vi, error.en)
        except answers.WrongFormat as error:
            fail(f"--format {fmt}: kết quả này chỉ có {error}", f"--format {fmt}: this answer can be {error}")
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def _question(name: str) -> Question:
    from queries import catalogue, present

    try:
        return catalogue.load(name)
    except KeyError:
        near = present.nearest(name, catalogue.names())
        vi = (
            f"không có câu hỏi hoặc tệp “{name}”"
            + (f"; có phải {near}?" if near else "")
            + " (xem: danvan query --list)"
        )
        en = (
            f"no question or file “{name}”"
            + (f"; did you mean {near}?" if near else "")
            + " (see danvan query --list)"
        )
        fail(vi, en)


def _own_query(what: str, given: dict[str, str]) -> str:
    """The SPARQL text of a file or of standard input; parameters belong to named questions only."""
    if given:
        fail("--param chỉ dùng với câu hỏi có sẵn", "--param goes with named questions only")
    try:
        return read_input(what).decode("utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{what} không phải là văn bản UTF-8", f"{what} is no UTF-8 text")


def _ask(source: Store, text: str) -> SparqlAnswer:
    """The answer to a SPARQL text; a mistake in it ends the program with its place."""
    from queries import sparql

    sparql.refuse_update(text)
    try:
        return source.query(sparql.with_prefixes(text))
    except SyntaxError as error:
        mistake = sparql.locate(text, str(error))
        fail(mistake.vi, mistake.en)
