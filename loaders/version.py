"""The version of everything that decides what a report's record holds."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

_PACKAGES: Final = ("ontology", "graph", "loaders")
_SUFFIXES: Final = (".py", ".toml", ".csv", ".gz")
_OF_THE_SHELL: Final = ("commands.py", "shell.py")


@functools.cache
def reader_version() -> str:
    """The program's version with a hash of its code and tables; what another one read is read again."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for file in sorted(filter(_counts, files(package).iterdir()), key=lambda file: file.name):
            digest.update(f"{package}/{file.name}\n".encode() + file.read_bytes())
    return f"{version('danvan')}+{digest.hexdigest()[:12]}"


def _counts(file: Traversable) -> bool:
    return file.name.endswith(_SUFFIXES) and file.name not in _OF_THE_SHELL
