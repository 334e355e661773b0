"""One report's way through the house: bytes → document → text layer → outline → record."""

from __future__ import annotations

import msgspec

from graph.records import Record
from loaders.anomalies import read_anomalies
from loaders.bodies import read_bodies
from loaders.documents import read_bytes
from loaders.findings import read_findings
from loaders.header import read_head
from loaders.indicators import read_indicators
from loaders.instruments import read_instruments
from loaders.layer import TextLayer, make_layer
from loaders.models import read_models
from loaders.movements import read_movements
from loaders.outline import make_outline
from loaders.places import read_places
from loaders.readings import read_figures


def read_record(data: bytes, name: str) -> tuple[Record, TextLayer]:
    """Everything that a report says, and the text layer its offsets refer to. A pure function of bytes and tables.

    Raises:
        loaders.errors.ReadError: the bytes are no readable Vietnamese document; the message says which file and why.
    """
    document = read_bytes(data, name)
    layer = make_layer(document)
    outline = make_outline(layer.text)
    head = read_head(layer.text, outline, name)
    instruments, relations = read_instruments(layer, outline, head)
    figures = read_figures(layer, head, instruments)
    models = read_models(layer, outline, head)
    commission = next((i.key for i in instruments for m in i.mentions if m.role == "commissioned_by"), None)
    record = Record(
        report=msgspec.structs.replace(head, commissioned_by=commission),
        instruments=instruments,
        instrument_relations=relations,
        bodies=read_bodies(layer, head, instruments, models),
        places=read_places(layer, head),
        models=models,
        movements=read_movements(layer, instruments),
        indicators=read_indicators(layer, outline, figures),
        findings=read_findings(layer, outline, figures.sentences),
        anomalies=read_anomalies(layer, head, instruments, figures),
        sha256=document.sha256,
        text_sha256=layer.sha256,
        warnings=document.warnings,
    )
    return record, layer
