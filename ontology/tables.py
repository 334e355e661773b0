"""Read the tables: TOML beside this file, parsed once."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import Any


@functools.cache
def read(name: str) -> dict[str, Any]:
    """The parsed table ``ontology/<name>.toml``.

    Raises:
        FileNotFoundError: there is no such table.
    """
    return tomllib.loads(files("ontology").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
