"""Zip packages, and Word files (.docx): everything a reader of the page sees, in the order of the page."""

from __future__ import annotations

import io
import zipfile

from loaders.errors import ReadError

LARGEST_UNPACKED = 400 * 1024 * 1024
_LARGEST_RATIO = 200
_MOST_ENTRIES = 5_000


def check_package(data: bytes, name: str) -> frozenset[str]:
    """The names of the entries of a zip package; nothing is unpacked.

    Raises:
        ReadError: the package is damaged, encrypted or a bomb.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError, NotImplementedError) as error:
        raise ReadError(
            name, "tệp nén bị cắt cụt hoặc hỏng", "the zip package is truncated or damaged"
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > _MOST_ENTRIES
        or unpacked > LARGEST_UNPACKED
        or unpacked > _LARGEST_RATIO * len(data) + 2**24
    ):
        raise ReadError(name, "giải nén ra quá lớn (bom nén)", "unpacks to too much (a zip bomb)")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ReadError(name, "tệp nén có mật khẩu", "the package is encrypted")
    return frozenset(entry.filename for entry in entries)


def read_docx(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Text and warnings of a Word file.

    Raises:
        ReadError: the package is damaged, encrypted or too large, or its parts are damaged.
    """
    check_package(data, name)
    from loaders.wordxml import WordText

    try:
        reader = WordText(io.BytesIO(data))
        return reader.text(), reader.warnings
    except ReadError:
        raise
    # python-docx, lxml and zipfile raise a dozen kinds on damaged packages.
    except Exception as error:
        raise ReadError(name, "tệp Word bị hỏng", "the Word file is damaged") from error
