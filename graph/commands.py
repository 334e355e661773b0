"""The commands that show a store as a whole: ``stats``, ``export`` and ``validate``."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import typer

from graph.shell import (
    DEFAULT_STORE,
    NOTHING_FOUND,
    Column,
    FormatOption,
    StoreOption,
    open_store,
    out_bytes,
    tell,
    write_table,
)
from graph.validate_command import validate

_COLUMNS: Final = (
    Column("name", "mã", "name"),
    Column("what", "nội dung", "what"),
    Column("count", "số lượng", "count"),
)
ExportFormat = Literal["nq", "trig", "ttl"]


def mount(app: typer.Typer) -> None:
    """Add the commands of this folder to the program."""
    app.command("stats")(stats)
    app.command("export")(export)
    app.command("validate")(validate)


def stats(store: StoreOption = DEFAULT_STORE, fmt: FormatOption = None) -> None:
    """Số lượng báo cáo, văn bản, phát biểu … trong kho. / What the store holds, counted."""
    from graph.stats import counts

    with open_store(store) as kept:
        found = list(counts(kept))
    write_table([(line.name, tell(line.vi, line.en), line.number) for line in found], _COLUMNS, fmt)
    if not any(line.number for line in found):
        raise typer.Exit(NOTHING_FOUND)


def export(
    store: StoreOption = DEFAULT_STORE,
    fmt: Annotated[
        ExportFormat,
        typer.Option(
            "--format", help="nq, trig: mọi đồ thị / all graphs; ttl: chỉ các sự kiện / facts only."
        ),
    ] = "nq",
) -> None:
    """Xuất kho dữ liệu ra đầu ra chuẩn. / Write the store to standard output."""
    from graph.export import chunks

    with open_store(store) as kept:
        for chunk in chunks(kept, fmt):
            out_bytes(chunk)
