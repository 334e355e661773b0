"""The clause around a citation as a short string of tokens, one letter each, that role rules match.

A report speaks of an instrument through the verbs around it. Only those cue words, the links between items and other
citations matter; everything else is one token “other”. So “đã quán triệt, triển khai thực hiện tốt” becomes
``past tell comma do well`` and rules can be written over the names.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from loaders.words import spellings
from ontology.tables import read

STRUCTURE = ("other", "comma", "semicolon", "colon", "paren", "quote", "instr")
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZαβγδεζηθικλμ"
UPPER = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper() and c.isalpha())
_BALANCED = re.compile(r"“([^”\"“\n]{0,400})[”\"]|\"([^\"“”\n]{0,400})\"|\([^()\n]{0,300}\)")
_WORD = re.compile(r"[^\s,;:()“”\"…]+|[,;:(“\"]")
_SYMBOL = re.compile(r"\d\w*(?:[-/–]\d{4})?[-/–][^\s]*[A-ZĐ]")
_SYMBOL_TAIL = re.compile(r"-?[A-ZĐ][\wĐđ.]*[-/][A-ZĐ]")
_TYPE_START = re.compile(
    r"\W*(?:quy chế|quy định|quyết định|chỉ thị|nghị quyết|luật|kế hoạch|chương trình)", re.IGNORECASE
)
_MARKS = {",": "comma", ";": "semicolon", ":": "colon", "(": "paren", "“": "quote", '"': "quote"}
_GLUED = re.compile(r"(?<=[Ss]ố)(?=\d)|(?<=\d) ?[-–] ?(?=[A-ZĐ][\wĐđ.]*[-/])")
_DATE = re.compile(r"(?:, ?| |^)[Nn]gày \d{1,2}(?: ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}| tháng \d{1,2} năm \d{4})")
_ABOVE = frozenset(("huyện", "tỉnh", "thị", "thành", "quận", "trung", "tp", "tx"))
_COMMUNE = frozenset(("xã", "phường", "đã", "và", "có", "ban"))
_ENDS_NAME = ("by", "at", "measure", "terms", "past", "passive", "not", "about", "paren")
_DIGITS = frozenset("0123456789")
_OPENS = re.compile(r"[“\"(]")
_LOOSE = re.compile(r"ố\d| [-–]|\d[-–] ")


class Cues(NamedTuple):
    """The cue words: ``first`` word → (further words, token, swallow), longest first; ``letters``: token → letter."""

    first: dict[str, list[tuple[list[str], str, int]]]
    letters: dict[str, str]


@functools.cache
def cues() -> Cues:
    """The cue words of ``ontology/roles.toml``, compiled once."""
    table = read("roles")["cue"]
    names = [*STRUCTURE, *dict.fromkeys(c["name"] for c in table if c["name"] != "filler")]
    letters = dict(zip(names, _LETTERS, strict=False)) | {"filler": ""}
    first: dict[str, list[tuple[list[str], str, int]]] = {}
    for cue in table:
        for phrase in cue["words"]:
            for spelled in spellings(phrase.replace(",", " ,").replace(":", " :")):
                head, *rest = spelled.split()
                first.setdefault(head, []).append((rest, letters[cue["name"]], cue.get("swallow", 0)))
    for mark, name in _MARKS.items():
        first[mark] = [([], letters[name], 0)]
    for entries in first.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Cues(first, letters)


def tokens(passage: str) -> str:
    """The tokens of ``passage`` as letters; words that say nothing are left out, runs of other words are one."""
    letters = cues().letters
    other, own = letters["other"], letters["own"]
    words = _WORD.findall(_simple(passage))
    lower = " ".join(words).lower().split(" ")
    out: list[str] = []
    index, swallow, held = 0, 0, -1
    while index < len(words):
        letter, used, swallow = _token(words, lower, index, swallow)
        if letter == letters["instr"]:
            _drop_type_word(out, letters["type"] + letters["plan"], other)
        elif letter == own:
            letter = _actor(lower, index, used, held, letters)
            held = index + used if letter == other else held
        if letter and not (letter == other and out and out[-1] == other):
            out.append(letter)
        index += used
    return _managed().sub("", "".join(out))


def _token(words: list[str], lower: list[str], index: int, swallow: int) -> tuple[str, int, int]:
    """The token at ``index``: its letter, how many words it takes, how many words after it belong to a name."""
    table, letters = cues()
    word = lower[index]
    entries = table.get(word)
    if entries is None:
        if word[0] in _DIGITS or "/" in word:
            return _number(words, index, letters)
        return letters["other"], 1, max(0, swallow - 1)
    if word in _MARKS:
        return letters[_MARKS[word]], 1, 0
    letter, used, more = _cue(entries, lower, index, letters["other"])
    if swallow and letter not in _ends_of_names():
        return letters["other"], 1, swallow - 1
    return letter, used, more


def _actor(words: list[str], index: int, used: int, held: int, letters: dict[str, str]) -> str:
    """A body of the commune acts, unless it is named as an issuer (“của UBND xã”) or is one of a higher level."""
    letter = letters["own"] if "xã" in words[index : index + used] else _level(words, index + used, letters)
    issuer = words[index - 1] == "của" or held == index
    return letters["other"] if issuer and letter == letters["own"] else letter


@functools.cache
def _ends_of_names() -> frozenset[str]:
    """The tokens that end the name of a law: “Luật Tiếp công dân *theo* …”."""
    return frozenset(cues().letters[name] for name in _ENDS_NAME)


@functools.cache
def _managed() -> re.Pattern[str]:
    """“được” behind a verb says that it was managed (“xây dựng được kế hoạch”), no passive."""
    letters = cues().letters
    verbs = "".join(letters[t] for t in read("roles")["sets"]["VERB"].split("|"))
    return re.compile(f"(?<=[{verbs}]){letters['passive']}(?![{verbs}{letters['own']}])")


def _simple(passage: str) -> str:
    """``passage`` without dates, brackets, the inside of quotations, full stops; symbols in one piece."""
    if "gày " in passage:
        passage = _DATE.sub("", passage)
    if _LOOSE.search(passage):
        passage = _GLUED.sub(_mended, passage)
    if _OPENS.search(passage):
        passage = _BALANCED.sub(_shrink, passage)
    return passage.replace(". ", " ").rstrip(". ")


def _drop_type_word(out: list[str], nouns: str, other: str) -> None:
    """“Chỉ thị số 5/CT-X” and “Luật Căn cước số 2/2023/QH15” are one token each."""
    if len(out) > 1 and out[-1] == other and out[-2] in nouns:
        del out[-2:]
    elif out and out[-1] in nouns:
        out.pop()


def _level(words: list[str], index: int, letters: dict[str, str]) -> str:
    """A body whose name goes on with a level above the commune is not the commune’s own."""
    for word in words[index : index + 4]:
        if word in _ABOVE:
            return letters["over"]
        if word in _COMMUNE or word in _MARKS:
            break
    return letters["own"]


def _cue(
    entries: list[tuple[list[str], str, int]], words: list[str], index: int, other: str
) -> tuple[str, int, int]:
    """The longest cue at ``index``: its letter, how many words it takes, how many it swallows."""
    for rest, letter, swallow in entries:
        if not rest:
            return letter, 1, swallow
        end = index + 1 + len(rest)
        if words[index + 1 : end] == rest:
            return letter, end - index, swallow
    return other, 1, 0


def _number(words: list[str], index: int, letters: dict[str, str]) -> tuple[str, int, int]:
    """A word with a digit or a slash: the symbol of an instrument (with its tail) or any other word."""
    if _SYMBOL.match(words[index]):
        return letters["instr"], 1, 0
    after = words[index + 1] if index + 1 < len(words) else ""
    if words[index].isdecimal() and _SYMBOL_TAIL.match(after):
        return letters["instr"], 2, 0
    if index and words[index - 1].lower() == "số" and index > 1 and words[index].isdecimal():
        return letters["instr"], 1, 0
    return letters["other"], 1, 0


def _mended(match: re.Match[str]) -> str:
    """“số12” → “số 12”, “12 -KL/TW” → “12-KL/TW”."""
    return "-" if match[0] else " "


def _shrink(match: re.Match[str]) -> str:
    """What a balanced quotation or bracket leaves: a noun, the type word of a quoted instrument, or nothing."""
    quoted = match[1] or match[2]
    if not quoted:
        return " "
    return " quy định " if _TYPE_START.match(quoted) else " ¤ "
