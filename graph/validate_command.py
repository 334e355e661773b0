"""``danvan validate``: what SHACL finds, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graph.shell import (
    DEFAULT_STORE,
    NOTHING_FOUND,
    Column,
    FormatOption,
    StoreOption,
    fail,
    open_store,
    out,
    reason,
    say,
    shown,
    tell,
    to_terminal,
    write_table,
)

if TYPE_CHECKING:
    from graph.faults import Fault

_COLUMNS: Final = (
    Column("severity", "mức độ", "severity"),
    Column("report", "báo cáo", "report"),
    Column("shape", "ràng buộc", "shape"),
    Column("message", "nội dung", "message"),
    Column("what", "về", "about"),
    Column("value", "giá trị", "value"),
    Column("quote", "nguyên văn", "quote"),
    Column("iri", "địa chỉ", "address"),
)
_LEVELS: Final = {
    "violation": ("LỖI", "ERROR"),
    "warning": ("cảnh báo", "warning"),
    "info": ("ghi chú", "note"),
}


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE", help="Tệp RDF (.nq, .trig, .ttl …) thay cho kho / instead of the store."
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    fmt: FormatOption = None,
) -> None:
    """Kiểm tra kho hoặc tệp theo các ràng buộc SHACL. / Check a store or files against the SHACL shapes.

    Mã thoát 1 khi có lỗi (không kể cảnh báo). / Exit code 1 if there is a violation (not for warnings).
    """
    parts = chain.from_iterable(map(_of_file, files)) if files else _of_store(store)
    found: dict[Fault, None] = {}
    try:
        for part in parts:
            found.update(dict.fromkeys(_new(part, found)))
    except ImportError:
        fail("cần pySHACL: cài danvan[validate]", "pySHACL is needed: install danvan[validate]")
    _show(list(found), fmt)
    count = Counter(fault.severity for fault in found)
    say(
        f"{count['violation']} lỗi, {count['warning']} cảnh báo, {count['info']} ghi chú",
        f"{count['violation']} violations, {count['warning']} warnings, {count['info']} notes",
    )
    if count["violation"]:
        raise typer.Exit(NOTHING_FOUND)


def _new(part: Iterable[Fault], found: Iterable[Fault]) -> list[Fault]:
    """What is not yet told: all facts together repeat what a report's graph showed, without its report and quote."""
    told = {(fault.shape, fault.iri, fault.value) for fault in found}
    return [fault for fault in part if fault.report or (fault.shape, fault.iri, fault.value) not in told]


def _of_store(store: str) -> Iterator[list[Fault]]:
    """The faults of a store, part by part."""
    from graph.validate import check_store

    with open_store(store) as kept:
        yield from check_store(kept)


def _of_file(path: Path) -> Iterator[list[Fault]]:
    """The faults of one RDF file; ends the program where it cannot be read as one."""
    from graph.validate import check_file

    try:
        yield from check_file(path)
    except OSError as error:
        vi, en = reason(error)
        fail(f"không đọc được {path}: {vi}", f"cannot read {path}: {en}")
    except SyntaxError as error:
        fail(f"{path} không phải RDF đúng cú pháp: {error.msg}", f"{path} is no well-formed RDF: {error.msg}")
    except ValueError:
        fail(f"{path}: không rõ định dạng RDF", f"{path}: no known RDF format")


def _show(faults: list[Fault], fmt: str | None) -> None:
    """Findings as text for people, else as a table."""
    if fmt in (None, "table") and to_terminal():
        out("".join(_paragraph(fault) for fault in faults))
        return
    rows = [
        (f.severity, f.report, f.shape, tell(f.vi, f.en), f.what, f.value, f.quote, f.iri) for f in faults
    ]
    write_table(rows, _COLUMNS, fmt)  # type: ignore[arg-type]


def _paragraph(fault: Fault) -> str:
    """One finding in a few lines: what is wrong, with what, where, and the words."""
    about = " → ".join(filter(None, (fault.what, fault.value if fault.value != fault.what else "")))
    lines = [
        f"{tell(*_LEVELS[fault.severity])}: {tell(fault.vi, fault.en)} [{fault.shape}]",
        f"    {about}",
        f"    {fault.report}" if fault.report else "",
        f"    “{fault.quote}”" if fault.quote else "",
    ]
    return "".join(shown(line) + "\n" for line in lines if line)
