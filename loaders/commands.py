"""The commands that read reports and texts: ``build``, ``extract`` and ``cite``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from graph.shell import (
    DEFAULT_STORE,
    NOTHING_FOUND,
    WRONG,
    StoreOption,
    fail,
    open_store,
    out,
    out_bytes,
    read_input,
    say,
    shown,
    tell,
)

if TYPE_CHECKING:
    from collections import Counter

    from graph.records import Record
    from loaders.corpus import Outcome
    from loaders.layer import TextLayer

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""

RecordFormat = Literal["json", "nq", "ttl", "text"]


def mount(app: typer.Typer) -> None:
    """Add the commands of this folder to the program."""
    app.command("build")(build)
    app.command("extract")(extract)
    app.command("cite")(cite)


def build(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Tệp và thư mục báo cáo / files and folders.")
    ],
    store: StoreOption = DEFAULT_STORE,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Số tiến trình đọc / reading processes (mặc định: số lõi)."),
    ] = None,
) -> None:
    """Đọc báo cáo vào kho dữ liệu; tệp không đổi thì bỏ qua / read reports into the store."""
    from collections import Counter

    from graph import catalogue, reference
    from graph.errors import StoreError
    from loaders import corpus

    counts: Counter[str] = Counter()
    try:
        with open_store(store, write=True) as kept, _progress(corpus.count_files(paths)) as tick:
            reference.refresh(kept)
            for outcome in corpus.build(paths, kept, jobs=jobs or _cores()):
                counts[outcome.status] += 1
                tick(outcome)
            catalogue.refresh(kept)
    except StoreError as error:
        fail(error.vi, error.en)
    except KeyboardInterrupt:
        fail(
            f"đã dừng; {counts['read']} báo cáo đã ghi trọn vẹn, chạy lại lệnh để làm tiếp",
            f"stopped; {counts['read']} reports are written whole, run the command again to go on",
            INTERRUPTED,
        )
    _summary(counts)
    if counts["failed"]:
        raise typer.Exit(WRONG)
    if not counts:
        fail("không có tệp báo cáo nào", "no report files", NOTHING_FOUND)


def _cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _summary(counts: Counter[str]) -> None:
    read, same, twice, failed = (counts[status] for status in ("read", "unchanged", "duplicate", "failed"))
    say(
        f"đã đọc {read} tệp; {same} không đổi; {twice} trùng nội dung; {failed} lỗi",
        f"{read} files read; {same} unchanged; {twice} with the bytes of another; {failed} failed",
    )


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """A progress bar where a person looks on; a line for every failure and every oddity in any case."""
    import sys

    if not sys.stderr.isatty():
        yield _say_note
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[1:2], MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        task = bar.add_task("", total=total)

        def tick(outcome: Outcome) -> None:
            if outcome.vi:
                bar.console.print(shown(_note(outcome)), markup=False, highlight=False, soft_wrap=True)
            bar.advance(task)

        yield tick


def _note(outcome: Outcome) -> str:
    return f"{outcome.path}: {tell(outcome.vi, outcome.en)}"


def _say_note(outcome: Outcome) -> None:
    if outcome.vi:
        say(_note(outcome), _note(outcome))


def extract(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="Một báo cáo, “-” là đầu vào chuẩn / one report.")
    ],
    fmt: Annotated[
        RecordFormat, typer.Option("--format", help="json, nq, ttl, text (lớp văn bản / the text layer).")
    ] = "json",
) -> None:
    """Rút nội dung một báo cáo thành dữ liệu / one report's record."""
    from graph.records import as_contract, to_json
    from loaders.documents import ReadError
    from loaders.pipeline import read_record

    try:
        record, layer = read_record(read_input(file), "stdin" if file == "-" else Path(file).name)
    except ReadError as error:
        fail(f"{error.file}: {error.reason}", f"{error.file}: {error.reason_en}")
    for warning in record.warnings:
        say(f"{file}: {warning}", f"{file}: {warning}")
    if fmt == "text":
        out(layer.text + "\n")
    elif fmt == "json":
        out(to_json(as_contract(record)).decode() + "\n")
    else:
        out(_serialised(record, layer, fmt))


def cite(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="Văn bản bất kỳ, “-” là đầu vào chuẩn / any text.")
    ],
    lines: Annotated[
        bool, typer.Option("--lines", help="Mỗi dòng là một văn bản riêng / every line is a text of its own.")
    ] = False,
) -> None:
    """Tìm các văn bản được viện dẫn, in từng dòng JSON / citations in any text as JSON lines.

    Ví dụ / example: echo "Thực hiện Chỉ thị số 33/CT-TTg" | danvan cite -
    """
    from loaders.cite import cite_line
    from loaders.documents import ReadError, read_text

    try:
        text = read_text(read_input(file), "stdin" if file == "-" else Path(file).name)
    except ReadError as error:
        fail(f"{error.file}: {error.reason}", f"{error.file}: {error.reason_en}")
    found = False
    for number, one in enumerate(text.removesuffix("\n").split("\n") if lines else [text], start=1):
        line = cite_line(number, one)
        found |= b'"citations":[]' not in line
        out_bytes(line)
    if not found:
        raise typer.Exit(NOTHING_FOUND)


def _serialised(record: Record, layer: TextLayer, fmt: Literal["nq", "ttl"]) -> str:
    """The report's graph as sorted N-Quads, or as Turtle."""
    from pyoxigraph import Quad, RdfFormat, serialize

    from graph.build import record_quads
    from graph.facts import sorted_lines
    from loaders.version import reader_version
    from ontology.namespaces import PREFIXES

    report = record_quads(record, layer, reader_version())
    if fmt == "ttl":
        ordered = sorted(report.triples, key=str)
        return (serialize(ordered, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    quads = [Quad(t.subject, t.predicate, t.object, report.graph) for t in report.triples]
    return sorted_lines(serialize(quads, format=RdfFormat.N_QUADS)).decode()
