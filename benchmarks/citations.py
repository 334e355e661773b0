"""Accuracy and speed of citations, with what was gained and lost since the last committed table.

    python -m benchmarks.citations            print the tables
    python -m benchmarks.citations --commit   also write benchmarks/citations.tsv, the table to compare with

Accuracy: single hard citations (tests/cases, and the shared ones where they are beside the project). Speed:
``cite`` on report text, process time of one core, beside a bare sweep of ``re`` over the same text and beside
eyecite (the reference citation extractor, for English), where it is installed: pip install 'danvan[bench]'.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from loaders.cite import cite
from loaders.documents import read_file
from loaders.layer import make_layer

HERE = Path(__file__).parent
TABLE = HERE / "citations.tsv"
CASES = {
    "hard": HERE.parent / "tests" / "cases" / "citations" / "hard.jsonl",
    "unseen": HERE.parent / "tests" / "cases" / "unseen" / "citations.jsonl",
    "shared": HERE.parent.parent / "shared" / "citations" / "dev.jsonl",
}
FIELDS = ("key", "type", "date", "issuer")
ENGLISH = (
    (
        "The court in Roe v. Wade, 410 U.S. 113 (1973), held otherwise. The parties agreed to settle all matters "
        "outstanding before trial, and the record shows no objection; the motion was granted in part and denied "
        "in part without costs. "
    )
    * 2
    + "Id. at 117. The remaining claims were dismissed, and the plaintiff did not appeal within the time allowed. "
    * 4
)


def read_cases(file: Path) -> Iterator[tuple[str, dict[str, bool]]]:
    """Each citation of a file with the fields that were read right; each negative with “nothing found”."""
    for line in file.read_text("utf-8").splitlines():
        case = json.loads(line)
        found = cite(case["text"])
        wanted = case["citations"]
        yield f"{case['id']}:count", {"nothing else found": len(found) <= len(wanted)}
        for i, want in enumerate(wanted):
            got = found[i] if len(found) == len(wanted) else None
            yield (
                f"{case['id']}:{i}",
                {f: got is not None and _same(getattr(got, f), want[f]) for f in FIELDS if f in want},
            )


def _same(got: str | None, wanted: str | None) -> bool:
    return (got or "").casefold() == (wanted or "").casefold()


def accuracy() -> dict[str, str]:
    """Print the table of accuracy; case → the fields that are wrong (empty: all right)."""
    rows: dict[str, str] = {}
    for name, file in CASES.items():
        if not file.is_file():
            continue
        counts: dict[str, list[bool]] = {}
        for case, right in read_cases(file):
            rows[f"{name}/{case}"] = ",".join(f for f, ok in right.items() if not ok)
            for field, ok in right.items():
                counts.setdefault(field, []).append(ok)
        shown = "  ".join(f"{f} {sum(oks)}/{len(oks)}" for f, oks in counts.items())
        print(f"{name:8s} {shown}")
    return rows


def compare(rows: dict[str, str]) -> None:
    """Print what was gained and lost since the committed table."""
    lines = TABLE.read_text("utf-8").splitlines() if TABLE.is_file() else []
    before = dict(line.split("\t") for line in lines)
    gained = [case for case, wrong in rows.items() if before.get(case) and not wrong]
    lost = [f"{case} ({wrong})" for case, wrong in rows.items() if wrong and not before.get(case, "new")]
    print(f"gained {len(gained)}: {', '.join(gained) or '-'}")
    print(f"lost {len(lost)}: {', '.join(lost) or '-'}")


def speed(work: Callable[[str], object], texts: list[str]) -> float:
    """MB of UTF-8 text a second of process time, the better of two runs."""
    size = sum(len(t.encode()) for t in texts) / 1e6

    def run() -> float:
        began = time.process_time()
        for text in texts:
            work(text)
        return size / (time.process_time() - began)

    return max(run(), run())


def report_texts(megabytes: int) -> list[str]:
    """The text layers of the example reports, repeated up to a size."""
    files = sorted(f for f in (HERE.parent / "examples").iterdir() if f.suffix in (".txt", ".docx", ".pdf"))
    texts = [make_layer(read_file(file)).text for file in files]
    times = 1 + megabytes * 1_000_000 // sum(len(t.encode()) for t in texts)
    return texts * times


def speeds() -> None:
    """Print the table of speed."""
    texts = report_texts(10)
    ours = speed(cite, texts)
    sweep = speed(lambda text: re.findall(r"\d+\s?[-/]\s?[A-ZĐ]+", text), texts)
    print(f"cite, 10 MB of report text in {len(texts)} texts   {ours:8.2f} MB/s")
    print(f"a bare re sweep over the same text          {sweep:8.2f} MB/s   cite/sweep {ours / sweep:.3f}")
    try:
        from eyecite import get_citations
    except ImportError:
        print("eyecite is not installed: no comparison (pip install 'danvan[bench]')")
        return
    english = [(ENGLISH * 40)[: len(texts[0])]] * 20
    theirs = speed(get_citations, english)
    size = f"{len(english)} English texts of {len(english[0])} characters"
    print(f"eyecite, {size} {theirs:6.2f} MB/s   cite/eyecite {ours / theirs:.1f}")


def main() -> int:
    """Print both tables."""
    rows = accuracy()
    compare(rows)
    if "--commit" in sys.argv:
        TABLE.write_text("".join(f"{case}\t{wrong}\n" for case, wrong in rows.items()), "utf-8")
    speeds()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
