"""PDF files, page by page.

PDFium reads them. Where its text is hardly Vietnamese (fonts mixed within words), ``pdftotext -layout`` is
asked too, if it is installed, and the better text is taken.
"""

from __future__ import annotations

import re
import subprocess
from itertools import accumulate
from typing import Any

from loaders.errors import ReadError
from loaders.syllables import vietnamese_share

_LEAST_CHARACTERS = 20
_READABLE = 0.8
_MOST_PAGES = 5_000
# Digits behind a word, a year or a bracket: perhaps the mark of a footnote, which is set smaller.
_MARK = re.compile(r"(?<=[^\W_]|[)”’.,;])(?<!^)\d{1,2}(?!\d)")
_SMALL = 0.8
_PATIENCE = 60  # seconds for pdftotext


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """Text (a form feed between pages), page starts and warnings of a PDF with a text layer.

    Raises:
        ReadError: encrypted, truncated, or a scan without text.
    """
    pages = [_tidy(page) for page in _pages(data, name)]
    if sum(len(page.strip()) for page in pages) < _LEAST_CHARACTERS:
        raise ReadError(
            name,
            "tệp PDF là bản quét, không có chữ (hãy nhận dạng chữ trước, ví dụ: ocrmypdf -l vie)",
            "the PDF is a scan without text (recognise it first, for example: ocrmypdf -l vie)",
        )
    warnings: list[str] = []
    share = vietnamese_share("\n".join(pages)) or 0.0
    if (
        share < _READABLE
        and (other := _pdftotext(data))
        and (vietnamese_share("\n".join(other)) or 0.0) > share
    ):
        pages = other
        warnings.append("phông chữ của tệp PDF lẫn lộn, đã đọc bằng pdftotext")
    if blank := sum(not page.strip() for page in pages):
        warnings.append(f"{blank} trang không có chữ (ảnh quét?)")
    starts = accumulate((len(page) + 1 for page in pages[:-1]), initial=0)
    return "\f".join(pages), tuple(starts), tuple(warnings)


def _pages(data: bytes, name: str) -> list[str]:
    """The text of each page as PDFium gives it."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(name, "tệp PDF có mật khẩu", "the PDF is encrypted") from error
        raise ReadError(name, "tệp PDF bị cắt cụt hoặc hỏng", "the PDF is truncated or damaged") from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError(name, f"quá {_MOST_PAGES} trang", f"more than {_MOST_PAGES} pages")
        return [_page_text(document[index].get_textpage()) for index in range(len(document))]
    except ReadError:
        raise
    # A damaged page can make the binding raise nearly anything.
    except Exception as error:
        raise ReadError(name, "tệp PDF bị hỏng", "the PDF is damaged") from error
    finally:
        document.close()


def _page_text(page: Any) -> str:
    """The text of one page without the raised marks of footnotes (“26/11/2021¹” would read “20211”)."""
    from pypdfium2.raw import FPDFText_GetFontSize

    text: str = page.get_text_range()
    if page.count_chars() != len(text):
        return text  # offsets are no indices of characters here
    kept = at = 0
    pieces = []
    for found in _MARK.finditer(text):
        at = found.start()
        before = FPDFText_GetFontSize(page, at - 1)
        sizes = [FPDFText_GetFontSize(page, index) for index in range(at, found.end())]
        small = [size < _SMALL * before for size in sizes]
        if before and small[-1]:
            at += small.index(True)
            pieces.append(text[kept:at])
            kept = found.end()
    return "".join(pieces) + text[kept:]


def _tidy(page: str) -> str:
    """One kind of line end; the hyphen at a line end, which PDFium marks as U+FFFE, with its line end."""
    page = page.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return re.sub("[\ufffe\x02]\n?", "-\n", page)


def _pdftotext(data: bytes) -> list[str]:
    """The pages as poppler reads them; none where it is not installed or fails."""
    try:
        done = subprocess.run(
            ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"],
            input=data, capture_output=True, timeout=_PATIENCE, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").removesuffix("\f").split("\f")
