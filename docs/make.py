"""Keep the manual true: ``python docs/make.py`` rewrites what the program itself knows best.

In ``cli.md`` it renews the help of every command (between its markers) and the output of every example; the
whole of ``queries.md`` is made from the head comments of ``queries/*.rq``. All else in ``cli.md`` is written by
hand. ``tests/test_docs.py`` holds that nothing is left to renew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import typer
from typer.testing import CliRunner

import danvan
from queries import catalogue

HERE: Final = Path(__file__).parent
CLI: Final = HERE / "cli.md"
QUERIES: Final = HERE / "queries.md"
HELP: Final = re.compile(r"<!-- help: ([a-z ]+) -->\n.*?<!-- /help -->", re.DOTALL)
EXAMPLE: Final = re.compile(r"```console (\d+)\n\$ ([^\n]+)\n(.*?)```", re.DOTALL)
"""An example: how many lines of its output are shown, the command, the output."""

_WIDEST: Final = 110
_PROGRAM: Final = Path(sys.executable).with_name("danvan")


def commands() -> dict[str, Any]:
    """Name, as it is typed behind ``danvan`` → the command."""
    program = typer.main.get_command(danvan.program([]))
    return dict(_below(program, ""))


def _below(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _below(command, f"{path}{name} ")
        else:
            yield path + name, command


def help_text(name: str) -> str:
    """What ``danvan NAME --help`` prints on 80 columns."""
    arguments = [*name.split(), "--help"]
    done = CliRunner().invoke(danvan.program(arguments), arguments, prog_name="danvan", terminal_width=80)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def with_help(page: str) -> str:
    """``page`` with the help of today's program in its help blocks."""
    return HELP.sub(
        lambda block: f"<!-- help: {block[1]} -->\n```text\n{help_text(block[1])}\n```\n<!-- /help -->", page
    )


def with_examples(page: str) -> str:
    """``page`` with what its examples print today, shortened, over a store built from ``examples/``."""
    examples = list(EXAMPLE.finditer(page))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(
            HERE.parent / "examples", place / "examples", ignore=shutil.ignore_patterns("gold", "*.py")
        )
        _run("danvan build examples", place)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            texts = iter(list(pool.map(lambda example: _run(example[2], place), examples)))
    return EXAMPLE.sub(
        lambda block: f"```console {block[1]}\n$ {block[2]}\n{_shortened(next(texts), int(block[1]))}```",
        page,
    )


def _run(line: str, place: Path) -> str:
    """What a line typed at a shell in ``place`` prints; a pipe into danvan may stand in it."""
    environment = {**os.environ, "LANG": "vi_VN.UTF-8", "DANVAN_STORE": "danvan.db"}
    environment["PATH"] = f"{_PROGRAM.parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    text = done.stdout.decode()
    if done.returncode not in (0, 1) or "Traceback" in text:
        raise RuntimeError(f"{line}: {text}")
    return text


def _shortened(text: str, most: int) -> str:
    """The first lines, each cut where it is too long for a page; “…” stands for what is left out."""
    lines = [
        line if len(line) <= _WIDEST else line[: _WIDEST - 2].rstrip() + " …" for line in text.splitlines()
    ]
    kept = [line.rstrip() for line in lines[:most]] + (["…"] if len(lines) > most else [])
    return "".join(line + "\n" for line in kept)


def queries_page() -> str:
    """The page of named questions."""
    questions = [catalogue.load(name) for name in catalogue.names()]
    return _QUERIES_HEAD + "".join(map(_question, questions))


_QUERIES_HEAD = """# Câu hỏi có sẵn · Named questions

Trang này do `make docs` lập từ phần đầu các tệp `queries/*.rq`; đừng sửa tay. Tham số có dấu * là bắt buộc.
Giá trị gõ tắt được (`217`, `qd 217`, `pho an`).

This page is made by `make docs` from the heads of `queries/*.rq`; do not edit it. Parameters with * are required.
Values may be typed loosely (`217`, `qd 217`, `pho an`).
"""


def _question(question: catalogue.Question) -> str:
    lines = [f"\n## {question.name}\n", f"{question.title_vi}  ", f"{question.title_en}\n"]
    if question.parameters:
        lines += ["| tham số · parameter | loại · kind | mặc định · default | |", "|---|---|---|---|"]
    for one in question.parameters:
        star = "*" if one.required else ""
        default = f"`{one.default}`" if one.default else "–"
        lines.append(f"| `{one.name}`{star} | {one.kind} | {default} | {one.about_vi} · {one.about_en} |")
    if question.parameters:
        lines.append("")
    lines.append(f"Cột · columns: {', '.join(f'`{column}`' for column in question.columns)}\n")
    given = "".join(f" -p {name}={shlex.quote(value)}" for name, value in question.example.items())
    lines += ["```sh", f"danvan query {question.name}{given}", "```"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    CLI.write_text(with_examples(with_help(CLI.read_text("utf-8"))), encoding="utf-8")
    QUERIES.write_text(queries_page(), encoding="utf-8")
