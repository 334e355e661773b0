"""Wrong use of the command line is told in the reader's language, in one line, with where to read on."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
import typer

from graph.usage import is_usage_error, told


def _command(
    what: str,
    depth: Annotated[int, typer.Option(min=1, max=9)] = 1,
    kind: Annotated[Literal["a", "b"], typer.Option()] = "a",
) -> None:
    """A command with what commands have."""


def _other() -> None:
    """So that there is something to choose from."""


def wrong(*arguments: str) -> tuple[str, str]:
    """What is told of these arguments."""
    app = typer.Typer()
    app.command("walk")(_command)
    app.command("other")(_other)
    with pytest.raises(Exception) as caught:
        app(list(arguments), prog_name="danvan", standalone_mode=False)
    assert is_usage_error(caught.value)
    return told(caught.value)


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        ("walk", "thiếu ", "Missing argument"),
        ("walk x --deph 3", "không có tùy chọn --deph; có phải --depth?", "No such option: --deph"),
        ("walk x --depth 0", "--depth: ít nhất là 1", "Invalid value for '--depth'"),
        ("walk x --depth 99", "--depth: nhiều nhất là 9", "Invalid value for '--depth'"),
        ("walk x --depth x", "--depth: phải là số nguyên", "Invalid value for '--depth'"),
        ("walk x --kind c", "--kind: không có “c”; có: a, b", "'c' is not one of 'a', 'b'"),
        ("walk x y", "thừa: y", "unexpected extra argument"),
        ("walk x --depth", "tùy chọn --depth cần một giá trị", "requires an argument"),
        ("wlk x", "không có lệnh “wlk”; có phải walk?", "No such command 'wlk'"),
    ],
)
def test_every_kind_of_wrong_use_is_told(arguments: str, vi: str, en: str) -> None:
    """Nothing of typer's English is left in the Vietnamese."""
    vietnamese, english = wrong(*arguments.split())
    assert vietnamese.startswith(vi)
    assert vietnamese.endswith("--help)")
    assert "value" not in vietnamese
    assert en in english
    assert 1 == len(english.splitlines())


def test_any_other_failure_is_no_usage_error() -> None:
    """A fault of the program is not hidden behind a hint to the help."""
    assert not is_usage_error(KeyError("x"))
