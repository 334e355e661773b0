"""What a file held when it was built last."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.ledger import NAME, Ledger


def test_a_changed_file_tells_what_it_held(tmp_path: Path) -> None:
    """The hash of before, also in the next run; nothing for an unchanged or a new file."""
    ledger = Ledger(tmp_path)
    ledger.note(Path("a.txt"), "1")
    ledger.save()
    again = Ledger(tmp_path)
    assert ("1", None, None) == (
        again.before(Path("a.txt"), "2"), again.before(Path("a.txt"), "1"), again.before(Path("b.txt"), "1"),
    )  # fmt: skip


def test_what_another_file_holds_is_no_older_text(tmp_path: Path) -> None:
    """Of two copies only one was changed."""
    ledger = Ledger(tmp_path)
    for name in ("a.txt", "b.txt"):
        ledger.note(Path(name), "1")
    assert ledger.before(Path("a.txt"), "2") is None


def test_no_path_is_written_down(tmp_path: Path) -> None:
    """A store may be passed on without the names of somebody's folders."""
    ledger = Ledger(tmp_path)
    ledger.note(Path("/nhà/bí mật/a.txt"), "1")
    ledger.save()
    assert "bí mật" not in (tmp_path / NAME).read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_a_broken_ledger_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    """It is only a help: losing it never stops a build."""
    (tmp_path / NAME).write_bytes(content)
    assert Ledger(tmp_path).before(Path("a.txt"), "1") is None


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store in memory has no ledger on disk."""
    monkeypatch.chdir(tmp_path)
    ledger = Ledger(None)
    ledger.note(Path("a.txt"), "1")
    ledger.save()
    assert [] == list(tmp_path.iterdir())
