"""Files: what is refused, with which line, and what the name says about the content."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders.documents
from loaders.documents import ReadError, read_bytes, read_file

TEXT = "Ủy ban nhân dân xã An Bình báo cáo kết quả công tác dân vận."


@pytest.mark.parametrize(
    ("data", "reason", "reason_en"),
    [
        (b"", "tệp rỗng", "empty"),
        (b"\xef\xbb\xbf \r\n", "tệp rỗng", "empty"),
        (b" \n\t\x00", "tệp rỗng", "empty"),
        (b"GIF89a" + bytes(range(256)), "ảnh GIF", "GIF"),
        (b"{\\rtf1 B\\'e1o c\\'e1o}", "RTF", "RTF"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "7z", "7z"),
        (bytes(range(256)) * 20, "nhị phân", "binary"),
        (b"\x7fELF" + bytes(2000), "nhị phân", "binary"),
    ],
    ids=["empty", "bom-only", "blank", "gif", "rtf", "7z", "all-bytes", "elf"],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str, reason_en: str) -> None:
    """One line, in both languages, says which file and why."""
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "tệp.txt")
    assert reason in caught.value.reason
    assert reason_en in caught.value.reason_en
    assert str(caught.value) == f"tệp.txt: {caught.value.reason}"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A missing file or a folder is a ReadError too, named by its last part."""
    for path in (tmp_path / "không có.txt", tmp_path):
        with pytest.raises(ReadError, match=path.name):
            read_file(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size limit holds for files and for bytes."""
    monkeypatch.setattr(loaders.documents, "LARGEST_FILE", 10)
    path = tmp_path / "lớn.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match="quá lớn"):
        read_file(path)
    with pytest.raises(ReadError, match="quá lớn"):
        read_bytes(TEXT.encode(), "lớn.txt")


def test_a_text_under_another_name_is_read_with_a_warning() -> None:
    """Content decides; the name only warns."""
    found = read_bytes(TEXT.encode(), "báo cáo.docx")
    assert (found.text, found.media_type) == (TEXT, "text/plain")
    assert len(found.warnings) == 1
    assert not read_bytes(TEXT.encode(), "báo cáo.txt").warnings


def test_form_feeds_part_pages() -> None:
    """A text converted from a PDF keeps its pages."""
    found = read_bytes(f"{TEXT}\f{TEXT}\f".encode(), "a.txt")
    assert found.page_starts == (0, len(TEXT) + 1)


def test_the_hash_is_of_the_bytes() -> None:
    """Two encodings of one text are two files."""
    assert read_bytes(TEXT.encode(), "a").sha256 != read_bytes(TEXT.encode("utf-16"), "a").sha256


@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        ("<html><body><p>{}</p></body></html>", "text/html"),
        ("# BÁO CÁO\n\n{}", "text/markdown"),
        ("BÁO CÁO\n\n{}", "text/plain"),
    ],
    ids=["html", "markdown", "plain"],
)
def test_the_form_of_a_text_is_told_by_its_content(text: str, media_type: str) -> None:
    """A web page or Markdown under the name of another form is read as what it is, with a warning."""
    data = text.format(TEXT).encode()
    found = read_bytes(data, "báo cáo.doc")
    assert media_type == found.media_type
    assert TEXT in found.text
    assert [f"tên tệp là .doc nhưng nội dung là {media_type}"] == list(found.warnings)


MAGIC = [b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"<html>",
         b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"# ", b"{\\rtf", b"\xff\xfe", b"\xef\xbb\xbf"]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(MAGIC), st.binary(max_size=400))
def test_any_bytes_are_a_document_or_a_read_error(
    monkeypatch: pytest.MonkeyPatch, magic: bytes, tail: bytes
) -> None:
    """Whatever stands behind the mark of a form, nothing but ReadError is raised (no system programs here)."""
    monkeypatch.setenv("PATH", "")
    try:
        found = read_bytes(magic + tail, "lạ.bin")
    except ReadError as error:
        assert error.reason
        assert error.reason_en
    else:
        assert found.text.strip()
