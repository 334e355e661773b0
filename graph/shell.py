"""What every command of the shell shares: the store option, messages in two languages, tables, exit codes."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from graph.store import Store

Language = Literal["vi", "en"]
TableFormat = Literal["table", "csv", "tsv", "json", "jsonl"]
Cell = str | int | float | Decimal | bool | None | Sequence[str]

NOTHING_FOUND, WRONG = 1, 2
"""Exit codes beside 0, found."""

StoreOption = Annotated[
    str,
    typer.Option("--store", envvar="DANVAN_STORE", help="Kho dữ liệu / store.", metavar="PATH"),
]
DEFAULT_STORE = "danvan.db"
FormatOption = Annotated[
    TableFormat | None,
    typer.Option(
        "--format",
        help="Mặc định: bảng ở màn hình, tsv khi nối ống / default: a table, tsv into a pipe.",
    ),
]


class Column(NamedTuple):
    """One column of an answer: its name in data formats, its headings for people."""

    name: str
    vi: str
    en: str


def _from_environment() -> Language:
    return "en" if os.environ.get("LANG", "").lower().startswith("en") else "vi"


class _Shell:
    """The language of this run; ``set_language`` is called once, by the face of the program."""

    language: Language = _from_environment()


def set_language(language: Language | None) -> None:
    """Speak ``language`` from now on; None: what ``$LANG`` says (English only if it starts with “en”)."""
    _Shell.language = language or _from_environment()


def language() -> Language:
    """The language messages are in."""
    return _Shell.language


def tell(vi: str, en: str) -> str:
    """The one of two texts that the person reads."""
    return en if _Shell.language == "en" else vi


def _write(stream: TextIO, data: bytes) -> None:
    """Write UTF-8 whatever the locale says, in one piece."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode("utf-8", "replace"))
        return
    stream.flush()
    buffer.write(data)
    buffer.flush()


def say(vi: str, en: str) -> None:
    """One line to people (stderr)."""
    _write(sys.stderr, f"{shown(tell(vi, en))}\n".encode("utf-8", "replace"))


def fail(vi: str, en: str, code: int = WRONG) -> NoReturn:
    """One line to people, then the end of the program with ``code``."""
    say(vi, en)
    raise typer.Exit(code)


def out(text: str) -> None:
    """Data to stdout: UTF-8, as it is."""
    _write(sys.stdout, text.encode("utf-8", "replace"))


def out_bytes(data: bytes) -> None:
    """Data to stdout that is UTF-8 already."""
    _write(sys.stdout, data)


def to_terminal() -> bool:
    """Whether a person reads stdout."""
    return sys.stdout.isatty()


def shown(text: str) -> str:
    """``text`` fit for one line of a terminal: no control characters (escape sequences, bells, line ends)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if c in "\n\r\t" else c
        for c in text
        if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cf")
    )


def write_table(
    rows: Iterable[Sequence[Cell]], columns: Sequence[Column], fmt: TableFormat | None = None
) -> int:
    """Write an answer; returns the number of rows.

    ``fmt`` None: a table for people on a terminal, TSV into a pipe; “table” into a pipe is TSV too, so that
    nothing that is read by a program depends on the width of a screen.
    """
    held = list(rows)
    if fmt in (None, "table"):
        fmt = "table" if to_terminal() else "tsv"
    if fmt == "table":
        _print_table(held, columns)
    else:
        out(_render(held, columns, fmt or "tsv"))
    return len(held)


def _render(rows: list[Sequence[Cell]], columns: Sequence[Column], fmt: TableFormat) -> str:
    if fmt in ("json", "jsonl"):
        return _render_json(rows, columns, fmt)
    target = io.StringIO()
    if fmt == "csv":
        import csv

        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(column.name for column in columns)
        writer.writerows([_plain(cell) for cell in row] for row in rows)
    else:
        target.write("\t".join(column.name for column in columns) + "\n")
        target.writelines("\t".join(_tsv(cell) for cell in row) + "\n" for row in rows)
    return target.getvalue()


def _render_json(rows: list[Sequence[Cell]], columns: Sequence[Column], fmt: TableFormat) -> str:
    import msgspec

    encoder = msgspec.json.Encoder(decimal_format="number")
    names = [column.name for column in columns]
    items = [dict(zip(names, row, strict=True)) for row in rows]
    if fmt == "jsonl":
        return "".join(encoder.encode(item).decode() + "\n" for item in items)
    return msgspec.json.format(encoder.encode(items), indent=1).decode() + "\n"


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str | int | float | Decimal):
        return str(cell)
    return "; ".join(cell)


def _tsv(cell: Cell) -> str:
    """A cell in which tab, line ends and backslash are written as in SPARQL TSV."""
    text = _plain(cell)
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _print_table(rows: list[Sequence[Cell]], columns: Sequence[Column]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(tell(column.vi, column.en)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(_plain(cell))) for cell in row))
    Console(markup=False, highlight=False).print(table)


def reason(error: OSError) -> tuple[str, str]:
    """Why the system refused a file, in Vietnamese and in English."""
    english = error.strerror or str(error)
    known = _OS_ERROR.search(english)  # the engine tells the number in its text only
    number = error.errno or (int(known[1]) if known else 0)
    return _REASONS.get(number, english), _OS_ERROR.sub("", english)


_OS_ERROR = re.compile(r" \(os error (\d+)\)")
_REASONS = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EACCES: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ đọc",
    errno.ENOSPC: "đĩa đầy",
    errno.ENAMETOOLONG: "tên quá dài",
}


def open_store(store: str, *, write: bool = False) -> Store:
    """The store a command works on; ends the program in one line where it cannot be opened."""
    from graph.errors import StoreError
    from graph.store import Store

    if store.startswith(("http://", "https://")):
        fail(
            f"lệnh này chưa làm việc với điểm dữ liệu từ xa: {store}",
            f"this command does not work with a remote endpoint yet: {store}",
        )
    try:
        return Store.writing(store) if write else Store.reading(store)
    except StoreError as error:
        fail(error.vi, error.en)


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for “-”; ends the program where there is nothing to read."""
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        fail(f"không có tệp {name}", f"no such file: {name}")
    except OSError as error:
        vi, en = reason(error)
        fail(f"không đọc được {name}: {vi}", f"cannot read {name}: {en}")
