"""Two foldings of Vietnamese text: one that is stored (NFC), one that only matches (never stored)."""

from __future__ import annotations

import functools
import re
import unicodedata

# Look-alikes that keyboards, fonts and copying put in place of the letter (domain: spelling and characters).
_LOOKALIKE = str.maketrans(
    {
        "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2215\u2044\uff0f", "/"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)  # fmt: skip

# i and y are written for each other after these consonants: kỷ/kỉ, lý/lí, mỹ/mĩ, sỹ/sĩ, tỷ/tỉ, quý/quí, hy/hi.
_FINAL_Y = re.compile(r"(?<=[hklmst])y\b|(?<=qu)y\b")
_SPACE = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Compose ``text`` (NFC): the only form that is stored and asked for."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain(text: str) -> str:
    """One spelling for dashes, slashes, spaces and look-alike letters; diacritics and case are kept."""
    return nfc(text).translate(_LOOKALIKE)


@functools.lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The match key of ``text``: no case, no diacritics, đ → d, i for final y, one spelling of dashes and spaces.

    “Uỷ ban Nhân dân” and “ủy ban nhân dân” and “uy ban nhan dan” have one key. Two different words may share
    a key; use it to look up, never to identify or to store.
    """
    decomposed = unicodedata.normalize("NFD", plain(text).replace("Đ", "D").replace("đ", "d").lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACE.sub(" ", _FINAL_Y.sub("i", bare)).strip()


def slug(text: str) -> str:
    """An ASCII slug for IRIs: lower case, words joined by “-”. “Xã Phổ An” → “xa-pho-an”."""
    decomposed = unicodedata.normalize("NFD", plain(text).replace("Đ", "D").replace("đ", "d").lower())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
