"""The picture of a graph: which things and relations are drawn, what is known of them, what was left out.

Everything here is a pure function of the graph and the request; ties are broken by name and identity, so that
the same graph gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

from ontology.namespaces import DCT, DV, ELI, ID, SKOS
from queries.ask import Source, local
from queries.present import genre_name
from queries.words import day
from viz.evidence import claim_key, quotes_of, sources_of, within_budget, worth
from viz.gather import Gatherer, short
from viz.picture import Edge, Group, Node, Picture, Quote, Request
from viz.reader import Card, Reader
from viz.style import full

NAMES_PER_GROUP, NAMES_PER_PAGE = 120, 3000
GROUPS_DRAWN = 40
OVERVIEW_SEEDS = 40
SILENT_SHOWN = 40


def make_picture(graph: Source, request: Request) -> Picture:
    """Everything the page of ``request`` shows; an empty picture where nothing fits."""
    reader = Reader(graph)
    seeds = request.anchors or tuple(reader.leading(min(OVERVIEW_SEEDS, max(1, request.limit // 4))))
    return finish(grown(Gatherer(reader, request), seeds, request.steps), request)


def grown(seen: Gatherer, seeds: tuple[str, ...], steps: int) -> Gatherer:
    """The gatherer after so many steps from the seeds."""
    seen.seed(seeds)
    frontier = list(seen.shown)
    for _ in range(steps):
        if not frontier:
            break
        frontier = seen.step(frontier)
    return seen


def finish(seen: Gatherer, request: Request) -> Picture:
    """All that is told of what was gathered."""
    reader = seen.reader
    silent = _silent(seen, request.anchors)
    seen.read_links(seen.shown)
    seen.look_up(seen.shown)
    groups = _groups(seen)
    edges = _edges(seen)
    units, reports, newest = reader.reporting()
    nodes = tuple(_nodes(seen, edges, request.on))
    return Picture(
        nodes=nodes,
        edges=edges,
        groups=groups,
        reports=tuple(_report_names(seen, edges)),
        anchors=tuple(short(thing) for thing in seen.seeds if thing in seen.shown) if request.anchors else (),
        totals=_totals(reader, seen),
        silent=silent,
        shown=_count(node.kind for node in nodes),
        reporting_units=units,
        report_count=reports,
        newest=newest,
        depth=request.steps,
        limit=request.limit,
    )


def _count(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for name in names:
        found[name] += 1
    return dict(sorted(found.items()))


def _totals(reader: Reader, seen: Gatherer) -> dict[str, int]:
    """Number in the store of instruments, bodies, communes, models …: the first class of each kind."""
    classes = {kind.classes[0] for name, kind in seen.table.kinds.items() if name in seen.wanted}
    return {local(name): count for name, count in sorted(reader.totals(full(c) for c in classes).items())}


def _silent(seen: Gatherer, anchors: tuple[str, ...]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Instrument asked for → units that reported and say nothing of it; shown if they are few."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    if "report" in seen.wanted:  # then mentions belong to reports: who is silent cannot be seen from units
        return found
    for anchor in filter(lambda thing: _is_instrument(seen, thing), anchors):
        units = [unit for unit in seen.reader.silent(anchor) if (unit, anchor) not in seen.links]
        seen.look_up(units)
        room = min(SILENT_SHOWN, seen.limit - len(seen.shown))
        if len(units) <= room and "unit" in seen.wanted:
            seen.shown.update(dict.fromkeys(units))
        named = ((short(unit), seen.name(unit)) for unit in units)
        found[short(anchor)] = tuple(sorted(named, key=itemgetter(1, 0)))
    return found


def _is_instrument(seen: Gatherer, thing: str) -> bool:
    kind = seen.table.kinds.get(seen.kind(thing))
    return kind is not None and not {"Instrument", "UnresolvedReference"}.isdisjoint(kind.classes)


def _groups(seen: Gatherer) -> tuple[Group, ...]:
    """The neighbours that are not shown, by the shown thing they belong to and their kind, the largest first."""
    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    for hub, beside in seen.neighbours().items():
        for thing in beside:
            if hub in seen.shown and thing not in seen.shown:
                left[hub, seen.kind(thing)].append(thing)
    ordered = sorted(left.items(), key=lambda item: (-len(item[1]), item[0]))
    named, room = [], NAMES_PER_PAGE
    for _, things in ordered:
        named.append(things[: min(NAMES_PER_GROUP, max(room, 0))])
        room -= len(named[-1])
    seen.look_up(thing for things in named for thing in things)
    return tuple(
        Group(
            id=f"+/{short(hub)}/{kind}",
            hub=short(hub),
            kind=kind,
            count=len(things),
            names=tuple(sorted(map(seen.name, told))),
            drawn=place < GROUPS_DRAWN,
        )
        for place, (((hub, kind), things), told) in enumerate(zip(ordered, named, strict=True))
    )


def _edges(seen: Gatherer) -> tuple[Edge, ...]:
    """The lines between shown things, one for a family of relations, with as many quotes as fit."""
    quotes, sources = quotes_of(seen), sources_of(seen)
    drawn = []
    for (source, target), names in sorted(seen.links.items()):
        if source == target or source not in seen.shown or target not in seen.shown:
            continue
        grouped: dict[str, set[str]] = defaultdict(set)
        for name in names - {"mentions"} or names:
            grouped[seen.table.group_of(name)].add(name)
        drawn += [
            _edge(seen, (source, target), members, quotes, sources) for _, members in sorted(grouped.items())
        ]
    return within_budget(drawn, seen)


def _edge(
    seen: Gatherer,
    pair: tuple[str, str],
    members: set[str],
    quotes: dict[str, list[Quote]],
    sources: dict[str, tuple[str, str]],
) -> Edge:
    """One line for these relations of a pair, with all quotes that support any of them."""
    ranked = sorted(members, key=lambda name: (-seen.table.edges[name].rank, name))
    found = [quote for name in ranked for quote in quotes.get(claim_key(pair, name), ())]
    found = sorted(dict.fromkeys(found), key=worth)
    certainty, source = next(
        (sources[key] for n in ranked if (key := claim_key(pair, n)) in sources), ("", "")
    )
    affirmed = [quote for quote in found if quote.polarity not in ("negated", "planned")]
    return Edge(
        source=short(pair[0]),
        target=short(pair[1]),
        kind=ranked[0],
        also=tuple(name for name in ranked[1:] if name != "implements"),
        partly=bool(affirmed) and all(quote.polarity == "partly" for quote in affirmed),
        quotes=tuple(found),
        certainty=certainty,
        source_row=source,
    )


def _nodes(seen: Gatherer, edges: tuple[Edge, ...], on: str) -> Iterator[Node]:
    """The shown things with their facts, by kind and name."""
    links = _count(end for edge in edges for end in (edge.source, edge.target))
    reported = seen.reader.reported(seen.shown)
    implementers = seen.reader.implementers(seen.shown)
    order = {name: place for place, name in enumerate(seen.table.kinds)}
    for thing in sorted(seen.shown, key=lambda iri: (order[seen.kind(iri)], seen.name(iri), iri)):
        kind = seen.kind(thing)
        card = seen.cards[thing]
        yield Node(
            id=short(thing),
            kind=kind,
            label=seen.name(thing),
            title=next(iter(card.get(ELI.title, ())), ""),
            facts=tuple(_facts(card)),
            links=links.get(short(thing), 0),
            reports=reported.get(thing, 0) if kind == "unit" else None,
            implementers=implementers.get(thing, 0) if _is_instrument(seen, thing) else None,
            ended=any(not on or end <= on for end in card.get(ELI.date_no_longer_in_force, ())),
        )


_FACTS = {
    ELI.type_document: "genre", ELI.date_document: "dated", DV.term: "term",
    ELI.first_date_entry_in_force: "in_force", ELI.date_no_longer_in_force: "out_of_force",
    DV.field: "field", DV.form: "form", DV.periodStart: "from",
    DV.periodEnd: "to", DV.fileName: "file", DV.unitCode: "code", DV.validFrom: "valid_from",
    DV.validTo: "valid_to", SKOS.altLabel: "also_called",
}  # fmt: skip


def _facts(card: Card) -> Iterator[tuple[str, str]]:
    """The facts of a card for people: (word of the interface, value)."""
    for prop, word in _FACTS.items():
        for value in card.get(prop, ()):
            yield word, _plain(word, value)


def _plain(word: str, value: str) -> str:
    """A value for people: dates as Vietnamese documents write them, genres as words."""
    if word == "genre":
        return genre_name(local(value))
    if word in ("dated", "in_force", "out_of_force", "from", "to", "valid_from", "valid_to"):
        return day(value)
    return local(value) if value.startswith("http") else value


def _report_names(seen: Gatherer, edges: tuple[Edge, ...]) -> Iterator[tuple[str, str]]:
    """(report, its unit, date and file) of every report quoted."""
    quoted = sorted({ID + quote.report for edge in edges for quote in edge.quotes if quote.report})
    seen.look_up(quoted)
    units = {report: unit for report, _, unit in seen.reader.relations(quoted, [DV.reportingUnit])}
    seen.look_up(units.values())
    for report in quoted:
        unit = seen.name(units[report]) if report in units else ""
        card = seen.cards[report]
        date, file = (next(iter(card.get(prop, ())), "") for prop in (DCT.date, DV.fileName))
        yield short(report), ", ".join(filter(None, (unit, day(date), file))) or seen.name(report)
