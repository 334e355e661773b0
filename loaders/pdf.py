"""PDF files, page by page."""

from __future__ import annotations

import re

from loaders.errors import ReadError

_LEAST_CHARACTERS = 20


def read_pdf(data: bytes, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """Text, page starts and warnings of a PDF with a text layer.

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
    starts: list[int] = []
    offset = 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + 1
    return "\n".join(pages), tuple(starts), ()


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
        return [document[index].get_textpage().get_text_bounded() for index in range(len(document))]
    except (pdfium.PdfiumError, ValueError, UnicodeDecodeError) as error:
        raise ReadError(name, "tệp PDF bị hỏng", "the PDF is damaged") from error
    finally:
        document.close()


def _tidy(page: str) -> str:
    """One kind of line end, and the hyphen at a line end that PDFium marks as U+FFFE."""
    page = page.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return re.sub("[\ufffe\ufffb\x02]", "-", page)
