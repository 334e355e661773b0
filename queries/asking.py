"""What the commands that ask share: an open store, a loose value that fits no or several things, a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from graph.shell import NOTHING_FOUND, WRONG, fail, open_store, out, say

if TYPE_CHECKING:
    from graph.store import Store
    from queries.lookup import NotOne


@contextmanager
def asking(path: str) -> Iterator[Store]:
    """The store at ``path``, open for reading; what goes wrong with it ends the program with one line.

    A loose value that fits no thing ends it with exit code 1, one that fits several with 2.
    """
    from graph.errors import QueryRefused, StoreError
    from queries.lookup import NotOne

    try:
        with open_store(path) as store:
            yield store
    except (StoreError, QueryRefused) as error:
        fail(error.vi, error.en)
    except NotOne as answer:
        _not_one(answer)


def _not_one(answer: NotOne) -> NoReturn:
    """Say what was not found, or what there is to choose from."""
    from queries.present import choice_lines

    if not answer.matches:
        near = ", ".join(answer.suggestions)
        vi = f"không tìm thấy “{answer.text}” trong kho" + (f"; có phải: {near}?" if near else "")
        en = f"“{answer.text}” is not in the store" + (f"; did you mean {near}?" if near else "")
        fail(vi, en, NOTHING_FOUND)
    say(f"“{answer.text}” có thể là một trong những văn bản, đơn vị sau; hãy nêu rõ hơn:",
        f"“{answer.text}” may be any of these; say which:")  # fmt: skip
    for line in choice_lines(answer.matches):
        say(line, line)
    dated = next((t for t in answer.matches if t.kind == "instrument" and t.date), None)
    if dated:
        say(f"Ví dụ: “{dated.label}@{dated.date}”.", f"For example: “{dated.label}@{dated.date}”.")
    raise typer.Exit(WRONG)


def day_asked(text: str) -> str:
    """A day typed as 2024-12-31 or 31/12/2024 (``--on``) → ISO; ends the program where it is none."""
    from datetime import date

    parts = text.strip().replace(".", "/").split("/")
    try:
        return date.fromisoformat("-".join(part.zfill(2) for part in reversed(parts))).isoformat()
    except ValueError:
        fail(f"--on {text}: không phải là ngày", f"--on {text}: no such day")


def print_lines(lines: Iterable[str]) -> None:
    """Lines to stdout."""
    out("".join(line + "\n" for line in lines))
