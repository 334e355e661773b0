"""Bare text: lower case without diacritics, one letter for one letter, so that offsets stay true."""

from __future__ import annotations

import unicodedata

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals of Vietnamese, to stand inside a character class (re has no class for them)."""
LOWER = UPPER.lower()
"""The small letters of Vietnamese, likewise."""


def _table() -> dict[int, str]:
    table: dict[int, str] = {ord(c): c.lower() for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base.lower()
    table.update(dict.fromkeys(map(ord, "ĐđÐðƉ"), "d"))
    table.update(dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xAD), "-"))
    table.update(dict.fromkeys((0xA0, 0x202F, 0x2009, 0x0A, 0x0D, 0x09), " "))
    return table


_TABLE = _table()


def bare(text: str) -> str:
    """``text`` (NFC) in lower case without diacritics; same length, so a match has the same offsets.

    >>> bare("Ủy ban Nhân dân xã Phổ An")
    'uy ban nhan dan xa pho an'
    """
    return text.translate(_TABLE)
