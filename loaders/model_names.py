"""Names of “Dân vận khéo” models: where one begins, where it ends, quoted or not, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.bare import UPPER
from loaders.hamlets import find_hamlets
from loaders.lexicon import lowered
from loaders.words import alternation
from ontology.tables import read

OPEN, CLOSE = "“\"‟„«‘'”", '”"»“'
_QUOTED = re.compile(rf"[{OPEN}]\s*(?P<name>[^“”\"«»\n]{{1,220}}?)\s*(?:[{CLOSE}]|[’'](?!\w))")
_OPENED = re.compile(rf"[{OPEN}]\s*(?=\w)")
_STOP = re.compile(r"[.;:\n…()]|$|, (?=mô hình|câu lạc bộ|clb|tổ hợp tác)| và (?=mô hình|câu lạc bộ|clb)")
_INLINE = re.compile(r"mô hình(?P<between>[^\n“”\"]{0,150}):\s*[-–+•*]?\s*(?=[“\"‟])")
_NOT_MODELS = re.compile(r"phong trào|cuộc vận động|phương châm|khẩu hiệu|chủ đề|văn bản|chỉ thị|nghị quyết")
_NEXT = re.compile(rf"(?:\s*,?\s*và\s+|\s*,\s*|\s*;\s*)(?=[{OPEN}]\w)")
_NEXT_ITEM = re.compile(r"[^;\n“”\"]{0,200}?[;.]?\s*(?:;|\n)\s*[-–+•*]?\s*(?=[“\"‟])")
_AMONG = re.compile(rf"[^.;:\n]{{0,60}}? là (?P<name>[{UPPER}])")


class Named(NamedTuple):
    """A model's name as written (``text[name_start:name_end]``), its form, and the whole passage from its word on.

    ``balanced`` is False where a closing quote is missing; ``chained`` that it follows another with no word of
    its own between them.
    """

    form: str
    start: int
    name_start: int
    name_end: int
    end: int
    chained: bool = False


@cache
def _forms() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    rows = read("models")["form"]
    known = {word: (row["name"], bool(row.get("quoted"))) for row in rows for word in row["words"]}
    fill = alternation(read("models")["filler"]["words"])
    fill = rf"(?P<filler>(?:[ ,:]*(?: |, |: )?{fill})*[ :,]*)"
    return re.compile(rf"(?<!\w)(?P<form>{alternation(known)}){fill}"), known


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Any phrase of one list of ``ontology/models.toml``, in a ``lowered`` text."""
    return re.compile(rf"(?<!\w){alternation(read('models')[name]['words'])}")


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in read("models")["no_name"]))


def is_name(written: str) -> bool:
    """Whether what stands in quotes is the name of a model, and not the movement itself."""
    return len(written) > 1 and not _no_names().search(lowered(written.strip()))


def model_names(text: str, low: str) -> Iterator[Named]:
    """The names of models in order; ``low`` is ``lowered(text)``."""
    pattern, known = _forms()
    pos = 0
    while match := pattern.search(low, pos):
        form, only_quoted = known[match["form"]]
        inline = _INLINE.match(low, match.start("form")) if form == "mô hình" else None
        named = None
        if inline and not _NOT_MODELS.search(inline["between"]):
            named = quoted_name(text, low, form, inline.end(), inline.end())
        named = named or quoted_name(text, low, _last_form(match, form), match.start(), match.end())
        if named is None and form == "mô hình":
            named = _with_matter(text, low, match)
        if named is None and not only_quoted:
            named = _unquoted(text, low, form, match)
        pos = match.end("form")
        if named:
            yield named
            pos = named.end
            for further in following_names(text, low, named, listed=inline is not None):
                yield further
                pos = further.end


def _last_form(match: re.Match[str], form: str) -> str:
    """“Mô hình câu lạc bộ “…”” is a club."""
    return "câu lạc bộ" if re.search(r"câu lạc bộ|clb", match["filler"]) else form


def following_names(text: str, low: str, first: Named, *, listed: bool) -> Iterator[Named]:
    """Further names in quotes that share the word of the first: “các mô hình “A”, “B” và “C””."""
    last = first
    while True:
        link = _NEXT.match(text, last.end) or (_NEXT_ITEM.match(text, last.end) if listed else None)
        named = quoted_name(text, low, first.form, link.end(), link.end()) if link else None
        if named is None:
            return
        last = named._replace(chained=True)
        yield last


def quoted_name(text: str, low: str, form: str, start: int, pos: int) -> Named | None:
    """The name in quotes at ``pos``; a closing quote that is missing is made up for by what follows a name."""
    opened = _OPENED.match(text, pos)
    if opened is None:
        return None
    quoted = _QUOTED.match(text, pos)
    if quoted and not re.search(r"; |\bmô hình\b", quoted["name"]):
        if not is_name(quoted["name"]):
            return None
        return Named(form, start, *quoted.span("name"), quoted.end())
    end = name_end(text, low, opened.end())
    return Named(form, start, opened.end(), end, end) if is_name(text[opened.end() : end]) else None


