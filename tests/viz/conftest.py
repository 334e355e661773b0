"""A small graph of invented reports for the tests of pictures, and one real browser for all of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from graph.build import record_quads
from graph.facts import ReportQuads
from graph.records import Instrument, InstrumentRelation, Mention, Model, Record, ReportHead
from tests.viz.browser import Browser, chromium

BASE = "https://w3id.org/danvan/id/vb/"
KEYS = {
    "217-QĐ/TW": BASE + "dang/tw/quyet-dinh/2013-12-12/217",
    "218-QĐ/TW": BASE + "dang/tw/quyet-dinh/2013-12-12/218",
    "05-CT/TW": BASE + "dang/tw/chi-thi/2016-05-15/05",
    "01-KL/TW": BASE + "dang/tw/ket-luan/2021-05-18/01",
    "33/CT-TTg": BASE + "nha-nuoc/ttg/chi-thi/2021/33",
}


class Layer:
    """The text that offsets of a made-up record refer to."""

    def __init__(self, text: str) -> None:
        self.text = text


class Writer:
    """Writes one invented report and its record side by side."""

    def __init__(
        self, commune: str, province: str = "Tỉnh Quảng Ngãi", district: str = "Thị xã Đức Phổ"
    ) -> None:
        self.head = ReportHead(
            file=f"{commune}.txt", title="Báo cáo kết quả công tác dân vận", date="2025-05-20",
            commune=commune, district=district, province=province, issuer=f"Ủy ban nhân dân {commune}",
        )  # fmt: skip
        self.text = f"BÁO CÁO của {commune}\n"
        self.instruments: dict[str, Instrument] = {}
        self.relations: list[InstrumentRelation] = []
        self.models: list[Model] = []

    def put(self, before: str, quote: str, after: str) -> tuple[int, int]:
        """Write a sentence; where its quote stands."""
        start = len(self.text) + len(before)
        self.text += before + quote + after + "\n"
        return start, start + len(quote)

    def say(self, key: str, before: str, **how: Any) -> None:
        """A mention of an instrument (role, stage, polarity) in a sentence of its own."""
        quote = how.pop("quote", f"văn bản số {key}")
        start, end = self.put(before + " ", quote, " đúng tiến độ.")
        mention = Mention(
            quote=quote, start=start, end=end, section="II.1", rule="test", confidence=0.9, **how
        )
        known = self.instruments.get(key)
        self.instruments[key] = Instrument(
            key=key, type="Quyết định", number=key[:3], symbol=key, iri=KEYS.get(key),
            title=f"Trích yếu của {key}", issuer="Bộ Chính trị" if key in KEYS else None,
            mentions=(*(known.mentions if known else ()), mention),
        )  # fmt: skip

    def relate(self, source: str, relation: Any, target: str) -> None:
        """A relation between two instruments."""
        start, end = self.put("", f"{source} tiếp tục {target}", "")
        quote = self.text[start:end]
        self.relations.append(
            InstrumentRelation(
                quote=quote, start=start, end=end, source=source, relation=relation, target=target
            )
        )

    def model(self, name: str) -> None:
        """A “Dân vận khéo” model."""
        start, end = self.put("Mô hình ", name, " hoạt động tốt.")
        self.models.append(Model(quote=name, start=start, end=end, name=name, owner="Hội Nông dân"))

    def quads(self) -> ReportQuads:
        """What the report says, as the store takes it."""
        record = Record(
            report=self.head, instruments=tuple(self.instruments.values()),
            instrument_relations=tuple(self.relations), models=tuple(self.models),
            sha256=hashlib.sha256(self.text.encode()).hexdigest(),
        )  # fmt: skip
        return record_quads(record, Layer(self.text))

    def into(self, store: pyoxigraph.Store) -> None:
        """Load the report's own graph and its facts."""
        quads = self.quads()
        for triples, graph in ((quads.triples, quads.graph), (quads.facts, pyoxigraph.DefaultGraph())):
            store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


def four_communes() -> pyoxigraph.Store:
    """Two communes carry 217-QĐ/TW out at different stages, one says it does not, one only has a report."""
    store = pyoxigraph.Store()
    an = Writer("Xã Phổ An")
    an.say(
        "217-QĐ/TW",
        "Ủy ban nhân dân xã tổ chức thực hiện",
        role="implements",
        stage="executed",
        polarity="affirmed",
    )
    an.say(
        "217-QĐ/TW", "Xã đã tổng kết việc thực hiện", role="implements", stage="reviewed", polarity="affirmed"
    )
    an.say("05-CT/TW", "Báo cáo có nêu", role="cites")
    an.say("01-KL/TW", "Báo cáo có nêu", role="cites")
    an.relate("01-KL/TW", "continues", "05-CT/TW")
    an.model("Camera an ninh")
    an.into(store)
    phong = Writer("Xã Phổ Phong")
    phong.say(
        "217-QĐ/TW", "Đảng ủy xã quán triệt", role="implements", stage="disseminated", polarity="partly"
    )
    phong.say("218-QĐ/TW", "Năm tới xã sẽ thực hiện", role="plans", polarity="planned")
    phong.into(store)
    quang = Writer("Xã Phổ Khánh")
    quang.say("217-QĐ/TW", "Xã chưa thực hiện", role="implements", stage="executed", polarity="negated")
    quang.into(store)
    silent = Writer("Xã Phổ Cường")
    silent.say("33/CT-TTg", "Xã tổ chức thực hiện", role="implements", stage="executed", polarity="affirmed")
    silent.into(store)
    return store


def many(communes: int, instruments: int) -> pyoxigraph.Store:
    """Invented communes that carry out, each, a dozen of many invented instruments."""
    store = pyoxigraph.Store()
    stages = ("disseminated", "concretised", "executed", "supervised", "reviewed")
    for c in range(communes):
        writer = Writer(f"Xã Số {c}", province=f"Tỉnh {c % 7}", district=f"Huyện {c % 23}")
        for step in range(12):
            number = (c * 7 + step * step * 3) % instruments if step else c % 5
            key = f"{number + 100}-QĐ/TU"
            KEYS.setdefault(key, f"{BASE}dang/tu/quyet-dinh/2020-01-01/{number + 100}")
            before = "Ủy ban nhân dân xã đã ban hành kế hoạch và tổ chức thực hiện nghiêm túc, đồng bộ"
            writer.say(key, before, role="implements", stage=stages[(c + step) % 5], polarity="affirmed")
        writer.into(store)
    return store


@pytest.fixture
def store() -> pyoxigraph.Store:
    """The graph of :func:`four_communes`."""
    return four_communes()


@pytest.fixture
def make_many() -> Callable[[int, int], pyoxigraph.Store]:
    """Makes the graph of :func:`many`."""
    return many


@pytest.fixture
def writer() -> type[Writer]:
    """Writes further reports."""
    return Writer


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium. Without it tests are skipped on people's machines and fail in CI."""
    program = chromium()
    if program is None:
        reason = "Chromium is not installed and cannot be installed without root"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with Browser(program, tmp_path_factory.mktemp("profile")) as running:
        yield running


@pytest.fixture
def page_path(tmp_path: Path) -> Path:
    """Where a test writes its page."""
    return tmp_path / "trang.html"
