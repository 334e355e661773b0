"""The whole way: bytes → record, pure and true to its text."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from graph.records import Item, Record, from_json, schema, to_json
from loaders.pipeline import read_record

EXAMPLES = sorted(
    file
    for file in (Path(__file__).parents[2] / "examples").iterdir()
    if file.suffix in (".txt", ".docx", ".pdf")
)


def items(record: Record) -> list[Item]:
    """Everything in a record that has a quote."""
    lists = (record.instrument_relations, record.bodies, record.places, record.models, record.movements,
             record.indicators, record.findings, record.anomalies)  # fmt: skip
    return [m for i in record.instruments for m in i.mentions] + [item for found in lists for item in found]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name)
def test_every_quote_is_what_stands_at_its_offsets(file: Path) -> None:
    """Quotes slice out of the text layer, white space folded; every confidence lies in 0–1."""
    record, layer = read_record(file.read_bytes(), file.name)
    found = items(record)
    assert found
    assert [] == [i.quote for i in found if i.quote != " ".join(layer.text[i.start : i.end].split())]
    assert all(0 <= m.confidence <= 1 and m.rule for i in record.instruments for m in i.mentions)


def test_a_record_is_a_pure_function_of_the_bytes() -> None:
    """Read twice, one record; through JSON and back, the same."""
    data = EXAMPLES[0].read_bytes()
    record, _ = read_record(data, EXAMPLES[0].name)
    assert record == read_record(data, EXAMPLES[0].name)[0]
    assert record == from_json(to_json(record))


def test_the_contract_has_its_lists_in_order() -> None:
    """The JSON holds the lists of the contract, report first."""
    record, _ = read_record(EXAMPLES[0].read_bytes(), EXAMPLES[0].name)
    assert [
        "report", "instruments", "instrument_relations", "bodies", "places", "models", "movements", "indicators",
        "findings", "anomalies",
    ] == list(msgspec.json.decode(to_json(record)))[:10]  # fmt: skip
    assert "$defs" in schema()


def test_a_report_without_header_is_read_and_its_unit_unknown() -> None:
    """No letterhead: the citations are there, commune and issuer are null."""
    text = "Trong năm, các chi hội đã thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị và vận động hội viên tham gia."
    record, _ = read_record(text.encode(), "khong-dau.txt")
    assert (None, None) == (record.report.commune, record.report.issuer)
    assert ["05-CT/TW"] == [i.key for i in record.instruments]
