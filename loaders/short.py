"""Short mentions: a type word and a number without a symbol (“Chỉ thị số 10”, “Nghị định 149”, “(NQ21)”)."""

from __future__ import annotations

import re

from loaders.bare import bare
from loaders.cited import Cited
from ontology.codes import genre_of_code, genres

# Genres that people cite by type word and number alone; others before a number are counts (“báo cáo 6 tháng”).
_ACTS = ("Nghị quyết liên tịch", "Thông báo liên tịch", "Thông tư liên tịch", "Nghị quyết", "Nghị định", "Quyết định",
         "Chỉ thị", "Kết luận", "Pháp lệnh", "Quy định", "Thông tri", "Thông tư", "Hướng dẫn", "Kế hoạch", "Đề án",
         "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Công văn", "Thông báo", "Công điện")  # fmt: skip
_NEEDS_SO = {"Hướng dẫn", "Kế hoạch", "Thông báo", "Công văn", "Chương trình", "Chương trình phối hợp",
             "Chương trình hành động"}  # fmt: skip
_WORD = re.compile(
    r"(?P<type>" + "|".join(
        "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else r"\s+" for c in name) for name in _ACTS
    ) + r")(?P<so>\s+(?:số|SỐ)\s*:?)?\s*(?P<number>\d{1,4}[a-zđ]?)(?![\w.,/]*\d)(?!\w)(?!\s?[-–/]\s?[\dA-ZĐ])"
)  # fmt: skip
_ABBREVIATION = re.compile(
    r"(?<!\w)(?P<type>NQ|NĐ|QĐ|CT|KL)\s?(?:số\s*)?(?P<number>\d{1,3})(?!\w)(?!\s?[-–/.,]\s?[\dA-ZĐ])"
)
_COUNTED = re.compile(
    r"\s*(?:nam|thang|quy|tuan|ngay(?!\s*\d)|dong chi|noi dung|nhiem vu|diem|phan|buoc|nhom|khong|sach|co|giai phap|muc tieu|chi tieu"
    r"|tieu chi|linh vuc|mo hinh|ho|nguoi|cong trinh|%|ty|trieu|lan|luot|van ban|chuyen de|hoi nghi|dot|cap|lop|cuoc)\b"
)  # fmt: skip


def find_short(text: str) -> list[Cited]:
    """All short mentions of ``text`` that are no part of a full citation's number."""
    names = {bare(g.name): g for g in genres()}
    found: list[Cited] = []
    for match in _WORD.finditer(text):
        genre = names[re.sub(r"\s+", " ", bare(match["type"]))]
        if not match["so"] and (genre.name in _NEEDS_SO or match["type"][0].islower()):
            continue
        if _COUNTED.match(bare(text[match.end() : match.end() + 16])):
            continue
        found.append(Cited(match.start(), match.end(), genre.name, number=match["number"]))
        found += _more(text, match.end(), genre.name)
    for match in _ABBREVIATION.finditer(text):
        genre_ = genre_of_code(match["type"], "party")
        if genre_ and not _COUNTED.match(bare(text[match.end() : match.end() + 16])):
            found.append(Cited(match.start(), match.end(), genre_.name, number=match["number"]))
    return sorted(found, key=lambda s: s.start)


_MORE = re.compile(r"\s*(?:,|và)\s*(?:số\s*)?(?P<number>\d{2,3})(?![\w.,/-]*\d)(?!\w)(?!\s?[-–/%])")


def _more(text: str, pos: int, genre: str) -> list[Cited]:
    """Further numbers that share a type word: “các Quyết định 217, 218”."""
    found: list[Cited] = []
    while match := _MORE.match(text, pos):
        if not text[match.end() : match.end() + 1].strip(" .,;:)\n") and not _COUNTED.match(
            bare(text[match.end() : match.end() + 16])
        ):
            found.append(Cited(match.start("number"), match.end("number"), genre, number=match["number"]))
            pos = match.end()
            continue
        break
    return found
