"""What cannot be right: every check on its example and on a look-alike that is right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Anomaly
from loaders.anomalies import read_anomalies
from loaders.documents import read_bytes
from loaders.findings import read_findings
from loaders.header import read_head
from loaders.indicators import read_indicators
from loaders.instruments import read_instruments
from loaders.layer import TextLayer, make_layer
from loaders.outline import make_outline
from loaders.readings import read_figures
from ontology.tables import read

TABLE = read("anomalies")
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nSố: 12/BC-UBND\nAn Hòa, ngày 20 tháng 11 năm 2024\nBÁO CÁO\n"
    "Sơ kết công tác dân vận giai đoạn 2021-2024\nI. KẾT QUẢ THỰC HIỆN\n"
)


def audit(body: str, head: str = HEAD) -> tuple[TextLayer, tuple[Anomaly, ...]]:
    """The layer and the anomalies of a report of 2021-2024, dated 20 November 2024, with this body."""
    layer = make_layer(read_bytes((head + body + "\n").encode(), "x.txt"))
    outline = make_outline(layer.text)
    found = read_head(layer.text, outline, "x.txt")
    instruments, _ = read_instruments(layer, outline, found)
    figures = read_figures(layer, found, instruments)
    read_indicators(layer, outline, figures)
    read_findings(layer, outline, figures.sentences)
    return layer, read_anomalies(layer, found, instruments, figures)


def kinds(body: str) -> list[str]:
    """The kinds of the anomalies of a report with this body."""
    layer, found = audit(body)
    assert all(layer.text[a.start : a.end] == a.quote for a in found)
    return [a.kind for a in found]


WRONG = {
    "share against its parts": "Trong kỳ tiếp nhận 5.318 hồ sơ, đã giải quyết 5.296 hồ sơ, đạt 95,9%.",
    "ratio against per cent": "Đã trả lời 17/19 ý kiến, đạt 98,5%.",
    "ratio in brackets": "Đã giải quyết 27/29 kiến nghị (83,1%).",
    "more than there are": "Có 7/6 thôn đạt chuẩn.",
    "share of a sum": "Tổng kinh phí: 30.000.000.000 đồng, trong đó: vốn xã: 460.000.000 đồng, đạt tỷ lệ: 0,15%.",
    "complete list, sum below": "Tiếp nhận 64 đơn, gồm 9 đơn khiếu nại, 52 đơn kiến nghị, 2 đơn tố cáo.",
    "list in brackets": "Tiếp nhận 24 đơn (19 đơn kiến nghị, 04 đơn phản ánh); đã giải quyết 22/24 đơn.",
    "partial list, sum above": "Chủ trì 14 cuộc họp, trong đó 5 cuộc về đất, 6 cuộc về chợ, 4 cuộc về rác.",
    "sums of money": "Tổng kinh phí 3,2 tỷ đồng, trong đó Nhà nước 2,1 tỷ đồng, Nhân dân 1,3 tỷ đồng.",
    "area × yield": "Diện tích lúa 1.042ha, năng suất 58 tạ/ha, sản lượng 60.436 tấn.",
    "change against its ends": "Hộ nghèo giảm 6,1%, từ 49,8% năm 2021 xuống còn 42,7% năm 2022.",
    "names against their number": "Xã có 5 thôn: Đông Bình, Trà Đông, Hà Mỹ và Hà Thuận.",
    "more than the total": "Tổng số 12 xóm nhưng mới có 14 tổ hòa giải.",
    "hamlets": "Xã có 6 thôn. Đến nay 7/7 thôn có nhà văn hóa.",
    "a table": "Kết quả:\nLĩnh vực Tập thể Cá nhân\nKinh tế 3 2\nXã hội 6 4\nAn ninh 2 1\nCộng 12 7",
    "forest": "Tổng diện tích tự nhiên 5.433 ha.\nDiện tích rừng là 1.890 ha, tỷ lệ che phủ rừng là 80%.",
    "food": "Tổng sản lượng lương thực đạt 17.142,9 tấn.\nCây Lúa: sản lượng đạt 60.436 tấn.",
}
RIGHT = {
    "rounded share": "Tổng kinh phí: 30.112.897.000 đồng, trong đó: vốn huyện: 9.875.632.000 đồng, đạt tỷ lệ 32,79%.",
    "rounded ratio": "Đã giải quyết 1.198/1.204 hồ sơ, đạt 99,5%.",
    "per cent of a plan": "Tiếp nhận 40 hồ sơ, giải quyết 20 hồ sơ, đạt 105% kế hoạch.",
    "overlapping shares": "Có 412 đảng viên, trong đó có 120 đảng viên nữ, 300 đảng viên dự bị.",
    "partial list": "Có 34 công trình, trong đó 20 công trình điện, 3 công trình đường.",
    "full list": "Đăng ký 15 mô hình (kinh tế 04, xã hội 06, quốc phòng 05).",
    "what goes on is no part": "Tiếp nhận 7 đơn, trong đó 7 đơn thuộc thẩm quyền, đã giải quyết 5 đơn, còn 2 đơn.",
    "rounded money": "Tổng 3,4 tỷ đồng, trong đó Nhà nước 2,1 tỷ đồng, Nhân dân 1,3 tỷ đồng.",
    "area × yield": "Diện tích ngô 35ha, năng suất 60 tạ/ha, sản lượng 210 tấn.",
    "two harvests": "Diện tích lúa 100ha, năng suất 60 tạ/ha, sản lượng 1.200 tấn.",
    "change in points": "Hộ nghèo giảm 0,9%, từ 4,2% cuối năm 2020 xuống còn 3,3% cuối năm 2023.",
    "change as a share": "Thu nhập tăng 50%, từ 40% lên 60% mức bình quân.",
    "names": "Xã có 5 thôn: Đông Bình, Trà Đông, Vĩnh Nam, Hà Mỹ và Hà Thuận; dân số 9.812 người.",
    "names that go on": "Mô hình ở 04 thôn: Đông An, Tây An, Nam An, Bắc An, và mô hình khác.",
    "hamlets": "Xã có 6 thôn. Đến nay 6/6 thôn có nhà văn hóa.",
    "a table": "Kết quả:\nLĩnh vực Tập thể Cá nhân\nKinh tế 3 2\nXã hội 6 4\nAn ninh 2 1\nCộng 11 7",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_figures_that_contradict_each_other_are_found_once(body: str) -> None:
    """One fault, one anomaly of arithmetic."""
    assert ["arithmetic"] == kinds(body)


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_figures_that_a_reader_can_reconcile_are_left_alone(body: str) -> None:
    """Rounding, other bases, overlapping and partial lists are no faults."""
    assert [] == kinds(body)


@pytest.mark.parametrize("section", ["parts", "share"])
def test_words_that_join_figures_have_their_example(section: str) -> None:
    """With one figure changed the example is a fault; the counter-example is none."""
    row = TABLE[section]
    wrong = row["example"].replace("2 đơn tố cáo", "9 đơn tố cáo")
    assert ["arithmetic"] == kinds(f"Xã {wrong}.")
    assert [] == kinds(f"Xã {row['counter']}.")


@pytest.mark.parametrize("row", TABLE["yield"], ids=[r["unit"] for r in TABLE["yield"]])
def test_a_yield_turns_area_into_tonnes(row: dict[str, str]) -> None:
    """The example reckons up, the counter-example does not."""
    assert [] == kinds(f"Diện tích lúa {row['example']}.")
    assert ["arithmetic"] == kinds(f"Diện tích lúa {row['counter']}.")


def test_the_explanation_shows_its_arithmetic() -> None:
    """Figures, result and the figure in the text stand in it."""
    _, (found,) = audit("Đã trả lời 17/19 ý kiến, đạt 98,5%.")
    assert "17 / 19 ý kiến = 89,47 %, không phải 98,5 %" in found.explain
    assert "Đã trả lời 17/19 ý kiến, đạt 98,5%" == found.quote


@pytest.mark.parametrize("row", TABLE["issuer"], ids=[r["codes"][0] for r in TABLE["issuer"]])
def test_an_issuer_must_fit_its_symbol(row: dict[str, str]) -> None:
    """The example of a code is right, another body behind that symbol is not."""
    assert [] == kinds(f"Xã thực hiện {row['example']}.")
    assert ["reference"] == kinds(f"Xã thực hiện {row['counter']}.")


@pytest.mark.parametrize("section", ["numbers"])
def test_numbers_out_of_range(section: str) -> None:
    """No Party document of a term has a number of five digits."""
    assert ["reference"] == kinds(f"Xã thực hiện {TABLE[section]['example']}.")
    assert [] == kinds(f"Xã thực hiện {TABLE[section]['counter']}.")


def test_the_district_level_ended() -> None:
    """A district body of July 2025 cannot be; one of May 2025 can."""
    later = HEAD.replace("2024\nBÁO CÁO", "2025\nBÁO CÁO")
    assert ["reference"] == [a.kind for a in audit(f"Xã thực hiện {TABLE['district']['example']}.", later)[1]]
    assert () == audit(f"Xã thực hiện {TABLE['district']['counter']}.", later)[1]


@pytest.mark.parametrize(
    "body",
    [
        "Từ năm 2020-2020 tổ chức tiếp dân.", "Giai đoạn 2025-2021 xã tập trung.", "Họp ngày 30/02/2024 tại xã.",
        "Họp ngày 31 tháng 4 năm 2024 tại xã.", "UBND xã ban hành Kế hoạch số 18/KH-UBND ngày 05/4/2025.",
        "Thực hiện Chỉ thị số 05-CT/TW ngày 15/6/2016 của Bộ Chính trị.",
        "Thực hiện Nghị định số 59/2023/NĐ-CP ngày 14/8/2022 của Chính phủ.",
    ],
)  # fmt: skip
def test_dates_that_cannot_be(body: str) -> None:
    """Impossible periods and days, citations younger than the report, days against register and symbol."""
    assert ["date"] == kinds(body)


@pytest.mark.parametrize(
    "body",
    [
        "Từ năm 2021-2024 tổ chức tiếp dân.", "Năm học 2023-2024 có 3 trường.", "Họp ngày 29/02/2024 tại xã.",
        "UBND xã ban hành Kế hoạch số 18/KH-UBND ngày 05/4/2024.",
        "Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
    ],
)  # fmt: skip
def test_dates_that_can_be(body: str) -> None:
    """The same with right dates is no fault."""
    assert [] == kinds(body)


def test_a_type_word_against_its_symbol() -> None:
    """“Nghị định 71/1998/QĐ-CP” is one fault of type."""
    assert ["type"] == kinds("Thực hiện Nghị định 71/1998/QĐ-CP tại cơ sở.")


def test_the_issuer_of_the_register() -> None:
    """A dated directive whose issuer the register knows."""
    assert ["reference"] == kinds("Thực hiện Chỉ thị 05-CT/TW ngày 15/5/2016 của BCH Trung ương.")


def test_two_issuers_of_one_instrument() -> None:
    """The later of two contradicting places is quoted."""
    body = (
        "Chủ tịch UBND tỉnh Lào Cai ban hành Quyết định số 1525/QĐ-UBND ngày 16/10/2023. "
        "Xã được công nhận theo Quyết định số 1525/QĐ-UBND ngày 16/10/2023 của UBND tỉnh Lào Cai."
    )
    _, found = audit(body)
    assert ["Quyết định số 1525/QĐ-UBND ngày 16/10/2023 của UBND tỉnh Lào Cai"] == [a.quote for a in found]


def test_a_commission_for_another_period() -> None:
    """A letter that asks about six months does not commission a review of several years."""
    letter = (
        "Thực hiện Công văn số 62/UBND-NV ngày 15/8/2024 của UBND huyện về báo cáo công tác dân vận "
        "6 tháng cuối năm 2024, UBND xã An Hòa báo cáo như sau:\n"
    )
    head = HEAD.replace("I. KẾT QUẢ", letter + "I. KẾT QUẢ")
    assert ["reference"] == [a.kind for a in audit("Kết quả tốt.", head)[1]]


PIECES = st.sampled_from(
    [
        "12 hộ", "3,5 tỷ đồng", "6/6 thôn", "đạt 95%", "từ 3% ", "xuống 2%", "trong đó", "gồm", "(", ")", ": ", ", ",
        "; ", ". ", "\n", "tổng số ", "năm 2020", "A", "Thôn Đông", "từ năm 2021-2020", "35 ha", "năng suất 60 tạ/ha",
        "sản lượng 3 tấn", "I. HẠN CHẾ\n", " ", "hạn chế ", "tăng 5%, ", "(NQ 90%)",
        "Quyết định số 12/QĐ-UBND ngày 30/02/2025 của Sở Nội vụ",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_report_is_audited_without_failing(body: str) -> None:
    """Every quote is what stands at its offsets."""
    layer, found = audit(body)
    assert all(layer.text[a.start : a.end] == a.quote and a.quote for a in found)
