"""What stands round a citation: dates, bodies, titles, relations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import ReportHead
from loaders.bare import bare
from loaders.citations import find_instruments
from loaders.dates import find_dates, iso_date, read_date
from loaders.issuers import bodies_in, body_at, skip_term
from loaders.relations import find_relations
from loaders.titles import find_title
from loaders.written_out import write_out

DATES = {
    "ngày 12 tháng 12 năm 2013": "2013-12-12",
    "ngày 03/6/2013": "2013-06-03",
    "18-2-1998": "1998-02-18",
    "12.12.2013": "2013-12-12",
    "ngày 09/01/ 2015": "2015-01-09",
    "ngày 08 /9 /1998": "1998-09-08",
    "ngaỳ 4/5/2018": "2018-05-04",
    "ngày -19 tháng 6 năm 2013": "2013-06-19",
    "ngày    tháng 5  năm 2025": "2025-05",
    "ngày 04 tháng năm 2018": "2018",
    "tháng 4-2007": "2007-04",
    "tháng 9.2018": "2018-09",
    "năm 2013": "2013",
    "26/11/20211": "2021-11-26",
}


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_a_date_is_read_as_far_as_it_is_stated(text: str, iso: str) -> None:
    """Every form of the domain facts gives ISO; a footnote mark on the year is left off."""
    date = read_date(text, 0)
    assert date is not None
    assert (iso, True) == (date.iso, date.real)


@pytest.mark.parametrize("text", ["năm 2016-2021", "ngày 20/3,", "24/7", "ngày mai", "1.042ha"])
def test_periods_and_ratios_are_no_dates(text: str) -> None:
    """A span of years, a day without year, a ratio: none."""
    assert read_date(text, 0) is None


def test_an_impossible_day_is_kept_to_the_month_and_marked() -> None:
    """30 February is no day; what is sure stays."""
    assert ("2023-02", False) == iso_date("2023", "2", "30")


@given(st.dates())
def test_every_day_reads_back(day: object) -> None:
    """Printed with slashes or in words, a day of 1900–2099 is read back."""
    iso = str(day)
    year, month, number = iso.split("-")
    if year.startswith(("19", "20")):
        assert [iso] == [d.iso for d in find_dates(f"ngày {int(number)}/{int(month)}/{year}")]
        assert [iso] == [d.iso for d in find_dates(f"ngày {number} tháng {month} năm {year}")]


@given(st.text())
def test_bare_text_keeps_every_offset(text: str) -> None:
    """One letter for one letter, whatever the letters."""
    assert len(text) == len(bare(text))


BODIES = {
    "UBND tỉnh Quảng Ngãi về việc": "UBND tỉnh Quảng Ngãi",
    "Ban Thường vụ Tỉnh ủy Thanh Hóa, hàng trăm": "Ban Thường vụ Tỉnh ủy Thanh Hóa",
    "Bộ trưởng Bộ Giáo dục và Đào tạo )": "Bộ trưởng Bộ Giáo dục và Đào tạo",
    "Bộ Chính trị khóa XI": "Bộ Chính trị",
    "Ủy ban nhân dân thành phố về": "Ủy ban nhân dân thành phố",
    "Đảng ủy các cơ quan Đảng Trung ương xây dựng": "Đảng ủy các cơ quan Đảng Trung ương",
    "UBND TỈNH HÀ GIANG VỀ VIỆC": "UBND TỈNH HÀ GIANG",
    "UBND tỉnh Quảng Nam Công nhận xã Duy Vinh": "UBND tỉnh Quảng Nam",
}


@pytest.mark.parametrize(("text", "name"), BODIES.items())
def test_a_body_name_ends_with_its_place(text: str, name: str) -> None:
    """The place belongs to the name, a term and what follows do not."""
    assert name == text[: body_at(text, 0)]


def test_a_symbol_is_no_body() -> None:
    """UBND inside a symbol is not read as a body."""
    assert [] == bodies_in("theo 110/KH-UBND năm 2013")


def test_a_term_is_skipped() -> None:
    """“(khoá X)” stands between issuer and date and is no part of either."""
    assert len(" (khoá X)") == skip_term(" (khoá X) ngày", 0)


HEAD = ReportHead(
    file="x.txt", commune="Xã Nghĩa Trung", district="Huyện Tư Nghĩa", province="Tỉnh Quảng Ngãi"
)
WRITTEN_OUT = {
    "UBND xã": "Ủy ban nhân dân xã Nghĩa Trung",
    "UBND": "Ủy ban nhân dân xã Nghĩa Trung",
    "Đảng uỷ": "Đảng ủy xã Nghĩa Trung",
    "UBND huyện": "Ủy ban nhân dân huyện Tư Nghĩa",
    "Chủ tịch UBND tỉnh": "Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi",
    "BTV Tỉnh ủy": "Ban Thường vụ Tỉnh ủy Quảng Ngãi",
    "Ban Dân vận Huyện ủy": "Ban Dân vận Huyện ủy Tư Nghĩa",
    "BCH Trung ương": "Ban Chấp hành Trung ương Đảng",
    "Thủ Tướng chính phủ": "Thủ tướng Chính phủ",
    "Ủy ban nhân dân thành phố Cần Thơ": "Ủy ban nhân dân thành phố Cần Thơ",
    "Đại hội Đảng bộ xã lần thứ XX": "Đại hội Đảng bộ xã Nghĩa Trung lần thứ XX",
}


@pytest.mark.parametrize(("name", "full"), WRITTEN_OUT.items())
def test_a_body_takes_the_place_of_the_report(name: str, full: str) -> None:
    """A level without a place is the report's own (convention 18); one with a place keeps it."""
    assert full == write_out(name, HEAD)


