"""System programs that some readers call: installed where that is possible, and made use of in tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

PACKAGES = (
    "libreoffice-writer-nogui", "tesseract-ocr", "tesseract-ocr-vie", "poppler-utils", "fonts-noto-core",
)  # fmt: skip
PROGRAMS = ("soffice", "tesseract", "pdftotext")
WORKER = os.environ.get("PYTEST_XDIST_WORKER")


def _apt(*arguments: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *arguments], env=environment, capture_output=True, timeout=900, check=False
    )
    return done.returncode == 0


def _ready() -> bool:
    if not all(map(shutil.which, PROGRAMS)):
        return False
    models = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    fonts = subprocess.run(["fc-list", ":lang=vi", "family"], capture_output=True, text=True, check=False)
    return "vie" in models.stdout.split() and bool(fonts.stdout.strip())


@pytest.fixture(scope="session")
def programs() -> None:
    """LibreOffice, tesseract with its Vietnamese model, poppler and a font with all Vietnamese letters.

    Root installs what is missing. Without them the tests fail in CI and are skipped elsewhere.
    """
    if _ready():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt("update")
        _apt("install", "-y", "--no-install-recommends", *PACKAGES)
    if not _ready():
        reason = f"needs the Debian packages {' '.join(PACKAGES)}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


@pytest.fixture(scope="session")
def convert(programs: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], bytes]:
    """LibreOffice as the maker of test files: a document and an ending → the bytes of the converted file."""
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def made(path: Path, ending: str) -> bytes:
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", ending, "--outdir", str(folder), str(path)],
            capture_output=True, timeout=120, check=True,
        )  # fmt: skip
        return (folder / path.name).with_suffix(f".{ending}").read_bytes()

    return made


@pytest.fixture(scope="session")
def scan() -> Callable[[bytes], tuple[bytes, list[bytes]]]:
    """A PDF → the same pages as images only: in a PDF, and one by one as PNG (300 dpi, grey)."""

    def made(pdf: bytes) -> tuple[bytes, list[bytes]]:
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        bitmaps = [document[at].render(scale=300 / 72, grayscale=True) for at in range(len(document))]
        pages = []
        for bitmap in bitmaps:
            flat = bytes(bitmap.buffer)
            rows = (flat[y * bitmap.stride :][: bitmap.width] for y in range(bitmap.height))
            pages.append((bitmap.width, bitmap.height, list(rows)))
        document.close()
        return _image_pdf(pages), [_png(*page) for page in pages]

    return made


def _png(width: int, height: int, rows: list[bytes]) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    pixels = zlib.compress(b"".join(b"\x00" + row for row in rows), 1)
    dots = (11811).to_bytes(4, "big") * 2 + b"\x01"  # per metre: 300 dpi
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, body)
        for kind, body in (
            (b"IHDR", size + b"\x08\x00\x00\x00\x00"), (b"pHYs", dots), (b"IDAT", pixels), (b"IEND", b""),
        )
    )  # fmt: skip


def _image_pdf(pages: list[tuple[int, int, list[bytes]]]) -> bytes:
    """The smallest PDF whose pages are one grey image each."""
    kids = " ".join(f"{3 + 3 * at} 0 R" for at in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for width, height, rows in pages:
        here, wide, high = len(objects) + 1, width * 72 / 300, height * 72 / 300
        image, place = zlib.compress(b"".join(rows), 1), f"{wide} 0 0 {high} 0 0 cm /I Do"
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Resources<</XObject<</I {here + 1} 0 R>>>>"
            f"/Contents {here + 2} 0 R>>".encode(),
            f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray"
            f"/BitsPerComponent 8/Filter/FlateDecode/Length {len(image)}>>stream\n".encode()
            + image + b"\nendstream",
            f"<</Length {len(place)}>>stream\n{place}\nendstream".encode(),
        ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
