"""What the program makes of real text conforms to the shapes: examples, and the reports beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.build import record_quads
from graph.validate import check, check_quotes
from loaders.pipeline import read_record

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "reports"
KINDS = (".txt", ".docx", ".pdf")
FILES = sorted(
    p
    for folder in (ROOT / "examples", SHARED)
    if folder.is_dir()
    for p in folder.iterdir()
    if p.suffix in KINDS
)
WRONG_IN_THE_REPORT = {"CitesYounger"}
"""Faults that a report itself may have, and that an anomaly should then name."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_report_as_read_breaks_no_shape(path: Path) -> None:
    """No violation in its graph, and every quote is the slice of the text layer that it claims to be."""
    record, layer = read_record(path.read_bytes(), path.name)
    triples = record_quads(record, layer).triples
    assert [] == check_quotes(triples, layer.text)
    found = {fault.shape for fault in check(triples) if fault.severity == "violation"}
    assert set() == found - WRONG_IN_THE_REPORT
