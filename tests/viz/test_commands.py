"""The commands: what they write, what they say, and how they end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from graph.store import Store
from viz.commands import mount

ROW = tuple[Any, int]


@pytest.fixture
def program() -> typer.Typer:
    """A program with the commands of this folder, as the face mounts them."""
    app = typer.Typer()
    app.command("other")(lambda: None)
    mount(app)
    return app


@pytest.fixture
def stored(tmp_path: Path, writer: Any) -> Path:
    """A store on disk with one report."""
    path = tmp_path / "kho.db"
    report = writer("Xã Phổ An")
    report.say("217-QĐ/TW", "Xã tổ chức thực hiện", role="implements", stage="executed", polarity="affirmed")
    report.relate("01-KL/TW", "continues", "217-QĐ/TW")
    with Store.writing(path) as store:
        store.replace_report(report.quads())
    return path


def run(program: typer.Typer, *arguments: object) -> tuple[int, str]:
    """Exit code and what was said to people."""
    result = CliRunner().invoke(program, ["viz", *map(str, arguments)])
    return result.exit_code, result.stderr


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("network",), "Văn bản, cơ quan và các xã: mạng lưới thực hiện"),
        (("network", "217"), "217-QĐ/TW: ai thực hiện, đến đâu"),
        (("network", "xa pho an"), "Xã Phổ An: thực hiện và liên quan"),
        (("network", "phổ an"), "Xã Phổ An: thực hiện và liên quan"),
        (("lineage", "217-qd/tw"), "217-QĐ/TW: lược đồ văn bản"),
    ],
)
def test_a_page_is_written_about_what_was_asked(
    program: typer.Typer, stored: Path, tmp_path: Path, arguments: tuple[str, ...], title: str
) -> None:
    """The whole, an instrument by half its number, a commune without diacritics, a lineage."""
    page = tmp_path / "trang.html"
    code, said = run(program, *arguments, "--store", stored, "-o", page)
    assert (0, 1) == (code, said.count("\n"))
    assert f"<title>{title}</title>" in page.read_text(encoding="utf-8")


def test_what_is_not_in_the_store_ends_with_1(program: typer.Typer, stored: Path, tmp_path: Path) -> None:
    """One line, and no page."""
    page = tmp_path / "trang.html"
    code, said = run(program, "network", "999-QĐ/TW", "--store", stored, "-o", page)
    assert (1, 1, False) == (code, said.count("\n"), page.exists())


def test_an_empty_store_ends_with_1(program: typer.Typer, tmp_path: Path) -> None:
    """There is nothing to draw."""
    Store.writing(tmp_path / "kho.db").close()
    code, said = run(program, "network", "--store", tmp_path / "kho.db", "-o", tmp_path / "x.html")
    assert (1, "không có gì để vẽ trong kho này\n") == (code, said)


def test_a_missing_store_an_unknown_kind_and_an_unwritable_place_end_with_2(
    program: typer.Typer, stored: Path, tmp_path: Path
) -> None:
    """Each says what is wrong."""
    page = tmp_path / "x.html"
    assert 2 == run(program, "network", "--store", tmp_path / "none.db", "-o", page)[0]
    code, said = run(program, "network", "--kinds", "party,sao", "--store", stored, "-o", page)
    assert (2, True) == (code, "sao" in said)
    code, said = run(program, "network", "--store", stored, "-o", tmp_path / "missing" / "x.html")
    assert (2, True) == (code, "x.html" in said)
