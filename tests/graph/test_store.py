"""The store: reports whole or not at all, facts once, one writer, clear words when something is wrong."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Triple
from pyoxigraph import Store as Engine

from graph.build import record_quads
from graph.disk import WRITER
from graph.errors import QueryRefused, StoreError
from graph.facts import ReportQuads, best_label, facts_of
from graph.records import Record
from graph.store import Store
from graph.terms import node
from ontology.namespaces import DV, RDFS

ROOT = Path(__file__).parents[2]
Another = Callable[..., Record]


class Text(NamedTuple):
    """A text layer as far as the builder needs one."""

    text: str


@pytest.fixture
def reports(record: Record, another: Another, layer: Text) -> list[ReportQuads]:
    """Five reports that say much the same of one another's things, two of them of one commune."""
    quiet = msgspec.structs.replace(
        record, instruments=record.instruments[:1], instrument_relations=(), models=()
    )
    shout = msgspec.structs.replace(
        record, movements=tuple(msgspec.structs.replace(m, name=m.name.upper()) for m in record.movements)
    )
    records = [
        record,
        another(quiet, "b.txt"),
        another(record, "c.txt", commune="Xã Phổ Phong"),
        another(shout, "d.txt", commune="Xã Phổ Cường"),
        another(quiet, "e.txt", commune=None, district=None, province=None),
    ]
    return [record_quads(one, layer, "1") for one in records]


def filled(reports: Iterable[ReportQuads]) -> Store:
    """A store in memory with these reports, in this order."""
    store = Store.in_memory()
    for report in reports:
        store.replace_report(report)
    return store


def text(store: Store) -> bytes:
    """All that a store holds, as sorted bytes."""
    return b"".join(store.dump())


def facts(store: Store) -> list[Triple]:
    """The facts of a store, with repetitions if there were any."""
    return [quad.triple for quad in store.quads(graph=DefaultGraph())]


def facts_from_scratch(store: Store) -> set[Triple]:
    """What the facts should be: the plain triples of all named graphs, one label a thing."""
    plain = set().union(*(facts_of(q.triple for q in store.quads(graph=graph)) for graph in store.graphs()))
    labels: dict[object, list[Literal]] = {}
    for triple in plain:
        if triple.predicate.value == RDFS.label and isinstance(triple.object, Literal):
            labels.setdefault(triple.subject, []).append(triple.object)
    chosen = {(subject, best_label(found)) for subject, found in labels.items()}
    return {t for t in plain if t.predicate.value != RDFS.label or (t.subject, t.object) in chosen}


def count(store: Store, query: str) -> int:
    """The one number that a query gives."""
    answer = store.query(query)
    assert isinstance(answer, QuerySolutions)
    value = next(answer)[0]
    assert isinstance(value, Literal)
    return int(value.value)


def test_the_facts_are_a_function_of_the_graphs(reports: list[ReportQuads]) -> None:
    """After any number of insertions, replacements and removals the facts are those computed from scratch."""
    chance = random.Random(7)  # noqa: S311  (a fixed sequence of tries)
    store = Store.in_memory()
    for _ in range(40):
        report = chance.choice(reports)
        size = chance.choice((0, 20, len(report.triples)))
        thinned = frozenset(chance.sample(sorted(report.triples, key=str), k=size))
        store.replace_report(ReportQuads(report.sha256, thinned))
        assert facts_from_scratch(store) == set(facts(store))


def test_a_fact_stands_once_whoever_says_it(reports: list[ReportQuads]) -> None:
    """Five reports name the Politburo and its decision: each fact is there once, and COUNT counts it once."""
    store = filled(reports)
    assert len(set(facts(store))) == len(facts(store))
    everyone = f"SELECT (COUNT(*) AS ?n) {{ ?u <{DV.implements}> ?i . ?i <{DV.sequence}> '217' }}"
    assert 3 == count(store, everyone)


def test_a_fact_that_two_reports_support_stays_when_one_goes(reports: list[ReportQuads]) -> None:
    """Both reports of Phổ An say that it carries out 217-QĐ/TW."""
    store = filled(reports[:2])
    shared = next(t for t in facts(store) if t.predicate == node(DV.executes) and "217" in str(t.object))
    store.remove_report(reports[0].sha256)
    assert shared in facts(store)
    store.remove_report(reports[1].sha256)
    assert [] == facts(store)


