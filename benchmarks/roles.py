"""How well roles, stages, polarity and section labels are read, beside hand-made annotations.

    python benchmarks/roles.py [--errors] GOLD:REPORTS …      (folders; the default is the shared gold, then examples/)

Each annotated mention is looked up in the text layer by its quote (white space apart); what is measured is the
reading of roles alone, not the finding of citations. Prints counts, a table of reliability (is a confidence of 0.9
right nine times in ten?) and the time for one mention.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from loaders.documents import read_file
from loaders.layer import make_layer
from loaders.outline import Outline, make_outline
from loaders.roles import RoleReading, read_role

_ROOT = Path(__file__).parents[1]
_PLACES = (
    (_ROOT.parent / "shared" / "gold", _ROOT.parent / "shared" / "reports"),
    (_ROOT / "examples" / "gold", _ROOT / "examples"),
)


class Case(NamedTuple):
    """One annotated mention and what was read."""

    file: str
    key: str
    gold: dict[str, Any]
    section: str
    read: RoleReading


def locate(text: str, quote: str) -> list[tuple[int, int]]:
    """All places of ``quote`` in ``text``, whatever the white space."""
    pattern = r"\s*".join(re.escape(c) for c in re.sub(r"\s", "", quote))
    return [m.span() for m in re.finditer(pattern, text)]


def cases(gold: Path, reports: Path) -> tuple[list[Case], int, float]:
    """The cases of one folder, how many mentions were not found, and seconds spent on reading roles."""
    out: list[Case] = []
    lost, seconds = 0, 0.0
    for path in sorted(gold.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        source = next(iter(reports.rglob(record["report"]["file"])), None)
        if source is None:
            continue
        text = make_layer(read_file(source)).text
        outline = make_outline(text)
        taken: set[tuple[int, int]] = set()
        mentions = [(i["key"], m) for i in record["instruments"] for m in i["mentions"]]
        mentions.sort(key=lambda pair: -len(pair[1]["quote"]))
        for key, mention in mentions:
            span = _span(text, mention, outline, taken)
            if span is None:
                lost += 1
                continue
            taken.add(span)
            began = time.perf_counter()
            read = read_role(text, *span, outline)
            seconds += time.perf_counter() - began
            out.append(Case(path.stem, key, mention, outline.at(span[0]).label, read))
    return out, lost, seconds


def _span(
    text: str, mention: dict[str, Any], outline: Outline, taken: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where the mention stands: the first place not taken yet, best in the section that the annotation names."""
    free = [s for s in locate(text, mention["quote"]) if not any(s[0] < b and a < s[1] for a, b in taken)]
    same = [s for s in free if outline.at(s[0]).label == mention.get("section")]
    return next(iter(same or free), None)


def main() -> int:
    """Print the figures."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("places", nargs="*")
    cli.add_argument("--errors", action="store_true")
    args = cli.parse_args()
    pairs = [tuple(map(Path, p.split(":"))) for p in args.places] or _PLACES
    for gold, reports in pairs:
        found, lost, seconds = cases(gold, reports)
        if found:
            print(
                f"== {gold}: {len(found)} mentions, {lost} not found, {seconds / len(found) * 1e6:.0f} µs each"
            )
            _table(found, errors=args.errors)
    return 0


def _table(found: list[Case], *, errors: bool) -> None:
    """Rates, then reliability by confidence, then misses."""
    wrong = {
        "role": [c for c in found if c.gold["role"] != c.read.role],
        "stage": [c for c in found if c.gold["role"] == "implements" and c.gold.get("stage") != c.read.stage],
        "polarity": [
            c for c in found if c.gold["role"] == "implements" and c.gold.get("polarity") != c.read.polarity
        ],
        "section": [c for c in found if c.gold.get("section") != c.section],
    }
    for name, misses in wrong.items():
        of = len(found) if name in ("role", "section") else sum(c.gold["role"] == "implements" for c in found)
        print(f"{name:9} {1 - len(misses) / max(1, of):.3f}  ({of - len(misses)}/{of})")
    pairs = [
        Counter({(c.file, c.key, c.gold["role"]) for c in found}),
        Counter({(c.file, c.key, c.read.role) for c in found}),
    ]
    right = sum((pairs[0] & pairs[1]).values())
    print(f"(instrument, role): P {right / len(pairs[1]):.3f}  R {right / len(pairs[0]):.3f}")
    print("confidence  said  right")
    for low in (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        high = {0.0: 0.6, 0.6: 0.7, 0.7: 0.8, 0.8: 0.85, 0.85: 0.9, 0.9: 0.95, 0.95: 1.01}[low]
        group = [c for c in found if low <= c.read.confidence < high]
        if group:
            good = sum(_same(c) for c in group)
            print(f"{low:.2f}–{min(high, 1):.2f}   {len(group):5}  {good / len(group):.2f}")
    if errors:
        for name, misses in wrong.items():
            for c in misses:
                said = (
                    c.section
                    if name == "section"
                    else (c.read.role, c.read.stage, c.read.polarity, c.read.rule)
                )
                want = [c.gold.get(k) for k in ("section", "role", "stage", "polarity")]
                print(f"{name:9} {c.file} {c.key[:50]} | {want} | {said}")


def _same(case: Case) -> bool:
    return (case.gold["role"], case.gold.get("stage")) == (case.read.role, case.read.stage)


if __name__ == "__main__":
    sys.exit(main())
