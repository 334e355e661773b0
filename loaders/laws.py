"""Laws, codes and ordinances named by their subject: where the name begins and ends, and its official spelling."""

from __future__ import annotations

import functools
import re

from loaders.bare import UPPER, bare
from loaders.cited import Cited
from loaders.names import one_tone_style
from ontology.tables import read

_WORD = re.compile(
    r"(?=[BLPblp])(?<!\w)(?<!pháp )(?<!Pháp )(?<!PHÁP )"
    r"(?:B[Ộộ]\s+(?:luật|LUẬT)|bộ\s+luật|[Ll]uật|LUẬT|Luat|[Pp]háp\s+lệnh|PHÁP\s+LỆNH)\s+"
)
_AMENDING = re.compile(
    r"sửa\s+đổi,?\s+(?:và\s+)?bổ\s+sung\s+một\s+số\s+điều\s+của\s+(?:các\s+)?(?=luật|bộ luật|pháp lệnh)",
    re.IGNORECASE,
)  # fmt: skip
_STOP = re.compile(
    r"[.;:,()“”\"\n\d/]|\s+(?:và|của|ngày|năm|để|cho|tại|do|là|được|có|trong|theo|về|nhằm|ở|đến|với|khi|đã|thì|mà|còn|nên|như|trên)(?!\w)"
    r"|\s+số\s*:?\s*\d"
)
_YEAR = re.compile(r"(?:\s*\(sửa đổi\))?\s*,?\s*(?:[Nn]ăm\s+|NĂM\s+)?((?:19|20)\d\d)(?!\d|\s*[-–/])")
_DRAFT = re.compile(r"(?:[Dd]ự thảo|[Dd]ự án)\s+$")
_TYPES = {"bo luat": "Bộ luật", "luat": "Luật", "phap lenh": "Pháp lệnh"}


@functools.cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all known subjects in bare text (longest first) and the official spelling of each."""
    names = {_flat(name): name for name in read("laws")["law"]}
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(
        "(?:"
        + "|".join(re.escape(n).replace(r"\ ", r"\s+").replace(",", r"\s?,?") for n in ordered)
        + r")(?!\w)"
    ), names


def _flat(name: str) -> str:
    return re.sub(r"\s+", " ", bare(name))


def find_laws(text: str) -> list[Cited]:
    """All laws that ``text`` names by their subject; ``name`` is the official name, type word included."""
    found: list[Cited] = []
    pos = 0
    while match := _WORD.search(text, pos):
        law = _law(text, match)
        pos = match.end() if law is None else law.end
        if law is not None:
            found.append(law)
    return found


def _law(text: str, word: re.Match[str]) -> Cited | None:
    if _DRAFT.search(text, max(0, word.start() - 12), word.start()):
        return None
    kind = _TYPES[re.sub(r"\s+", " ", bare(word[0])).strip()]
    amending = _AMENDING.match(text, word.end())
    if amending:
        return _amending(text, word, amending, kind)
    end, subject = _subject(text, word.end())
    if end is None:
        return None
    return Cited(word.start(), end, kind, name=f"{kind} {subject}")


def _subject(text: str, start: int) -> tuple[int | None, str]:
    """The end of the subject that begins at ``start`` and its official spelling; no end: it is no law's name."""
    pattern, names = _known()
    window = text[start : start + 130]
    known = pattern.match(bare(window))
    if known and _same_word(known[0], window[: known.end()], names):
        flat = re.sub(r"\s+", " ", known[0]).replace(" ,", ",")
        official = names.get(flat) or next(
            (v for k, v in names.items() if k.replace(",", "") == flat.replace(",", "")),
            window[: known.end()],
        )
        return start + known.end(), official
    if not re.match(f"[{UPPER}]", window) or window.isupper():
        return None, ""
    stop = _STOP.search(window)
    subject = re.sub(r"\s+", " ", window[: stop.start() if stop else len(window)]).strip()
    return (
        (start + len(window[: stop.start()].rstrip()), subject)
        if stop and 1 < len(subject.split()) <= 12
        else (None, "")
    )


def _same_word(flat: str, written: str, names: dict[str, str]) -> bool:
    """A name of one word must have its diacritics: “luật được” is not Luật Dược, “luật gia” not Luật Giá."""
    return " " in flat.strip() or one_tone_style(names[flat]).lower() == one_tone_style(written).lower()


def _amending(text: str, word: re.Match[str], amending: re.Match[str], kind: str) -> Cited | None:
    """“Luật sửa đổi, bổ sung một số điều của Luật A và Luật B”: one law, its objects part of its name."""
    end = amending.end()
    while inner := _WORD.match(text, end):
        stop, _ = _subject(text, inner.end())
        if stop is None:
            break
        end = stop
        more = re.compile(r"\s*(?:,|và)\s*(?=[Ll]uật|Bộ luật|Pháp lệnh)").match(text, end)
        if not more:
            break
        end = more.end()
    if end == amending.end():
        return None
    name = re.sub(r"\s+", " ", text[word.end() : end])
    return Cited(word.start(), end, kind, name=f"{kind} {name}")


def stated_year(text: str, end: int) -> tuple[str, int] | None:
    """A bare year directly behind a law's name (“Luật Đất đai 2024”, “… năm 2024”) and the offset behind it."""
    match = _YEAR.match(text, end)
    return (match[1], match.end()) if match else None
