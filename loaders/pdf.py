"""PDF files, page by page.

PDFium reads them; pages without text are images, which tesseract reads. Where PDFium's text is hardly
Vietnamese (fonts mixed within words, or a scanner's own text layer), ``pdftotext -layout`` and tesseract are
asked too, if they are installed, and the best text is taken.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from loaders import scans
from loaders.errors import ReadError
from loaders.syllables import vietnamese_share

_LEAST_CHARACTERS = 20
_READABLE = 0.8
_MOST_PAGES = 5_000
# Digits behind a word, a year or a bracket: perhaps the mark of a footnote, which is set smaller.
_MARK = re.compile(r"(?<=[^\W_]|[)”’.,;])(?<!^)\d{1,2}(?!\d)")
_SMALL = 0.8
_CONTINUED = re.compile(r" ?\n(?=[,;] )")  # a raised mark parted the line
_PATIENCE = 60  # seconds for pdftotext


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """Text (a form feed between pages), page starts and warnings of a PDF.

    Raises:
        ReadError: encrypted, truncated, without anything to read, or a scan and tesseract is not installed.
    """
    warnings: list[str] = []
    with _opened(data, name) as document:
        pages = _pages(document, name)
        scanned = [at for at, page in enumerate(pages) if not page.strip() and _draws(document[at])]
        if scanned:
            warnings.append(_read_scanned(document, scanned, pages, name))
        elif _share(pages) < _READABLE:
            warnings += _better(data, document, pages, name)
    if sum(len(page.strip()) for page in pages) < _LEAST_CHARACTERS:
        raise ReadError(name, "tệp PDF không có chữ nào đọc được", "no readable words in the PDF")
    if blank := sum(not page.strip() for page in pages):
        warnings.append(f"{blank} trang không có chữ")
    starts = accumulate((len(page) + 1 for page in pages[:-1]), initial=0)
    return "\f".join(pages), tuple(starts), tuple(warnings)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """The document of PDFium; whatever a damaged one makes the binding raise is a ReadError."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(name, "tệp PDF có mật khẩu", "the PDF is encrypted") from error
        raise ReadError(name, "tệp PDF bị cắt cụt hoặc hỏng", "the PDF is truncated or damaged") from error
    try:
        yield document
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(name, "tệp PDF bị hỏng", "the PDF is damaged") from error
    finally:
        document.close()


def _pages(document: Any, name: str) -> list[str]:
    """The text of each page as PDFium gives it."""
    if len(document) > _MOST_PAGES:
        raise ReadError(name, f"quá {_MOST_PAGES} trang", f"more than {_MOST_PAGES} pages")
    return [_tidy(_page_text(document[index].get_textpage())) for index in range(len(document))]


def _draws(page: Any) -> bool:
    """Whether there is anything on a page."""
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _share(pages: list[str]) -> float:
    return vietnamese_share("\n".join(pages)) or 0.0


def _recognise(document: Any, which: list[int], pages: list[str], name: str) -> None:
    """Put what tesseract reads in the place of some pages."""
    texts = scans.recognise_pages([document[at] for at in which], name)
    for at, text in zip(which, texts, strict=True):
        pages[at] = text


def _read_scanned(document: Any, which: list[int], pages: list[str], name: str) -> str:
    """Recognise pages without text; says so, or why not where the other pages can be read all the same."""
    try:
        _recognise(document, which, pages, name)
    except ReadError as error:
        if vietnamese_share("\n".join(pages)) is None:
            raise
        return f"{len(which)} trang quét không đọc được: {error.reason}"
    return scans.warning(len(which))


def _better(data: bytes, document: Any, pages: list[str], name: str) -> list[str]:
    """Put a more readable text, if there is one, in the place of pages that are hardly Vietnamese."""
    warnings = []
    if _share(other := _pdftotext(data)) > _share(pages):
        pages[:] = other
        warnings = ["phông chữ của tệp PDF lẫn lộn, đã đọc bằng pdftotext"]
    if _share(pages) < _READABLE and (recognised := _recognised(document, name)):
        pages[:] = recognised
        warnings = [f"lớp chữ của tệp PDF hỏng; {scans.warning(len(recognised))}"]
    return warnings


def _recognised(document: Any, name: str) -> list[str]:
    """All pages as tesseract reads them; none where it is missing, or the first page shows that it is no use."""
    pages = [""] * len(document)
    try:
        _recognise(document, [0], pages, name)
        if _share(pages) >= _READABLE:
            _recognise(document, list(range(len(pages))), pages, name)
            return pages
    except ReadError:
        return []
    return []


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
    page = _CONTINUED.sub("", page)
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
