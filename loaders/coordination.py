"""“A và B ngày … của …”: date and issuer that stand once for several citations go to each of them."""

from __future__ import annotations

import re

from loaders.cited import Cited

_AND = re.compile(r"\*{0,3}\s*(?:[,;]\s*)?(?:và|VÀ|va|cùng với|cùng|hoặc)\s+(?:các\s+)?(?:số\s*)?")
_COMMA = re.compile(r"\s*,\s*(?:và\s+)?(?:số\s*)?")


def share(text: str, cited: list[Cited]) -> list[Cited]:
    """The citations with shared dates and issuers filled in, from the last to the first."""
    out = list(cited)
    open_list = False  # is the pair behind joined by “và”, so that a comma before it continues the same list?
    for i in range(len(out) - 2, -1, -1):
        this, after = out[i], out[i + 1]
        gap = text[max(this.end, this.context.end) : after.start]
        comma = bool(_COMMA.fullmatch(gap)) and (open_list or this.type == after.type)
        joined = bool(_AND.fullmatch(gap)) or comma
        open_list = joined
        if joined:
            out[i] = _take(this, after)
    return out


def share_types(text: str, cited: list[Cited]) -> list[Cited]:
    """The citations with the type word that opens their list: “các Quy định số 11-QĐ/TW, 12-QĐ/TW”."""
    out = cited[:1]
    for this in cited[1:]:
        before = out[-1]
        gap = text[max(before.end, before.context.end) : this.start]
        wordless = this.key is not None and text[this.start].isdigit()
        same_code = this.key and before.key and this.key.genre == before.key.genre
        if wordless and same_code and (_AND.fullmatch(gap) or _COMMA.fullmatch(gap)):
            out.append(this._replace(type=before.type))
        else:
            out.append(this)
    return out


def _take(this: Cited, after: Cited) -> Cited:
    """``this`` with what it lacks from ``after``, where both can come from one issuer.

    A date is shared only where neither date nor issuer stands beside ``this``; an issuer also where a date does.
    """
    context, other = this.context, after.context
    short = this.key is None and this.number is not None and this.type == after.type
    if this.issuer_code != after.issuer_code and not short:
        return this
    alone = context.date is None and not context.end
    date = other.date if alone and not _dated_otherwise(this, after) else context.date
    return this._replace(context=context._replace(date=date, issuer=context.issuer or other.issuer))


def _dated_otherwise(this: Cited, after: Cited) -> bool:
    """Does the year in the number or the register give ``this`` another date?"""
    from ontology.register import by_key

    date = after.context.date or ""
    if this.key is None:
        return False
    if this.key.year and not date.startswith(this.key.year):
        return True
    known = {row.date for row in by_key(str(this.key)) if row.date}
    return bool(known) and date not in known and all(len(d) == 10 for d in known)
