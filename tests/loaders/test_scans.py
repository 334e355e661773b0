"""Scanned pages and images: recognised page by page, mended, and never without saying so."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders.scans
from loaders.documents import ReadError, read_bytes
from loaders.layer import make_layer
from loaders.recognised import mend
from ontology.tables import read

EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = read("recognition")["rule"]
Scan = Callable[[bytes], tuple[bytes, list[bytes]]]


@pytest.fixture(scope="module")
def scanned(programs: None, scan: Scan) -> tuple[bytes, list[bytes]]:
    """The example .pdf as a scan: a PDF of images, and the images."""
    return scan((EXAMPLES / "nghia-dong.pdf").read_bytes())


def words(text: str) -> list[str]:
    """The words of a text, for a comparison that does not count spaces and signs."""
    return re.findall(r"\w+", text)


def test_a_scan_has_nearly_the_words_and_the_pages_of_its_original(
    scanned: tuple[bytes, list[bytes]],
) -> None:
    """At 300 dpi at least 98 of 100 words are right; pages are kept; a warning says how it was read."""
    original = read_bytes((EXAMPLES / "nghia-dong.pdf").read_bytes(), "a.pdf")
    found = read_bytes(scanned[0], "quét.pdf")
    assert len(original.page_starts) == len(found.page_starts)
    known, right = set(words(original.text)), words(found.text)
    assert 0.98 <= sum(word in known for word in right) / len(right)
    assert 0.98 <= len(right) / len(words(original.text))
    assert any("đọc bằng nhận dạng chữ" in warning for warning in found.warnings)


def test_an_image_is_read_like_the_page(scanned: tuple[bytes, list[bytes]]) -> None:
    """A .png is a document of one page."""
    found = read_bytes(scanned[1][0], "trang-1.png")
    assert ("image/png", (0,)) == (found.media_type, found.page_starts)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in make_layer(found).text


def test_a_damaged_image_is_refused(programs: None) -> None:
    """An image that tesseract cannot open is one line."""
    for data in (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\xff\xd8\xff\xe0" + bytes(100), b"II*\x00abc"):
        with pytest.raises(ReadError, match="ảnh bị hỏng"):
            read_bytes(data, "hỏng.png")


def test_without_tesseract_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line in both languages says what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError) as caught:
        read_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100), "a.png")
    assert "hãy cài gói Debian tesseract-ocr " in caught.value.reason
    assert "install the Debian package tesseract-ocr " in caught.value.reason_en


def fake_tesseract(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program tesseract that runs a shell script."""
    (folder / "tesseract").write_text(f"#!/bin/sh\ncat > /dev/null\n{script}\n")
    (folder / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def test_without_the_vietnamese_model_its_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What tesseract says about a model that is missing becomes the name of the package."""
    script = "echo 'Failed loading language '\"'vie'\" >&2; exit 1"
    fake_tesseract(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError, match="tesseract-ocr-vie"):
        read_bytes(b"\xff\xd8\xff\xe0" + bytes(100), "a.jpg")


def test_recognition_has_a_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image that takes too long is refused."""
    fake_tesseract(tmp_path, monkeypatch, "sleep 30")
    monkeypatch.setattr(loaders.scans, "TESSERACT", loaders.scans.TESSERACT._replace(seconds=1))
    with pytest.raises(ReadError, match="quá 1 giây"):
        read_bytes(b"\xff\xd8\xff\xe0" + bytes(100), "a.jpg")


def test_the_pages_of_a_tiff_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form feed of tesseract begins a page."""
    fake_tesseract(tmp_path, monkeypatch, r"printf 'Trang thứ nhất của xã\n\fTrang thứ hai của xã\n\f'")
    found = read_bytes(b"II*\x00" + bytes(100), "a.tif")
    assert "Trang thứ hai của xã" == found.text[found.page_starts[1] :].strip()


@pytest.mark.parametrize("rule", RULES, ids=[rule["id"] for rule in RULES])
def test_a_rule_mends_its_example_and_leaves_its_counter_example(rule: dict[str, Any]) -> None:
    """Every slip of the table is proved by what it is for and by what it must not touch."""
    assert rule["example"] != re.sub(rule["find"], rule["put"], rule["example"])
    assert rule["counter"] == re.sub(rule["find"], rule["put"], rule["counter"])


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        (["L. Tình hình", "H. Kết quả", "HI. Nhiệm vụ"], ["I. Tình hình", "II. Kết quả", "III. Nhiệm vụ"]),
        (
            ["lỆ        ĐẶC ĐIỂM", "I. KẾT QUẢ", "II. ĐÁNH GIÁ"],
            ["I. ĐẶC ĐIỂM", "II. KẾT QUẢ", "III. ĐÁNH GIÁ"],
        ),
        (["I. Một việc", "II. Hai việc", "I. Một việc"], ["I. Một việc", "II. Hai việc", "I. Một việc"]),
        (
            ["PHẦN I", "I. Một việc", "PHẦN II", "I. Một việc"],
            ["PHẦN I", "I. Một việc", "PHẦN II", "I. Một việc"],
        ),
        (["1. Việc này", "2. Việc kia"], ["1. Việc này", "2. Việc kia"]),
        (["LỆ PHÍ THU ĐƯỢC TRONG NĂM"], ["LỆ PHÍ THU ĐƯỢC TRONG NĂM"]),
        (["HL ˆ ĐÁNH GIÁ"], ["HL ˆ ĐÁNH GIÁ"]),
    ],
    ids=["strokes", "lost-stroke", "anew", "parts", "arabic", "word", "out-of-order"],
)
def test_the_numbers_of_headings_come_in_order(read_as: list[str], printed: list[str]) -> None:
    """The order tells what the shape does not; a number that does not fit the order stays."""
    assert printed == mend(["\n".join(read_as)])[0].split("\n")
    assert printed == [page.strip() for page in mend(read_as)]


def test_the_columns_of_the_closing_block_follow_each_other() -> None:
    """The recipients come first, then who signs, as in the cells of a Word table."""
    read_as = "Nơi nhận:          T/M ĐẢNG ỦY\n- Như trên,        BÍ THƯ\n- Lưu VT.\nTrần Thị A"
    assert ["Nơi nhận:\n- Như trên,\n- Lưu VT.\nT/M ĐẢNG ỦY\nBÍ THƯ\nTrần Thị A"] == mend([read_as])


@given(st.lists(st.text("IVXHLl1Ệ.| \nĐÐABa\f", max_size=60), min_size=1, max_size=3))
def test_mending_keeps_every_page(pages: list[str]) -> None:
    """Whatever is read, as many pages come out as went in."""
    flat = [page.replace("\f", "") for page in pages]
    assert len(flat) == len(mend(flat))


def joined(*files: bytes) -> bytes:
    """The first pages of PDF files, one behind the other."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for data in files:
        part = pypdfium2.PdfDocument(data)
        whole.import_pages(part, [0])
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def test_a_scanned_page_among_others_is_recognised(
    scan: Scan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text pages stay as they are, the scanned one is recognised in its place."""
    text = (EXAMPLES / "nghia-dong.pdf").read_bytes()
    mixed = joined(text, scan(joined(text))[0])
    fake_tesseract(tmp_path, monkeypatch, "echo 'Trang quét của xã'")
    found = read_bytes(mixed, "a.pdf")
    assert "Trang quét của xã" == found.text[found.page_starts[1] :]
    assert ("1 trang đọc bằng nhận dạng chữ, có thể sai vài chữ",) == found.warnings


def test_without_tesseract_the_other_pages_are_still_read(
    scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The warning names the package; a file that is scanned throughout is refused with the same words."""
    text = (EXAMPLES / "nghia-dong.pdf").read_bytes()
    scanned_page = scan(joined(text))[0]
    monkeypatch.setenv("PATH", "")
    assert "1 trang quét không đọc được: cần chương trình tesseract" in str(
        read_bytes(joined(text, scanned_page), "a.pdf").warnings
    )
    with pytest.raises(ReadError, match="cần chương trình tesseract"):
        read_bytes(scanned_page, "a.pdf")


def test_a_page_on_its_head_is_read(scanned: tuple[bytes, list[bytes]]) -> None:
    """Where nothing can be read as it stands, the way up is looked for."""
    import pypdfium2

    turned = pypdfium2.PdfDocument(joined(scanned[0]))
    turned[0].set_rotation(180)
    out = io.BytesIO()
    turned.save(out)
    turned.close()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in read_bytes(out.getvalue(), "ngược.pdf").text
