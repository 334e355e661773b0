"""The picture as values: what a page shows, and what was asked for."""

from __future__ import annotations

import msgspec

from viz.style import Style

FAR = 12
"""Steps of an overview: as far as the limit allows."""


class Quote(msgspec.Struct, frozen=True, omit_defaults=True):
    """One passage of a report that supports a relation, the cited words in ``exact``."""

    exact: str
    before: str = ""
    after: str = ""
    section: str = ""
    report: str = ""
    stage: str = ""
    polarity: str = ""
    confidence: str = ""
    rule: str = ""
    page: str = ""


class Edge(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: ``kind`` is how it is drawn, ``also`` what else it means, ``more`` counts quotes left out.

    ``certainty`` and ``source_row`` tell of the register, where it knows the relation.
    """

    source: str
    target: str
    kind: str
    also: tuple[str, ...] = ()
    partly: bool = False
    quotes: tuple[Quote, ...] = ()
    more: int = 0
    certainty: str = ""
    source_row: str = ""


class Node(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing. ``links`` counts its drawn relations; ``reports`` is set for units: 0 is “no report”.

    ``implementers`` is set for instruments: the reporting units of the whole store that implement it; ``ended``
    says that an instrument is no longer in force.
    """

    id: str
    kind: str
    label: str
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    links: int = 0
    reports: int | None = None
    implementers: int | None = None
    ended: bool = False


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """The neighbours of ``hub`` of one kind that did not fit, drawn as one “+N” or only told in its panel."""

    id: str
    hub: str
    kind: str
    count: int
    names: tuple[str, ...]
    drawn: bool = True


class Picture(msgspec.Struct, frozen=True):
    """All that a page shows. ``totals``: class → number in the store, ``shown``: kind → number drawn.

    ``levels``: for a lineage, how many steps newer (above 0) or older (below 0) a thing is than what was asked for.
    ``silent``: instrument asked for → (identity, name) of the units that reported and do not even
    mention it.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    reports: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...]
    totals: dict[str, int]
    shown: dict[str, int]
    silent: dict[str, tuple[tuple[str, str], ...]]
    reporting_units: int
    report_count: int
    newest: str
    depth: int
    limit: int
    levels: dict[str, int] = {}

    @property
    def drawn_groups(self) -> tuple[Group, ...]:
        """The groups that have a box of their own."""
        return tuple(group for group in self.groups if group.drawn)


class Request(msgspec.Struct, frozen=True):
    """What to draw: from which things (none: an overview), steps, most things, kinds (none: the usual).

    ``on``: the ISO day of which it is told what is no longer in force; “”: whatever has an end.
    """

    anchors: tuple[str, ...] = ()
    depth: int | None = None
    limit: int = 300
    kinds: frozenset[str] = frozenset()
    on: str = ""

    @property
    def steps(self) -> int:
        """The depth, by itself two steps from a thing and no bound in an overview."""
        return self.depth if self.depth is not None else 2 if self.anchors else FAR

    def wanted(self, table: Style) -> frozenset[str]:
        """The kinds to draw."""
        return self.kinds or frozenset(name for name, kind in table.kinds.items() if not kind.optional)
