"""Stores on disk: open them, and say in one line why one cannot be opened or written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from pyoxigraph import Store as Engine

from graph.errors import StoreError

WRITER: Final = "danvan-writer.json"
"""The file in a store that says who writes it. The lock itself is the engine's; this names its holder."""

_TRIES = 5
_PAUSE = 0.05


def open_engine(path: Path, *, write: bool) -> Engine:
    """Open the engine at ``path``; for writing, an empty directory or none becomes a new store.

    Raises:
        StoreError: in one line, why not.
    """
    _check_place(path, write=write)
    try:
        if not write:
            return _open_snapshot(path)
        engine = Engine(str(path))
    except (OSError, RuntimeError) as error:
        raise _opening_problem(path, error) from error
    _sign(path)
    return engine


def _check_place(path: Path, *, write: bool) -> None:
    """Refuse what is no store before the engine makes files in it."""
    if not path.exists():
        if write:
            return
        raise StoreError(
            f"không có kho dữ liệu ở {path} (hãy dựng: danvan build <tệp hoặc thư mục> --store {path})",
            f"there is no store at {path} (make one: danvan build <files or folders> --store {path})",
        )
    if not path.is_dir():
        raise StoreError(f"{path} là một tệp, không phải kho dữ liệu", f"{path} is a file, not a store")
    names = {entry.name for entry in path.iterdir()} - {WRITER}
    if "CURRENT" in names or (write and not names):
        return
    if "IDENTITY" in names or any(name.endswith(".sst") for name in names):
        raise _damaged(path, "CURRENT")
    raise StoreError(f"{path} không phải kho dữ liệu của danvan", f"{path} is no store of danvan")


def _open_snapshot(path: Path) -> Engine:
    """Open read-only; a writer may drop files while we open: the next try sees the new ones."""
    import time

    for left in range(_TRIES, 0, -1):
        try:
            return Engine.read_only(str(path))
        except (OSError, RuntimeError):
            if left == 1 or not (path / WRITER).exists():
                raise
            time.sleep(_PAUSE)
    raise AssertionError("the last try returns or raises")


def _damaged(path: Path, reason: object) -> StoreError:
    return StoreError(
        f"kho dữ liệu {path} bị hỏng ({reason}): hãy xóa và dựng lại bằng danvan build",
        f"the store {path} is damaged ({reason}): delete it and build it again with danvan build",
    )


def _opening_problem(path: Path, error: Exception) -> StoreError:
    reason = " ".join(str(error).split())
    if "lock" in reason.lower():
        return _held(path)
    if isinstance(error, RuntimeError) or "corruption" in reason.lower():
        return _damaged(path, reason)
    if (
        isinstance(error, PermissionError)
        or "Permission denied" in reason
        or "Read-only file system" in reason
    ):
        return StoreError(f"không có quyền ghi vào {path}", f"no permission to write to {path}")
    return StoreError(
        f"không mở được kho dữ liệu {path}: {reason}", f"cannot open the store {path}: {reason}"
    )


def _held(path: Path) -> StoreError:
    """Who writes the store, as far as its file says."""
    import json

    try:
        who = json.loads((path / WRITER).read_text("utf-8"))
        vi = f"tiến trình {who['pid']} trên máy {who['host']} từ {who['since']}"
        en = f"process {who['pid']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        vi, en = "một tiến trình khác", "another process"
    return StoreError(
        f"kho dữ liệu {path} đang được ghi bởi {vi}", f"the store {path} is being written by {en}"
    )


def _sign(path: Path) -> None:
    """Write down who writes. Reading imports none of what this needs."""
    import datetime
    import json
    import os
    import socket

    who = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    (path / WRITER).write_text(json.dumps(who), encoding="utf-8")


def release(path: Path) -> None:
    """Take the writer's name off; the lock goes with the engine."""
    (path / WRITER).unlink(missing_ok=True)


def writing_problem(path: Path | None, error: OSError) -> StoreError:
    """Why a write failed. The transaction that was under way has left nothing behind."""
    reason = " ".join(str(error).split())
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in reason:
        return StoreError(f"đĩa đầy, không ghi được vào {path}", f"the disk is full, cannot write to {path}")
    return StoreError(f"không ghi được vào {path}: {reason}", f"cannot write to {path}: {reason}")
