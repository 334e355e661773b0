"""References that contradict themselves: type word, issuer, number and subject of an instrument."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, Literal

from graph.records import Anomaly, Instrument, Mention, ReportHead
from loaders.bare import bare
from loaders.period import find_period
from ontology.keys import parse_key
from ontology.register import RegisterRow, by_key
from ontology.tables import read

_CALLED = re.compile(r"gọi là ([^;]+?) nhưng ký hiệu")
_WRITTEN = re.compile(r"ký hiệu ghi ([^\s;,]+)")
_OF = re.compile(r" (?:của|do) (?:các )?([^()]+)")


@functools.cache
def _table() -> dict[str, Any]:
    return read("anomalies")


@functools.cache
def _kinds() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    rows = _table()["bodies"]["kinds"]
    return tuple((" ".join(row), tuple(re.compile(rf"(?<!\w)(?:{p})") for p in row)) for row in rows)


def reference_faults(text: str, head: ReportHead, instruments: tuple[Instrument, ...]) -> Iterator[Anomaly]:
    """All faults of types and references. One citation is blamed once for its issuer."""
    for instrument in instruments:
        if not instrument.number:
            continue
        yield from _types(instrument)
        yield from _number(instrument)
        issuer = next((f for m in instrument.mentions if (f := _issuer(instrument, m)) is not None), None)
        issuer = issuer or _two_issuers(instrument)
        if issuer is not None:
            yield issuer
        if instrument.key == head.commissioned_by or any(
            m.role == "commissioned_by" for m in instrument.mentions
        ):
            yield from _commission(text, head, instrument)


def _at(mention: Mention, explain: str, kind: Literal["type", "reference", "typo"] = "reference") -> Anomaly:
    return Anomaly(quote=mention.quote, start=mention.start, end=mention.end, kind=kind, explain=explain)


def _types(instrument: Instrument) -> Iterator[Anomaly]:
    """Type word against symbol (“Nghị định 71/1998/QĐ-CP”) and slips of a symbol, as the citation reader found them."""
    for slip in (instrument.anomaly or "").split("; "):
        written = _WRITTEN.search(slip)
        mention = next(
            (m for m in instrument.mentions if written and written[1] in m.quote.replace(" ", "")), None
        )
        if written is None or mention is None:
            continue
        called = _CALLED.search(slip)
        if called is not None:
            wrong = f"chữ {called[1]} trái với ký hiệu {written[1]}; đúng là {instrument.key}"
            yield _at(mention, wrong, "type")
        else:
            yield _at(mention, f"ký hiệu {written[1]} viết sai; đúng là {instrument.key}", "typo")


def _number(instrument: Instrument) -> Iterator[Anomaly]:
    """A Party number that no term reaches."""
    key = parse_key(instrument.key)
    digits = re.match(r"\d+", instrument.number or "")
    least = _table()["numbers"]["party_least_implausible"]
    if key is not None and key.system == "party" and digits and int(digits[0]) >= least:
        yield _at(
            instrument.mentions[0],
            f"số {digits[0]} lớn khác thường đối với văn bản của Đảng (số được đánh lại theo nhiệm kỳ)",
        )


def _stated(mention: Mention) -> str | None:
    """The issuer as it stands in the words of the citation itself (“… của BCH Trung ương”)."""
    found = _OF.search(mention.quote) if mention.issuer else None
    return found[1] if found else None


def _issuer(instrument: Instrument, mention: Mention) -> Anomaly | None:
    """The issuer named against the symbol, the register, the end of the district level."""
    issuer = _stated(mention)
    if issuer is None:
        return _ended(mention)
    flat = bare(issuer)
    code = _code(instrument)
    for row in _table()["issuer"]:
        if code in row["codes"]:
            wrong = not any(h in flat for h in row["holds"]) or any(n in flat for n in row.get("never", ()))
            if wrong:
                return _at(
                    mention,
                    f"ký hiệu {instrument.symbol or instrument.key} là của {row['codes'][0]}, không phải của {issuer}",
                )
    known = _registered(instrument, mention)
    if (
        known is not None
        and (theirs := _class(known.issuer))
        and (ours := _class(issuer))
        and theirs[0] != ours[0]
    ):
        return _at(
            mention,
            f"{instrument.key} do {known.issuer} ban hành (theo danh mục văn bản), không phải {issuer}",
        )
    return _ended(mention)


def _code(instrument: Instrument) -> str:
    """The issuer's code in the symbol: “UBND” of “1023/UBND-NV”, “TTg” of “33/CT-TTg”."""
    parts = re.split(r"[-/]", instrument.symbol or "")
    codes = {code for row in _table()["issuer"] for code in row["codes"]}
    found = [p for p in parts if p in codes]
    return found[0] if len(found) == 1 else ""


