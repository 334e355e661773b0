"""Score extraction against the shared gold and hold it to a floor that only rises.

    python -m benchmarks.score            print the table; exit 1 where a score is below its floor
    python -m benchmarks.score --raise    also lift the floor to what was reached

The floor stands in floor.toml beside this file. Without the shared gold there is nothing to score: it says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
FLOOR = HERE / "floor.toml"
SHARED = HERE.parent.parent / "shared"


def scores(gold: Path, reports: Path) -> dict[str, dict[str, float]]:
    """What the shared scorer says: name of a list → precision, recall, F and counts."""
    danvan = Path(sys.executable).with_name("danvan")
    done = subprocess.run(
        [
            sys.executable, str(SHARED / "evaluation" / "evaluate.py"), "--json", "--gold", str(gold),
            "--reports", str(reports), "--command", f"{danvan} extract {{file}} --format json",
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def main() -> int:
    """Print both tables and compare the first with the floor."""
    if not (SHARED / "gold").is_dir():
        print("no shared gold beside the project: nothing scored")
        return 0
    found = scores(SHARED / "gold", SHARED / "reports")
    floor: dict[str, float] = tomllib.loads(FLOOR.read_text(encoding="utf-8"))["F"]
    below = _print("shared gold", found, floor)
    _print("examples", scores(HERE.parent / "examples" / "gold", HERE.parent / "examples"), {})
    if "--raise" in sys.argv:
        _raise({name: row["F"] for name, row in found.items()}, floor)
    print(f"below the floor: {', '.join(below)}" if below else "no score is below its floor")
    return 1 if below else 0


def _print(title: str, found: dict[str, dict[str, float]], floor: dict[str, float]) -> list[str]:
    print(f"\n{title:50s} {'P':>6} {'R':>6} {'F':>6} {'floor':>6}")
    for name, row in found.items():
        print(f"{name:50s} {row['P']:6.3f} {row['R']:6.3f} {row['F']:6.3f} {floor.get(name, 0):6.3f}")
    return [name for name, least in floor.items() if found.get(name, {"F": 0.0})["F"] < least]


def _raise(reached: dict[str, float], floor: dict[str, float]) -> None:
    best = {name: max(value, floor.get(name, 0.0)) for name, value in reached.items()}
    lines = [f'"{name}" = {value}' for name, value in sorted(best.items())]
    head = (
        "# Least F on the shared gold; raised by `python -m benchmarks.score --raise`, never lowered.\n[F]\n"
    )
    FLOOR.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
