"""Word lists found in running text: whichever case, whichever place of the tone mark, the longest entry first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from loaders.names import one_tone_style

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """An entry found at ``text[start:end]``, and what it stands for."""

    entry: T
    start: int
    end: int


def lowered(text: str) -> str:
    """``text`` in lower case with the tone mark at its new place (“ỦY”, “uỷ” → “ủy”); same length, same offsets."""
    one = one_tone_style(text)
    low = one.lower()
    return low if len(low) == len(one) else "".join(c.lower() if len(c.lower()) == 1 else c for c in one)


class Lexicon(Generic[T]):
    """Phrases and what they stand for; one expression for all of them, its size the only cost of a long list."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        """``entries``: phrase → what it stands for; phrases are folded as :func:`lowered` does."""
        self._entries = {lowered(phrase): entry for phrase, entry in entries.items()}
        self._pattern = re.compile(rf"(?<![\w-]){_trie(self._entries)}(?!\w)")

    def find(self, low: str) -> Iterator[Hit[T]]:
        """The entries in ``low`` (a :func:`lowered` text) from left to right, none within another."""
        for match in self._pattern.finditer(low):
            yield Hit(self._entries[match[0]], match.start(), match.end())

    def match(self, low: str, start: int) -> Hit[T] | None:
        """The longest entry that begins at ``start``."""
        match = self._pattern.match(low, start)
        return Hit(self._entries[match[0]], match.start(), match.end()) if match else None


def _trie(phrases: Iterable[str]) -> str:
    """A regular expression for any of ``phrases`` that looks at each letter once; longer phrases before shorter."""
    root: dict[str, Any] = {}
    for phrase in phrases:
        node = root
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    parts = [re.escape(char) + _branch(child) for char, child in sorted(node.items()) if char]
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{joined})?" if "" in node else joined
