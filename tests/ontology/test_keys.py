"""Keys: number and symbol read from what is written, printed as they should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.codes import issuers
from ontology.keys import genre_codes, parse_key, read_key

WRITTEN = {
    "217-QĐ/TW": "217-QĐ/TW",
    "217/QĐ-TW": "217-QĐ/TW",
    "66/QĐ/TW": "66-QĐ/TW",
    "33/CT-TTg": "33/CT-TTg",
    "33-CT/TTg": "33/CT-TTg",
    "16/CTTTg": "16/CT-TTg",
    "05-ct/tw": "05-CT/TW",
    "217/qd-tw": "217-QĐ/TW",
    "17-CTR/TU": "17-CTr/TU",
    "21 – NQ/TW": "21-NQ/TW",
    "30- CT/TW": "30-CT/TW",
    "03 CTr/BDVTW-BCSĐCP": "03-CTr/BDVTW-BCSĐCP",
    "65-KL/TƯ": "65-KL/TW",
    "65-KL/T.Ư": "65-KL/TW",
    "34/2007/PL-UBNTVQH11": "34/2007/PL-UBTVQH11",
    "23/HD- ĐCT": "23/HD-ĐCT",
    "23/HD ĐCT": "23/HD-ĐCT",
    "298 KH/TWĐTN": "298-KH/TWĐTN",
    "12-QĐ/UBND": "12/QĐ-UBND",
    "01/1999/NQLT/BCA-HCCB": "01/1999/NQLT/BCA-HCCB",
    "01-TB/BNV-HCCB": "01-TB/BNV-HCCB",
    "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN": "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
    "6217/SNV-XDCQ&CTTN": "6217/SNV-XDCQ&CTTN",
    "10/2022/QH15": "10/2022/QH15",
    "73-BT": "73-BT",
    "36/CP": "36/CP",
    "8B-NQ/HNTW": "8B-NQ/HNTW",
}


@pytest.mark.parametrize(("written", "key"), WRITTEN.items())
def test_a_key_is_mended_to_what_should_be_written(written: str, key: str) -> None:
    """Order of hyphen and slash, spaces, case, D for Đ and glued codes are mended."""
    parsed = parse_key(written)
    assert parsed is not None
    assert key == str(parsed)


@pytest.mark.parametrize("text", ["24/7", "98/98", "2,3km", "11/2023", "", "217", "-QĐ/TW", "TCVN 6909:2001"])
def test_look_alikes_are_no_keys(text: str) -> None:
    """Ratios, dates and standards are no keys."""
    assert parse_key(text) is None


def test_a_slip_is_noted_and_a_clean_key_has_none() -> None:
    """The key knows what was mended in it."""
    mended, clean = parse_key("217/QĐ-TW"), parse_key("217-QĐ/TW")
    assert mended is not None
    assert clean is not None
    assert mended.slip == "ký hiệu ghi 217/QĐ-TW"
    assert clean.slip is None


def test_a_word_glued_to_the_symbol_is_left_out() -> None:
    """“381/ĐA-CPngày 09” ends before the word; so does a title in capitals."""
    glued = read_key("381/ĐA-CPngày 09 tháng 5")
    capitals = read_key("367 - QĐ/TWĐTN-VPĐOÀN TNCS")
    assert glued is not None
    assert capitals is not None
    assert ("381/ĐA-CP", len("381/ĐA-CP")) == (str(glued[0]), glued[1])
    assert "367-QĐ/TWĐTN-VP" == str(capitals[0])


PARTY = [i.code for i in issuers() if i.system == "party"]
STATE = [
    i.code for i in issuers() if i.system == "state" and i.code not in ("QH", "UBTVQH", "BT", "HĐBT", "TTr")
]


@given(
    st.integers(1, 99999), st.sampled_from(sorted(genre_codes() - {"QH", "CB"})), st.sampled_from(PARTY + STATE),
    st.none() | st.integers(1945, 2026),
)  # fmt: skip
def test_parse_and_print_agree(number: int, genre: str, issuer: str, year: int | None) -> None:
    """A printed key parses to a key that prints the same; so does every spelling with other dashes and spaces."""
    party = issuer in PARTY
    head = f"{number:02}" if party or year is None else f"{number:02}/{year}"
    written = f"{head}-{genre}/{issuer}" if party else f"{head}/{genre}-{issuer}"
    parsed = parse_key(written)
    assert parsed is not None
    assert str(parsed) == str(parse_key(str(parsed)))
    assert str(parsed) == str(parse_key(written.replace("-", " – ")))
    assert str(parsed).casefold() == str(parse_key(written.lower())).casefold()


@given(st.text(max_size=60))
def test_no_text_makes_it_crash(text: str) -> None:
    """Any text is a key or none; what is read lies inside the text."""
    for at, char in enumerate(text):
        found = read_key(text, at, said=True) if char.isdigit() else None
        if found:
            assert at < found[1] <= len(text)
