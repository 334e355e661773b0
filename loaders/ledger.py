"""Which text stood in which file when it was last built, so that a re-issued file replaces the old one."""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Final

NAME: Final = "danvan-files.json"
"""The file in a store that holds the ledger. It holds hashes of paths, not paths: stores are passed on."""


class Ledger:
    """File → sha-256 of the bytes that were built from it last.

    It only says what an older text of a file was: losing it costs nothing but that an older text stays.
    """

    def __init__(self, store: Path | None) -> None:
        self._file = store / NAME if store else None
        self._known: dict[str, str] = self._load()

    def _load(self) -> dict[str, str]:
        try:
            read = json.loads(self._file.read_text("utf-8")) if self._file else {}
        except (OSError, ValueError):
            return {}
        return {str(key): str(value) for key, value in read.items()} if isinstance(read, dict) else {}

    def before(self, path: Path, sha256: str) -> str | None:
        """The hash of what stood in this file when it was built last, if it was something else."""
        found = self._known.get(_key(path))
        return found if found != sha256 and not self._elsewhere(path, found) else None

    def _elsewhere(self, path: Path, sha256: str | None) -> bool:
        """Whether another file holds the same bytes: then they stay in the store."""
        return any(value == sha256 and key != _key(path) for key, value in self._known.items())

    def note(self, path: Path, sha256: str) -> None:
        """This file's bytes are in the store."""
        self._known[_key(path)] = sha256

    def save(self) -> None:
        """Write the ledger in one step: a crash leaves the old one or the new one, a full disk the old one."""
        if self._file is None:
            return
        draft = self._file.with_suffix(".tmp")
        with contextlib.suppress(OSError):
            draft.write_text(json.dumps(self._known, sort_keys=True, indent=0), encoding="utf-8")
            draft.replace(self._file)


def _key(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
