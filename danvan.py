"""danvan: a knowledge graph of Vietnamese directives, issuing bodies, communes and what they do.

The face of the five folders: version, public functions, command line; no logic of its own.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from graph.shell import WRONG, Language, fail, language, out, say, set_language

if TYPE_CHECKING:
    from graph.records import Citation, Record

__version__: Final = "0.1.0"
__all__ = ["__version__", "annotate", "cite", "extract", "main"]

_FOLDERS: Final = {
    "loaders": ("build", "extract", "cite"),
    "graph": ("stats", "export", "validate"),
    "queries": ("communes", "lineage", "show", "query"),
    "viz": ("viz",),
}
"""The commands of each folder: only the folder that a command line names is imported."""
_EXAMPLES: Final = Path(__file__).parent / "examples"


def cite(text: str) -> list[Citation]:
    """Every instrument cited in ``text``, mended and dated; ``text[c.start:c.end]`` is the passage.

    >>> [c.key for c in cite("Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021")]
    ['33/CT-TTg']
    """
    from loaders.cite import cite as find

    return find(text)


def annotate(text: str) -> str:
    """``text`` as HTML, escaped, in which each citation links to the instrument it names.

    >>> "id/vb/nha-nuoc/qh/luat/2022/10" in annotate("Luật số 10/2022/QH15 <b>")
    True
    """
    from loaders.cite import annotate as mark

    return mark(text)


def extract(path: str | Path) -> Record:
    """The record of one report.

    Raises:
        OSError: there is no such file.
        loaders.errors.ReadError: the file is no readable Vietnamese document.
    """
    from loaders.pipeline import read_record

    file = Path(path)
    return read_record(file.read_bytes(), file.name)[0]


def main() -> None:
    """Run the command line (entry point ``danvan``)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = program(sys.argv[1:])(prog_name="danvan", standalone_mode=False)
    except typer.Abort:  # Ctrl-C, where typer does not exit by itself
        code = 130
    except Exception as error:
        if not _explained(error):
            raise
        code = WRONG
    sys.exit(code)


def _explained(error: Exception) -> bool:
    """Say in one line what is wrong with the command line; False for any other failure."""
    from graph.usage import is_usage_error, told

    if not is_usage_error(error):
        return False
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # type: ignore[attr-defined]
    else:
        say(*told(error))
    return True


def program(arguments: list[str]) -> typer.Typer:
    """The program with the commands of the folder that ``arguments`` name, or with all of them."""
    app = typer.Typer(
        no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, add_completion=True
    )
    app.callback()(_options)
    app.command("demo")(demo)
    asked = next((a for a in arguments if not a.startswith("-")), None)
    named = [folder for folder, commands in _FOLDERS.items() if asked in commands]
    for folder in named or _FOLDERS:
        import_module(f"{folder}.commands").mount(app)
    return app


def _version(value: bool) -> None:
    if value:
        out(f"danvan {__version__}\n")
        raise typer.Exit


def _options(
    lang: Annotated[
        Language | None, typer.Option("--lang", help="Ngôn ngữ của thông báo / language of messages.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Phiên bản / version.")
    ] = False,
) -> None:
    """Đồ thị tri thức về văn bản chỉ đạo và việc thực hiện ở xã, phường.

    Directives, who issued them, which communes carry them out, and the sentence that proves it.
    """
    set_language(lang)


def demo(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Thư mục báo cáo mẫu / example reports.", show_default="examples"
        ),
    ] = _EXAMPLES,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Trang HTML / page.")] = Path(
        "demo.html"
    ),
) -> None:
    """Dựng kho từ báo cáo mẫu, trả lời câu hỏi chính, vẽ một trang. / Build the examples, answer, draw."""
    import contextlib
    import tempfile

    if not folder.is_dir():
        fail(f"không có thư mục báo cáo mẫu {folder}", f"no folder of example reports: {folder}")
    # The examples are told by their short names, wherever the demo is run.
    beside, reports = (_EXAMPLES.parent, _EXAMPLES.name) if folder == _EXAMPLES else (Path.cwd(), str(folder))
    with tempfile.TemporaryDirectory() as fresh:
        store = str(Path(fresh) / "danvan.db")
        for step in (
            ["build", reports, "--store", store],
            ["communes", "217-QĐ/TW", "--store", store, "--format", "table"],
            ["lineage", "33/CT-TTg", "--store", store, "--format", "tree"],
            ["viz", "network", "--store", store, "-o", str(output)],
        ):
            shown = " ".join(step).replace(store, "danvan.db")
            say("", "")
            say(f"$ danvan {shown}", f"$ danvan {shown}")
            with contextlib.chdir(beside if step[0] == "build" else Path.cwd()):
                program(step)(["--lang", language(), *step], standalone_mode=False)
    say("", "")
    say(f"Đã vẽ trang {output}.", f"Page written: {output}.")


if __name__ == "__main__":
    main()
