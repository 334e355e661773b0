"""bytes → Document: what kind of file it is is read from its content, never from its name.

Anything that cannot be read is refused with one line that says which file and why. No byte sequence raises
anything but ``ReadError``.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from loaders.encodings import decode
from loaders.errors import ReadError
from loaders.html import is_html, read_html
from loaders.markdown import is_markdown, read_markdown
from loaders.syllables import vietnamese_share

__all__ = ["Document", "ReadError", "read_bytes", "read_file"]

Reading = tuple[str, tuple[int, ...], tuple[str, ...]]
"""Text, page starts, warnings."""
LARGEST_FILE = 200 * 1024 * 1024

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DOC = "application/msword"
_ODT = "application/vnd.oasis.opendocument.text"
_PDF = "application/pdf"
_TEXT = "text/plain"
_HTML = "text/html"
_MARKDOWN = "text/markdown"
_SUFFIXES = {
    _DOCX: {".docx", ".docm", ".dotx"},
    _DOC: {".doc", ".dot"},
    _ODT: {".odt", ".ott"},
    _PDF: {".pdf"},
    _HTML: {".html", ".htm", ".xhtml"},
    _MARKDOWN: {".md", ".markdown"},
    "image/png": {".png"},
    "image/jpeg": {".jpg", ".jpeg"},
    "image/tiff": {".tif", ".tiff"},
}
_PLAIN_SUFFIXES = {".txt", ".text", *_SUFFIXES[_MARKDOWN]}  # Markdown without marks is plain text
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_KNOWN_BINARY = {
    b"GIF8": "ảnh GIF / a GIF image",
    b"Rar!": "tệp nén RAR / a RAR archive",
    b"7z\xbc\xaf": "tệp nén 7z / a 7z archive",
    b"\x1f\x8b": "tệp nén gzip / a gzip archive",
    b"{\\rtf": "tệp RTF / an RTF file",
}
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
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
    media_type, (text, page_starts, warnings) = _read(data, name)
    _require_vietnamese(text, name)
    suffix = Path(name).suffix.lower()
    known = suffix in _PLAIN_SUFFIXES.union(*_SUFFIXES.values())
    if known and suffix not in _SUFFIXES.get(media_type, _PLAIN_SUFFIXES):
        warnings = (*warnings, f"tên tệp là {suffix} nhưng nội dung là {media_type}")
    return Document(name, text, page_starts, media_type, hashlib.sha256(data).hexdigest(), warnings)


def read_text(data: bytes, name: str) -> str:
    """The text of ``data``, whatever its language and however short: empty bytes are an empty text.

    Raises:
        ReadError: binary, encrypted, truncated or too large.
    """
    if len(data) > LARGEST_FILE:
        raise ReadError.too_large(name, LARGEST_FILE)
    return _read(data, name)[1][0] if data else ""


def _read(data: bytes, name: str) -> tuple[str, Reading]:
    """The media type, and what its reader makes of the bytes; refuses the kinds that cannot be read."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _read_package(data, name)
    if b"%PDF-" in data[:1024]:
        from loaders.pdf import read_pdf

        return _PDF, read_pdf(data, name)
    if data.startswith(_OLE):
        from loaders.office import read_doc

        return _DOC, _unpaged(read_doc(data, name))
    for magic, media_type in _IMAGES.items():
        if data.startswith(magic):
            from loaders.scans import read_image

            return media_type, read_image(data, name)
    for magic, what in _KNOWN_BINARY.items():
        if data.startswith(magic):
            vi, en = what.split(" / ")
            raise ReadError(name, f"không phải văn bản mà là {vi}", f"not text but {en}")
    return _read_text(data, name)


def _read_package(data: bytes, name: str) -> tuple[str, Reading]:
    """A zip package: a Word file or an OpenDocument text."""
    from loaders.docx import check_package, read_docx

    entries = check_package(data, name)
    if any(_WORD_PART.fullmatch(entry) for entry in entries):
        return _DOCX, _unpaged(read_docx(data, name))
    if "content.xml" in entries:
        from loaders.odt import read_odt

        return _ODT, _unpaged(read_odt(data, name))
    raise ReadError(
        name, "tệp nén nhưng không phải tệp Word, ODT", "a zip package but not a Word or ODT file"
    )


def _read_text(data: bytes, name: str) -> tuple[str, Reading]:
    """Text in whatever encoding: a web page, Markdown, or plain."""
    text, warnings = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_html(text):
        text, more = read_html(text, name)
        return _HTML, (text, (), warnings + more)
    pages = (0, *(m.end() for m in re.finditer("\f", text[:-1]))) if "\f" in text else ()
    if not pages and is_markdown(text):
        return _MARKDOWN, (read_markdown(text), (), warnings)
    return _TEXT, (text, pages, warnings)


def _unpaged(read: tuple[str, tuple[str, ...]]) -> Reading:
    return read[0], (), read[1]


def _require_vietnamese(text: str, name: str) -> None:
    """Refuse a text without words, or whose words are mostly no Vietnamese syllables."""
    share = vietnamese_share(text)
    if share is None:
        raise ReadError(name, "không có chữ nào đọc được", "no words in it")
    if share < _LEAST_VIETNAMESE:
        raise ReadError(name, "không phải văn bản tiếng Việt", "not a Vietnamese text")
