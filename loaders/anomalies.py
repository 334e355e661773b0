"""What cannot be right in a report: faults of arithmetic, dates, types and references, each with its reckoning."""

from __future__ import annotations

from graph.records import Anomaly, Instrument, ReportHead
from loaders.audit_dates import date_faults
from loaders.audit_measures import figure_faults
from loaders.audit_references import reference_faults
from loaders.layer import TextLayer
from loaders.readings import FigureReading


def read_anomalies(
    layer: TextLayer, head: ReportHead, instruments: tuple[Instrument, ...], figures: FigureReading
) -> tuple[Anomaly, ...]:
    """All anomalies within one report in the order of the text; one fault, one anomaly."""
    text = layer.text
    found = [
        *figure_faults(text, figures),
        *date_faults(text, head, instruments),
        *reference_faults(text, head, instruments),
    ]
    once = {(a.start, a.end, a.kind): a for a in found}
    return tuple(sorted(once.values(), key=lambda a: (a.start, a.end)))
