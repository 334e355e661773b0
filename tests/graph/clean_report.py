"""A small report of which nothing is wrong, for tests that then break it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode, Triple

from graph.build import record_quads
from graph.records import (
    Anomaly,
    Body,
    Finding,
    Indicator,
    Instrument,
    InstrumentRelation,
    Item,
    Mention,
    Model,
    Movement,
    Place,
    Record,
    ReportHead,
)
from ontology.iris import instrument_iri, named_instrument_iri
from ontology.namespaces import DV

TEXT = """ỦY BAN NHÂN DÂN XÃ PHỔ AN
BÁO CÁO Kết quả công tác dân vận năm 2024
I. Đặc điểm: xã Phổ An giáp xã Phổ Thuận; có thôn An Thạch.
II. Xã triển khai thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị về Quy chế giám sát.
Xã chưa triển khai Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ.
Kết luận số 01-KL/TW ngày 18/5/2021 tiếp tục thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 đã được quán triệt.
Hội Nông dân xã Phổ An có mô hình Tuyến đường hoa; tham gia phong trào thi đua yêu nước.
Tổ chức 05 đợt tuyên truyền; giải quyết 98/100 đơn, đạt 95%.
III. Hạn chế: Công tác tuyên truyền chưa thường xuyên.
IV. Phương hướng: Thời gian tới tiếp tục thực hiện Nghị quyết số 25-NQ/TW."""

ItemT = TypeVar("ItemT", bound=Item)


class Layer(NamedTuple):
    """What a record is built with."""

    text: str


def at(kind: type[ItemT], quote: str, /, **fields: object) -> ItemT:
    """An item of the record whose quote stands in the text."""
    start = TEXT.index(quote)
    return kind(quote=quote, start=start, end=start + len(quote), **fields)


def _instruments() -> tuple[Instrument, ...]:
    """Five citations: carried out, denied, disseminated, cited, planned with an open identity."""
    sure = {"confidence": 0.9, "rule": "governing-verb"}
    return (
        Instrument(
            key="217-QĐ/TW",
            type="Quyết định",
            number="217",
            symbol="QĐ/TW",
            date="2013-12-12",
            issuer="Bộ Chính trị",
            iri=instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217"),
            mentions=(
                at(
                    Mention,
                    "Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
                    section="II",
                    role="implements",
                    stage="executed",
                    polarity="affirmed",
                    date="2013-12-12",
                    issuer="Bộ Chính trị",
                    page=1,
                    **sure,
                ),
            ),
        ),
        Instrument(
            key="Quy chế giám sát",
            type="Quy chế",
            issuer="Bộ Chính trị",
            iri=named_instrument_iri("Quy chế giám sát"),
            mentions=(at(Mention, "Quy chế giám sát", section="II", role="cites", **sure),),
        ),
        Instrument(
            key="33/CT-TTg",
            type="Chỉ thị",
            number="33",
            symbol="CT-TTg",
            date="2021-11-26",
            issuer="Thủ tướng Chính phủ",
            iri=instrument_iri("nha-nuoc", "ttg", "Chỉ thị", "2021", "33"),
            mentions=(
                at(
                    Mention,
                    "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ",
                    section="II",
                    role="implements",
                    stage="executed",
                    polarity="negated",
                    date="2021-11-26",
                    **sure,
                ),
            ),
        ),
        Instrument(
            key="01-KL/TW",
            type="Kết luận",
            number="01",
            symbol="KL/TW",
            date="2021-05-18",
            iri=instrument_iri("dang", "tw", "Kết luận", "2021-05-18", "01"),
            mentions=(
                at(
                    Mention,
                    "Kết luận số 01-KL/TW ngày 18/5/2021",
                    section="II",
                    role="implements",
                    stage="disseminated",
                    polarity="affirmed",
                    date="2021-05-18",
                    **sure,
                ),
            ),
        ),
        Instrument(
            key="05-CT/TW",
            type="Chỉ thị",
            number="05",
            symbol="CT/TW",
            date="2016-05-15",
            iri=instrument_iri("dang", "tw", "Chỉ thị", "2016-05-15", "05"),
            mentions=(
                at(
                    Mention,
                    "Chỉ thị số 05-CT/TW ngày 15/5/2016",
                    section="II",
                    role="cites",
                    date="2016-05-15",
                    **sure,
                ),
            ),
        ),
        Instrument(
            key="25-NQ/TW",
            type="Nghị quyết",
            number="25",
            symbol="NQ/TW",
            candidates=(instrument_iri("dang", "tw", "Nghị quyết", "2013-06-03", "25"),),
            mentions=(
                at(Mention, "Nghị quyết số 25-NQ/TW", section="IV", role="plans", polarity="planned", **sure),
            ),
        ),
    )


def record() -> Record:
    """The record of the report."""
    return Record(
        report=ReportHead(
            file="pho-an.txt",
            title="Kết quả công tác dân vận năm 2024",
            doc_type="Báo cáo",
            date="2024-12-10",
            issuer="Ủy ban nhân dân xã Phổ An",
            commune="Xã Phổ An",
            district="Thị xã Đức Phổ",
            province="Tỉnh Quảng Ngãi",
            period_start="2024-01",
            period_end="2024-12",
        ),
        instruments=_instruments(),
        instrument_relations=(
            at(
                InstrumentRelation,
                "tiếp tục thực hiện Chỉ thị số 05-CT/TW",
                source="01-KL/TW",
                relation="continues",
                target="05-CT/TW",
                rule="continues",
                confidence=0.95,
            ),
            at(
                InstrumentRelation,
                "về Quy chế giám sát",
                source="217-QĐ/TW",
                relation="promulgates",
                target="Quy chế giám sát",
                rule="promulgates",
                confidence=0.9,
            ),
        ),
        bodies=(at(Body, "Hội Nông dân xã Phổ An", name="Hội Nông dân xã Phổ An", kind="mass_organisation"),),
        places=(
            at(Place, "xã Phổ Thuận", name="Xã Phổ Thuận", relation="borders"),
            at(Place, "thôn An Thạch", name="Thôn An Thạch", relation="village_of"),
        ),
        models=(
            at(
                Model,
                "Tuyến đường hoa",
                name="Tuyến đường hoa",
                form="mô hình",
                field="văn hóa - xã hội",
                owner="Hội Nông dân",
            ),
        ),
        movements=(at(Movement, "phong trào thi đua yêu nước", name="Thi đua yêu nước", kind="phong trào"),),
        indicators=(
            at(
                Indicator,
                "05 đợt tuyên truyền",
                name="đợt tuyên truyền",
                value=5,
                unit="đợt",
                time="2024",
                kind="meetings",
            ),
        ),
        findings=(at(Finding, "Công tác tuyên truyền chưa thường xuyên", kind="limitation", section="III"),),
        anomalies=(
            at(Anomaly, "98/100 đơn, đạt 95%", kind="arithmetic", explain="98/100 = 98%, không phải 95%"),
        ),
        sha256=hashlib.sha256(b"pho-an").hexdigest(),
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    )


def triples() -> set[Triple]:
    """The report's graph, and the one edge no report states: what the model is carried out under."""
    said = set(record_quads(record(), Layer(TEXT), "0.1.0").triples)
    model = next(t.subject for t in said if t.predicate.value == DV.form)
    order = NamedNode(instrument_iri("dang", "tw", "Quyết định", "2013-12-12", "217"))
    return said | {Triple(model, NamedNode(DV.underInstrument), order)}
