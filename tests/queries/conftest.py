"""A small graph for the questions: seven reports of made-up content about real communes, in a bare store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from graph import shell
from graph.build import record_quads
from graph.facts import ReportQuads
from graph.records import (
    Anomaly,
    Finding,
    Indicator,
    Instrument,
    InstrumentRelation,
    Mention,
    Model,
    Movement,
    Record,
    RelationKind,
    ReportHead,
    Role,
    Stage,
)
from graph.store import Store
from ontology import iris

POLITBURO = "Bộ Chính trị"


class Layer(NamedTuple):
    """A text layer as far as the builder needs one."""

    text: str


class Cited(NamedTuple):
    """One instrument as the fixture names it: its key, its identity and what is known of it."""

    key: str
    iri: str | None = None
    type: str | None = None
    date: str | None = None
    title: str | None = None
    candidates: tuple[str, ...] = ()


def party(genre: str, date: str, number: str) -> str:
    """The IRI of an instrument of the Central Committee."""
    return iris.instrument_iri("dang", "tw", genre, date, number)


Q217 = Cited(
    "217-QĐ/TW",
    party("Quyết định", "2013-12-12", "217"),
    "Quyết định",
    "2013-12-12",
    "Quy chế giám sát và phản biện xã hội của Mặt trận Tổ quốc Việt Nam",
)
RULES = Cited(
    "Quy chế giám sát và phản biện xã hội",
    iris.named_instrument_iri("Quy chế giám sát và phản biện xã hội", "2013"),
)
N25_2003 = Cited(
    "25-NQ/TW", party("Nghị quyết", "2003-03-12", "25"), "Nghị quyết", "2003-03-12", "Công tác tôn giáo"
)
N25_2013 = Cited(
    "25-NQ/TW",
    party("Nghị quyết", "2013-06-03", "25"),
    "Nghị quyết",
    "2013-06-03",
    "Tăng cường và đổi mới sự lãnh đạo của Đảng đối với công tác dân vận",
)
C05 = Cited(
    "05-CT/TW",
    party("Chỉ thị", "2016-05-15", "05"),
    "Chỉ thị",
    "2016-05-15",
    "Đẩy mạnh học tập và làm theo tư tưởng Hồ Chí Minh",
)
K01 = Cited(
    "01-KL/TW",
    party("Kết luận", "2021-05-18", "01"),
    "Kết luận",
    "2021-05-18",
    "Tiếp tục thực hiện Chỉ thị 05-CT/TW",
)
PLAN = Cited("15-KH/ĐU", None, "Kế hoạch")
PLAN_2 = Cited(
    "112/KH-UBND",
    iris.instrument_iri("nha-nuoc", "ubnd-xa-hoa-tien", "Kế hoạch", "2024", "112"),
    "Kế hoạch",
    "2024-03-04",
)


class Writer:
    """Writes one report: sentences go in, with what they say of instruments; a record comes out."""

    def __init__(self, file: str, **head: str | None) -> None:
        self.text = ""
        self.section = "I"
        self.head = ReportHead(file=file, **head)  # type: ignore[arg-type]
        self.said: dict[Cited, list[Mention]] = {}
        self.relations: list[InstrumentRelation] = []
        self.models: list[Model] = []
        self.figures: list[Indicator] = []
        self.faults: list[Anomaly] = []
        self.findings: list[Finding] = []
        self.movements: list[Movement] = []

    def line(self, sentence: str) -> int:
        """Add a paragraph; returns where it starts."""
        start = len(self.text)
        self.text += sentence + "\n"
        return start

    def says(
        self,
        sentence: str,
        cited: Cited,
        role: Role,
        stage: Stage | None = None,
        polarity: str | None = None,
        confidence: float = 0.9,
        date: str | None = None,
    ) -> None:
        """A sentence that cites an instrument by its key."""
        start = self.line(sentence) + sentence.index(cited.key)
        self.said.setdefault(cited, []).append(
            Mention(
                quote=cited.key,
                start=start,
                end=start + len(cited.key),
                section=self.section,
                role=role,
                stage=stage,
                polarity=polarity,  # type: ignore[arg-type]
                confidence=confidence,
                rule="thu-nghiem",
                date=date,
            )
        )

    def relates(self, sentence: str, source: Cited, relation: RelationKind, target: Cited) -> None:
        """A sentence that states a relation between two instruments."""
        start = self.line(sentence)
        self.relations.append(
            InstrumentRelation(
                quote=sentence,
                start=start,
                end=start + len(sentence),
                source=source.key,
                relation=relation,
                target=target.key,
                rule="quan-he",
                confidence=0.8,
            )
        )

    def quads(self) -> ReportQuads:
        """The report as triples."""
        sha = hashlib.sha256(self.head.file.encode()).hexdigest()
        instruments = tuple(
            Instrument(
                key=cited.key,
                type=cited.type,
                number=cited.key.split("-")[0].split("/")[0] if cited.key[0].isdigit() else None,
                symbol=cited.key.partition("-")[2] if cited.key[0].isdigit() else None,
                date=cited.date,
                title=cited.title,
                issuer=POLITBURO if cited is Q217 else None,
                iri=cited.iri,
                candidates=cited.candidates,
                mentions=tuple(mentions),
            )
            for cited, mentions in self.said.items()
        )
        record = Record(
            report=self.head,
            instruments=instruments,
            instrument_relations=tuple(self.relations),
            models=tuple(self.models),
            indicators=tuple(self.figures),
            anomalies=tuple(self.faults),
            findings=tuple(self.findings),
            movements=tuple(self.movements),
            sha256=sha,
            text_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
        )
        return record_quads(record, Layer(self.text), "thử")


def _hoa_tien() -> Writer:
    report = Writer(
        "hoa-tien.txt",
        commune="Xã Hòa Tiến",
        district="Huyện Hòa Vang",
        province="Thành phố Đà Nẵng",
        title="Báo cáo công tác dân vận năm 2024",
        date="2024-12-05",
        period_start="2024-01",
        period_end="2024-12",
        issuer="Đảng ủy xã Hòa Tiến",
    )
    report.says(
        "Đảng ủy tổ chức quán triệt Quyết định số 217-QĐ/TW đến chi bộ.",
        Q217,
        "implements",
        "disseminated",
        "affirmed",
    )
    report.section = "II"
    report.says(
        "Mặt trận xã chủ trì triển khai thực hiện Quyết định số 217-QĐ/TW, giám sát 04 cuộc.",
        Q217,
        "implements",
        "executed",
        "affirmed",
        date="2013-12-12",
    )
    report.says(
        "Xã thực hiện Nghị quyết số 25-NQ/TW về công tác dân vận.",
        N25_2013,
        "implements",
        "executed",
        "affirmed",
    )
    report.says("Kết luận 01-KL/TW được triển khai đến các thôn.", K01, "implements", "executed", "partly")
    report.says("Học tập theo Chỉ thị 05-CT/TW.", C05, "cites")
    report.says("UBND xã ban hành Kế hoạch số 112/KH-UBND.", PLAN_2, "issued")
    report.says("ban hành kèm theo Quy chế giám sát và phản biện xã hội", RULES, "cites")
    report.relates("Kết luận 01-KL/TW về tiếp tục thực hiện Chỉ thị 05-CT/TW.", K01, "continues", C05)
    report.relates(
        "Quyết định 217-QĐ/TW ban hành Quy chế giám sát và phản biện xã hội.", Q217, "promulgates", RULES
    )
    report.relates(
        "Trên cơ sở Quyết định 217-QĐ/TW, xã xây dựng Kế hoạch số 112/KH-UBND.", PLAN_2, "implements", Q217
    )
    start = report.line("Mô hình “Tổ tự quản thu gom rác” của Hội Nông dân hoạt động tốt.")
    report.models.append(
        Model(
            quote="Mô hình “Tổ tự quản thu gom rác”",
            start=start,
            end=start + 32,
            name="Tổ tự quản thu gom rác",
            form="mô hình",
            field="văn hóa - xã hội",
            owner="Hội Nông dân",
        )
    )
    start = report.line("Toàn xã có 3.120 hộ, giảm nghèo còn 45 hộ.")
    report.figures += [
        Indicator(
            quote="3.120 hộ",
            start=start + 11,
            end=start + 19,
            name="số hộ",
            value=3120,
            unit="hộ",
            time="2024",
            kind="population",
        ),
        Indicator(
            quote="45 hộ",
            start=start + 36,
            end=start + 41,
            name="hộ nghèo",
            value=45,
            unit="hộ",
            time="2024",
            kind="poverty",
        ),
    ]
    start = report.line("Công tác tuyên truyền chưa thường xuyên.")
    report.findings.append(
        Finding(
            quote="Công tác tuyên truyền chưa thường xuyên.",
            start=start,
            end=start + 40,
            kind="limitation",
            section="III",
        )
    )
    start = report.line("Phong trào “Toàn dân đoàn kết” phát triển.")
    report.movements.append(
        Movement(
            quote="Phong trào “Toàn dân đoàn kết”",
            start=start,
            end=start + 30,
            name="Toàn dân đoàn kết",
            kind="phong trào",
        )
    )
    start = report.line("Giải quyết 98/100 đơn, đạt 95%.")
    report.faults.append(
        Anomaly(
            quote="98/100 đơn, đạt 95%",
            start=start + 11,
            end=start + 30,
            kind="arithmetic",
            explain="98/100 = 98%, không phải 95%",
        )
    )
    return report


def _duc_lan() -> Writer:
    report = Writer(
        "duc-lan.docx",
        commune="Xã Đức Lân",
        district="Huyện Mộ Đức",
        province="Tỉnh Quảng Ngãi",
        date="2023-06-20",
        period_start="2023-01",
        period_end="2023-06",
        issuer="Đảng ủy xã Đức Lân",
    )
    report.says(
        "Xã ban hành kế hoạch thực hiện Quyết định số 217-QĐ/TW.",
        Q217,
        "implements",
        "concretised",
        "affirmed",
    )
    report.says(
        "Thực hiện Nghị quyết số 25-NQ/TW về công tác tôn giáo.",
        N25_2003,
        "implements",
        "executed",
        "affirmed",
    )
    report.says("Xã có Kế hoạch 15-KH/ĐU.", PLAN, "implements", "executed", "affirmed")
    return report


def _other(file: str, commune: str | None, district: str | None, province: str | None, date: str) -> Writer:
    return Writer(file, commune=commune, district=district, province=province, date=date)


def reports() -> list[ReportQuads]:
    """The seven reports of the fixture."""
    tam_dan = _other("tam-dan.pdf", "Xã Tam Dân", "Huyện Phú Ninh", "Tỉnh Quảng Nam", "2024-12-10")
    tam_dan.says(
        "Việc thực hiện Quyết định số 217-QĐ/TW chưa được triển khai.",
        Q217,
        "implements",
        "executed",
        "negated",
    )
    tam_dan.says("Xã đã có Kế hoạch 15-KH/ĐU.", PLAN, "implements", "executed", "affirmed")
    hoa_chau = _other("hoa-chau.txt", "Xã Hòa Châu", "Huyện Hòa Vang", "Thành phố Đà Nẵng", "2024-12-06")
    hoa_chau.says("Thời gian tới tiếp tục thực hiện Quyết định số 217-QĐ/TW.", Q217, "plans", None, "planned")
    duc_phu = _other("duc-phu.txt", "Xã Đức Phú", "Huyện Mộ Đức", "Tỉnh Quảng Ngãi", "2023-06-22")
    duc_phu.says("Nhiều văn bản được ban hành, trong đó có Quyết định số 217-QĐ/TW.", Q217, "cites")
    duc_tan = _other("duc-tan.txt", "Xã Đức Tân", "Huyện Mộ Đức", "Tỉnh Quảng Ngãi", "2023-06-25")
    duc_tan.says(
        "Xã quán triệt Chỉ thị 05-CT/TW.", C05, "implements", "disseminated", "affirmed", date="2016-05-16"
    )
    duc_tan.says("Kế hoạch số 112/KH-UBND năm sau.", PLAN_2, "cites")
    nameless = _other("khong-ten.txt", None, None, None, "2024-01-02")
    nameless.says("Triển khai Quyết định số 217-QĐ/TW.", Q217, "implements", "executed", "affirmed")
    return [one.quads() for one in (_hoa_tien(), _duc_lan(), tam_dan, hoa_chau, duc_phu, duc_tan, nameless)]


REGISTER = """
@prefix dv: <https://w3id.org/danvan/ns#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix tw: <https://w3id.org/danvan/id/vb/dang/tw/> .
tw:nghi-quyet\\/2013-06-03\\/25 dv:replaces tw:nghi-quyet\\/2003-03-12\\/25 .
tw:ket-luan\\/2021-05-18\\/1 eli:date_no_longer_in_force "2024-07-01"^^xsd:date .
<https://w3id.org/danvan/id/claim/0000000000000001> a dv:Claim ; rdf:predicate dv:replaces ;
  rdf:subject tw:nghi-quyet\\/2013-06-03\\/25 ; rdf:object tw:nghi-quyet\\/2003-03-12\\/25 ;
  dcterms:source "danh mục thử" ; dv:certainty <https://w3id.org/danvan/scheme/certainty/confirmed> .
"""
"""A made-up register: one relation with its source, one day on which force ends."""


def contents() -> dict[NamedNode, frozenset[Triple]]:
    """Every named graph of the fixture."""
    register = frozenset(quad.triple for quad in parse(REGISTER, format=RdfFormat.TURTLE))
    graphs = {report.graph: report.triples for report in reports()}
    return {**graphs, NamedNode(iris.REFERENCE_INSTRUMENTS): register}


@pytest.fixture(scope="session")
def graph() -> Store:
    """The reports of the fixture in a store in memory."""
    store = Store.in_memory()
    store.put(contents())
    return store


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports in a store on disk, closed again."""
    path = tmp_path_factory.mktemp("kho") / "danvan.db"
    with Store.writing(path) as store:
        store.put(contents())
    return path


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Messages in Vietnamese, whatever the machine speaks."""
    shell.set_language("vi")
    yield
    shell.set_language(None)
