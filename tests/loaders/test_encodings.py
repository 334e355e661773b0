"""Every encoding in which Vietnamese reports are met becomes the same Unicode text."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.documents import ReadError, read_bytes
from loaders.encodings import from_tcvn3, from_vni, mend_legacy
from ontology.tables import read

TEXT = (
    "Ủy ban nhân dân xã An Bình báo cáo kết quả thực hiện công tác dân vận năm 2024.\n"
    "Thực hiện Chỉ thị số 33/CT-TTg, đã tuyên truyền 12 buổi; người dân hưởng ứng nhiệt tình.\n"
)
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
PLAIN_CAPITALS = "ABCDEGHIKLMNOPQRSTUVXYĂÂÊÔƠƯĐ"


def to_tcvn3(text: str) -> str:
    """Unicode → TCVN3 characters, by the table; accented capitals by their lower-case code."""
    table = read("encodings")["tcvn3"]
    codes: dict[str, str] = dict(zip(table["chars"], table["codes"], strict=True))
    return "".join(codes.get(c, codes.get(c.lower(), c)) for c in text)


# Written out by hand from the font, not from the table that is tested.
VNI_MARKS = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HAT = {
    "\u0302": "â",
    "\u0302\u0301": "á",
    "\u0302\u0300": "à",
    "\u0302\u0309": "å",
    "\u0302\u0303": "ã",
    "\u0302\u0323": "ä",
}
VNI_BREVE = {
    "\u0306": "ê",
    "\u0306\u0301": "é",
    "\u0306\u0300": "è",
    "\u0306\u0309": "ú",
    "\u0306\u0303": "ü",
    "\u0306\u0323": "ë",
}
VNI_SINGLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def to_vni(text: str) -> str:
    """Unicode → VNI-Windows characters."""
    return "".join(_vni(char) for char in text)


def _vni(char: str) -> str:
    lower = char.lower()
    made = VNI_SINGLE.get(lower)
    if made is None:
        parts = unicodedata.normalize("NFD", lower)
        base, marks = parts[0], parts[1:]
        if "\u031b" in marks:
            base, marks = {"o": "ô", "u": "ö"}[base], marks.replace("\u031b", "")
        order = sorted(marks, key=lambda m: m not in "\u0302\u0306")
        marks = "".join(order)
        made = base + (VNI_HAT.get(marks) or VNI_BREVE.get(marks) or VNI_MARKS.get(marks, ""))
    return made.upper() if char.isupper() else made


def test_tcvn3_holds_the_whole_alphabet() -> None:
    """All letters, and the capitals that the font has, survive; accented capitals come out in lower case."""
    assert from_tcvn3(to_tcvn3(LETTERS)) == LETTERS
    assert from_tcvn3(to_tcvn3(PLAIN_CAPITALS)) == PLAIN_CAPITALS
    assert from_tcvn3(to_tcvn3("ẤN")) == "ấN"


def test_vni_holds_the_whole_alphabet() -> None:
    """All letters and capitals survive."""
    assert from_vni(to_vni(LETTERS)) == LETTERS
    assert from_vni(to_vni(LETTERS.upper())) == LETTERS.upper()


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_the_tables_match_their_examples(name: str) -> None:
    """The example is converted, and a text in Unicode is left as it is."""
    row = read("encodings")[name]
    convert = from_tcvn3 if name == "tcvn3" else from_vni
    assert convert(row["example"]["text"]) == row["example"]["reads"]
    assert mend_legacy(row["counter"]) == (row["counter"], None)


def windows_1258(text: str) -> bytes:
    """Windows-1258: letters with hat, breve or horn, and combining tone marks behind them."""
    out = []
    for char in text:
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            rest = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append(rest.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(out)


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8-bom": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-8-nfd": unicodedata.normalize("NFD", TEXT).encode(),
    "utf-16": TEXT.encode("utf-16"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "utf-16-be-bom": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-32": TEXT.encode("utf-32"),
    "windows-1258": windows_1258(TEXT),
    "vni": to_vni(TEXT).encode("latin-1"),
    "vni-as-utf-8": to_vni(TEXT).encode(),
    "dos-line-ends": TEXT.replace("\n", "\r\n").encode(),
    "mac-line-ends": TEXT.replace("\n", "\r").encode(),
    "nul-bytes": TEXT.replace("năm", "n\x00ăm").encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_all_encodings_give_one_text(encoding: str) -> None:
    """The same report in any encoding is the same text."""
    assert unicodedata.normalize("NFC", read_bytes(ENCODED[encoding], "a.txt").text) == TEXT


@pytest.mark.parametrize(
    "data", [to_tcvn3(TEXT).encode("latin-1"), to_tcvn3(TEXT).encode()], ids=["bytes", "as-utf-8"]
)
def test_tcvn3_gives_the_text_but_for_accented_capitals(data: bytes) -> None:
    """The plain font has no accented capitals; the warning names the encoding."""
    found = read_bytes(data, "a.txt")
    assert found.text == TEXT.replace("Ủ", "ủ")
    assert any("TCVN3" in warning for warning in found.warnings)


def test_text_without_diacritics_is_vietnamese() -> None:
    """A report typed without diacritics is read."""
    bare = "Uy ban nhan dan xa An Binh bao cao ket qua thuc hien cong tac dan van nam 2024 tai dia phuong."
    assert read_bytes(bare.encode(), "a.txt").text == bare


@pytest.mark.parametrize("text", ["BÁO CÁO", "Số: 12/BC-UBND", "Ủy ban nhân dân xã An Bình"])
def test_short_texts_are_vietnamese(text: str) -> None:
    """A scrap of a report is enough."""
    assert read_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "The committee shall report on the implementation of the directive to the province.",
        "Le comité présente un rapport général sur l'exécution de la décision de cette année.",
        "Komite melaporkan pelaksanaan instruksi kepada pemerintah provinsi setiap tahun dengan baik.",
        "Комитет докладывает о выполнении директивы правительству провинции каждый год.",
        "委员会每年向省政府报告指示的执行情况。",
        "1234 5678 / 90 %",
    ],
    ids=["en", "fr", "id", "ru", "zh", "figures"],
)
def test_other_languages_are_refused(text: str) -> None:
    """A text that is not Vietnamese is refused, in any encoding it may come in."""
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ReadError, match=r"tiếng Việt|không có chữ"):
            read_bytes(text.encode(encoding), "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_a_refusal(data: bytes) -> None:
    """No bytes raise anything but a ReadError with both messages."""
    try:
        found = read_bytes(data, "a.txt")
    except ReadError as error:
        assert error.reason
        assert error.reason_en
    else:
        assert "\x00" not in found.text
        assert "\r" not in found.text


@given(st.integers(0, 3), st.integers(0, 300), st.sampled_from(sorted(ENCODED)), st.integers(1, 255))
def test_damaged_texts_are_a_text_or_a_refusal(start: int, end: int, encoding: str, flip: int) -> None:
    """Cut and flipped texts in every encoding never raise anything else."""
    data = bytearray(ENCODED[encoding][start:end])
    if data:
        data[len(data) // 2] ^= flip
    try:
        assert read_bytes(bytes(data), "a.txt").sha256
    except ReadError as error:
        assert error.reason_en
