"""Words as tables spell them and as reports spell them: both places of the tone mark, one case."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NEW_OLD = (
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
)  # fmt: skip


def spellings(phrase: str) -> tuple[str, ...]:
    """``phrase`` in lower case with the tone mark at the new and at the old place: “hóa” → “hóa”, “hoá”."""
    new = old = phrase.lower()
    for a, b in _NEW_OLD:
        new = new.replace(b, a)
        old = old.replace(a, b)
    return (new,) if new == old else (new, old)


def alternation(phrases: Iterable[str]) -> str:
    """A regular expression for any of ``phrases`` as whole words, the longest first, in both spellings."""
    every = {s for phrase in phrases for s in spellings(phrase)}
    ordered = sorted(every, key=lambda s: (-len(s), s))
    return r"(?:" + "|".join(re.escape(s).replace(r"\ ", " ") for s in ordered) + r")(?!\w)"
