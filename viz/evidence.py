"""What proves a relation: passages of reports, as many as a page has room for, or a row of the register."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from ontology.namespaces import DV
from queries.ask import local
from queries.words import STAGES
from viz.gather import Gatherer, short
from viz.picture import Edge, Quote
from viz.style import style

QUOTES_PER_EDGE = 4
QUOTE_LETTERS = 300_000
"""Room for quotes in a page, in letters: what keeps a page of a thousand things under 2 MB."""
AROUND = 160
"""Letters shown before and behind a quote, at most."""
_STAGES = tuple(STAGES)


def within_budget(edges: list[Edge], seen: Gatherer) -> tuple[Edge, ...]:
    """The edges with the quotes that there is room for: one each before further ones, seeds first."""
    first = {short(thing) for thing in seen.seeds}
    ranks = seen.table.edges
    order = sorted(
        range(len(edges)),
        key=lambda i: (not {edges[i].source, edges[i].target} & first, -ranks[edges[i].kind].rank, i),
    )
    kept, left = [0] * len(edges), QUOTE_LETTERS
    for turn in range(QUOTES_PER_EDGE):
        for i in order:
            if kept[i] == turn < len(edges[i].quotes) and left > 0:
                quote = edges[i].quotes[turn]
                left -= len(quote.before) + len(quote.exact) + len(quote.after) + 120
                kept[i] += 1
    return tuple(
        msgspec.structs.replace(edge, quotes=edge.quotes[:n], more=len(edge.quotes) - n)
        for edge, n in zip(edges, kept, strict=True)
    )


def worth(quote: Quote) -> tuple[float, int, tuple[str, ...]]:
    """Sorts the most trusted quote first, then the furthest stage, then by all the rest."""
    stage = -_STAGES.index(quote.stage) if quote.stage in _STAGES else 1
    rest = (quote.report, quote.section, quote.before, quote.exact, quote.after, quote.polarity, quote.rule)
    return -float(quote.confidence or 0), stage, rest


def claim_key(pair: tuple[str, str], name: str) -> str:
    """What claims of one relation, or of one family, between two things are gathered under."""
    return f"{pair[0]} {pair[1]} {style().group_of(name)}"


def quotes_of(seen: Gatherer) -> dict[str, list[Quote]]:
    """Claim key → quotes, of all shown things, asked in one go."""
    reports = {report for found in seen.cited_in.values() for report in found}
    subjects = set(seen.shown) | reports
    found: dict[str, list[Quote]] = defaultdict(list)
    units: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (unit, instrument), cited in seen.cited_in.items():
        for report in cited:
            units[report, instrument].append(unit)
    for row in seen.reader.evidence(subjects, seen.shown):
        predicate, subject, target = row["p"], row["s"], row["o"]
        how = local(row["how"])
        quote = Quote(
            exact=row["exact"], before=_before(row["before"]), after=_after(row["after"]),
            section=row["section"], report=short(row["report"]), stage=local(row["stage"]), polarity=how,
            confidence=row["confidence"], rule=row["rule"], page=row["page"],
        )  # fmt: skip
        for unit in units.get((subject, target), ()) if predicate == DV.cites else ():
            found[claim_key((unit, target), "mentions")].append(quote)
        name, backwards = seen.predicates.get(predicate, ("", False))
        if name:
            pair = (target, subject) if backwards else (subject, target)
            found[claim_key(pair, "negated" if how == "negated" else name)].append(quote)
    return found


def _before(text: str) -> str:
    """What stands before a quote in its paragraph, or the last words of it."""
    text = text.rpartition("\n")[2]
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    """What stands behind a quote in its paragraph, or the first words of it."""
    text = text.partition("\n")[0]
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"


def sources_of(seen: Gatherer) -> dict[str, tuple[str, str]]:
    """Claim key → (certainty, source) of the relations that the register knows, the surest first."""
    found: dict[str, tuple[str, str]] = {}
    for subject, predicate, target, source, certainty in seen.reader.sources(seen.shown):
        name, backwards = seen.predicates.get(predicate, ("", False))
        if name:
            key = claim_key((target, subject) if backwards else (subject, target), name)
            row = (local(certainty), source)
            found[key] = min(found.get(key, row), row, key=lambda one: (one[0], not one[1], one[1]))
    return found
