"""Annexed instruments: the Quy chế, Quy định, Chương trình … that a numbered instrument promulgates."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from graph.records import Citation
from loaders.bare import bare
from loaders.citing import cue

_KINDS = (
    r"(?:[Qq]uy\s+chế(?:\s+phối\s+hợp)?|[Qq]uy\s+định|[Cc]hương\s+trình|[Kk]ế\s+hoạch|[Đđ]ề\s+án"
    r"|[Đđ]iều\s+lệ|[Hh]ướng\s+dẫn)"
)
_ABOUT_QUOTED = re.compile(rf"\s*,?\s*về\s+(?=[“\"]\s*{_KINDS})")
_QUOTED = re.compile(rf"[“\"‟]\s*(?P<name>{_KINDS}\s+[^”\"]{{6,300}}?)\s*[”\"]")
_OPEN = re.compile(
    rf"(?P<name>{_KINDS}\s+[^;:.\n“”\"()]{{8,260}}?)(?=[;:.\n“”\"()]|\s+(?:ban\s+hành|được|đã|theo|kèm\s+theo|đến\s+toàn|và\s+(?:Quyết|Chỉ|Nghị|Kế|Hướng|Kết))(?!\w)"
    r"|,\s+(?:UBND|Ủy ban|Uỷ ban|Đảng ủy|Đảng uỷ|xã|phường|địa phương|qua đó|trong đó|từ đó|góp phần|cấp ủy)(?!\w)|$)"
)
_NEXT = re.compile(r"\s*[;,]?\s*(?:và\s+)?(?=[“\"])")
_THEORY = re.compile(r",?\s+(?:ban\s+hành\s+)?(?:kèm\s+)?theo\s+(?:\w+\s+){0,2}?$")
_ALIKE = 0.86


@dataclass(frozen=True, slots=True)
class Annexed:
    """An annexed text where it is promulgated: its name as it stands, and the citation that promulgates it."""

    start: int
    end: int
    name: str
    by: Citation


def find_annexed(text: str, citations: list[Citation]) -> list[Annexed]:
    """All annexed texts that stand behind “ban hành”, “về việc ban hành”, “về “Quy chế …””.

    Two quoted names behind a coordination go to its members in order (“217 và 218 … ban hành “A”; “B””).
    """
    found: list[Annexed] = []
    for i, cited in enumerate(citations):
        if not (cited.number and cited.key):
            continue
        following = next((c.start for c in citations[i + 1 : i + 4] if c.number), len(text))
        names = _names(text, cited.end_all, following)
        group = _group(text, citations, i)[-len(names) :] if len(names) > 1 else [cited]
        found += [
            Annexed(s, e, n, by)
            for (s, e, n), by in zip(names, [*group, *[cited] * len(names)], strict=False)
        ]
    return found


def _names(text: str, pos: int, following: int) -> list[tuple[int, int, str]]:
    """The names that stand at ``pos``, before the citation that follows unless it is quoted within a name."""
    opener = cue("promulgates").match(bare(text[pos : pos + 60]))
    quoted_title = _ABOUT_QUOTED.match(text, pos)
    if opener is None and quoted_title is None:
        return []
    names: list[tuple[int, int, str]] = []
    at = pos + opener.end() if opener else quoted_title.end() if quoted_title else pos
    while quoted := _QUOTED.match(text, at):
        names.append((quoted.start("name"), quoted.end("name"), quoted["name"]))
        more = _NEXT.match(text, quoted.end())
        if not more:
            break
        at = more.end()
    if not names and (plain := _OPEN.match(text, at)):
        words = plain["name"][: max(0, following - at)] if _joined_before(text, following) else plain["name"]
        end = at + len(re.sub(r"[\s,;]*(?:và)?\s*$", "", words))
        names.append((at, end, text[at:end]))
    return names


def _joined_before(text: str, start: int) -> bool:
    """Is the citation at ``start`` joined to what stands before it, and no part of it?"""
    return bool(re.search(r"(?:,|;|\bvà)\s*$", text[max(0, start - 5) : start]))


def _group(text: str, citations: list[Citation], last: int) -> list[Citation]:
    """The coordinated citations that end with citation ``last``."""
    group = [citations[last]]
    for before in reversed(citations[:last]):
        gap = text[before.end_all : group[0].start]
        if not before.number or not re.fullmatch(r"\s*(?:,|;|và|,\s*và)\s*", gap):
            break
        group.insert(0, before)
    return group


def promulgator_behind(text: str, end: int, citations: list[Citation]) -> Citation | None:
    """The numbered citation that stands behind a name as its source: “Chương trình X theo Nghị quyết số N”."""
    after = next((c for c in citations if c.start >= end), None)
    if after and after.number and after.key and _THEORY.fullmatch(text[end : after.start]):
        return after
    return None


@functools.lru_cache(maxsize=4096)
def alike(a: str, b: str) -> bool:
    """Do two names mean one text, case, diacritics, “Việt Nam” and small words apart?"""
    x, y = _core(a), _core(b)
    return x == y or SequenceMatcher(None, x, y, autojunk=False).ratio() >= _ALIKE


_CUT = re.compile(r"[;.\n”\"“…]")


def known_name(text: str, start: int, names: Iterable[str]) -> tuple[int, str] | None:
    """The end of the longest run of words at ``start`` that is one of ``names``, loosely spelled, and that name."""
    best: tuple[float, int, str] | None = None
    for name in names:
        window = text[start : start + int(len(name) * 1.2) + 8]
        cut = _CUT.search(window)
        window = window[: cut.start()] if cut else window
        if bare(window[:8]) != bare(name[:8]) or not _begins_alike(window, name):
            continue
        matcher = SequenceMatcher(None, "", _core(name), autojunk=False)
        for stop in (m.end() for m in re.finditer(r"\w+", window) if m.end() > len(name) * 0.75):
            matcher.set_seq1(_core(window[:stop]))
            least = max(_ALIKE, best[0] if best else 0.0)
            if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
                continue
            ratio = matcher.ratio()
            if ratio > least:
                best = ratio, start + stop, name
    return best[1:] if best else None


def _begins_alike(window: str, name: str) -> bool:
    """Do three of the first four words that count agree? Asked before the costly comparison."""
    return len({*_core(window[:70]).split()[:5]} & {*_core(name[:70]).split()[:4]}) >= 3


@functools.lru_cache(maxsize=4096)
def _core(name: str) -> str:
    words = re.findall(r"\w+", bare(name))
    return " ".join(
        w for w in words if w not in ("viet", "nam", "va", "cac", "nhung", "viec", "ve", "thuc", "hien")
    )