def test_one_label_a_thing_in_any_order(reports: list[ReportQuads]) -> None:
    """“DÂN VẬN KHÉO” and “Dân vận khéo” are one movement with one label, chosen alike whoever comes first."""
    for order in (reports, reports[::-1]):
        store = filled(order)
        labelled = [t.subject for t in facts(store) if t.predicate == node(RDFS.label)]
        assert len(set(labelled)) == len(labelled)
    store.remove_report(reports[0].sha256)
    assert facts_from_scratch(store) == set(facts(store))


def test_any_order_of_reports_gives_the_same_bytes(reports: list[ReportQuads]) -> None:
    """The content of a store does not tell who was first."""
    orders = [random.Random(seed).sample(reports, k=len(reports)) for seed in range(6)]  # noqa: S311
    assert 1 == len({text(filled(order)) for order in orders})


def test_a_replaced_report_leaves_nothing_behind(
    reports: list[ReportQuads], record: Record, layer: Text
) -> None:
    """Building, changing and changing back gives the bytes of having built once."""
    before = text(filled(reports))
    store = filled(reports)
    store.replace_report(record_quads(msgspec.structs.replace(record, instruments=(), bodies=()), layer, "2"))
    assert before != text(store)
    assert store.replace_report(reports[0])
    assert before == text(store)


def test_the_same_report_again_changes_nothing(reports: list[ReportQuads]) -> None:
    """A second build is idempotent, and says so."""
    store = filled(reports)
    assert [False] * 5 == [store.replace_report(report) for report in reports]


def test_a_new_text_takes_the_place_of_the_old_one_in_one_step(reports: list[ReportQuads]) -> None:
    """A re-issued file: the older report is gone, the graph of it too."""
    store = filled(reports[:1])
    store.replace_report(reports[1], instead_of=reports[0].sha256)
    assert text(filled(reports[1:2])) == text(store)
    assert [reports[1].graph] == store.graphs()


def test_removing_what_is_not_there_changes_nothing(reports: list[ReportQuads]) -> None:
    """Removal is idempotent."""
    assert not filled(reports[:1]).remove_report("f" * 64)


def test_the_dump_is_sorted_and_loads_again(reports: list[ReportQuads]) -> None:
    """N-Quads: sorted within each graph, and the same store comes out of them."""
    store = filled(reports)
    for part in store.dump():
        assert sorted(part.splitlines()) == part.splitlines()
    engine = Engine()
    from pyoxigraph import RdfFormat

    engine.load(text(store), format=RdfFormat.N_QUADS)
    assert {quad for quad in store.quads() if "urn:danvan" not in str(quad)} == set(engine)


def test_a_value_is_bound_never_pasted(reports: list[ReportQuads]) -> None:
    """SPARQL inside a parameter is a string that equals nothing."""
    store = filled(reports)
    query = f"SELECT ?i ?number {{ ?i <{DV.sequence}> ?number }}"
    found = store.query(query, {"number": Literal("217")})
    assert isinstance(found, QuerySolutions)
    assert 1 == len(list(found))
    nothing = store.query(query, {"number": Literal('217" } DROP ALL #')})
    assert isinstance(nothing, QuerySolutions)
    assert [] == list(nothing)


