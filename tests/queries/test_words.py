"""What people read for codes: sources of the register, dates."""

from __future__ import annotations

import pytest

from queries.words import day, register_words, source_words


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        ("", "chưa có nguồn", "no source yet"),
        (
            "domain",
            "nguồn: ghi chép nghiên cứu của dự án",
            "source: the project's research notes",
        ),
        (
            "domain:danvan",
            "nguồn: ghi chép nghiên cứu của dự án (danvan)",
            "source: the project's research notes (danvan)",
        ),
        ("vbpl.vn/1", "nguồn: vbpl.vn/1", "source: vbpl.vn/1"),
    ],
)
def test_a_source_is_told_in_words(value: str, vi: str, en: str) -> None:
    """The shorthand of the register and its silence are never shown to people."""
    assert (vi, en) == source_words(value)


def test_a_row_is_told_with_how_sure_it_is() -> None:
    """Certainty first, then the source; an unknown certainty stays as it is."""
    assert "chưa xác nhận; chưa có nguồn" == register_words("unconfirmed", "")[0]
    assert "stated by reports; source: the project's research notes" == register_words("stated", "domain")[1]
    assert "lạ; nguồn: x" == register_words("lạ", "x")[0]


@pytest.mark.parametrize(
    ("iso", "read"), [("2013-12-12", "12/12/2013"), ("2013-12", "12/2013"), ("", ""), (None, "")]
)
def test_a_day_is_written_as_documents_do(iso: str | None, read: str) -> None:
    """As far as it is known."""
    assert read == day(iso)