TITLES = {
    "Chỉ thị số 33/CT-TTg ngày 26/11/2021 về “Tiếp tục tăng cường dân vận”; Kế hoạch": "Tiếp tục tăng cường dân vận",
    "Công văn số 12/UBND-NV về việc báo cáo dân vận năm 2023, UBND xã báo cáo": "báo cáo dân vận năm 2023",
    "Kế hoạch số 15/KH-UBND về dân vận giai đoạn 2021 - 2025. Kết quả": "dân vận giai đoạn 2021-2025",
    "Kết luận số 01-KL/TW về tiếp tục thực hiện Chỉ thị số 05-CT/TW và Chỉ thị số 33/CT-TTg": (
        "tiếp tục thực hiện Chỉ thị số 05-CT/TW"
    ),
    "Chỉ thị số 33/CT-TTg đã được phổ biến": None,
}


@pytest.mark.parametrize(("text", "title"), TITLES.items())
def test_a_title_ends_where_its_subject_ends(text: str, title: str | None) -> None:
    """Quotes, stops, a new subject and a joined citation end a title; a citation inside it does not."""
    citations = find_instruments(text)
    assert title == find_title(text, citations[0], citations[1:])


def relations(text: str) -> list[tuple[str, str, str]]:
    """The relations that a text states, as (source, relation, target)."""
    return [(r.source, r.relation, r.target) for r in find_relations(text, find_instruments(text))]


def test_relations_go_from_the_newer_to_the_older() -> None:
    """Active and passive words give one direction; a list shares its relation."""
    assert [("79/2003/NĐ-CP", "replaces", "29/1998/NĐ-CP")] == relations(
        "Nghị định số 79/2003/NĐ-CP thay thế Nghị định số 29/1998/NĐ-CP"
    )
    assert [("215-KL/TW", "amends", "11-QĐi/TW")] == relations(
        "Quy định số 11-QĐi/TW đã được sửa đổi, bổ sung tại Kết luận số 215-KL/TW"
    )
    assert [("33/CT-TTg", "continues", "16/CT-TTg")] == relations(
        "Chỉ thị số 33/CT-TTg được quán triệt. Chỉ thị này tiếp tục thực hiện Chỉ thị số 16/CT-TTg"
    )


def test_neighbours_without_such_words_are_not_related() -> None:
    """Standing side by side is no relation."""
    assert [] == relations("Chỉ thị số 33/CT-TTg và Quyết định số 217-QĐ/TW; gắn với Chỉ thị số 05-CT/TW")
