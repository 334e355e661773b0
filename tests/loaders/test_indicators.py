"""Indicators: kinds by rule, times by what governs them, changes and targets."""

from __future__ import annotations

import re

import pytest

from graph.records import Indicator
from loaders.documents import read_bytes
from loaders.figures import find_figures
from loaders.header import read_head
from loaders.indicator_kind import kind_of
from loaders.indicators import read_indicators
from loaders.layer import make_layer
from loaders.outline import make_outline
from loaders.readings import read_figures
from ontology.tables import read

RULES = read("indicators")["rule"]
PERIODS = read("indicators")["period"]
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ AN HÒA\nSố: 12/BC-UBND\nAn Hòa, ngày 20 tháng 11 năm 2024\nBÁO CÁO\n"
    "Sơ kết công tác dân vận giai đoạn 2021-2024\nI. KẾT QUẢ THỰC HIỆN\n"
)


def indicators(body: str) -> list[Indicator]:
    """The indicators of a report of 2021-2024, dated 20 November 2024, with this body."""
    layer = make_layer(read_bytes((HEAD + body + "\n").encode(), "x.txt"))
    outline = make_outline(layer.text)
    head = read_head(layer.text, outline, "x.txt")
    found = read_indicators(layer, outline, read_figures(layer, head, ()))
    assert all(layer.text[i.start : i.end] == i.quote for i in found)
    return list(found)


def times(body: str) -> list[tuple[float, str | None]]:
    """Value and time of each indicator."""
    return [(i.value, i.time) for i in indicators(body)]


def kind(text: str) -> str | None:
    """The kind of the last figure of a line by its own words."""
    found = find_figures(text, text.lower(), [])
    return kind_of(text.lower(), found[-1].unit.group if found else "percent")


@pytest.mark.parametrize("row", RULES, ids=[r["name"] for r in RULES])
def test_a_rule_gives_its_example_its_kind(row: dict[str, str]) -> None:
    """The example of a rule is of its kind, the counter-example of another."""
    assert row["kind"] == kind(row["example"])
    assert row["kind"] != kind(row["counter"])


@pytest.mark.parametrize("row", PERIODS, ids=[r["name"] for r in PERIODS])
def test_words_for_the_own_period_match_their_example_only(row: dict[str, str]) -> None:
    """The pattern of a row is found in its example and not in its counter-example."""
    pattern = re.compile(rf"(?<!\w)(?:{row['pattern']})")
    assert pattern.search(row["example"])
    assert not pattern.search(row["counter"])


def test_every_kind_is_of_the_closed_list() -> None:
    """Rules name only kinds of the code list."""
    kinds = {
        c["id"] for entry in read("codelists")["list"] if entry["id"] == "indicator" for c in entry["concept"]
    }
    assert set() == {r["kind"] for r in RULES} - kinds


def test_what_opens_a_sentence_governs_all_of_it() -> None:
    """A period at the start holds behind semicolons too."""
    assert [(12, "2022"), (3, "2022"), (5, "2022")] == times(
        "Năm 2022, tiếp nhận 12 đơn, 03 kiến nghị; tổ chức 05 cuộc."
    )


def test_a_following_among_them_takes_the_time_over() -> None:
    """“Trong đó: …” goes on with the time of the sentence before it."""
    assert [(34, "2021-2024"), (31, "2021-2024")] == times(
        "Từ năm 2021-2024 xây 34 công trình. Trong đó: 31 công trình điện."
    )


def test_a_period_inside_a_clause_holds_to_its_end() -> None:
    """“sản lượng từ năm 2021 đến tháng 5/2023 đạt …” says nothing of the next clause."""
    body = "Tổng sản lượng từ năm 2021 đến tháng 5/2023 đạt 17,5 tấn; bình quân 565 kg/người."
    assert [(17.5, "2021/2023-05"), (565, None)] == times(body)


def test_the_time_behind_a_figure_is_its_own() -> None:
    """A change takes the time between both ends."""
    body = "Tỷ lệ hộ nghèo giảm 0,9%, từ 4,2% cuối năm 2021 xuống còn 3,3% cuối tháng 5 năm 2023."
    assert [(0.9, "2021/2023-05"), (4.2, "2021"), (3.3, "2023-05")] == times(body)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("Trong 04 năm qua", "2021-2024"), ("Những năm qua", "2021-2024"), ("Hàng năm", "2021-2024"),
        ("Đến nay", "2024"),
        ("Từ năm 2022 đến nay", "2022-2024"), ("Tính đến thời điểm hiện tại", "2024"), ("Tháng 3 năm 2022", "2022-03"),
    ],
)  # fmt: skip
def test_words_for_a_period(words: str, time: str) -> None:
    """The report's period and its date stand behind words."""
    assert [(12, time)] == times(f"{words}, xã tiếp 12 lượt công dân.")


def test_what_is_compared_with_is_no_time() -> None:
    """“so với năm 2020” dates nothing."""
    assert [(7, None)] == times("Giá trị sản xuất tăng 7% so với năm 2020.")


def test_the_value_from_which_something_changed() -> None:
    """“từ A lên B”: A is a figure and B changed from it."""
    assert [(22.4, None), (81.9, 22.4)] == [
        (i.value, i.change_from)
        for i in indicators("Hồ sơ trực tuyến tăng từ 22,4% năm 2022 lên 81,9% năm 2024.")
    ]


def test_a_target_in_brackets_is_no_figure() -> None:
    """“(NQ 85-90%)” stands in the target of the figure before it."""
    body = "Gia đình văn hóa đạt 96,39%, đạt chỉ tiêu đề ra (NQ 85-90%), tăng 6,39%."
    assert [(96.39, "85-90"), (6.39, None)] == [(i.value, i.target) for i in indicators(body)]


def test_a_number_of_hamlets_is_listed_once() -> None:
    """A bare repetition in one paragraph is no second figure; a ratio is."""
    body = "Xã chia thành 4 thôn, 14 xóm (khu dân cư). Dân cư ở 4 thôn và 14 xóm; 4/4 thôn văn hóa."
    assert [4, 14, 4, 4] == [i.value for i in indicators(body)]


def test_cells_of_a_table_are_indicators() -> None:
    """Each cell is a figure of its column, with the time of the line above the table."""
    body = "Kết quả đăng ký năm 2023 như sau:\nLĩnh vực Tập thể Cá nhân\nKinh tế 3 2\nXã hội 6 4\nCộng 9 6\n"
    found = indicators(body)
    assert [(3, "tập thể", "2023"), (2, "cá nhân", "2023")] == [(i.value, i.unit, i.time) for i in found[:2]]
    assert 6 == len(found)
