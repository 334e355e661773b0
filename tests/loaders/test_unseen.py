"""Citations and reports that the extractor was not written for: scores are held to a floor that only rises."""

from __future__ import annotations

import json
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from graph.records import Citation, as_contract, to_json
from loaders.cite import cite
from loaders.pipeline import read_record
from ontology.fold import fold

HERE = Path(__file__).parents[1] / "cases" / "unseen"
LINES = [json.loads(line) for line in (HERE / "citations.jsonl").read_text("utf-8").splitlines()]
FLOOR: dict[str, dict[str, float]] = tomllib.loads((HERE / "floor.toml").read_text("utf-8"))
FIELDS = ("key", "type", "date", "issuer")
ROLE_FIELDS = ("role", "stage", "polarity")
HEAD = ("doc_type", "number", "date", "issuer", "commune", "district", "province", "period_start",
        "period_end", "signer_name", "commissioned_by")  # fmt: skip
SENTENCES = [json.loads(line) for line in (HERE / "roles.jsonl").read_text("utf-8").splitlines()]
LETTERHEADS = [json.loads(line) for line in (HERE / "heads.jsonl").read_text("utf-8").splitlines()]
SECTIONS = {
    "results": "II. KẾT QUẢ THỰC HIỆN",
    "limitation": "III. HẠN CHẾ, TỒN TẠI",
    "future": "IV. NHIỆM VỤ TRỌNG TÂM THỜI GIAN TỚI",
    "proposal": "V. KIẾN NGHỊ, ĐỀ XUẤT",
}
FRAME = """ỦY BAN NHÂN DÂN
XÃ CỐC LY

BÁO CÁO
Kết quả công tác dân vận năm 2023

UBND xã Cốc Ly, huyện Bắc Hà, tỉnh Lào Cai báo cáo kết quả công tác dân vận như sau:
I. TÌNH HÌNH CHUNG
Xã có 12 thôn, đời sống Nhân dân ổn định.
{section}
Cấp ủy, chính quyền xã luôn quan tâm.
{sentence}
Cán bộ và Nhân dân đồng lòng.
"""
Items = dict[str, set[tuple[str, ...]]]


def same(value: str | None) -> str | None:
    """A field as it is compared: one Unicode form, without case."""
    return value and unicodedata.normalize("NFC", value).casefold()


def paired(wanted: list[dict[str, Any]], found: list[Citation]) -> list[Citation | None]:
    """For each wanted citation the found one of its key; by position where the counts are equal."""
    left, pairs = list(found), []
    for index, want in enumerate(wanted):
        hit = next((c for c in left if "key" in want and same(c.key) == same(want["key"])), None)
        if hit is None and len(found) == len(wanted) and found[index] in left:
            hit = found[index]
        if hit is not None:
            left.remove(hit)
        pairs.append(hit)
    return pairs


def read_lines() -> tuple[dict[str, float], list[str]]:
    """The share of right fields and lines, the false finds, and what was missed in words."""
    right, total, false, lines, misses = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0), 0, 0, []
    for case in LINES:
        wanted, found = case["citations"], list(cite(case["text"]))
        pairs = paired(wanted, found)
        false += len(found) - sum(hit is not None for hit in pairs)
        wrong = ["count"] if len(found) != len(wanted) else []
        for want, hit in zip(wanted, pairs, strict=True):
            for field in (f for f in FIELDS if f in want):
                total[field] += 1
                value = getattr(hit, field) if hit else "(none)"
                right[field] += same(value) == same(want[field])
                if same(value) != same(want[field]):
                    wrong.append(f"{field} {want[field]!r} but {value!r}")
        lines += not wrong
        if wrong:
            misses.append(f"{case['id']} {case['text']!r}: {'; '.join(wrong)}")
    shares = {field: right[field] / total[field] for field in FIELDS}
    return shares | {"lines": lines / len(LINES), "false": float(false)}, misses


def items(record: dict[str, Any], wanted: dict[str, Any]) -> Items:
    """A record as sets to compare; of dates, issuers and the head only what the wanted record states."""
    instruments = {i["key"]: i for i in record["instruments"]}
    numbered = {key: i for key, i in instruments.items() if key[0].isdigit()}
    stated = {(i["key"], f) for i in wanted["instruments"] for f in ("type", "date", "issuer") if i[f]}
    mentions = [(key, m) for key, i in numbered.items() for m in i["mentions"]]
    return {
        "head": {(f, fold(record["report"][f] or "")) for f in HEAD if wanted["report"][f]},
        "numbers": {(key,) for key in numbered},
        "names": {(fold(key),) for key in instruments if key not in numbered},
        "fields": {(k, f, fold(numbered[k][f] or "")) for k, f in stated if k in numbered},
        "mentions": {(key, str(n)) for key, i in numbered.items() for n, _ in enumerate(i["mentions"])},
        "roles": {(key, m["role"]) for key, m in mentions},
        "stages": {(k, m["stage"]) for k, m in mentions if m["role"] == "implements"},
        "polarities": {(k, m["polarity"]) for k, m in mentions if m["role"] == "implements"},
        "relations": {
            (r["source"], r["relation"], r["target"])
            for r in record["instrument_relations"]
            if {r["source"], r["target"]} <= set(numbered)
        },
    }


