"""``danvan query``: a question of the catalogue, or a person's own SPARQL."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Annotated

import typer

from graph.shell import DEFAULT_STORE, NOTHING_FOUND, StoreOption, fail, read_input
from queries import answers
from queries.asking import asking, print_lines

if TYPE_CHECKING:
    from graph.store import Answer, Store
    from queries.catalogue import Question


def query(
    what: Annotated[
        str | None,
        typer.Argument(
            help="Câu hỏi có sẵn, tệp SPARQL, “-” là đầu vào chuẩn / question, file or stdin.",
            metavar="NAME|FILE|-",
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="Tham số, lặp lại được / parameter."),
    ] = None,
    listed: Annotated[
        bool,
        typer.Option(
            "--list",
            help="Liệt kê câu hỏi có sẵn, hoặc tham số của một câu / list the questions, or explain one.",
        ),
    ] = False,
    fmt: Annotated[
        answers.Format | None, typer.Option("--format", help="ttl, nt: CONSTRUCT, DESCRIBE.")
    ] = None,
) -> None:
    """Câu hỏi có sẵn hoặc SPARQL của riêng bạn (chỉ đọc). / A named question or your own SPARQL."""
    from queries import catalogue, present

    if listed or what is None:
        questions = [_question(name) for name in ([what] if what else catalogue.names())]
        print_lines(present.catalogue_lines(questions, full=what is not None))
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
        text = read_input(what).decode("utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{what} không phải là văn bản UTF-8", f"{what} is no UTF-8 text")
    if not text.strip():
        fail(f"{what}: truy vấn rỗng", f"{what}: the query is empty")
    return text


def _ask(source: Store, text: str) -> Answer:
    """The answer to a SPARQL text; a mistake in it ends the program with its place."""
    from queries import sparql

    sparql.refuse_update(text)
    try:
        return source.query(sparql.with_prefixes(text))
    except SyntaxError as error:
        mistake = sparql.locate(text, str(error))
        fail(mistake.vi, mistake.en)
