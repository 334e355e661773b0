"""``danvan stats`` and ``danvan export``: a store as a whole, at the shell."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph.build import record_quads
from graph.records import Record
from graph.reference import refresh
from graph.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path, record: Record, another: Callable[..., Record]) -> Path:
    """A store of two reports, one of them of nowhere, and the register."""
    with Store.writing(tmp_path / "kho.db") as store:
        refresh(store)
        store.replace_report(record_quads(record, None))
        store.replace_report(record_quads(another(record, "b.txt", commune=None), None))
    return tmp_path / "kho.db"


def danvan(*arguments: str, lang: str = "vi") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a shell does."""
    command = [sys.executable, "-m", "danvan", "--lang", lang, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=120)


def test_stats_counts_things_once(path: Path) -> None:
    """Two reports that name the same instrument: two reports, one instrument."""
    run = danvan("stats", "--store", str(path), "--format", "json")
    counted = {row["name"]: row["count"] for row in json.loads(run.stdout)}
    expected = {
        "reports": 2, "reports_without_unit": 1, "units_reporting": 1, "instruments_cited": 3, "unresolved": 2,
        "movements": 1, "observations": 2, "stage:executed": 2, "finding:limitation": 2, "anomaly:arithmetic": 2,
    }  # fmt: skip
    assert expected == {name: counted[name] for name in expected}
    assert 0 == run.returncode


def test_stats_of_an_empty_store_says_that_nothing_was_found(tmp_path: Path) -> None:
    """Exit code 1."""
    with Store.writing(tmp_path / "kho.db"):
        pass
    assert 1 == danvan("stats", "--store", str(tmp_path / "kho.db")).returncode


@pytest.mark.parametrize("command", ["stats", "export"])
def test_a_missing_store_is_one_line_and_exit_code_two(command: str, tmp_path: Path) -> None:
    """In the language asked for; nothing on stdout."""
    run = danvan(command, "--store", str(tmp_path / "none.db"), lang="en")
    assert (2, b"") == (run.returncode, run.stdout)
    assert [f"there is no store at {tmp_path / 'none.db'}"] == [
        line.split(" (")[0] for line in run.stderr.decode().splitlines()
    ]


def test_export_writes_every_graph_in_one_order(path: Path) -> None:
    """N-Quads: twice the same bytes, and all that the store holds but its notes about itself."""
    first, second = (danvan("export", "--store", str(path)).stdout for _ in range(2))
    assert first == second
    with Store.reading(path) as store:
        assert b"".join(store.dump()) == first
    assert b"urn:danvan" not in first


@pytest.mark.parametrize(("fmt", "kind"), [("trig", RdfFormat.TRIG), ("ttl", RdfFormat.TURTLE)])
def test_trig_and_turtle_say_the_same(path: Path, fmt: str, kind: RdfFormat) -> None:
    """TriG is all graphs, Turtle the facts; both with the prefixes of the house."""
    data = danvan("export", "--store", str(path), "--format", fmt).stdout
    quads = set(parse(data, format=kind))
    with Store.reading(path) as store:
        kept = {quad for quad in store.quads() if "urn:danvan" not in str(quad.graph_name)}
    assert {q for q in kept if fmt == "trig" or q.graph_name == DefaultGraph()} == quads
    assert b"@prefix dv: " in data
