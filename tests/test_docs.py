"""The manual tells what the program does: every command, option and question, with today's help and outputs."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import danvan
from queries import catalogue

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_CALL = re.compile(r"(?:^|[;|]\s*|\$ )danvan((?: (?:'[^']*'|[^\s;|#']+))+)", re.MULTILINE)


def _load() -> ModuleType:
    """``docs/make.py``, which is a script and no module of the package."""
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["docs_make"] = module
    spec.loader.exec_module(module)
    return module


make: Any = _load()
COMMANDS: dict[str, Any] = make.commands()
CLI = make.CLI.read_text("utf-8")
SECTIONS = dict(re.findall(r"^## ([a-z ]+)\n(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL))


def _options(name: str) -> set[str]:
    """Every spelling of every option of a command."""
    own = {spelling for option in COMMANDS[name].params for spelling in option.opts if spelling[0] == "-"}
    return own | {"--help"}


def test_every_command_has_its_section_and_no_other_does() -> None:
    """``cli.md`` has one section a command."""
    assert sorted(COMMANDS) == sorted(SECTIONS)
    assert {"communes", "viz network"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_section_describes_shows_and_lists_every_option(name: str) -> None:
    """Both languages, two examples of this very command, every option with words of its own."""
    section = SECTIONS[name]
    words = section.partition("```")[0].strip().split("\n\n")
    assert 2 == len(words)
    examples = [example for example in make.EXAMPLE.finditer(section) if _called(example[2]) == name]
    assert len(examples) >= 2
    assert all(example[3].strip() for example in examples)
    for option in COMMANDS[name].params:
        assert option.help, f"{name}: {option.name} says nothing of itself"
        assert not option.opts[0].startswith("-") or option.opts[-1] in section


def test_the_help_shown_is_the_real_help() -> None:
    """After a change of a command run ``make docs``."""
    assert make.with_help(CLI) == CLI
    assert sorted(COMMANDS) == sorted(make.HELP.findall(CLI))


def test_the_examples_print_what_the_manual_says() -> None:
    """All of them, run over the example reports; after a change run ``make docs``."""
    pytest.importorskip("pyshacl", reason="the examples of validate need the extra danvan[validate]")
    assert make.with_examples(CLI) == CLI


def test_the_page_of_questions_is_current_and_names_each() -> None:
    """After a change of a question run ``make docs``."""
    page = make.QUERIES.read_text("utf-8")
    assert make.queries_page() == page
    assert catalogue.names() == re.findall(r"^## (.+)$", page, re.MULTILINE)


@pytest.mark.parametrize("page", [ROOT / "README.md", make.CLI, make.QUERIES], ids=lambda page: page.name)
def test_commands_that_pages_show_exist(page: Path) -> None:
    """No page calls a command or an option that the program does not have."""
    shown = [call for block in _code(page) for call in _CALL.findall(block)]
    assert shown
    for call in shown:
        name = _called("danvan" + call)
        assert name, f"{page.name}: danvan{call}"
        asked = set(re.findall(r" (--?[a-z]+)", call)) - {"--lang"}
        assert asked <= _options(name), f"{page.name}: danvan{call}"


def _called(line: str) -> str | None:
    """The command that a line of a shell calls (the last one, where there are several)."""
    calls = [call.replace(" --lang en", "").split() for call in _CALL.findall(line)]
    return next((n for n in COMMANDS for call in calls[-1:] if call[: n.count(" ") + 1] == n.split()), None)


def _code(page: Path) -> list[str]:
    return re.findall(
        r"^```(?:sh|console)[^\n]*\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_resolve(page: Path) -> None:
    """Every relative link leads to a file that is there."""
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [] == [link for link in links if not (page.parent / link).exists()]


def test_the_changelog_names_every_command() -> None:
    """Under “Commands”, each between backticks."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [] == [name for name in COMMANDS if f"`{name}`" not in changelog]


def test_the_python_shown_in_the_readme_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line runs; where its comment is a value, that is the value."""
    monkeypatch.chdir(ROOT)
    block = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block
    lines = [line for line in block[1].splitlines() if line.startswith("danvan.")]
    assert lines
    for line in lines:
        code, _, comment = line.partition("#")
        value = eval(code, {"danvan": danvan})  # noqa: S307  (our own README)
        assert value
        assert repr(value) == comment.strip() or not comment.strip().startswith(("'", "[", "{"))
