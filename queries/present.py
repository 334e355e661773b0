"""Answers as people read them: plain text of any width, bold only on a terminal that wants it."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.shell import Column, shown, tell, to_terminal
from queries.communes import Answer, Commune
from queries.evidence import Evidence
from queries.lookup import Target, Thing
from queries.words import GROUPS, POLARITIES, STAGES, Pair, day

if TYPE_CHECKING:
    from queries.catalogue import Question

_SENTENCE_END = re.compile(r"\n+|(?<![ .][A-ZĐ])(?<![A-ZĐ]{2})(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ“])")
_CONTEXT = 300
_BEHIND = 160
_WIDEST = 110
_LISTED = 12
_OPENERS, _CLOSERS = '“"-+*•(0123456789', ".!?;:”"


def said(pair: Pair) -> str:
    """The half of a (Vietnamese, English) pair that the person reads."""
    return tell(*pair)


def bold(text: str) -> str:
    """``text`` in bold on a terminal; as it is in a pipe, under NO_COLOR and on a dumb terminal."""
    if not to_terminal() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[1m{text}\x1b[0m"


def width() -> int | None:
    """The columns to wrap at: those of the terminal, at most 110; None in a pipe, where lines stay whole."""
    return min(shutil.get_terminal_size().columns, _WIDEST) if to_terminal() else None


def wrapped(text: str, indent: int) -> str:
    """``text`` indented, and wrapped where a terminal reads it; control characters are taken out."""
    pad, columns = " " * indent, width()
    if columns is None or columns < indent + 20:
        return pad + shown(text)
    return textwrap.fill(
        shown(text),
        columns,
        initial_indent=pad,
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sentence(one: Evidence) -> str:
    """The sentence around a quote as far as the evidence holds it, the quote between « and »."""
    return sentence_around(one.prefix, one.quote, one.suffix)


def sentence_around(prefix: str, quote: str, suffix: str) -> str:
    """The sentence that ``quote`` stands in, cut out of its surroundings; “…” where it is not whole."""
    before = _SENTENCE_END.split(prefix)[-1][-_CONTEXT:].lstrip()
    after = _SENTENCE_END.split(suffix)[0]
    if len(after) > _BEHIND:
        after = after[:_BEHIND].rpartition(" ")[0]
    after = after.rstrip()
    begins = not before or before[0].isupper() or before[0] in _OPENERS
    ends = not after or after[-1] in _CLOSERS
    return f"{'' if begins else '… '}{before}«{quote}»{after}{'' if ends else ' …'}"


def choice_lines(things: Iterable[Thing]) -> Iterator[str]:
    """Things to choose from, one a line: key, type, date, issuer, title, and what to type to mean it."""
    for thing in things:
        yield "  " + " · ".join(filter(None, (headline(thing), thing.note, thing.iri)))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` is nearest to, “” if none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")


def catalogue_lines(questions: Iterable[Question], *, full: bool) -> Iterator[str]:
    """Named questions: name and title, or everything that is needed to ask one."""
    for question in questions:
        title = tell(question.title_vi, question.title_en)
        if not full:
            marks = "".join(f" {p.name}=…" if p.required else f" [{p.name}=…]" for p in question.parameters)
            yield f"{bold(question.name)}{marks}\n    {title}"
            continue
        yield f"{bold(question.name)}: {title}"
        for p in question.parameters:
            state = tell("bắt buộc", "required") if p.required else tell("tùy chọn", "optional")
            state += f", = {p.default}" if p.default else ""
            yield f"  --param {p.name}=…  {tell(p.about_vi, p.about_en)} ({state})"
        yield f"  {tell('cột', 'columns')}: {', '.join(question.columns)}"
        example = "".join(f" --param {name}='{value}'" for name, value in question.example.items())
        yield f"  {tell('ví dụ', 'example')}: danvan query {question.name}{example}"


def names(items: Iterable[str]) -> str:
    """Names in one line; a long list ends in the number of those left out."""
    listed = list(items)
    more = len(listed) - _LISTED
    text = "; ".join(listed[:_LISTED])
    return text if more <= 0 else text + tell(f"; và {more} đơn vị khác", f"; and {more} more")


def headline(thing: Thing) -> str:
    """A thing in one line: key or name, type, date, issuer."""
    genre = genre_name(thing.genre) if thing.kind == "instrument" else ""
    return " · ".join(filter(None, (thing.label, genre, day(thing.date), thing.issuer)))


def genre_name(slug: str) -> str:
    """The type word of a genre's slug: “quyet-dinh” → “Quyết định”; “” for none."""
    if not slug:
        return ""
    from ontology.fold import slug as slug_of
    from ontology.tables import read

    return next((g["name"] for g in read("genres")["genre"] if slug_of(g["name"]) == slug), slug)


def place(one: Commune) -> str:
    """A commune with its district and province."""
    return ", ".join(filter(None, (one.name, one.district, one.province)))


def period(start: str, end: str) -> str:
    """A reporting period: “2021–2025”, “01/2024–06/2024”, one date, or “”."""
    both = list(dict.fromkeys(filter(None, (day(start), day(end)))))
    return "–".join(both)


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
        tell("mục ", "section ") + one.section if one.section else "",
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
