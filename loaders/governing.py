"""From a citation back to the verb that governs it: through the items of a list and out of other titles."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from loaders.clauses import cues
from loaders.rules import letters_of

_SYMBOL = re.compile(r"\d\s?[-–/].*[A-ZĐ]")


class Governing(NamedTuple):
    """What stands to the left of the first item of the list in which a citation stands.

    ``left``: its tokens; ``listed``: a colon or bracket opens the list; ``linked``: a comma, “và” … stands before
    the citation; ``outer``: the left of the instrument in whose title the citation stands, None outside of titles.
    """

    left: str
    listed: bool = False
    linked: bool = False
    outer: str | None = None


class _Tails(NamedTuple):
    """What may stand at the end of a left string, as patterns on it."""

    link: re.Pattern[str]  # commas, “và”, colons … directly before the citation
    numbered: re.Pattern[str]  # an instrument and its title
    named: re.Pattern[str]  # an instrument by name
    title: re.Pattern[str]  # an instrument and the verb or “về” of its title
    clause: re.Pattern[str]  # a verb that begins a clause of its own


@functools.cache
def _tails() -> _Tails:
    letters = cues().letters

    def several(*names: str) -> str:
        return "".join(letters[n] for n in names)

    ends = several("semicolon", "past", "clause")
    verbs = letters_of("VERB") + letters["amend"]
    instr, about, own = letters["instr"], letters["about"], letters["own"]
    subject = f"{own}(?![{verbs}])"  # a body that acts opens a clause, one that is named does not
    stop = ends + verbs + own
    return _Tails(
        link=re.compile(f"[{several('comma', 'and', 'semicolon', 'colon', 'paren', 'quote')}]+\\Z"),
        numbered=re.compile(f"{instr}(?:[^{ends}{own}{instr}]|{subject})*\\Z"),
        named=re.compile(
            f"{letters['type']}[^{stop}{several('by', 'measure', 'terms', 'about', 'instr', 'type')}]*\\Z"
        ),
        title=re.compile(f"{instr}(?:[^{stop}]|{subject})*(?:{about}|(?:[{verbs}][^{stop}]?)*[{verbs}])\\Z"),
        clause=re.compile(
            f"[^{verbs}][{several('comma', 'and', 'semicolon')}]+[{several('past', 'other', 'nominal')}]*[{verbs}]"
            f"(?:[{several('other', 'nominal')}]*[{verbs}])*\\Z"
        ),
    )


def _outer(left: str) -> int:
    """Where the instrument begins in whose title the left string ends, or −1."""
    tails = _tails()
    found = tails.title.search(left)
    return found.start() if found and not tails.clause.search(left) else -1


def governing(left: str, mention: str, *, alike: bool) -> Governing:
    """Follow ``left`` (tokens before ``mention``) back; ``alike``: an instrument of the same type stands near.

    A mention with a symbol goes with the instrument outside (“… ban hành Quy chế A và Quyết định số 2-QĐ/TW”); one
    by name, a bare number, or one of a row of amended laws with the item right before it.
    """
    tails, letters = _tails(), cues().letters
    symbol = bool(_SYMBOL.search(mention)) and not mention[0].isdigit()
    linked = listed = False
    while match := tails.link.search(left):
        listed = bool(_among("colon", "paren") & set(match[0]))
        joined = bool(_among("comma", "and", "semicolon") & set(match[0])) and not listed
        linked |= joined
        left = left[: match.start()]
        item = (tails.named.search(left) or tails.numbered.search(left)) if joined else None
        if item is None:
            break
        left = left[: item.start()]
        if symbol and not (alike and left[-1:] == letters["amend"]):
            left = _outermost(left)
    outer = _outer(left)
    around = governing(left[:outer], mention, alike=alike).left if outer >= 0 else None
    return Governing(left, listed, linked, around)


def _outermost(left: str) -> str:
    """``left`` without the titles in which it ends."""
    while (outer := _outer(left)) >= 0:
        left = left[:outer]
    return left


@functools.cache
def _among(*names: str) -> frozenset[str]:
    return frozenset(cues().letters[name] for name in names)
