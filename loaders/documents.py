"""bytes → Document: what kind of file it is is read from its content, never from its name.

Anything that cannot be read is refused with one line that says which file and why. No byte sequence raises
anything but ``ReadError``.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from loaders.errors import ReadError
from loaders.syllables import vietnamese_share

__all__ = ["Document", "ReadError", "read_bytes", "read_file"]

LARGEST_FILE = 200 * 1024 * 1024

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"
_TEXT = "text/plain"
_SUFFIXES = {_DOCX: {".docx", ".docm", ".dotx"}, _PDF: {".pdf"}}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_BINARY = {
    b"\x89PNG": "ảnh PNG / a PNG image",
    b"\xff\xd8\xff": "ảnh JPEG / a JPEG image",
    b"II*\x00": "ảnh TIFF / a TIFF image",
    b"MM\x00*": "ảnh TIFF / a TIFF image",
    b"Rar!": "tệp nén RAR / a RAR archive",
    b"7z\xbc\xaf": "tệp nén 7z / a 7z archive",
    b"\x1f\x8b": "tệp nén gzip / a gzip archive",
    b"{\\rtf": "tệp RTF / an RTF file",
}
_LEAST_VIETNAMESE = 0.55


class Document(NamedTuple):
    """A file's text as its reader gave it; a line feed ends a line.

    ``page_starts`` are offsets into ``text`` (empty where the format has no pages), ``sha256`` is of the
    bytes, ``warnings`` are Vietnamese lines about what was odd but readable.
    """

    name: str
    text: str
    page_starts: tuple[int, ...] = ()
    media_type: str = _TEXT
    sha256: str = ""
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> Document:
    """Read one file.

    Raises:
        ReadError: the file is missing, too large, or ``read_bytes`` refuses it.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ReadError.too_large(path.name, LARGEST_FILE)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            path.name, f"không mở được tệp ({error.strerror})", f"cannot open the file ({error.strerror})"
        ) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read ``data`` by its content; ``name`` stands in messages, and its suffix is compared with the content.

    Raises:
        ReadError: empty, binary, encrypted, truncated, too large unpacked, without text, or not Vietnamese.
    """
    if len(data) > LARGEST_FILE:
        raise ReadError.too_large(name, LARGEST_FILE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ReadError(name, "tệp rỗng", "the file is empty")
    media_type = _media_type(data, name)
    text, page_starts, warnings = _read_as(media_type, data, name)
    _require_vietnamese(text, name)
    suffix = Path(name).suffix.lower()
    if suffix in {".docx", ".pdf", ".txt"} and suffix not in _SUFFIXES.get(media_type, {".txt"}):
        warnings = (*warnings, f"tên tệp là {suffix} nhưng nội dung là {media_type}")
    return Document(name, text, page_starts, media_type, hashlib.sha256(data).hexdigest(), warnings)


def read_text(data: bytes, name: str) -> str:
    """The text of ``data``, whatever its language and however short: empty bytes are an empty text.

    Raises:
        ReadError: binary, encrypted, truncated or too large.
    """
    if len(data) > LARGEST_FILE:
        raise ReadError.too_large(name, LARGEST_FILE)
    return _read_as(_media_type(data, name), data, name)[0] if data else ""


def _media_type(data: bytes, name: str) -> str:
    """What the bytes are; refuses the kinds that cannot be read."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _DOCX
    if b"%PDF-" in data[:1024]:
        return _PDF
    if data.startswith(_OLE):
        _refuse_ole(data, name)
    for magic, what in _KNOWN_BINARY.items():
        if data.startswith(magic):
            vi, en = what.split(" / ")
            raise ReadError(name, f"không phải văn bản mà là {vi}", f"not text but {en}")
    return _TEXT


def _refuse_ole(data: bytes, name: str) -> None:
    """An OLE file is an encrypted .docx or a legacy .doc; both need another program first."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError(
            name,
            "tệp Word có mật khẩu, hãy bỏ mật khẩu trước",
            "the Word file is encrypted; remove its password first",
        )
    raise ReadError(
        name,
        "tệp .doc đời cũ, hãy chuyển sang .docx trước (ví dụ: soffice --convert-to docx)",
        "a legacy .doc; convert it to .docx first (for example: soffice --convert-to docx)",
    )


def _read_as(media_type: str, data: bytes, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """Text, page starts and warnings from the reader of ``media_type``."""
    if media_type == _DOCX:
        from loaders.docx import read_docx

        text, warnings = read_docx(data, name)
        return text, (), warnings
    if media_type == _PDF:
        from loaders.pdf import read_pdf

        return read_pdf(data, name)
    from loaders.encodings import decode

    text, warnings = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    pages = (0, *(m.end() for m in re.finditer("\f", text[:-1]))) if "\f" in text else ()
    return text, pages, warnings


def _require_vietnamese(text: str, name: str) -> None:
    """Refuse a text without words, or whose words are mostly no Vietnamese syllables."""
    share = vietnamese_share(text)
    if share is None:
        raise ReadError(name, "không có chữ nào đọc được", "no words in it")
    if share < _LEAST_VIETNAMESE:
        raise ReadError(name, "không phải văn bản tiếng Việt", "not a Vietnamese text")
