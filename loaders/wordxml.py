"""Walks the XML of a Word file; python-docx opens the package."""

from __future__ import annotations

import io
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class WordText:
    """The text of one Word file; ``warnings`` are Vietnamese lines."""

    def __init__(self, source: io.BytesIO) -> None:
        import docx

        self.warnings: tuple[str, ...] = ()
        self._body: Any = docx.Document(source).element.body

    def text(self) -> str:
        """The paragraphs, one a line."""
        paragraphs = self._body.iter(f"{_W}p")
        return "\n".join("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in paragraphs)
