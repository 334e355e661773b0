"""What all commands share: languages, tables, exit codes, plain output."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
import typer

from graph import shell
from graph.shell import Column, fail, say, set_language, shown, write_table

COLUMNS = (Column("name", "tên", "name"), Column("n", "số", "number"), Column("all", "các", "all"))
ROWS: list[tuple[shell.Cell, ...]] = [
    ("Xã Phổ An", 3, ["a", "b"]),
    ("tab\tline\n\\", Decimal("1.5"), []),
    ("“[bold]”", None, ["x"]),
]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Each test speaks Vietnamese to begin with."""
    set_language("vi")
    yield
    set_language("vi")


@pytest.mark.parametrize(
    ("lang", "expected"), [("en_US.UTF-8", "en"), ("C", "vi"), ("", "vi"), ("vi_VN", "vi"), ("EN", "en")]
)
def test_the_language_follows_the_environment(
    lang: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """English only if $LANG begins with en."""
    monkeypatch.setenv("LANG", lang)
    set_language(None)
    assert expected == shell.language()


def test_a_message_is_one_line_on_stderr(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """In the person's language, without control characters."""
    say("không\nđược \x1b[31mđỏ", "no")
    set_language("en")
    say("không", "no")
    assert ("không được [31mđỏ\nno\n".encode(), b"") == capfdbinary.readouterr()[::-1]


def test_failing_says_why_and_exits_with_two(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Wrong use or bad input."""
    with pytest.raises(typer.Exit) as ended:
        fail("sai", "wrong")
    assert (2, b"sai\n") == (ended.value.exit_code, capfdbinary.readouterr().err)


def written(capfdbinary: pytest.CaptureFixture[bytes], fmt: shell.TableFormat | None) -> str:
    """What ``write_table`` writes."""
    assert len(ROWS) == write_table(ROWS, COLUMNS, fmt)
    return capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("fmt", [None, "table", "tsv"])
def test_into_a_pipe_a_table_is_tsv(
    capfdbinary: pytest.CaptureFixture[bytes], fmt: shell.TableFormat | None
) -> None:
    """One line a row, whatever stands in a cell, and no markup."""
    expected = ["name\tn\tall", "Xã Phổ An\t3\ta; b", "tab\\tline\\n\\\\\t1.5\t", "“[bold]”\t\tx"]
    assert expected == written(capfdbinary, fmt).splitlines()


def test_csv_comes_back_as_it_went_in(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Quotes, tabs and line ends survive."""
    rows = list(csv.reader(io.StringIO(written(capfdbinary, "csv"))))
    assert ["name", "n", "all"] == rows[0]
    assert ["Xã Phổ An", "tab\tline\n\\", "“[bold]”"] == [row[0] for row in rows[1:]]


def test_json_keeps_types(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Numbers are numbers, lists are lists, nothing is null."""
    rows = json.loads(written(capfdbinary, "json"))
    assert {"name": "Xã Phổ An", "n": 3, "all": ["a", "b"]} == rows[0]
    assert (1.5, None) == (rows[1]["n"], rows[2]["n"])


def test_jsonl_has_a_line_a_row(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each line is an object of its own."""
    assert [row[0] for row in ROWS] == [
        json.loads(line)["name"] for line in written(capfdbinary, "jsonl").splitlines()
    ]


def test_on_a_terminal_text_of_reports_is_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Brackets are not markup, escape sequences do not reach the terminal, headings are in the language."""
    monkeypatch.setattr(shell, "to_terminal", lambda: True)
    write_table([("[red]số 5[/red]\x1b]0;x\x07", 1, ["y"])], COLUMNS)
    output = capsys.readouterr().out
    assert "[red]số 5[/red]" in output
    assert "\x1b" not in output
    assert "tên" in output


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nb\tc", "a b c"), ("\u202eabc", "abc"), ("\x1b[0mx", "[0mx"), ("Đảng ủy", "Đảng ủy")],
)
def test_only_printable_characters_are_shown(text: str, expected: str) -> None:
    """Control and direction characters could rewrite what a person reads."""
    assert expected == shown(text)


def test_an_endpoint_where_a_file_is_needed_is_said(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """No traceback."""
    with pytest.raises(typer.Exit):
        shell.open_store("https://example.org/sparql")
    assert b"https://example.org/sparql" in capfdbinary.readouterr().err
