"""The face: version, public functions, the command line as people meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import danvan

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("danvan")


def run(*arguments: str, given: bytes = b"", lang: str = "vi_VN.UTF-8") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person would, with standard input."""
    return subprocess.run(
        [str(PROGRAM), *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "LANG": lang},
    )


def test_the_version_is_that_of_the_package() -> None:
    """``danvan --version`` and the project's metadata agree."""
    assert f"danvan {danvan.__version__}\n".encode() == run("--version").stdout
    assert f'version = "{danvan.__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_every_command_has_help_in_both_languages() -> None:
    """Each command of the contract is listed and explains itself."""
    listed = run("--help").stdout.decode()
    for command in (
        "demo",
        "build",
        "extract",
        "cite",
        "communes",
        "lineage",
        "show",
        "query",
        "stats",
        "viz",
    ):
        assert command in listed
        assert 0 == run(command, "--help").returncode


def test_cite_reads_standard_input_line_by_line() -> None:
    """``--lines``: every line is a text of its own, numbered; exit 0 where anything was found."""
    done = run(
        "cite", "-", "--lines", given="Chỉ thị số 33/CT-TTg\r\nkhông có gì\nQĐ số 217/QĐ-TW\n".encode()
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert 0 == done.returncode
    assert [(1, ["33/CT-TTg"]), (2, []), (3, ["217-QĐ/TW"])] == [
        (x["line"], [c["key"] for c in x["citations"]]) for x in lines
    ]


def test_cite_finds_nothing() -> None:
    """Nothing found is exit 1 and an empty list, never prose."""
    done = run("cite", "-", given="Bà con phấn khởi.".encode())
    assert (1, [{"line": 1, "citations": []}], b"") == (
        done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("cite", "khong-co.txt"), "không có tệp"),
        (("cit", "-"), "không có lệnh “cit”; có phải cite?"),
        (("communes",), "thiếu INSTRUMENT"),
        (("communes", "217", "--stage", "x"), "--stage: không có “x”; có: disseminated"),
        (("--lang", "en", "communes"), "Missing argument"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(arguments: tuple[str, ...], word: str) -> None:
    """A missing file, a mistyped command, a value that is none: what is wrong, in the language asked for."""
    done = run(*arguments)
    assert (2, b"", 1) == (done.returncode, done.stdout, done.stderr.count(b"\n"))
    assert word in done.stderr.decode()


def test_the_demo_speaks_the_language_asked_for(tmp_path: Path) -> None:
    """``--lang`` holds for the commands that the demo runs, and no path of this machine is shown."""
    done = run("--lang", "en", "demo", "--output", str(tmp_path / "demo.html"))
    said = done.stdout.decode() + done.stderr.decode()
    assert "communes that reported say that they implement it" in said
    assert "xã có báo cáo" not in said
    assert str(ROOT) not in said


def test_a_closed_pipe_is_quiet() -> None:
    """``danvan cite … | head -1`` says nothing on stderr."""
    text = "Chỉ thị số 33/CT-TTg\n" * 20_000
    process = subprocess.Popen(
        [str(PROGRAM), "cite", "-", "--lines"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(text.encode())
    process.stdin.close()
    process.stdout.readline()
    process.stdout.close()
    assert b"" == process.stderr.read()
    process.stderr.close()
    process.wait()


def test_the_public_functions_return_typed_values() -> None:
    """``danvan.cite`` gives citations whose offsets slice the text, ``danvan.extract`` a record."""
    text = "theo Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị"
    (found,) = danvan.cite(text)
    assert ("217-QĐ/TW", "2013-12-12", "Quyết định số 217-QĐ/TW") == (
        found.key,
        found.date,
        text[found.start : found.end],
    )
    record = danvan.extract(ROOT / "examples" / "hoang-thinh.txt")
    assert "Xã Hoằng Thịnh" == record.report.commune


def test_annotate_links_citations_and_escapes_the_rest() -> None:
    """Hostile text stays text; a citation whose identity is known is a link, an open one is marked."""
    html = danvan.annotate(
        '<script>alert(1)</script> theo Chỉ thị số 33/CT-TTg ngày 26/11/2021; "Kế hoạch 15/KH-UBND"'
    )
    assert "<script" not in html
    assert "id/vb/nha-nuoc/ttg/chi-thi/2021/33" in html
    assert '<mark title="15/KH-UBND" data-key="15/KH-UBND">Kế hoạch 15/KH-UBND</mark>"' in html
    assert danvan.annotate("") == ""


def test_the_examples_in_the_docstrings_are_true() -> None:
    """What the public functions' docstrings show is what they do."""
    import doctest

    import loaders.cite
    import ontology.keys

    for module in (danvan, loaders.cite, ontology.keys):
        assert doctest.testmod(module).failed == 0


def test_the_demo_answers_the_flagship_question(tmp_path: Path) -> None:
    """The demo builds the examples, names communes with quote and denominator, prints a tree, writes a page."""
    page = tmp_path / "demo.html"
    done = run("demo", "--output", str(page))
    answer = done.stdout.decode()
    assert 0 == done.returncode, done.stderr.decode()
    assert "xã có báo cáo nêu việc thực hiện" in answer
    assert "217" in answer
    assert "16/CT-TTg" in answer
    assert page.read_text("utf-8").startswith("<!doctype html>")
