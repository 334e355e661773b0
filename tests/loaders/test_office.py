"""Word files before .docx: read through LibreOffice, without network, traces or patience for bad ones."""

from __future__ import annotations

import http.server
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import loaders.office
from loaders.documents import ReadError, read_bytes
from loaders.layer import make_layer

SOURCE = Path(__file__).parents[2] / "examples" / "duy-vinh.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def doc(convert: Callable[[Path, str], bytes]) -> bytes:
    """The example report as Word 97 saves it."""
    return convert(SOURCE, "doc")


def fake_program(folder: Path, name: str, script: str) -> None:
    """A program of this name that runs a shell script."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_a_doc_has_the_text_of_its_docx(doc: bytes) -> None:
    """Numbers, tables, notes and insertions come through LibreOffice whole."""
    found = read_bytes(doc, "báo cáo.doc")
    assert make_layer(read_bytes(SOURCE.read_bytes(), "a.docx")).text == make_layer(found).text
    assert (found.media_type, found.warnings) == ("application/msword", ())


def test_nothing_is_left_behind(doc: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Profile, copy and converted file are gone, after success and after failure."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_bytes(doc, "a.doc")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError):
        read_bytes(doc, "a.doc")
    assert [] == list(tmp_path.iterdir())


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line in both languages says what to install."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError) as caught:
        read_bytes(word_container(), "a.doc")
    assert "hãy cài gói Debian libreoffice-writer-nogui" in caught.value.reason
    assert "install the Debian package libreoffice-writer-nogui" in caught.value.reason_en
    assert "\n" not in caught.value.reason


def word_container(flags: int = 0) -> bytes:
    """The smallest OLE container whose directory has a stream WordDocument, with these flags in its FIB."""
    head = OLE.ljust(30, b"\x00") + (9).to_bytes(2, "little")
    entry = "WordDocument".encode("utf-16-le").ljust(116, b"\x00") + (1).to_bytes(4, "little")
    fib = b"\xec\xa5".ljust(10, b"\x00") + flags.to_bytes(2, "little")
    return head.ljust(512, b"\x00") + entry.ljust(512, b"\x00") + fib.ljust(512, b"\x00")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word_container(0x0100), "mật khẩu"),
        (OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE + bytes(504) + "Workbook".encode("utf-16-le"), "Excel"),
        (OLE + bytes(504) + "PowerPoint Document".encode("utf-16-le"), "PowerPoint"),
        (OLE + bytes(2000), "tệp OLE khác"),
    ],
    ids=["encrypted", "encrypted-docx", "excel", "powerpoint", "other"],
)
def test_what_is_no_readable_word_file_is_refused_unopened(
    data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither an encrypted file nor another OLE file reaches LibreOffice."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match=reason):
        read_bytes(data, "a.doc")


def test_a_slow_conversion_ends_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time-out neither the program nor what it started runs on."""
    fake_program(tmp_path, "soffice", f"sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(loaders.office, "SOFFICE", loaders.office.SOFFICE._replace(seconds=1))
    with pytest.raises(ReadError, match="quá 1 giây"):
        read_bytes(word_container(), "chậm.doc")
    child = Path("/proc", (tmp_path / "child").read_text().strip(), "status")
    for _ in range(50):
        if not child.exists() or "zombie" in child.read_text():
            return
        time.sleep(0.1)
    pytest.fail("the child still runs")


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    """A web server of this machine that notes what it is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening.server_port, asked
        listening.shutdown()


def test_a_linked_picture_is_not_fetched(
    server: tuple[int, list[str]], convert: Callable[[Path, str], bytes], tmp_path: Path
) -> None:
    """A document that links a picture on a server is read; the server is not asked."""
    port, asked = server
    picture = (
        '<text:p><draw:frame draw:name="I" text:anchor-type="as-char" svg:width="2in" svg:height="2in">'
        f'<draw:image xlink:href="http://127.0.0.1:{port}/x.png" xlink:type="simple"/></draw:frame></text:p>'
    )
    plain, linked = tmp_path / "plain.odt", tmp_path / "linked.odt"
    plain.write_bytes(convert(SOURCE, "odt"))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(linked, "w") as new:
        for entry in old.namelist():
            body = old.read(entry)
            if entry == "content.xml":
                body = body.replace(b"</office:text>", picture.encode() + b"</office:text>")
            new.writestr(entry, body)
    data = convert(linked, "doc")
    assert f"http://127.0.0.1:{port}".encode("utf-16-le") in data
    asked.clear()
    assert "Duy Vinh" in read_bytes(data, "liên kết.doc").text
    assert [] == asked


def test_a_truncated_doc_is_refused_or_read(doc: bytes) -> None:
    """Half a file is a ReadError, never anything else."""
    with pytest.raises(ReadError):
        read_bytes(doc[: len(doc) // 3], "cụt.doc")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.booleans())
def test_hostile_containers_never_raise_anything_else(
    monkeypatch: pytest.MonkeyPatch, tail: bytes, named: bool
) -> None:
    """Any bytes behind the mark of OLE give a ReadError (no LibreOffice here)."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError) as caught:
        read_bytes((word_container() if named else OLE) + tail, "lạ.doc")
    assert caught.value.reason_en
