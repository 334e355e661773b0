"""``danvan build`` and ``danvan extract`` at the shell."""

from __future__ import annotations

import functools
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from graph.store import Store

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
REPORT = EXAMPLES / "cam-thuy.txt"


def danvan(
    *arguments: str, lang: str = "vi", data: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does."""
    command = [sys.executable, "-m", "danvan", "--lang", lang, *arguments]
    return subprocess.run(command, cwd=ROOT, input=data, capture_output=True, check=False, timeout=120)


def test_a_build_ends_with_a_summary_and_nothing_else(tmp_path: Path) -> None:
    """Into a pipe: one line on stderr, nothing on stdout; a second build skips what is unchanged."""
    store = ("--store", str(tmp_path / "kho.db"))
    first = danvan("build", str(REPORT), *store)
    assert (0, b"") == (first.returncode, first.stdout)
    assert ["đã đọc 1 tệp; 0 không đổi; 0 trùng nội dung; 0 lỗi"] == first.stderr.decode().splitlines()
    second = danvan("build", str(REPORT), *store, lang="en")
    assert "0 files read; 1 unchanged; 0 with the bytes of another; 0 failed\n" == second.stderr.decode()


def test_a_bad_file_is_one_line_and_exit_code_two(tmp_path: Path) -> None:
    """The file and why; the good one is in the store."""
    bad = tmp_path / "[rỗng].txt"
    bad.write_bytes(b"")
    run = danvan(
        "build", str(bad), str(REPORT), str(tmp_path / "none.txt"), "--store", str(tmp_path / "kho.db")
    )
    lines = run.stderr.decode().splitlines()
    assert 2 == run.returncode
    assert 3 == len(lines)
    assert any(line.startswith(f"{bad}: ") for line in lines)
    assert f"{tmp_path / 'none.txt'}: không có tệp hoặc thư mục này" in lines
    assert lines[-1].startswith("đã đọc 1 tệp;")


def test_a_folder_without_reports_is_nothing_found(tmp_path: Path) -> None:
    """Exit code 1."""
    (tmp_path / "trống").mkdir()
    run = danvan("build", str(tmp_path / "trống"), "--store", str(tmp_path / "kho.db"))
    assert 1 == run.returncode


def test_a_store_that_is_being_written_is_one_line(tmp_path: Path) -> None:
    """The second writer is told who holds it."""
    with Store.writing(tmp_path / "kho.db"):
        run = danvan("build", str(REPORT), "--store", str(tmp_path / "kho.db"))
    assert 2 == run.returncode
    (line,) = run.stderr.decode().splitlines()
    assert "đang được ghi bởi tiến trình" in line


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_stops_with_a_line_and_keeps_whole_reports(tmp_path: Path, jobs: str) -> None:
    """What was written stays; the next build goes on to the same bytes as an undisturbed one."""
    folder = tmp_path / "báo cáo"
    folder.mkdir()
    text = REPORT.read_text("utf-8")
    for number in range(25):
        (folder / f"{number}.txt").write_text(text + f"\nSố {number}.\n", encoding="utf-8")
    store = tmp_path / "kho.db"
    command = [sys.executable, "-m", "danvan", "build", str(folder), "--store", str(store), "--jobs", jobs]
    # A test run in the background ignores Ctrl-C, and its children would inherit that.
    listen = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, preexec_fn=listen)
    while not list(store.glob("danvan-writer.json")):
        assert child.poll() is None
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert 130 == child.returncode, errors.decode()
    assert 1 == len(errors.decode().splitlines())
    assert 0 == danvan("build", str(folder), "--store", str(store)).returncode
    undisturbed = tmp_path / "khác.db"
    assert 0 == danvan("build", str(folder), "--store", str(undisturbed)).returncode
    with Store.reading(store) as one, Store.reading(undisturbed) as other:
        assert 25 == len(one.report_versions())
        assert b"".join(other.dump()) == b"".join(one.dump())


def test_extract_writes_a_record_whose_quotes_stand_at_their_offsets() -> None:
    """JSON and the text layer that its offsets refer to; “-” is standard input."""
    record = json.loads(danvan("extract", str(REPORT)).stdout)
    text = danvan("extract", "-", "--format", "text", data=REPORT.read_bytes()).stdout.decode()
    mentions = [mention for instrument in record["instruments"] for mention in instrument["mentions"]]
    assert mentions
    assert [m["quote"] for m in mentions] == [text[m["start"] : m["end"]] for m in mentions]
    assert REPORT.name == record["report"]["file"]


def test_extract_writes_the_graph_of_a_report() -> None:
    """N-Quads are sorted and twice the same; Turtle says the same triples."""
    first, second = (danvan("extract", str(REPORT), "--format", "nq").stdout for _ in range(2))
    assert first == second
    assert sorted(first.splitlines()) == first.splitlines()
    turtle = danvan("extract", str(REPORT), "--format", "ttl").stdout
    quads = parse(first, format=RdfFormat.N_QUADS)
    assert {quad.triple for quad in quads} == {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize(
    ("argument", "data"), [("-", b""), ("-", b"\0\1\2" * 50), ("none.txt", None), (".", None)]
)
def test_extract_refuses_what_is_no_report_in_one_line(argument: str, data: bytes | None) -> None:
    """Empty, binary, missing, a folder."""
    run = danvan("extract", argument, data=data)
    assert (2, b"", 1) == (run.returncode, run.stdout, len(run.stderr.decode().splitlines()))
