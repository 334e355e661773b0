"""Lists of models whose items lack the word “mô hình” or the quotes: “các mô hình: A tại thôn X; B tại thôn Y”."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from loaders.body_names import body_name_at
from loaders.model_names import (
    CLOSE,
    OPEN,
    Named,
    following_names,
    model_names,
    name_end,
    phrases,
    quoted_name,
    tail_at,
)

_INLINE = re.compile(r"mô hình(?P<between>[^\n“”\":.;]{0,60}):[ \t]*(?=\w)")
_BULLETED = re.compile(r"mô hình[^\n]{0,160}:[ \t]*\n(?=[ \t]*[-–+•*])")
_ENDS, _SEMICOLON = re.compile(r"\.(?=\s|$)|\n|$"), re.compile(r";[ \t]*")
_BULLET = re.compile(r"[ \t]*[-–+•*][ \t]*")
_COLON = re.compile(r"(?: (?:xã|phường|thị trấn))?: ?")
_NO_LIST = re.compile(
    r"phong trào|cuộc vận động|phương châm|lĩnh vực|hạn chế|giải pháp|nội dung|tiêu chí|yêu cầu|kết quả"
)


def all_names(text: str, low: str) -> list[Named]:
    """The names of models in order: those that say what they are, and the items of lists."""
    named = list(model_names(text, low))
    spans = sorted((n.start, n.end) for n in named)
    for item in (*_inline(text, low), *_bulleted(text, low)):
        before = bisect_right(spans, (item.end, 0)) - 1
        if before < 0 or spans[before][1] <= item.start:
            named.append(item)
            spans = sorted([*spans, (item.start, item.end)])
    return sorted(named, key=lambda n: (n.start, n.end))


def _inline(text: str, low: str) -> Iterator[Named]:
    """Items between semicolons behind “mô hình …:”, two at least."""
    for match in _INLINE.finditer(low):
        if _NO_LIST.search(match["between"]):
            continue
        end = _ENDS.search(text, match.end())
        starts = [
            match.end(),
            *(m.end() for m in _SEMICOLON.finditer(text, match.end(), end.start() if end else len(text))),
        ]
        items = [item for start in starts if (item := _item(text, low, start))]
        if len(items) > 1:
            yield from items


def _bulleted(text: str, low: str) -> Iterator[Named]:
    """Lines with a bullet below a line that speaks of models and ends with a colon."""
    for match in _BULLETED.finditer(low):
        if _NO_LIST.search(match[0].rsplit(".", 1)[-1]):
            continue
        pos = match.end()
        while bullet := _BULLET.match(text, pos):
            yield from _line(text, low, bullet.end())
            pos = text.find("\n", pos) + 1
            if not pos:
                return


def _line(text: str, low: str, start: int) -> Iterator[Named]:
    """The models of one item: a name, quoted or not, or those behind the colon of their owner."""
    owner = body_name_at(low, start)
    colon = _COLON.match(low, owner.end) if owner else None
    if colon:
        start = colon.end()
    first = quoted_name(text, low, "mô hình", start, start)
    if first:
        yield first
        yield from following_names(text, low, first, listed=False)
    elif (
        owner is None
        and (item := _item(text, low, start))
        and (_is_whole(text, item) or tail_at(low, item.end))
    ):
        yield item


def _is_whole(text: str, item: Named) -> bool:
    """Whether a short item is nothing but the name."""
    return (
        text[item.end : item.end + 1] in ("", ";", ".", "\n")
        and len(text[item.start : item.end].split()) <= 10
    )


def _item(text: str, low: str, start: int) -> Named | None:
    """An item without quotes: a phrase of two words at least that can be a name."""
    if (
        not text[start : start + 1].isalpha()
        or phrases("no_item").match(low, start)
        or phrases("no_opening").match(low, start)
    ):
        return None
    if low.startswith(("mô hình", "câu lạc bộ", "clb"), start) or body_name_at(low, start):
        return None
    end = name_end(text, low, start)
    if any(mark in text[start:end] for mark in OPEN + CLOSE) or not 2 <= len(text[start:end].split()) <= 20:
        return None
    return Named("mô hình", start, start, end, end)
