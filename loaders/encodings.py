"""bytes → text: Unicode in all its forms, Windows-1258, and the legacy TCVN3 (ABC) and VNI-Windows.

A legacy text is one of single bytes, or the same characters saved as Unicode by a program that did not know
the font. Nothing marks it; so every candidate is converted, and the one with most valid syllables is taken.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache

from loaders.errors import ReadError
from loaders.syllables import marked_share
from ontology.fold import nfc
from ontology.tables import read

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LATIN_LETTER = re.compile(r"[\u00a1-\u00ff]")
_VIETNAMESE_LETTER = re.compile(r"[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_SURE = 0.85


@cache
def _tcvn3() -> tuple[dict[int, str], re.Pattern[str] | None]:
    table = read("encodings")["tcvn3"]
    return {ord(code): char for code, char in zip(table["codes"], table["chars"], strict=True)}, None


@cache
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    """Pairs and single codes → letters, and the expression that finds them."""
    table = read("encodings")["vni"]
    codes = dict(zip(table["single"]["codes"], table["single"]["chars"], strict=True))
    for letter, pair in table["pairs"].items():
        for mark, char in zip(pair["marks"], pair["chars"], strict=True):
            codes[letter + mark] = char
            codes[letter.upper() + mark.upper()] = codes[letter.upper() + mark] = char.upper()
    longest_first = sorted(codes, key=len, reverse=True)
    return codes, re.compile("|".join(map(re.escape, longest_first)))


def from_tcvn3(text: str) -> str:
    """TCVN3 characters → Unicode. The plain font has no accented capitals: they come out in lower case."""
    return text.translate(_tcvn3()[0])


def from_vni(text: str) -> str:
    """VNI-Windows characters → Unicode."""
    codes, pattern = _vni()
    return pattern.sub(lambda match: codes[match[0]], text)


def mend_legacy(text: str) -> tuple[str, str | None]:
    """Convert a text whose characters are TCVN3 or VNI codes; with the name of the encoding, or None."""
    if len(_LATIN_LETTER.findall(text[:20_000])) < 3 or len(_VIETNAMESE_LETTER.findall(text[:20_000])) > 3:
        return text, None
    best = max(
        ((marked_share(convert(text)), name, convert) for name, convert in _LEGACY.items()),
        key=lambda found: found[0],
    )
    if best[0] >= _SURE and best[0] > marked_share(text):
        return best[2](text), best[1]
    return text, None


_LEGACY: dict[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings from the bytes of a text file.

    Raises:
        ReadError: the bytes are not text in any encoding known here.
    """
    text, warnings = _decode_unicode(data)
    if text is None:
        text, warnings = _decode_bytes(data, name)
    text = text.replace("\x00", "")
    head = text[:100_000]
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise ReadError(name, "là tệp nhị phân, không phải văn bản", "a binary file, not text")
    mended, legacy = mend_legacy(text)
    if legacy:
        warnings = (*warnings, f"bảng mã {legacy} đã được đổi sang Unicode")
    return mended, warnings


def _decode_unicode(data: bytes) -> tuple[str | None, tuple[str, ...]]:
    """UTF-8, UTF-16 or UTF-32 by mark or by shape; None if it is none of them."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    if wide := _wide(data):
        return data.decode(wide, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged <= 3 or damaged < 0.02 * sum(not c.isascii() for c in text[:200_000]):
        return text, (f"{damaged} chỗ hỏng trong mã UTF-8",)
    return None, ()


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: the upper bytes are mostly 0 or 1E (Latin and Vietnamese letters)."""
    head = data[:4000]
    if len(head) < 4:
        return None
    for encoding, upper in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        lower = head[0::2] if upper is not head[0::2] and encoding == "utf-16-le" else head[1::2]
        if upper.count(0) > 0.4 * len(upper) and lower.count(0) < 0.1 * len(lower):
            return encoding
    return None


def _decode_bytes(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Single-byte text: Windows-1258 or a legacy font, whichever gives Vietnamese syllables."""
    probe = data[:200_000]
    if probe.count(0) > 0.02 * len(probe):
        raise ReadError(name, "là tệp nhị phân, không phải văn bản", "a binary file, not text")
    latin = _windows(data, "cp1252")
    if mend_legacy(latin)[1]:
        return latin, ()
    viet = nfc(_windows(data, "cp1258"))
    if marked_share(viet) >= marked_share(latin):
        return viet, ("bảng mã Windows-1258 đã được đổi sang Unicode",)
    return latin, ()


def _windows(data: bytes, encoding: str) -> str:
    """Decode a Windows code page; the few bytes it leaves open are taken as Latin-1."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        open_bytes = {b: chr(b) for b in set(data) if b >= 0x80 and not bytes([b]).decode(encoding, "ignore")}
        table = {b: bytes([b]).decode(encoding, "ignore") or open_bytes.get(b, "") for b in range(256)}
        return data.decode("latin-1").translate(table)