@pytest.mark.parametrize(
    "update", ["DROP ALL", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://localhost:9/x>"]
)
def test_a_query_cannot_write(reports: list[ReportQuads], update: str) -> None:
    """Updates are no queries."""
    store = filled(reports[:1])
    with pytest.raises(SyntaxError):
        store.query(update)


def test_a_query_cannot_leave_the_store(reports: list[ReportQuads]) -> None:
    """SERVICE would make the engine fetch from anywhere."""
    with pytest.raises(QueryRefused):
        filled(reports[:1]).query("SELECT * { SERVICE SILENT <http://localhost:9/> { ?a ?b ?c } }")


# ---------------------------------------------------------------------- on disk


def test_what_was_written_is_read_by_another(tmp_path: Path, reports: list[ReportQuads]) -> None:
    """Close, open, the same bytes."""
    with Store.writing(tmp_path / "kho.db") as store:
        for report in reports:
            store.replace_report(report)
        before = text(store)
    with Store.reading(tmp_path / "kho.db") as store:
        assert before == text(store)
        assert {report.sha256: "1" for report in reports} == store.report_versions()


def test_the_version_changes_with_every_run_that_writes(tmp_path: Path, reports: list[ReportQuads]) -> None:
    """Caches hang on it: new after writing, the same after reading or a run that changed nothing."""

    def run(*written: ReportQuads) -> str | None:
        with Store.writing(tmp_path) as store:
            for report in written:
                store.replace_report(report)
        with Store.reading(tmp_path) as store:
            return store.version

    first = run(reports[0])
    assert first is not None
    assert first == run(reports[0]) == run()
    assert first != run(reports[1])


def test_while_a_run_writes_nothing_is_to_be_cached(tmp_path: Path, reports: list[ReportQuads]) -> None:
    """A reader beside a writer sees whole reports and no version."""
    with Store.writing(tmp_path) as store:
        store.replace_report(reports[0])
        with Store.reading(tmp_path) as reader:
            assert reader.version is None
            assert {reports[0].sha256: "1"} == reader.report_versions()
            store.replace_report(reports[1])
            assert {reports[0].sha256: "1"} == reader.report_versions()


def test_the_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    """One line with the process and its host."""
    with Store.writing(tmp_path), pytest.raises(StoreError) as refused:
        Store.writing(tmp_path)
    assert f"tiến trình {os.getpid()}" in refused.value.vi
    assert f"process {os.getpid()}" in refused.value.en


def test_after_the_writer_left_another_may_write(tmp_path: Path) -> None:
    """Nothing of the writer remains, also if its name was left by a crash."""
    with Store.writing(tmp_path):
        pass
    assert not (tmp_path / WRITER).exists()
    (tmp_path / WRITER).write_text("{", encoding="utf-8")
    with Store.writing(tmp_path) as store:
        assert store.writable


def test_a_store_open_for_reading_is_not_written(tmp_path: Path, reports: list[ReportQuads]) -> None:
    """Readers cannot change anything by mistake."""
    with Store.writing(tmp_path):
        pass
    with Store.reading(tmp_path) as store, pytest.raises(StoreError, match="only"):
        store.replace_report(reports[0])


def test_a_missing_store_is_said_in_one_line(tmp_path: Path) -> None:
    """The line says how to make one, and nothing is made."""
    with pytest.raises(StoreError, match=r"danvan build") as missing:
        Store.reading(tmp_path / "none.db")
    assert "\n" not in str(missing.value)
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("write", [False, True])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, write: bool) -> None:
    """No store is made among other people's files, and no file is taken for a store."""
    (tmp_path / "thư.txt").write_text("x", encoding="utf-8")
    opened = Store.writing if write else Store.reading
    for path in (tmp_path, tmp_path / "thư.txt"):
        with pytest.raises(StoreError):
            opened(path)
    assert ["thư.txt"] == [file.name for file in tmp_path.iterdir()]


def test_a_damaged_store_is_said_in_one_line(tmp_path: Path, reports: list[ReportQuads]) -> None:
    """Without its CURRENT file, or with rubbish in it, it says that it is to be built again."""
    with Store.writing(tmp_path) as store:
        store.replace_report(reports[0])
    (tmp_path / "CURRENT").write_bytes(b"rubbish\n")
    with pytest.raises(StoreError, match="damaged"):
        Store.reading(tmp_path)
    (tmp_path / "CURRENT").unlink()
    with pytest.raises(StoreError, match="damaged"):
        Store.reading(tmp_path)


