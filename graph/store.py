"""The embedded store: report graphs and reference graphs on disk, and the facts that follow from them.

The facts (the default graph) are a function of the named graphs (see :mod:`graph.build`); ``put`` replaces
named graphs and brings the facts up to date in one transaction, so a reader, a crash or a second run sees
every report whole or not at all. Opening one to ask it imports no more than asking needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    Variable,
    serialize,
)
from pyoxigraph import Store as Engine

from graph.disk import open_engine, release, writing_problem
from graph.errors import StoreError
from graph.guard import check_reading
from ontology.namespaces import BASE, DV

if TYPE_CHECKING:
    from graph.facts import ReportQuads

FORMAT: Final = "1"
"""The format of a store: which graphs there are, how facts follow from them. Any other is refused."""

FLUSH_AFTER: Final = 100_000
"""Quads after which the engine's buffers go to disk: left alone they grow to some 900 MB in 1,000 reports, so
they stay below 200 MB, at no cost in time (measured). Nothing is lost without: every report is in the log."""

_SELF: Final = NamedNode("urn:danvan:store")
_FACTS: Final = DefaultGraph()

Term = NamedNode | Literal
AnyTerm = NamedNode | BlankNode | Literal | Triple
Answer = QuerySolutions | QueryBoolean | QueryTriples
Contents = Mapping[NamedNode, frozenset[Triple]]


class Store:
    """One store, open for reading (a frozen snapshot) or for writing (one process at a time).

    Open it with :meth:`reading`, :meth:`writing` or :meth:`in_memory`, best in a ``with`` statement.
    """

    def __init__(self, engine: Engine, path: Path | None, *, writable: bool) -> None:
        self._engine: Engine | None = engine
        self.path = path
        self.writable = writable
        self._failed = False
        self._unflushed = 0

    @classmethod
    def reading(cls, path: Path | str) -> Store:
        """Open a store that exists, to ask it.

        Raises:
            StoreError: it is missing, damaged, no store of ours, or of another format.
        """
        store = cls(open_engine(Path(path), write=False), Path(path), writable=False)
        store._check_format()
        return store

    @classmethod
    def writing(cls, path: Path | str) -> Store:
        """Open a store to change it; makes an empty one where there is none.

        Raises:
            StoreError: another process writes it, or it cannot be made or opened.
        """
        store = cls(open_engine(Path(path), write=True), Path(path), writable=True)
        try:
            store._set_up()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def in_memory(cls) -> Store:
        """An empty store that is gone with the process."""
        store = cls(Engine(), None, writable=True)
        store._set_up()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def engine(self) -> Engine:
        """The engine itself, for those who need more than is offered here (rdflib, the endpoint).

        Raises:
            StoreError: the store was closed.
        """
        if self._engine is None:
            raise StoreError("kho dữ liệu đã đóng", "the store is closed")
        return self._engine

    def close(self) -> None:
        """End the use of the store; what was written is on disk and gets a new ``version``.

        Raises:
            StoreError: the disk refuses the last bytes.
        """
        engine, self._engine = self._engine, None
        if engine is None or not self.writable or self.path is None:
            return
        try:
            if not self._failed:
                _stamp(engine)
                engine.flush()
        except OSError as error:
            raise writing_problem(self.path, error) from error
        finally:
            release(self.path)

    # ------------------------------------------------------------------ what is noted of the store itself

    def _note(self, predicate: str) -> str | None:
        for quad in self.engine.quads_for_pattern(_SELF, NamedNode(predicate), None, _SELF):
            return str(getattr(quad.object, "value", ""))
        return None

    def _set_note(self, predicate: str, value: str | None) -> None:
        with self._writing():
            for quad in list(self.engine.quads_for_pattern(_SELF, NamedNode(predicate), None, _SELF)):
                self.engine.remove(quad)
            if value is not None:
                self.engine.add(Quad(_SELF, NamedNode(predicate), Literal(value), _SELF))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Turn what the disk refuses into one line, and write no more after it."""
        try:
            yield
        except OSError as error:
            self._failed = True
            raise writing_problem(self.path, error) from error

    def _set_up(self) -> None:
        if self._note(DV.storeFormat) is None and next(iter(self.engine), None) is None:
            notes = ((DV.storeFormat, FORMAT), (DV.storeBase, BASE))
            self.engine.extend(Quad(_SELF, NamedNode(p), Literal(value), _SELF) for p, value in notes)
        self._check_format()

    def _check_format(self) -> None:
        """Refuse what this program would misread.

        Raises:
            StoreError: the store has another format, another base, or was not made by this program.
        """
        found, base = self._note(DV.storeFormat), self._note(DV.storeBase)
        if found == FORMAT and base == BASE:
            return
        self._engine = None
        if self.writable and self.path is not None:
            release(self.path)
        if found is None:
            raise StoreError(
                f"{self.path} không phải kho dữ liệu của danvan (hoặc dùng DANVAN_BASE khác)",
                f"{self.path} is no store of danvan (or was built with another DANVAN_BASE)",
            )
        if found != FORMAT:
            raise StoreError(
                f"{self.path} có định dạng {found}, cần định dạng {FORMAT}: hãy dựng lại bằng danvan build",
                f"{self.path} has format {found}, wanted is {FORMAT}: build it again with danvan build",
            )
        raise StoreError(
            f"{self.path} được dựng với DANVAN_BASE={base}, hiện đang dùng {BASE}",
            f"{self.path} was built with DANVAN_BASE={base}, now it is {BASE}",
        )

    @property
    def version(self) -> str | None:
        """What caches may hang on: changes with every run that wrote; None where writing did not end."""
        return self._note(DV.storeStamp)

    @property
    def reference_version(self) -> str | None:
        """The version of the reference data that was loaded last."""
        return self._note(DV.referenceVersion)

    @reference_version.setter
    def reference_version(self, value: str) -> None:
        self._set_note(DV.referenceVersion, value)

    # ------------------------------------------------------------------ asking

    def query(self, sparql: str, substitutions: Mapping[str, Term] | None = None) -> Answer:
        """Answer a SPARQL query over facts (the default graph) and named graphs.

        Args:
            sparql: the query.
            substitutions: variable name → term; values from outside belong here, never in the text. The
                engine wants every one of these variables in the SELECT clause.

        Raises:
            SyntaxError: the query cannot be parsed, or is an update.
            QueryRefused: it calls another endpoint.
        """
        check_reading(sparql)
        bound: dict[Variable, AnyTerm] = {
            Variable(name): term for name, term in (substitutions or {}).items()
        }
        return self.engine.query(sparql, substitutions=bound or None)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: str | None = None,
        obj: Term | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Quads by pattern; None is anything (for ``graph``: the facts and all named graphs)."""
        relation = NamedNode(predicate) if predicate else None
        return self.engine.quads_for_pattern(subject, relation, obj, graph)

    def report_versions(self) -> dict[str, str]:
        """Which reports the store holds: sha-256 of the file → the version of the program that read it."""
        hashes, versions = (self._values(predicate) for predicate in (DV.fileHash, DV.readWith))
        return {sha: versions.get(report, "") for report, sha in hashes.items()}

    def _values(self, predicate: str) -> dict[object, str]:
        return {
            quad.subject: str(getattr(quad.object, "value", ""))
            for quad in self.quads(None, predicate, graph=_FACTS)
        }

    def graphs(self) -> list[NamedNode]:
        """The named graphs in order, but for the one in which the store keeps its own notes."""
        found = [
            graph for graph in self.engine.named_graphs() if isinstance(graph, NamedNode) and graph != _SELF
        ]
        return sorted(found, key=lambda graph: graph.value)

    def dump(self) -> Iterator[bytes]:
        """The content as N-Quads, graph by graph, facts first, sorted in each: equal stores, equal bytes."""
        from graph.facts import sorted_lines

        graphs: list[NamedNode | DefaultGraph] = [_FACTS, *self.graphs()]
        for graph in graphs:
            yield sorted_lines(serialize(self.quads(graph=graph), format=RdfFormat.N_QUADS))

    # ------------------------------------------------------------------ changing

    def replace_report(self, report: ReportQuads, *, instead_of: str | None = None) -> bool:
        """Put a report in place of what the store held under the same hash; True if anything changed.

        ``instead_of``: the hash of an older text of the same report, removed in the same transaction.

        Raises:
            StoreError: the store is open for reading, or the disk is full.
        """
        from ontology import iris

        older = {NamedNode(iris.report_graph(instead_of)): frozenset[Triple]()} if instead_of else {}
        return self.put({**older, report.graph: report.triples})

    def remove_report(self, sha256: str) -> bool:
        """Take a report out, with the facts that it alone supported; True if it was there."""
        from ontology import iris

        return self.put({NamedNode(iris.report_graph(sha256)): frozenset()})

    def put(self, contents: Contents) -> bool:
        """Give named graphs a new content and bring the facts up to date, all in one transaction.

        Returns:
            True if anything changed.

        Raises:
            StoreError: the store is open for reading, or the disk is full.
        """
        from graph.change import change_to

        if not self.writable:
            raise StoreError("kho dữ liệu đang mở chỉ để đọc", "the store is open for reading only")
        change = change_to(self.engine, contents)
        if not change.gone and not change.come:
            return False
        if self.version is not None:
            self._set_note(DV.storeStamp, None)
        with self._writing():
            change.commit(self.engine)
            self._spare_memory(len(change.gone) + len(change.come))
        return True

    def _spare_memory(self, quads: int) -> None:
        """Have the engine put on disk what it holds in memory, before that is too much."""
        self._unflushed += quads
        if self._unflushed > FLUSH_AFTER and self.path is not None:
            self.engine.flush()
            self._unflushed = 0


def _stamp(engine: Engine) -> None:
    """Give a store a new version, if it was changed (or made) since it had one."""
    predicate = NamedNode(DV.storeStamp)
    if next(engine.quads_for_pattern(_SELF, predicate, None, _SELF), None) is None:
        engine.add(Quad(_SELF, predicate, Literal(os.urandom(16).hex()), _SELF))
