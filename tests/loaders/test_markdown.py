"""Markdown: the text without its marks, and no plain report taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import read_bytes
from loaders.markdown import is_markdown, read_markdown

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("# I. Tình hình\n## 1. Kết quả ##", "I. Tình hình\n1. Kết quả"),
        ("**BÁO CÁO** về *mô hình* và __kết quả__", "BÁO CÁO về mô hình và kết quả"),
        ("* Mô hình A\n+ Mô hình B\n- Mô hình C", "- Mô hình A\n+ Mô hình B\n- Mô hình C"),
        ("1\\. Đúng 5 \\* 3 \\_", "1. Đúng 5 * 3 _"),
        ("Theo [Chỉ thị 33](https://vi.vn/a) ![ảnh](a.png)<https://vi.vn>", "Theo Chỉ thị 33 https://vi.vn"),
        ("| Thôn | Số hộ |\n|---|:-:|\n| A | 5 |\n\nHết", "Thôn\tSố hộ\nA\t5\n\nHết"),
        ("Thôn | Số hộ\n--- | ---\nA | 5", "Thôn\tSố hộ\nA\t5"),
        ("| XÃ A<br>Số: 1 | Độc lập |\n|---|---|", "XÃ A\nSố: 1\nĐộc lập"),
        ("năm 2021[^1].\n\n[^1]: Xem Chỉ thị 05.", "năm 2021.\n\n[1] Xem Chỉ thị 05."),
        ("> Trích dẫn\n\n---\n\n```\nmã\n```", "Trích dẫn\n\n\n\n\nmã\n"),
        ("---\ntitle: Báo cáo\n---\n# Xã", "Xã"),
        ("a_b_c và 3 * 4 * 5", "a_b_c và 3 * 4 * 5"),
        ("5 &lt; 6 &amp; <sup>2</sup>", "5 < 6 & 2"),
    ],
    ids=["headings", "emphasis", "bullets", "escapes", "links", "table", "bare-table", "layout", "notes", "blocks",
         "front", "no-marks", "entities"],
)  # fmt: skip
def test_marks_are_dropped_and_words_stay(marked: str, plain: str) -> None:
    """Headings, emphasis, links, tables, notes, quotes and fences."""
    assert plain == read_markdown(marked)


def test_markdown_is_known_by_its_signs() -> None:
    """The content decides: the same text under any name."""
    data = "# BÁO CÁO\n\nỦy ban nhân dân xã báo cáo **kết quả** công tác dân vận.\n".encode()
    for name in ("a.md", "a.txt"):
        found = read_bytes(data, name)
        assert "BÁO CÁO\n\nỦy ban nhân dân xã báo cáo kết quả công tác dân vận.\n" == found.text
        assert "text/markdown" == found.media_type
    assert () == read_bytes(data, "a.md").warnings
    assert 1 == len(read_bytes(data, "a.txt").warnings)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_plain_report_is_taken_for_markdown(path: Path) -> None:
    """The examples in plain text, with their dashes, rules and notes, stay plain."""
    assert "text/plain" == read_bytes(path.read_bytes(), path.name).media_type


@given(st.text("#*_|-`[](){}<>~!\\ \n1a.:ậ^=+", max_size=300))
def test_any_text_is_read(text: str) -> None:
    """No run of marks raises; letters stay."""
    is_markdown(text)
    assert text.count("ậ") >= read_markdown(text).count("ậ")
