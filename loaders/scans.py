"""Scans: pages without text and images, read by tesseract with its Vietnamese model.

Pages go to tesseract one by one, through a pipe: nothing is written to disk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from loaders.errors import ReadError
from loaders.programs import Program, missing, run
from loaders.recognised import mend
from loaders.syllables import vietnamese_share

_MOST_PAGES: Final = 300
TESSERACT: Final = Program("tesseract", "tesseract-ocr", seconds=120, megabytes=2048)
_MODEL_PACKAGE: Final = "tesseract-ocr-vie"
# The gaps between columns stay: the head and the closing block are told apart by them.
_OPTIONS: Final = ("stdin", "stdout", "-l", "vie", "--oem", "1", "-c", "preserve_interword_spaces=1")
_DPI: Final = 300
_MOST_PIXELS: Final = 40_000_000
_READABLE: Final = 0.8
_NO_MODEL: Final = re.compile(
    rb"(?i)failed loading language|couldn't load any languages|error opening data file"
)
_NO_IMAGE: Final = b"Error in pixRead"  # a damaged TIFF has the exit code 0
# Pages on their side or head: find the way up first (slower, and sometimes wrong, so only if nothing is read).
_AS_IT_STANDS, _TURNED = "3", "1"


def read_image(data: bytes, name: str) -> tuple[str, tuple[int, ...], tuple[str, ...]]:
    """Text, page starts and warnings of an image file (a TIFF may hold several pages).

    Raises:
        ReadError: tesseract or its model is not installed, cannot read the image, or takes too long.
    """
    pages = mend(recognise(data, name).split("\f"))
    starts = [0]
    for page in pages[:-1]:
        starts.append(starts[-1] + len(page) + 1)
    return "\f".join(pages), tuple(starts), (warning(len(pages)),)


def warning(pages: int) -> str:
    """What a document says about pages that were recognised."""
    return f"{pages} trang đọc bằng nhận dạng chữ, có thể sai vài chữ"


def recognise(image: bytes, name: str, *options: str) -> str:
    """The text of an image; a form feed between pages. ``options`` are tesseract's.

    Raises:
        ReadError: tesseract or its model is not installed, cannot read the image, or takes too long.
    """
    text = _recognise(image, name, "--psm", _AS_IT_STANDS, *options)
    share = vietnamese_share(text)
    if share is None or share >= _READABLE:
        return text
    turned = _recognise(image, name, "--psm", _TURNED, *options)
    return max(text, turned, key=lambda found: vietnamese_share(found) or 0.0)


def _recognise(image: bytes, name: str, *options: str) -> str:
    done = run(TESSERACT, [*_OPTIONS, *options], name, image)
    if _NO_MODEL.search(done.stderr):
        raise missing(name, "mô hình tiếng Việt của tesseract", _MODEL_PACKAGE)
    if done.code or (not done.stdout.strip() and _NO_IMAGE in done.stderr):
        raise ReadError(name, "ảnh bị hỏng, không nhận dạng được chữ", "a damaged image; no text recognised")
    return done.stdout.decode("utf-8", "replace").strip("\n\f ")


def recognise_pages(pages: Sequence[Any], name: str) -> list[str]:
    """The texts of pages of PDFium, from their images.

    Raises:
        ReadError: see ``recognise``; or there are too many.
    """
    if len(pages) > _MOST_PAGES:
        raise ReadError(name, f"quá {_MOST_PAGES} trang quét", f"more than {_MOST_PAGES} scanned pages")
    return mend([recognise_page(page, name) for page in pages])


def recognise_page(page: Any, name: str) -> str:
    """The text of one page of PDFium, from its image, as it is recognised.

    Raises:
        ReadError: see ``recognise``.
    """
    return recognise(_render(page), name, "--dpi", str(_DPI))


def _render(page: Any) -> bytes:
    """A page of PDFium as a grey image (PGM) at 300 dpi, or less where the page is larger than an A2."""
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows = memoryview(bitmap.buffer).cast("B")
        lines = (rows[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
    finally:
        bitmap.close()
