"""How much slower a look-up is, from a cold shell, than an empty typer command that opens the same store.

Usage: python benchmarks/coldstart.py [STORE] [--rounds 15]

Without STORE the example reports are built into a fresh one. The two programs run in turn, each in a process of its
own with its output in a pipe; printed are the medians in milliseconds and their ratio (to reach: 1.5, at most 2).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
EMPTY = """
import typer
app = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)

@app.command()
def ask(store: str) -> None:
    import pyoxigraph
    pyoxigraph.Store.read_only(store)

@app.command()
def other() -> None: ...

app()
"""
ASKED = (
    ("communes", "217-QĐ/TW"),
    ("lineage", "217-QĐ/TW"),
    ("show", "217-QĐ/TW"),
    ("query", "stages", "-p", "instrument=217-QĐ/TW"),
)


def seconds(command: list[str]) -> float:
    """Wall time of one run; a run that finds nothing (exit code 1) counts, a failing one ends the benchmark."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode("utf-8", "replace"))
    return taken


def compare(empty: list[str], command: list[str], rounds: int) -> tuple[float, float]:
    """Median seconds of both, run in turn so that both see the same machine."""
    pairs = [(seconds(empty), seconds(command)) for _ in range(rounds)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def main() -> None:
    """Print one line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?")
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or str(Path(folder) / "danvan.db")
        script_of = Path(sys.executable).with_name("danvan")
        danvan = [str(script_of)] if script_of.exists() else [sys.executable, "-m", "danvan"]
        if given.store is None:
            subprocess.run([*danvan, "build", "examples", "--store", store], cwd=ROOT, check=False)
        script = Path(folder) / "empty.py"
        script.write_text(EMPTY, encoding="utf-8")
        empty = [sys.executable, str(script), "ask", store]
        print(f"{'command':<32}{'empty ms':>10}{'danvan ms':>11}{'ratio':>8}")
        for asked in ASKED:
            base, taken = compare(empty, [*danvan, *asked, "--store", store], given.rounds)
            print(f"{' '.join(asked)[:30]:<32}{base * 1e3:>10.0f}{taken * 1e3:>11.0f}{taken / base:>8.2f}")


if __name__ == "__main__":
    main()
