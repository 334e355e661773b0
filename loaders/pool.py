"""Reading many files: in this process or in several, a few files ahead of whoever takes the results."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final, NamedTuple

from loaders.version import reader_version

_WINDOW: Final = 4
"""How many files a process has waiting: enough to keep it busy, few enough that memory stays bounded."""


class Read(NamedTuple):
    """What a reading process hands back: the triples of a report and what was odd, or why there are none."""

    sha256: str = ""
    triples: bytes = b""
    vi: str = ""
    en: str = ""


class Job(NamedTuple):
    """A file that has to be read, with the hash of the older text that it replaces."""

    path: Path
    sha256: str
    instead_of: str | None


def read_report(path: Path) -> Read:
    """One file → the triples of its report. Never raises: a file that cannot be read must not end a build."""
    from graph.build import record_quads
    from loaders.documents import ReadError
    from loaders.pipeline import read_record

    try:
        record, layer = read_record(path.read_bytes(), path.name)
        report = record_quads(record, layer, reader_version())
        noted = "; ".join(record.warnings)
        return Read(report.sha256, report.to_bytes(), vi=noted, en=noted)
    except ReadError as error:
        return Read(vi=error.reason, en=error.reason_en)
    except OSError as error:
        return Read(vi=f"không đọc được: {error.strerror}", en=f"cannot read: {error.strerror}")
    except Exception as error:  # noqa: BLE001  (whatever a strange file brings to light, the other files go on)
        fault = f"{type(error).__name__}: {error}"
        return Read(vi=f"lỗi của chương trình ({fault})", en=f"fault of the program ({fault})")


def read_all(todo: Sequence[Job], jobs: int) -> Iterator[tuple[Job, Read]]:
    """Read all files in ``jobs`` processes (1: in this one); each with its job, as it becomes ready."""
    if jobs <= 1 or len(todo) <= 1:
        yield from ((job, read_report(job.path)) for job in todo)
    else:
        yield from _read_in_pool(todo, min(jobs, len(todo)))


def _read_in_pool(todo: Sequence[Job], jobs: int) -> Iterator[tuple[Job, Read]]:
    """Read in processes of their own, a few files ahead of the writer.

    If a process dies, the files that were being read are tried again, each in a process of its own, so that
    the one that kills its reader is named and the others are not lost.
    """
    waiting = deque(todo)
    while waiting:
        running: dict[Future[Read], Job] = {}
        pool = _pool(jobs)
        try:
            while waiting or running:
                while waiting and len(running) < jobs * _WINDOW:
                    future = pool.submit(read_report, waiting[0].path)
                    running[future] = waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    read = future.result()
                    yield running.pop(future), read
        except BrokenProcessPool:
            suspects = list(running.values())
        else:
            suspects = []
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        yield from ((job, _read_alone(job.path)) for job in suspects)


def _read_alone(path: Path) -> Read:
    with _pool(1) as pool:
        try:
            return pool.submit(read_report, path).result()
        except BrokenProcessPool:
            return Read(vi="tệp này làm dừng tiến trình đọc", en="this file kills the process that reads it")


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Fresh processes: a fork would copy the threads and locks of the open store."""
    return ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupt
    )


def _ignore_interrupt() -> None:
    """Ctrl-C is for the writer; it ends the readers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
