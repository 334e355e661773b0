"""Records made by hand: what reports of made-up content about real communes would give."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import pytest

from graph.build import record_quads
from graph.facts import ReportQuads
from graph.records import (
    Instrument,
    Mention,
    Record,
    ReportHead,
)
from ontology import iris

TEXT = (
    "UBND xã Phổ An đã triển khai thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị;"
    " tiếp tục quán triệt Chỉ thị số 99-CT/TU. Xã giáp xã Phổ Quang, có thôn An Thạch."
    " Mô hình “Tiếng loa an ninh”. Phong trào “Dân vận khéo”. Tiếp 12 lượt công dân."
    " Việc tuyên truyền còn chậm. Đạt 98/100, bằng 95%."
)
Q217 = iris.instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217")


class Text(NamedTuple):
    """A text layer as far as the builder needs one."""

    text: str = TEXT


def at(quote: str) -> dict[str, str | int]:
    """A quote of the text with its place."""
    start = TEXT.index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote)}


def mention(quote: str, **fields: object) -> Mention:
    """One mention at a quote of the text."""
    return msgspec.convert({"section": "II.1", "role": "implements", **at(quote), **fields}, Mention)


def full_record() -> Record:
    """One of everything, read from ``TEXT``."""
    return msgspec.convert(
        {
            "report": HEAD,
            "instruments": instruments(),
            "instrument_relations": [
                {"source": "99-CT/TU", "relation": "continues", "target": "217-QĐ/TW", **at("tiếp tục")}
            ],
            "bodies": [{"name": "Bộ Chính trị", "kind": "party_committee", **at("Bộ Chính trị")}],
            "places": [
                {"name": "Xã Phổ Quang", "relation": "borders", **at("xã Phổ Quang")},
                {"name": "Thôn An Thạch", "relation": "village_of", **at("thôn An Thạch")},
            ],
            "models": [{"name": "Tiếng loa an ninh", "owner": "Công an xã", "form": "mô hình"}
                       | {"field": "quốc phòng - an ninh", **at("Mô hình “Tiếng loa an ninh”")}],
            "movements": [{"name": "Dân vận khéo", "kind": "phong trào", **at("Phong trào “Dân vận khéo”")}],
            "indicators": [{"name": "lượt tiếp công dân", "value": 12.0, "unit": "lượt", "time": "2025"}
                           | {"kind": "reception", **at("Tiếp 12 lượt công dân")}],
            "findings": [{"kind": "limitation", "section": "III", **at("Việc tuyên truyền còn chậm.")}],
            "anomalies": [{"kind": "arithmetic", "explain": "98/100 = 98%", **at("Đạt 98/100, bằng 95%")}],
            "sha256": hashlib.sha256(b"a").hexdigest(),
            "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        },
        Record,
    )  # fmt: skip


HEAD = ReportHead(
    file="a.txt",
    title="Kết quả công tác dân vận",
    number="12/BC-UBND",
    date="2025-05",
    issuer="Ủy ban nhân dân xã Phổ An",
    commune="Xã Phổ An",
    district="Thị xã Đức Phổ",
    province="Tỉnh Quảng Ngãi",
    period_start="2021",
    period_end="2025",
    signer_name="Nguyễn Văn A",
)


def instruments() -> list[Instrument]:
    """One whose identity is known, with all that a mention may state; one whose identity is open."""
    known = mention(
        "Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
        stage="executed", polarity="affirmed", date="2013-12-12", issuer="Bộ Chính trị",
        rule="verb-execute", confidence=0.9, page=1,
    )  # fmt: skip
    unknown = mention("Chỉ thị số 99-CT/TU", stage="disseminated", polarity="affirmed")
    return [
        Instrument(
            key="217-QĐ/TW", type="Quyết định", number="217", symbol="QĐ/TW", date="2013-12-12",
            issuer="Bộ Chính trị", title="Quy chế giám sát", iri=Q217, mentions=(known,),
        ),
        Instrument(
            key="99-CT/TU", type="Chỉ thị", number="99", symbol="CT/TU",
            candidates=(Q217,), mentions=(unknown,),
        ),
    ]  # fmt: skip


Another = Callable[..., Record]


@pytest.fixture
def another() -> Another:
    """Makes the same content the report of another file (and of another commune, where ``head`` says so)."""

    def make(record: Record, name: str, **head: str | None) -> Record:
        new_head = msgspec.structs.replace(record.report, file=name, **head)
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        return msgspec.structs.replace(record, report=new_head, sha256=sha256)

    return make


@pytest.fixture
def layer() -> Text:
    """The text of the record."""
    return Text()


@pytest.fixture
def record() -> Record:
    """One of everything."""
    return full_record()


@pytest.fixture
def report(record: Record, layer: Text) -> ReportQuads:
    """The same as triples."""
    return record_quads(record, layer, "1")
