"""Imports run one way, and the contract that says so is really kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip


def test_the_contract_is_kept() -> None:
    """Data flows danvan → viz | queries → loaders → graph → ontology, and questions and pictures never read files."""
    done = lint(ROOT)
    assert 0 == done.returncode, done.stdout
    assert "2 kept, 0 broken" in done.stdout


def test_nothing_imports_the_face() -> None:
    """The face sees every folder and no folder sees the face (a lone module, which import-linter cannot hold)."""
    folders = ("ontology", "graph", "loaders", "queries", "viz")
    files = [file for folder in folders for file in (ROOT / folder).glob("*.py")]
    assert [] == [
        file.name
        for file in files
        if re.search(r"^\s*(?:import|from) danvan\b", file.read_text("utf-8"), re.M)
    ]


def test_an_import_against_the_flow_is_reported(tmp_path: Path) -> None:
    """A graph that imports queries breaks the contract: the check is no ornament."""
    for folder in ("ontology", "graph", "loaders", "queries", "viz"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text('"""Empty."""\n')
    (tmp_path / "danvan.py").write_text('"""Empty."""\n')
    (tmp_path / "graph" / "wrong.py").write_text("import queries\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    done = lint(tmp_path)
    assert 1 == done.returncode
    assert "graph.wrong -> queries" in done.stdout
