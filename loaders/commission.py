"""The instrument under which a report is written: “Thực hiện Công văn số … về việc báo cáo …”."""

from __future__ import annotations

import functools
import re

from loaders.outline import Outline
from ontology.tables import read

_OPENING_REACH = 5000


@functools.lru_cache(maxsize=16)
def commission(text: str, outline: Outline) -> tuple[int, int] | None:
    """The span of number and symbol of the instrument that commissions the report, or None.

    Only the opening is read. Among the instruments named behind “Thực hiện”, “Căn cứ”, “Theo” … the one whose subject
    is a report or a review wins, then an official letter or plan; of equals the first.
    """
    first = outline.sections[0]
    if first.kind != "opening":
        return None
    best: tuple[float, int, int] | None = None
    for clause in _clauses().finditer(text, 0, min(first.end, _OPENING_REACH)):
        named = [
            m for m in _named().finditer(text, clause.start("rest"), clause.end("rest")) if _is_item(text, m)
        ]
        for index, match in enumerate(named):
            stop = named[index + 1].start() if index + 1 < len(named) else clause.end("rest")
            weight = _weight(match["type"], text[match.end() : stop], clause["verb"])
            if weight > 0 and (best is None or weight > best[0]):
                best = (weight, match.start("number"), match.end("number"))
    return best[1:] if best else None


@functools.cache
def _clauses() -> re.Pattern[str]:
    verbs = "|".join(read("roles")["commission"]["verbs"])
    return re.compile(rf"(?:^|(?<=[\s-]))(?P<verb>{verbs}) (?P<rest>[^\n]+)")


@functools.cache
def _named() -> re.Pattern[str]:
    types = "|".join(read("roles")["commission"]["weights"])
    return re.compile(
        rf"(?P<type>(?i:{types}))(?:(?: [^\W\d]+){{0,4}}? (?i:số))?:? ?"
        r"(?P<number>\d+[a-z]?(?: ?[-/–] ?| )[^\s,;]*[A-ZĐ][^\s,;)]*)"
    )


def _is_item(text: str, match: re.Match[str]) -> bool:
    """Whether the instrument follows the verb or a link, not the verbs of another one’s title."""
    before = text[max(0, match.start() - 14) : match.start()].rstrip().lower()
    return before.endswith(tuple(read("roles")["commission"]["before"]))


def _weight(kind: str, after: str, verb: str) -> float:
    """How likely this instrument asked for the report: by its subject, its type, and the verb before it."""
    table = read("roles")["commission"]
    subject = after.split(", UBND")[0].split(", Ủy ban")[0]
    about_report = any(word in subject.lower() for word in table["subjects"])
    weight: float = table["weights"].get(kind.lower(), 0.0)
    if verb.lower().startswith("căn cứ") and not about_report:
        weight -= 1.5
    return weight + 4 * about_report
