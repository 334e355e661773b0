"""Answers as people read them: plain text of any width, bold only on a terminal that wants it."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph.shell import shown, tell, to_terminal
from queries.lookup import Thing
from queries.words import Pair, day

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
    return text if more <= 0 else text + tell(f"; và {more} mục khác", f"; and {more} more")


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


def period(start: str, end: str) -> str:
    """A reporting period: “2021–2025”, “01/2024–06/2024”, one date, or “”."""
    both = list(dict.fromkeys(filter(None, (day(start), day(end)))))
    return "–".join(both)


def section(label: str) -> str:
    """Where in a report a passage stands: “mục II.1”, “phần mở đầu” before the first heading; “” if unknown."""
    if label == "mở đầu":
        return tell("phần mở đầu", "opening")
    return tell("mục ", "section ") + label if label else ""
