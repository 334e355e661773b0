"""The head of a report: every field of invented letterheads and closings of many kinds."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import Document, read_file
from loaders.header import read_head
from loaders.layer import make_layer
from loaders.letterhead import read_issuer
from loaders.names import bodies_in, expand, office_in, official, one_tone_style, table
from loaders.outline import make_outline
from loaders.period import find_period
from loaders.recipients import recipients
from loaders.seat import Seat, find_seat

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CASES = tomllib.loads((ROOT / "tests/cases/documents/headers.toml").read_text(encoding="utf-8"))["case"]


def head_of(text: str) -> dict[str, Any]:
    """All fields of the head of a report with this source text."""
    layer = make_layer(Document("báo-cáo.txt", text))
    found = read_head(layer.text, make_outline(layer.text), "báo-cáo.txt")
    return {
        key: list(v) if isinstance(v, tuple | list) else v for key, v in msgspec.to_builtins(found).items()
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_heads_of_all_kinds(case: dict[str, Any]) -> None:
    """Every field that a case lists comes out as listed; an empty one is null."""
    found = head_of(case["text"])
    expected = {field: value or None for field, value in case["expected"].items()}
    assert expected == {field: found[field] for field in expected}


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated reports are not here")
@pytest.mark.parametrize("stem", ["nguyen-luong-bang", "pho-an", "pho-phong"])
def test_the_annotated_heads(stem: str) -> None:
    """The heads of the annotated reports come out right, field by field."""
    expected = json.loads((SHARED / "gold" / f"{stem}.json").read_text(encoding="utf-8"))["report"]
    layer = make_layer(read_file(SHARED / "reports" / expected["file"]))
    found = msgspec.to_builtins(read_head(layer.text, make_outline(layer.text), expected["file"]))
    del expected["commissioned_by"]
    expected["recipients"] = tuple(expected["recipients"])
    assert expected == {field: found[field] for field in expected}


@pytest.mark.parametrize("row", table()["short"], ids=lambda row: row["forms"][0])
def test_short_forms_are_written_out(row: dict[str, Any]) -> None:
    """Every short form is written out in its example and left alone in its counter-example."""
    assert row["full"] in expand(row["example"])
    assert row["full"] not in expand(row["counter"])


@pytest.mark.parametrize("row", table()["usual"], ids=lambda row: row["form"])
def test_usual_names_become_official(row: dict[str, Any]) -> None:
    """A usual name is replaced in its example only."""
    seat = Seat("Xã An Bình")
    assert recipients([row["example"]], seat, ())[0].startswith(row["full"])
    assert recipients([row["counter"]], seat, ())[0].startswith(row["counter"].rsplit(" ", 1)[0])


def test_tables_have_their_examples() -> None:
    """Bodies, offices and kinds of documents match their example and not their counter-example."""
    assert bodies_in(official(table()["bodies"]["example"]))
    assert not bodies_in(official(table()["bodies"]["counter"]))
    assert office_in(table()["offices"]["example"]) == "Phó Chủ tịch"
    assert office_in(table()["offices"]["counter"]) is None
    assert head_of(f"{table()['document_types']['example']}\nVề dân vận")["doc_type"] == "Báo cáo"
    assert head_of(f"{table()['document_types']['counter']}\nVề dân vận")["doc_type"] is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kết quả công tác dân vận quý III/2024, phương hướng quý IV/2024", ("2024-07", "2024-09")),
        ("Kết quả 9 tháng đầu năm 2023", ("2023-01", "2023-09")),
        ("Công tác dân vận 6 tháng cuối năm 2022", ("2022-07", "2022-12")),
        ("Công tác dân vận tháng 3, phương hướng tháng 4 năm 2024", ("2024-03", "2024-03")),
        ("Sơ kết từ tháng 01/2020 đến tháng 6/2023", ("2020-01", "2023-06")),
        ("Tổng kết nhiệm kỳ 2020 - 2025", ("2020", "2025")),
        ("Sơ kết việc thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ", (None, None)),
        ("Tổng kết 10 năm thi hành Luật Hòa giải ở cơ sở năm 2013 (2014-2023)", ("2014", "2023")),
        ("Công tác dân vận năm 2024; nhiệm vụ trọng tâm năm 2025", ("2024", "2024")),
        ("Kết quả thực hiện Chương trình cải cách hành chính giai đoạn 2021-2030 năm 2024", ("2024", "2024")),
        ("Kết quả thực hiện Kế hoạch phát triển giai đoạn 2021-2025", ("2021", "2025")),
        ("Kết quả công tác dân vận quý IV và năm 2025", ("2025", "2025")),
        ("Công tác dân vận", (None, None)),
    ],
)
def test_periods(title: str, expected: tuple[str | None, str | None]) -> None:
    """A quarter is its months; what lies ahead and the dates of instruments do not count."""
    assert expected == find_period(title)


@pytest.mark.parametrize(
    "text", ["", "\n", "BÁO CÁO", "BÁO CÁO\n", "Nơi nhận:", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
)
def test_scraps_have_an_empty_head(text: str) -> None:
    """Nothing is invented where nothing is stated."""
    found = head_of(text)
    assert not any(value for field, value in found.items() if field not in {"file", "doc_type"})


def test_units_match_their_example_only() -> None:
    """A unit needs its type word; “xã hội” is none."""
    units = table()["units"]
    assert find_seat(None, [units["example"]], "").district == "Thị xã Đức Phổ"
    assert find_seat(None, [units["counter"]], "") == Seat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Huyện ủy Mộ Đức, tỉnh Quảng Ngãi", Seat(None, "Huyện Mộ Đức", "Tỉnh Quảng Ngãi")),
        ("phường 12, quận 3, TP. Hồ Chí Minh", Seat("Phường 12", "Quận 3", "Thành phố Hồ Chí Minh")),
        ("xã Đắk Nhau, huyện Bù Đăng (cũ)", Seat("Xã Đắk Nhau", None, None)),
        ("thành phố Quảng Ngãi", Seat(None, "Thành phố Quảng Ngãi", None)),
        ("xã Quỳ Châu Ủy ban nhân dân", Seat("Xã Quỳ Châu", None, None)),
        ("phát triển kinh tế - xã hội; huyện và tỉnh; xã 5", Seat()),
    ],
)
def test_seats(text: str, expected: Seat) -> None:
    """Units are told by their type words; cities under the central government are provinces."""
    assert expected == find_seat(None, [text], "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("UỶ BAN hoá HOÀ thuỷ", "ỦY BAN hóa HÒA thủy"), ("quý đoàn toán Quỳ hoàn", "quý đoàn toán Quỳ hoàn")],
)
def test_one_tone_style(text: str, expected: str) -> None:
    """Only a final oa, oe, uy takes the other style; “quý” and “đoàn” stay."""
    assert expected == one_tone_style(text)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("ỦY BAN NHÂN DÂN XÃ PHÒNG AN", "Ủy ban nhân dân xã Phòng An"),
        ("UBND THÀNH PHỐ HẢI PHÒNG SỞ NỘI VỤ", "Sở Nội vụ thành phố Hải Phòng"),
        ("ĐẢNG ỦY XÃ A ỦY BAN KIỂM TRA", "Ủy ban Kiểm tra Đảng ủy xã A"),
        ("UBND xã Bình Mỹ", "Ủy ban nhân dân xã Bình Mỹ"),
        ("HỘI ĐỒNG NHÂN DÂN", "Hội đồng nhân dân"),
        ("TỔNG CÔNG TY MAY", None),
    ],
)
def test_issuers_of_left_columns(column: str, expected: str | None) -> None:
    """The last body is the issuer; what is no seat of its own is completed from above."""
    assert expected == read_issuer(column)


SCRAPS = sorted(
    {line.strip() for case in CASES for line in case["text"].split("\n")}
    | {"", "Kính gửi:", "KT. ", "Q. ", "ngày"}
)


@given(st.lists(st.sampled_from(SCRAPS), max_size=25), st.sampled_from(["\n", " ", "   ", "\n\n"]))
def test_any_order_of_scraps_is_read(scraps: list[str], glue: str) -> None:
    """Lines of letterheads and closings in any order, on one line or on many, never fail."""
    found = head_of(glue.join(scraps))
    assert all(value is None or value for field, value in found.items() if field != "recipients")
    assert all(item.strip() for item in found["recipients"])
    for field in ("date", "period_start", "period_end"):
        assert found[field] is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", found[field])
