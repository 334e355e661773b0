"""The example corpus: every gold record fits its report and the contract, and the corpus is varied."""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from graph import records
from loaders.documents import read_file
from loaders.layer import make_layer

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD = sorted((EXAMPLES / "gold").glob("*.json"))
REPORTS = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".docx", ".pdf"})
LISTS = {
    "instruments": records.Instrument,
    "instrument_relations": records.InstrumentRelation,
    "bodies": records.Body,
    "places": records.Place,
    "models": records.Model,
    "movements": records.Movement,
    "indicators": records.Indicator,
    "findings": records.Finding,
    "anomalies": records.Anomaly,
}
STATE_OR_PARTY_KEY = re.compile(r"\d{1,5}[a-z]?(-|/(\d{4}/)?)[^\s]+")

by_report = pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)


def load(path: Path) -> dict[str, Any]:
    """One gold record."""
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


def squeeze(text: str) -> str:
    """NFC without white space: how lines were joined, or cells set apart, plays no part in the comparison."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


@functools.cache
def layer(file: str) -> str:
    """The text layer of a report, squeezed."""
    return squeeze(make_layer(read_file(EXAMPLES / file)).text)


def quotes(value: object) -> Iterator[str]:
    """Every quote anywhere in a gold record."""
    if isinstance(value, dict):
        if "quote" in value:
            yield value["quote"]
        for part in value.values():
            yield from quotes(part)
    elif isinstance(value, list):
        for part in value:
            yield from quotes(part)


def test_each_report_has_a_gold_record() -> None:
    """Each report has exactly one gold record, and the record names it."""
    assert sorted(p.name for p in REPORTS) == sorted(load(p)["report"]["file"] for p in GOLD)


@by_report
def test_every_quote_stands_in_the_report(path: Path) -> None:
    """Every quote of a gold record stands in the text layer of its report."""
    record = load(path)
    text = layer(record["report"]["file"])
    assert [q for q in quotes(record) if squeeze(q) not in text] == []


@by_report
def test_gold_fits_the_record_structs(path: Path) -> None:
    """A gold item decodes into its struct once the offsets, which gold leaves out, are filled in."""
    record = load(path)
    assert set(record) == {"report", *LISTS}
    head = msgspec.convert(record["report"], records.ReportHead)
    assert record["report"] == json.loads(msgspec.json.encode(head))
    for name, struct in LISTS.items():
        for item in record[name]:
            assert set(item) <= set(struct.__struct_fields__)
            mentions = [{**m, "start": 0, "end": 0} for m in item.get("mentions", [])]
            filled = item | {"start": 0, "end": 0} | ({"mentions": mentions} if mentions else {})
            msgspec.convert(filled, struct)


@by_report
def test_keys_are_well_formed_and_stand_once(path: Path) -> None:
    """A key is a mended number and symbol or a proper name, and no instrument stands twice."""
    keys = [i["key"] for i in load(path)["instruments"]]
    assert len(keys) == len(set(keys))
    for key in keys:
        assert key == unicodedata.normalize("NFC", key).strip()
        assert not key[0].isdigit() or STATE_OR_PARTY_KEY.fullmatch(key)


@by_report
def test_roles_stages_and_polarities_go_together(path: Path) -> None:
    """Only what is implemented has a stage; what is planned, and nothing else, has the polarity planned."""
    for item in load(path)["instruments"]:
        assert item["mentions"], item["key"]
        for mention in item["mentions"]:
            implements = mention["role"] == "implements"
            assert mention["role"] in get_args(records.Role)
            assert implements == (mention.get("stage") in get_args(records.Stage))
            allowed = {"affirmed", "partly", "negated"} if implements else {"planned", None}
            assert mention.get("polarity") in allowed
            assert (mention.get("polarity") == "planned") == (mention["role"] == "plans")


@by_report
def test_relations_join_instruments_of_the_report(path: Path) -> None:
    """Both ends of a relation, and the commissioning instrument, are instruments of the record."""
    record = load(path)
    keys = {i["key"] for i in record["instruments"]}
    ends = {r[end] for r in record["instrument_relations"] for end in ("source", "target")}
    assert ends | ({record["report"]["commissioned_by"]} - {None}) <= keys


@by_report
def test_dates_are_iso_and_a_younger_instrument_is_an_anomaly(path: Path) -> None:
    """Dates are ISO as far as stated; an instrument younger than its report is a date anomaly."""
    record = load(path)
    dates = [i["date"] for i in record["instruments"] if i["date"]]
    assert all(re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", d) for d in dates)
    for item in record["instruments"]:
        if (item["date"] or "") > record["report"]["date"]:
            named = [a["quote"] for a in record["anomalies"] if a["kind"] == "date"]
            assert any(m["quote"] in quote for m in item["mentions"] for quote in named)


def test_the_corpus_is_varied() -> None:
    """Four provinces, kinds of issuer, three formats, and 217-QĐ/TW at every stage from none to reviewed."""
    golds = [load(p) for p in GOLD]
    assert len(golds) >= 9
    assert len({g["report"]["province"] for g in golds if g["report"]["province"]}) >= 4
    assert len({g["report"]["issuer"].split(" xã ")[0] for g in golds}) >= 4
    assert {".txt", ".docx", ".pdf"} == {p.suffix for p in REPORTS}
    cited = [[m for i in g["instruments"] if i["key"] == "217-QĐ/TW" for m in i["mentions"]] for g in golds]
    seen = [m for mentions in cited for m in mentions]
    assert sum(not mentions for mentions in cited) >= 2
    assert {m.get("stage") for m in seen} >= set(get_args(records.Stage))
    assert {m.get("polarity") for m in seen} >= {"affirmed", "negated", "partly", "planned"}
    assert any(mentions and all(m["role"] == "cites" for m in mentions) for mentions in cited)
