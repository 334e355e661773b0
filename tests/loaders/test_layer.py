"""The text layer: one paragraph a line, and a way back to the source."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import Document
from loaders.layer import TextLayer, make_layer


def layer(text: str, *page_starts: int) -> TextLayer:
    """The layer of a document with this text."""
    return make_layer(Document("báo-cáo.txt", text, tuple(page_starts)))


ALPHABET = "aăâbđêôơưĐÁ ệ\n\t -–/*.;:1I7\u0301\u0302\u0323\u00a0\u00ad\u200b\ufffe\x0cQ"


@given(st.text(ALPHABET, max_size=300))
def test_every_character_comes_from_its_own_place(text: str) -> None:
    """Spans go back to the source in order and in range, and hold what the layer shows, up to NFC."""
    made = layer(text)
    before = 0
    for offset, char in enumerate(made.text):
        start, end = made.source_span(offset, offset + 1)
        assert before <= start <= end <= len(text)
        came_from = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b]", "", text[start:end]))
        same = came_from.replace("\ufffe", "-").replace("\u00a0", " ").replace("\t", " ")
        assert char in same or char in " \n", (char, came_from)
        before = start


@given(st.text(ALPHABET, max_size=300))
def test_a_layer_is_clean(text: str) -> None:
    """NFC, single spaces, no space at either end of a line, no empty line."""
    made = layer(text).text
    assert unicodedata.is_normalized("NFC", made)
    assert "  " not in made
    assert all(line and line == line.strip(" ") for line in made.split("\n")) or not made


@given(st.text(max_size=200))
def test_any_text_makes_a_layer(text: str) -> None:
    """No text of any script or control character raises."""
    made = layer(text)
    assert made.source_span(0, len(made.text))[1] <= len(text)


def test_pages_are_found_through_the_map() -> None:
    """The page of an offset is the page of its place in the source."""
    made = layer("Trang  một\n\nTrang  hai", 0, 12)
    assert made.page(0) == 1
    assert made.page(made.text.index("hai")) == 2
    assert layer("Không có trang").page(0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thực hiện Chỉ thị số 33/CT-\nTTg ngày 26/11/2021",
            "Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021",
        ),
        ("I. KHÁI QUÁT\nXã nằm ở phía Bắc.", "I. KHÁI QUÁT\nXã nằm ở phía Bắc."),
        ("[bookmark: _GoBack]Ủy ban nhân dân xã", "Ủy ban nhân dân xã"),
        ("dân\u00a0\u00a0vận\u00ad khéo", "dân vận khéo"),
    ],
)
def test_lines_and_debris(text: str, expected: str) -> None:
    """Cut symbols are whole again, headings stay, debris goes."""
    assert expected == layer(text).text