_MATTER = re.compile(r"(?: [^\s.,;:“”\"‟()]+){1,6} ?:? (?=[“\"‟«])")
_SKILFUL = re.compile(r" [“\"]?dân vận khéo[”\"“]?(?= (?:trong|về|tham gia|vận động) )")


def _with_matter(text: str, low: str, match: re.Match[str]) -> Named | None:
    """“mô hình vệ sinh môi trường “…””: what it is about before the name; “mô hình “Dân vận khéo” trong … của O”."""
    end = match.end("form")
    skilful = _SKILFUL.match(low, end)
    if skilful and _at_item(text, match.start()):
        stop = name_end(text, low, skilful.end())
        if _tail().match(low, stop):
            return Named("mô hình", match.start(), skilful.start() + 1, stop, stop)
    matter = _MATTER.match(low, end)
    if matter is None or phrases("no_matter").search(low, end, matter.end()):
        return None
    return quoted_name(text, low, "mô hình", match.start(), matter.end())


def _unquoted(text: str, low: str, form: str, match: re.Match[str]) -> Named | None:
    """A name without quotes: with a capital, or as a phrase of its own behind a verb or at the head of an item."""
    start = match.end("form") + 1
    among = _AMONG.match(text, match.end("form"))
    if among and "dân vận khéo" in low[match.end("form") : among.start("name")]:
        end = name_end(text, low, among.start("name"))
        return (
            Named(form, match.start(), among.start("name"), end, end)
            if is_name(text[among.start("name") : end])
            else None
        )
    if (
        match.end("form") >= len(text)
        or text[match.end("form")] != " "
        or not text[start : start + 1].isalnum()
    ):
        return None
    if phrases("no_opening").match(low, start) or _plural(low, match.start()):
        return None
    end = name_end(text, low, start)
    close = end + 1 if text[end : end + 1] and text[end : end + 1] in CLOSE else end
    words = len(text[start:end].split())
    capital = text[start].isupper() and not text[start : start + 3].isupper()
    listed = text[match.start()].isupper() and _at_item(text, match.start())
    if (
        words < 2
        or words > 30
        or not (capital or ((listed or _behind_verb(low, match.start())) and words >= 3))
    ):
        return None
    return Named(form, match.start(), start, end, close)


def _plural(low: str, start: int) -> bool:
    return bool(
        re.search(
            r"(?:các|những|nhiều|một số|số|loại|từng|mỗi|bằng|theo|\d) $", low[max(0, start - 8) : start]
        )
    )


def _at_item(text: str, start: int) -> bool:
    return bool(
        re.search(r"(?:^|\n|[;:] )\s*(?:[-–+•*]|\d{1,2}[.)]|[a-zđ]\))?\s*$", text[max(0, start - 8) : start])
    )


def _behind_verb(low: str, start: int) -> bool:
    return any(m.end() == start - 1 for m in phrases("verbs").finditer(low, max(0, start - 24), start - 1))


def name_end(text: str, low: str, start: int) -> int:
    """Where a name without closing quotes ends: at a stop, a closing quote, a leader, a hamlet, or a verb."""
    limit = min(len(text), start + 220)
    stop = _STOP.search(low, start, limit)
    end = stop.start() if stop else limit
    for pattern in (phrases("ends"), _tail(), _CLOSING):
        found = pattern.search(low, start + 1, end)
        end = found.start() if found else end
    return start + len(text[start:end].rstrip(" ,-–"))


@cache
def _tail() -> re.Pattern[str]:
    """What may follow a name: “của” or “tại” and the first word of an organisation or a place."""
    words = alternation(read("models")["tail"]["words"])
    return re.compile(rf" (?:tại|ở|do|của|thuộc) (?=(?:các |\d{{1,2}} )?{words})")


def tail_at(low: str, pos: int) -> bool:
    """Whether a leader or a place follows at ``pos``."""
    return _tail().match(low, pos) is not None


_CLOSING = re.compile(rf"[{CLOSE}]")


def proper_name(written: str) -> tuple[str, tuple[str, ...]]:
    """The name in full with a capital, and the hamlets that stood at its end: “… ở thôn Hiệp An”."""
    name = re.sub(r"\s+", " ", written).strip(" ,.;:")
    name = re.sub(r"^[“\"]?(dân vận khéo)[”\"“]", r"\1", name, flags=re.IGNORECASE)
    places: tuple[str, ...] = ()
    for hamlets in find_hamlets(name, lowered(name)):
        if hamlets[-1].end == len(name):
            places = tuple(h.name for h in hamlets)
            name = re.sub(r"(?:,? (?:ở|tại|của))?(?: các)?$", "", name[: hamlets[0].start].rstrip())
    name = re.sub(r" (?:trên địa bàn|tại|ở) (?:xã|phường|thị trấn)(?: .*)?$", "", name)
    for row in read("models")["short"]:
        name = re.sub(rf"(?<!\w){row['form']}(?!\w)", row["full"], name)
    return name[:1].upper() + name[1:], places
