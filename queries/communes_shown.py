"""The answer of ``danvan communes`` as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.shell import Column, shown, tell
from queries.communes import Answer, Commune
from queries.evidence import Evidence
from queries.lookup import Target
from queries.present import bold, headline, names, period, said, section, sentence_around, wrapped
from queries.words import GROUPS, POLARITIES, STAGES, Pair, day


def sentence(one: Evidence) -> str:
    """The sentence around a quote as far as the evidence holds it, the quote between « and »."""
    return sentence_around(one.prefix, one.quote, one.suffix)


def place(one: Commune) -> str:
    """A commune with its district and province."""
    return ", ".join(filter(None, (one.name, one.district, one.province)))


def target_lines(target: Target) -> Iterator[str]:
    """The instrument that was asked for, with a word of warning where it is not known which one it is."""
    yield bold(shown(headline(target.thing)))
    if target.thing.note:
        yield wrapped(f"“{target.thing.note}”", 2)
    if target.thing.open:
        vi = (
            "Chưa xác định được văn bản nào mang số, ký hiệu này; "
            "các báo cáo dưới đây có thể nói về những văn bản khác nhau."
        )
        en = "It is not known which instrument this is; the reports below may mean different ones."
        yield wrapped(tell(vi, en), 2)
    if target.namesakes:
        others = names(headline(thing) for thing in target.namesakes)
        vi, en = "Cùng số, ký hiệu nhưng không báo cáo nào nêu: ", "Same number, named by no report: "
        yield wrapped(tell(vi, en) + others + ".", 2)


def evidence_lines(one: Evidence) -> Iterator[str]:
    """One passage and where it stands."""
    yield wrapped(sentence(one), 6)
    where = [
        section(one.section),
        tell("kỳ ", "period ") + period(one.period_start, one.period_end)
        if one.period_start or one.period_end
        else "",
        tell("ngày ", "dated ") + day(one.report_date) if one.report_date else "",
        one.file,
        tell("trang ", "page ") + one.page if one.page else "",
    ]
    yield wrapped(" · ".join(filter(None, where)), 6)


def commune_lines(one: Commune) -> Iterator[str]:
    """A commune, its furthest stage and the best passage."""
    best = one.evidence[0] if one.evidence else None
    how = [said(STAGES[one.stage])] if one.stage else []
    if best and best.polarity == "partly":
        how.append(said(POLARITIES[best.polarity]))
    yield "  " + bold(shown(place(one))) + (" — " + ", ".join(how) if how else "")
    if best:
        yield from evidence_lines(best)


def communes_lines(answer: Answer, chosen: str, *, missing: bool, most: int | None = None) -> Iterator[str]:
    """The whole answer: the instrument, the communes by group, the denominator in words.

    ``chosen`` is the group that was asked for; ``missing`` shows those that are silent or sent no report;
    ``most`` is how many of each group are listed, None: all.
    """
    yield from target_lines(answer.target)
    for group in GROUPS:
        found = answer.in_group(group)
        if not found or (group in ("silent", "unreported")) != missing or group == "otherwise":
            continue
        yield ""
        yield bold(f"{said(GROUPS[group])} ({len(found)})")
        for one in found[:most]:
            yield from commune_lines(one)
        if more := len(found[most:]) if most else 0:
            yield tell(f"  … và {more} xã khác (--all)", f"  … and {more} more (--all)")
    yield ""
    yield from denominator_lines(answer, chosen)


def denominator_lines(answer: Answer, chosen: str) -> Iterator[str]:
    """How many of how many, and who the others are; what is not known is said."""
    doing = len(answer.in_group(chosen))
    share = f" ({round(100 * doing / answer.reported)}%)" if answer.reported else ""
    vi, en = _CHOSEN[chosen]
    yield bold(
        tell(
            f"{doing} trên {answer.reported} xã có báo cáo {vi}{share}.",
            f"{doing} of {answer.reported} communes that reported {en}{share}.",
        )
    )
    for group, pair in _COUNTED.items():
        if group != chosen and (found := answer.in_group(group)):
            yield wrapped(f"{len(found)} {said(pair)}: {names(place(one) for one in found)}.", 2)
    yield from _unknown_lines(answer)


def _unknown_lines(answer: Answer) -> Iterator[str]:
    """What the denominator leaves out, and what nobody knows."""
    if answer.nameless:
        yield wrapped(
            tell(
                f"{answer.nameless} báo cáo không rõ của xã nào, không tính vào mẫu số.",
                f"Not counted: reports of unknown communes, {answer.nameless}.",
            ),
            2,
        )
    if answer.unresolved:
        vi = "Chưa rõ có phải văn bản này không nên không tính: "
        en = "Not counted, because it is open whether this instrument is meant: "
        yield wrapped(tell(vi, en) + names(answer.unresolved) + ".", 2)
    if answer.unplaced is None:
        vi = "Xã chưa có báo cáo: chưa xét ở đây (thêm --missing để đối chiếu với danh mục đơn vị)."
        en = "Communes without a report: not looked for here (add --missing)."
        yield wrapped(tell(vi, en), 2)
    elif answer.unplaced:
        vi = f"Không rõ quanh {answer.unplaced} xã ngoài danh mục đơn vị còn xã nào chưa có báo cáo."
        en = f"Unknown whether communes around {answer.unplaced} units outside the table lack a report."
        yield wrapped(tell(vi, en), 2)


_CHOSEN: dict[str, Pair] = {
    "implements": ("nêu việc thực hiện", "say that they implement it"),
    "plans": ("nêu trong phương hướng, nhiệm vụ tới", "plan to implement it"),
    "issued": ("nêu đã ban hành", "issued it"),
    "recognised_by": ("được công nhận theo văn bản này", "are recognised by it"),
    "commissioned_by": ("được lập theo yêu cầu của văn bản này", "report under it"),
    "cites": ("viện dẫn", "cite it"),
}
_COUNTED: dict[str, Pair] = {
    "otherwise": ("xã nêu ở bước hoặc vai trò khác", "name it at another stage or in another role"),
    "negated": ("xã nêu là chưa thực hiện", "say that they do not implement it yet"),
    "plans": ("xã chỉ nêu trong phương hướng, nhiệm vụ tới", "only plan to"),
    "recognised_by": ("xã được công nhận theo văn bản này", "are recognised by it"),
    "commissioned_by": ("xã báo cáo theo yêu cầu của văn bản này", "report under it"),
    "mentions": ("xã chỉ viện dẫn, không nêu việc thực hiện", "only mention it"),
    "silent": ("xã có báo cáo nhưng không nêu", "reported but do not mention it"),
    "unreported": (
        "xã cùng địa bàn chưa có báo cáo trong kho",
        "in the same districts have no report in the store",
    ),
}


COLUMNS = [
    Column(name, vi, en)
    for name, vi, en in (
        ("unit", "đơn vị (IRI)", "unit (IRI)"),
        ("name", "xã", "commune"),
        ("district", "huyện", "district"),
        ("province", "tỉnh", "province"),
        ("group", "nhóm", "group"),
        ("stage", "bước", "stage"),
        ("polarity", "khẳng định", "polarity"),
        ("file", "tệp", "file"),
        ("report_date", "ngày báo cáo", "report date"),
        ("period_start", "từ", "from"),
        ("period_end", "đến", "to"),
        ("section", "mục", "section"),
        ("page", "trang", "page"),
        ("start", "đầu", "start"),
        ("end", "cuối", "end"),
        ("quote", "trích dẫn", "quote"),
        ("sentence", "câu", "sentence"),
        ("rule", "quy tắc", "rule"),
        ("confidence", "độ tin cậy", "confidence"),
        ("claim", "phát biểu (IRI)", "claim (IRI)"),
        ("report", "báo cáo (IRI)", "report (IRI)"),
    )
]
"""Columns of ``danvan communes`` in csv and tsv: a commune and its best passage a row."""


def commune_row(one: Commune) -> list[str]:
    """A commune and its best passage as one row under `COLUMNS`."""
    values = one._asdict()
    if one.evidence:
        values |= one.evidence[0]._asdict() | {"stage": one.stage or one.evidence[0].stage}
        values["sentence"] = sentence(one.evidence[0])
    return [str(values.get(column.name, "")) for column in COLUMNS]


def evidence_json(one: Evidence) -> dict[str, object]:
    """A passage for programs: offsets and page as integers, confidence as a number, “” as null."""
    values: dict[str, object] = {name: value or None for name, value in one._asdict().items()}
    for name in ("start", "end", "page"):
        values[name] = int(str(values[name])) if values[name] is not None else None
    values["confidence"] = float(one.confidence) if one.confidence else None
    values["sentence"] = sentence(one)
    return values


def commune_json(one: Commune) -> dict[str, object]:
    """A commune for programs, with every passage."""
    values: dict[str, object] = {name: value or None for name, value in one._asdict().items()}
    values["evidence"] = [evidence_json(evidence) for evidence in one.evidence]
    return values


def answer_json(answer: Answer) -> dict[str, object]:
    """The whole answer for programs."""
    groups = {group: len(answer.in_group(group)) for group in GROUPS if answer.in_group(group)}
    thing = {name: value or None for name, value in answer.target.thing._asdict().items()}
    return {
        "instrument": {**thing, "open": answer.target.thing.open, "iris": answer.target.nodes},
        "denominator": {
            "reported": answer.reported,
            "groups": groups,
            "reports_of_unknown_communes": answer.nameless,
            "open_references_in": answer.unresolved,
            "unreported_known": answer.unplaced == 0,
        },
        "communes": [commune_json(one) for one in answer.communes],
    }