def _registered(instrument: Instrument, mention: Mention) -> RegisterRow | None:
    """The one confirmed entry of the register that the citation means, if its issuer is sure."""
    rows = [
        r for r in by_key(instrument.key) if r.certainty == "confirmed" and "cơ quan" not in (r.note or "")
    ]
    dated = [r for r in rows if mention.date and r.date == mention.date]
    return dated[0] if len(dated) == 1 else None


def _class(issuer: str) -> tuple[str, str | None] | None:
    """Kind and level of a body: “Chủ tịch UBND tỉnh …” → (“chu tich …”, “tinh”)."""
    flat = bare(issuer)
    kind = next((name for name, needed in _kinds() if all(p.search(flat) for p in needed)), None)
    if kind is None:
        return None
    level = next((lv for lv in _table()["bodies"]["levels"] if re.search(rf"(?<!\w){lv}(?!\w)", flat)), None)
    return kind, level


def _two_issuers(instrument: Instrument) -> Anomaly | None:
    """One instrument with two issuers in one report; the later place is quoted."""
    named = [
        (m, c)
        for m in instrument.mentions
        if m.issuer and (c := _class(m.issuer)) and _own_words(m, instrument)
    ]
    for mention, (kind, level) in named[1:]:
        first, (kind0, level0) = named[0]
        other = kind != kind0 or (level and level0 and level != level0)
        if other and mention.date == first.date:
            return _at(
                mention,
                f"cùng {instrument.key}: chỗ trước ghi do {first.issuer} ban hành, ở đây ghi {mention.issuer}",
            )
    return None


def _own_words(mention: Mention, instrument: Instrument) -> bool:
    """Is the issuer that of this citation: in its words, or its only one before the verb “ban hành”?"""
    return _stated(mention) is not None or mention is instrument.mentions[0]


def _ended(mention: Mention) -> Anomaly | None:
    """A district body that issues after the district level ended."""
    rule = _table()["district"]
    flat = bare(mention.issuer or "")
    if (mention.date or "") >= rule["ended"] and any(w in flat for w in rule["words"]):
        wrong = f"{mention.issuer} không thể ban hành văn bản ngày {mention.date}"
        return _at(mention, f"cấp huyện kết thúc hoạt động từ ngày 01/7/2025; {wrong}")
    return None


def _commission(text: str, head: ReportHead, instrument: Instrument) -> Iterator[Anomaly]:
    """The period that the commissioning letter asks about against the report's own."""
    if not instrument.title or not head.period_start or not head.period_end:
        return
    start, end = find_period(instrument.title)
    if start is None or end is None:
        return
    asked, told = (start[:4], end[:4]), (head.period_start[:4], head.period_end[:4])
    within_year = len(start) > 4 and asked[0] == asked[1]
    if not (asked[1] < told[0] or asked[0] > told[1] or (within_year and told[0] != told[1])):
        return
    mention = instrument.mentions[0]
    place = text.find(instrument.title[:40], mention.end, mention.end + 400)
    stop = place + len(instrument.title)
    if place < 0:
        place, stop = mention.start, mention.end
    yield Anomaly(
        quote=text[place:stop], start=place, end=stop, kind="reference",
        explain=f"văn bản yêu cầu về {start} đến {end}, báo cáo lại về {head.period_start} đến {head.period_end}",
    )  # fmt: skip