@pytest.mark.parametrize("write", [False, True])
def test_a_store_of_another_format_is_refused(
    tmp_path: Path, write: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never misread: a newer or older format, and the lock is not kept."""
    with Store.writing(tmp_path):
        pass
    monkeypatch.setattr("graph.store.FORMAT", "999")
    opened = Store.writing if write else Store.reading
    with pytest.raises(StoreError, match="999"):
        opened(tmp_path)
    assert not (tmp_path / WRITER).exists()


def test_an_oxigraph_store_of_someone_else_is_refused(tmp_path: Path) -> None:
    """Its graphs would mean nothing to our questions."""
    engine = Engine(str(tmp_path))
    from pyoxigraph import Quad

    engine.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c")))
    del engine
    for opened in (Store.reading, Store.writing):
        with pytest.raises(StoreError, match="no store of danvan"):
            opened(tmp_path)


def test_a_place_where_nothing_can_be_written_is_said_in_one_line() -> None:
    """Not even an administrator can make a folder there."""
    with pytest.raises(StoreError) as refused:
        Store.writing("/proc/danvan.db")
    assert "/proc/danvan.db" in refused.value.vi


def in_another_process(code: str, *arguments: str, limit: int | None = None) -> subprocess.Popen[str]:
    """A Python process that runs ``code``; ``limit`` is the most bytes it may write to one file."""

    def restrict() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=restrict,
    )  # fmt: skip


WRITE_ALL = """
import sys
from pathlib import Path
from graph.errors import StoreError
from graph.facts import ReportQuads
from graph.store import Store
try:
    with Store.writing(sys.argv[1]) as store:
        print("open", flush=True)
        for file in sorted(Path(sys.argv[2]).iterdir()):
            store.replace_report(ReportQuads.from_bytes(file.name, file.read_bytes()))
            print(file.name, flush=True)
except StoreError as error:
    print(error.en, file=sys.stderr)
    sys.exit(2)
"""


WRITE_AS_NOBODY = """
import os, sys
from graph.errors import StoreError
from graph.store import Store
if os.geteuid() == 0:
    os.seteuid(65534)
for path in sys.argv[1:]:
    try:
        Store.writing(path)
    except StoreError as error:
        print(error.en)
"""


def test_a_read_only_folder_is_said_in_one_line() -> None:
    """Neither a new store nor an old one can be written where one may only read."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, "old.db")
        with Store.writing(old):
            pass
        for place in (old, Path(folder)):
            place.chmod(0o555)
        try:
            child = in_another_process(WRITE_AS_NOBODY, str(old), f"{folder}/new.db")
            lines, errors = child.communicate(timeout=60)
        finally:
            for place in (Path(folder), old):
                place.chmod(0o755)
    expected = [f"no permission to write to {old}", f"no permission to write to {folder}/new.db"]
    assert (expected, "") == (lines.splitlines(), errors)


def on_disk(folder: Path, report: ReportQuads, copies: int) -> list[ReportQuads]:
    """Copies of a report under other hashes, as files of triples."""
    folder.mkdir()
    made = []
    for number in range(copies):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        data = report.to_bytes().replace(report.sha256.encode(), sha256.encode())
        data = data.replace(report.sha256[:12].encode(), sha256[:12].encode())
        (folder / sha256).write_bytes(data)
        made.append(ReportQuads.from_bytes(sha256, data))
    return sorted(made)


def test_killed_at_any_moment_every_report_is_whole_or_absent(tmp_path: Path, report: ReportQuads) -> None:
    """Killed with signal 9 at several moments of a build: the next one goes on to the same bytes."""
    made = on_disk(tmp_path / "triples", report, 25)
    whole = {one.graph: one.triples for one in made}
    expected = text(filled(made))
    chance = random.Random(11)  # noqa: S311
    for attempt in range(5):
        path = tmp_path / f"{attempt}.db"
        process = in_another_process(WRITE_ALL, str(path), str(tmp_path / "triples"))
        assert process.stdout is not None
        for _ in range(chance.randint(1, 20)):
            process.stdout.readline()
        time.sleep(chance.random() / 100)
        process.kill()
        process.communicate()
        with Store.writing(path) as store:
            for graph in store.graphs():
                assert whole[graph] == {quad.triple for quad in store.quads(graph=graph)}
            assert facts_from_scratch(store) == set(facts(store))
            for one in made:
                store.replace_report(one)
            assert expected == text(store)


def test_a_reader_during_a_build_sees_whole_reports(tmp_path: Path, report: ReportQuads) -> None:
    """Whatever moment a reader comes at, each report is there whole or not at all."""
    made = on_disk(tmp_path / "triples", report, 150)
    whole = {one.graph: one.triples for one in made}
    process = in_another_process(WRITE_ALL, str(tmp_path / "kho.db"), str(tmp_path / "triples"))
    assert process.stdout is not None
    process.stdout.readline()
    seen = set()
    while process.poll() is None:
        with Store.reading(tmp_path / "kho.db") as store:
            for graph in store.graphs():
                assert whole[graph] == {quad.triple for quad in store.quads(graph=graph)}
            seen.add(len(store.graphs()))
    process.communicate()
    assert 0 == process.returncode
    assert len(seen) > 1


def test_when_the_disk_is_full_one_line_says_so_and_nothing_is_half(
    tmp_path: Path, report: ReportQuads
) -> None:
    """Files that may not grow stand for a full disk; what was written before stays whole."""
    made = on_disk(tmp_path / "triples", report, 40)
    whole = {one.graph: one.triples for one in made}
    path = tmp_path / "kho.db"
    process = in_another_process(WRITE_ALL, str(path), str(tmp_path / "triples"), limit=600_000)
    _, errors = process.communicate(timeout=60)
    assert 2 == process.returncode, errors
    assert 1 == len(errors.strip().splitlines())
    assert str(path) in errors
    with Store.writing(path) as store:
        for graph in store.graphs():
            assert whole[graph] == {quad.triple for quad in store.quads(graph=graph)}
