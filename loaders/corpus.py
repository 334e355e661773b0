"""Files and folders → records → store: what is new is read, in several processes, and written whole.

The content of the store does not depend on the order of the files or the number of processes.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from graph.facts import ReportQuads
from graph.store import Store
from loaders.ledger import Ledger
from loaders.pool import Job, Read, read_all
from loaders.version import reader_version

SUFFIXES: Final = frozenset(
    (".txt", ".text", ".docx", ".doc", ".pdf", ".rtf", ".odt", ".html", ".htm", ".md", ".png", ".jpg", ".jpeg",
     ".tif", ".tiff", "")
)  # fmt: skip
"""What is taken for a document inside a folder; a file that is named by itself is always read."""
_ABOUT_THE_FOLDER: Final = frozenset(("readme.md", "readme.txt", "readme"))
_STORE_FILES: Final = frozenset(("CURRENT", "IDENTITY", "LOCK"))
Status = Literal["read", "unchanged", "duplicate", "failed"]


class Outcome(NamedTuple):
    """What became of one file; why it failed, or what was odd in it, in both languages."""

    path: Path
    status: Status
    vi: str = ""
    en: str = ""


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[Outcome]]:
    """The documents among ``paths`` and in folders among them, in order of name; and the paths that are none.

    In folders, hidden files, lock files of word processors (“~$…”), a README, files with the ending of something
    else and the files of a store (``danvan build .`` beside ``danvan.db``) are left out.
    """
    found: dict[Path, Path] = {}
    missing: list[Outcome] = []
    for path in paths:
        if path.is_dir():
            for file in _walk(path):
                found.setdefault(file.resolve(), file)
        elif path.exists():
            found.setdefault(path.resolve(), path)
        else:
            missing.append(Outcome(path, "failed", "không có tệp hoặc thư mục này", "no such file or folder"))
    return sorted(found.values(), key=lambda path: (path.name, str(path))), missing


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if _STORE_FILES.issubset(names):
            continue
        for name in names:
            if name.startswith((".", "~$")) or name.lower() in _ABOUT_THE_FOLDER:
                continue
            if Path(name).suffix.lower() in SUFFIXES:
                yield Path(where, name)


def build(paths: Iterable[Path], store: Store, *, jobs: int = 1) -> Iterator[Outcome]:
    """Read what is new in ``paths`` into ``store``; yields what became of each file as it becomes known.

    Args:
        paths: files and folders.
        store: open for writing. Reports are replaced one by one; stopping loses none that was yielded.
        jobs: how many processes read. One means this process.
    """
    files, missing = find_files(paths)
    yield from missing
    ledger = Ledger(store.path)
    try:
        todo: list[Job] = []
        yield from _sift(files, store, ledger, todo)
        for job, read in read_all(todo, jobs):
            yield _keep(job, read, store, ledger)
    finally:
        ledger.save()


def count_files(paths: Iterable[Path]) -> int:
    """How many outcomes a build of ``paths`` will have."""
    files, missing = find_files(paths)
    return len(files) + len(missing)


def _sift(files: Sequence[Path], store: Store, ledger: Ledger, todo: list[Job]) -> Iterator[Outcome]:
    """Put what has to be read on ``todo``; yield the rest."""
    hashes: dict[Path, str] = {}
    for path in files:
        try:
            hashes[path] = _hash(path)
        except OSError as error:
            yield Outcome(
                path, "failed", f"không đọc được: {error.strerror}", f"cannot read: {error.strerror}"
            )
    versions, here, seen = store.report_versions(), set(hashes.values()), set[str]()
    for path, sha256 in hashes.items():
        older = ledger.before(path, sha256)
        if older in here:
            older = None
        if sha256 not in seen and versions.get(sha256) != reader_version():
            todo.append(Job(path, sha256, older))
        else:
            if older:
                store.remove_report(older)
            ledger.note(path, sha256)
            yield Outcome(path, "duplicate" if sha256 in seen else "unchanged")
        seen.add(sha256)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(job: Job, read: Read, store: Store, ledger: Ledger) -> Outcome:
    """Write what was read from one file."""
    if not read.triples:
        return Outcome(job.path, "failed", read.vi, read.en)
    store.replace_report(ReportQuads.from_bytes(read.sha256, read.triples), instead_of=job.instead_of)
    ledger.note(job.path, read.sha256)
    return Outcome(job.path, "read", read.vi, read.en)
