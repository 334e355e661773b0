"""Identity: a symbol is not an instrument; date, term, issuer and the register tell."""

from __future__ import annotations

import pytest

from graph.records import Citation, Instrument, ReportHead
from loaders.citations import find_instruments
from loaders.gather import gather
from loaders.identity import as_annexed, identify
from ontology.register import by_key

HEAD = ReportHead(file="x.txt", commune="Xã Nghĩa Trung", province="Tỉnh Quảng Ngãi", period_end="2023")


def iri(
    key: str, date: str | None = None, issuer: str | None = None, genre: str = "Nghị quyết"
) -> str | None:
    """The identity of a numbered instrument, without the base."""
    found = identify(
        Instrument(key=key, number=key.split("-")[0], date=date, issuer=issuer, type=genre), HEAD
    ).iri
    return found.split("/id/")[1] if found else None


def test_one_symbol_of_three_terms_stays_apart() -> None:
    """25-NQ/TW of 2003, 2008 and 2013 are three instruments; undated it stays open with candidates."""
    three = {iri("25-NQ/TW", row.date) for row in by_key("25-NQ/TW") if row.date and row.date < "2024"}
    assert 3 == len(three)
    open_one = identify(Instrument(key="25-NQ/TW", number="25", type="Nghị quyết"), HEAD)
    assert open_one.iri is None
    assert 3 == len(open_one.candidates)


def test_a_slip_in_the_date_is_still_the_registered_instrument() -> None:
    """05-CT/TW dated 15/6/2016 or 15/5/2016 is one Chỉ thị."""
    assert iri("05-CT/TW", "2016-05-15", genre="Chỉ thị") == iri("05-CT/TW", "2016-06-15", genre="Chỉ thị")


def test_state_numbers_are_told_apart_by_year() -> None:
    """Two days of one year are one Chỉ thị, another year is another one."""
    assert iri("33/CT-TTg", "2021-11-26", genre="Chỉ thị") == iri("33/CT-TTg", "2021-11-16", genre="Chỉ thị")
    assert iri("33/CT-TTg", "2021-11-26", genre="Chỉ thị") != iri("33/CT-TTg", "2019-03-01", genre="Chỉ thị")


def test_a_year_in_the_number_needs_no_date() -> None:
    """34/2007/PL-UBTVQH11 is itself, dated or not."""
    assert "vb/nha-nuoc/ubtvqh/phap-lenh/2007/34" == iri("34/2007/PL-UBTVQH11", genre="Pháp lệnh")


def test_a_local_symbol_needs_its_place() -> None:
    """15/KH-UBND is one plan with its commune named, and open without."""
    assert "vb/nha-nuoc/ubnd-xa-nghia-trung/ke-hoach/2023/15" == iri(
        "15/KH-UBND", "2023-02-10", "Ủy ban nhân dân xã Nghĩa Trung", "Kế hoạch"
    )
    assert iri("15/KH-UBND", "2023-02-10", "Ủy ban nhân dân", "Kế hoạch") is None


def test_a_standing_committee_numbers_with_its_committee() -> None:
    """Tỉnh ủy and its Ban Thường vụ share one series."""
    assert iri("24-CT/TU", "2024-07-12", "Ban Thường vụ Tỉnh ủy Thanh Hóa", "Chỉ thị") == iri(
        "24-CT/TU", "2024-07-12", "Tỉnh ủy Thanh Hóa", "Chỉ thị"
    )


def test_no_report_cites_an_instrument_younger_than_itself() -> None:
    """An undated 33/CT-TTg in a report of 2023 cannot be that of 2026."""
    assert "vb/nha-nuoc/ttg/chi-thi/2021/33" == iri("33/CT-TTg", genre="Chỉ thị")


def test_house_rules_of_two_communes_are_two() -> None:
    """“Quy chế tiếp công dân” belongs to the commune that names it; the rules on democracy are the country's."""
    other = ReportHead(file="y.txt", commune="Xã Sín Chéng")
    rule = Instrument(key="Quy chế tiếp công dân", type="Quy chế")
    national = Instrument(key="Quy chế dân chủ ở cơ sở", type="Quy chế")
    assert identify(rule, HEAD).iri != identify(rule, other).iri
    assert identify(national, HEAD).iri == identify(national, other).iri


def test_an_annexed_text_has_the_identity_of_the_register() -> None:
    """The Quy chế that 217-QĐ/TW promulgates is one, loosely spelled or not."""
    decision = next(row for row in by_key("217-QĐ/TW"))
    loose = Instrument(
        key="Quy chế giám sát và phản biện xã hội của Mặt trận tổ quốc và các đoàn thể chính trị - xã hội",
        type="Quy chế", iri="https://example.org/loose",
    )  # fmt: skip
    found = as_annexed(loose, decision.iri).iri
    assert found is not None
    assert "quy-che-giam-sat" in found
    assert loose == as_annexed(loose, "https://example.org/another")


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Chỉ thị số 05-CT/TW ngày 15/5/2016; Chỉ thị số 5-CT/TW", {"05-CT/TW": 2}),
        ("Luật Tố cáo số 25/2018/QH14; theo Luật Tố cáo", {"25/2018/QH14": 2}),
        ("quy chế dân chủ cơ sở, Quy chế dân chủ, QCDC", {"Quy chế dân chủ ở cơ sở": 3}),
        ("Nghị quyết số 25-NQ/TW ngày 12/3/2003 và Nghị quyết số 25-NQ/TW ngày 03/6/2013", {"25-NQ/TW": 1}),
    ],
)
def test_mentions_are_gathered_by_instrument(text: str, sizes: dict[str, int]) -> None:
    """One group an instrument: zeros, names of laws and short names apart; two dates of two terms are two."""
    _, groups = gather(text, [c for c in find_instruments(text) if c.key or c.resolves_to])
    assert sizes == {g.key: len(g.citations) for g in groups}
    assert all(isinstance(c, Citation) for g in groups for c in g.citations)


def test_two_annexed_texts_of_one_name_are_told_apart_by_their_decision() -> None:
    """The promulgating key follows in brackets (convention 11)."""
    text = (
        "Quyết định số 290-QĐ/TW của Bộ Chính trị về việc ban hành Quy chế công tác dân vận của hệ thống chính trị; "
        "Quyết định số 100-QĐ/TU của Tỉnh ủy về việc ban hành Quy chế công tác dân vận của hệ thống chính trị."
    )
    _, groups = gather(text, find_instruments(text))
    assert [
        "Quy chế công tác dân vận của hệ thống chính trị (100-QĐ/TU)",
        "Quy chế công tác dân vận của hệ thống chính trị (290-QĐ/TW)",
    ] == sorted(g.key for g in groups if g.by)
