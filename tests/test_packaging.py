"""The wheel: exactly these top-level names, all data files, and a program that runs from it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("ontology", "graph", "loaders", "queries", "viz")
DATA = {".toml", ".csv", ".ttl", ".rq", ".gz", ".html", ".css", ".js", ".tsv"}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from the working tree."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return out


def names(wheel: Path) -> set[str]:
    """The files of a wheel without its own metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {n for n in archive.namelist() if ".dist-info/" not in n}


def test_the_wheel_has_exactly_these_top_level_names(built: Path) -> None:
    """Five folders and the face, nothing else."""
    wheel = next(built.glob("*.whl"))
    assert {*FOLDERS, "danvan.py"} == {name.split("/")[0] for name in names(wheel)}


def test_the_wheel_holds_every_data_file(built: Path) -> None:
    """Every table, Turtle file, query and template of the folders is in the wheel, and no other kind of file."""
    shipped = names(next(built.glob("*.whl")))
    wanted = {
        str(file.relative_to(ROOT))
        for folder in FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and (file.suffix in DATA or file.suffix == ".py")
    }
    typed = {f"{folder}/py.typed" for folder in FOLDERS}
    assert wanted | typed | {"danvan.py"} == shipped


def test_the_source_archive_can_be_tested(built: Path) -> None:
    """Tests, examples, docs, licences and the two commands are in the source archive."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        top = {Path(n).parts[1] for n in archive.getnames() if len(Path(n).parts) > 1}
    assert {
        "tests",
        "examples",
        "docs",
        "Makefile",
        "constraints.txt",
        "LICENSE",
        "LICENSE-DATA",
        "README.md",
    } <= top


def test_the_program_runs_from_the_wheel(built: Path, tmp_path: Path) -> None:
    """Unpacked by itself, away from the checkout, the wheel answers a citation."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as archive:
        archive.extractall(tmp_path)
    path = f"import sys; sys.path.insert(0, {str(tmp_path)!r})"
    code = f"{path}; import danvan; print(danvan.cite('QĐ số 217/QĐ-TW')[0].key)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "217-QĐ/TW\n" == done.stdout


def test_constraints_pin_versions_and_name_no_index() -> None:
    """Every line of the constraints is one pinned version."""
    lines = [x for x in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not x.startswith("#")]
    assert [] == [x for x in lines if x.count("==") != 1 or "/" in x or x.startswith("-")]