def read_reports() -> tuple[dict[str, float], list[str]]:
    """F of each kind of item over the reports (2 · right / (found + wanted)), and what differs in words."""
    right: dict[str, int] = {}
    both: dict[str, int] = {}
    misses = []
    for path in sorted((HERE / "reports").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        source = path.with_suffix(".txt")
        said = json.loads(to_json(as_contract(read_record(source.read_bytes(), source.name)[0])))
        want, found = items(gold, gold), items(said, gold)
        for kind in want:
            right[kind] = right.get(kind, 0) + len(want[kind] & found[kind])
            both[kind] = both.get(kind, 0) + len(want[kind]) + len(found[kind])
            misses += [f"{path.stem} {kind} missed: {item}" for item in sorted(want[kind] - found[kind])]
            misses += [f"{path.stem} {kind} extra: {item}" for item in sorted(found[kind] - want[kind])]
    return {kind: 2 * right[kind] / both[kind] for kind in right}, misses


def read_sentences() -> tuple[dict[str, float], list[str]]:
    """The share of right roles, and of stages and polarities where the role is implements."""
    right, total, misses = dict.fromkeys(ROLE_FIELDS, 0), dict.fromkeys(ROLE_FIELDS, 0), []
    for case in SENTENCES:
        text = FRAME.format(section=SECTIONS[case["section"]], sentence=case["text"])
        found = {i.key: i.mentions[0] for i in read_record(text.encode(), "unseen.txt")[0].instruments}
        for want in case["roles"]:
            for field in (f for f in ROLE_FIELDS if f in want):
                value = getattr(found.get(want["key"]), field, "(none)")
                total[field] += 1
                right[field] += value == want[field]
                if value != want[field]:
                    where = f"{case['id']} {case['section']} {case['text']!r} {want['key']}"
                    misses.append(f"{where}: {field} {want[field]} but {value}")
    return {field: right[field] / total[field] for field in ROLE_FIELDS}, misses


def read_heads() -> tuple[dict[str, float], list[str]]:
    """The share of right head fields, of those that are stated and of those that are not."""
    right, total, misses = 0, 0, []
    for case in LETTERHEADS:
        head = read_record(case["text"].encode(), "unseen.txt")[0].report
        for field, want in case["head"].items():
            value = getattr(head, field)
            total += 1
            right += fold(value or "") == fold(want or "")
            if fold(value or "") != fold(want or ""):
                misses.append(f"{case['id']} {field} {want!r} but {value!r}")
    return {"field": right / total}, misses


def below(reached: dict[str, float], floor: dict[str, float]) -> dict[str, float]:
    """The scores that are worse than their floor; the number of false finds has a ceiling instead."""
    return {
        name: reached[name]
        for name, least in floor.items()
        if (reached[name] > least if name == "false" else reached[name] < least)
    }


def test_unseen_citations_reach_their_floor() -> None:
    """Keys, types, dates and issuers of unseen lines are read as well as ever; look-alikes stay unread."""
    reached, misses = read_lines()
    assert {} == below(reached, FLOOR["citations"]), "\n".join([str(reached), *misses])


def test_unseen_reports_reach_their_floor() -> None:
    """Head, instruments, roles, stages and relations of unseen reports are read as well as ever."""
    reached, misses = read_reports()
    assert {} == below(reached, FLOOR["reports"]), "\n".join([str(reached), *misses])


def test_unseen_sentences_reach_their_floor() -> None:
    """The role, stage and polarity of an instrument in unseen sentences are read as well as ever."""
    reached, misses = read_sentences()
    assert {} == below(reached, FLOOR["sentences"]), "\n".join([str(reached), *misses])


def test_unseen_letterheads_reach_their_floor() -> None:
    """Number, date, bodies, places, period and signer of unseen letterheads are read as well as ever."""
    reached, misses = read_heads()
    assert {} == below(reached, FLOOR["heads"]), "\n".join([str(reached), *misses])


def test_each_unseen_report_holds_every_quote_of_its_gold() -> None:
    """The gold of a report quotes the report, so that a slip in the gold is found at once."""
    for path in sorted((HERE / "reports").glob("*.json")):
        text = " ".join(path.with_suffix(".txt").read_text("utf-8").split()).replace("- ", "-")
        for instrument in json.loads(path.read_text("utf-8"))["instruments"]:
            for mention in instrument["mentions"]:
                assert mention["quote"].replace("- ", "-") in text, (path.stem, mention["quote"])


@pytest.mark.parametrize("case", [c for c in LINES if not c["citations"]], ids=lambda c: str(c["id"]))
def test_the_negatives_are_marked(case: dict[str, Any]) -> None:
    """A line without citations says that it is a negative."""
    assert "negative" in case["tags"]
