"""``danvan validate``: findings in words, and an exit code that a script can rely on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize
from typer.testing import CliRunner, Result

from graph.facts import ReportQuads
from graph.store import Store
from ontology.iris import REFERENCE_INSTRUMENTS
from ontology.namespaces import DV, ELI, XSD
from tests.graph import clean_report


@pytest.fixture
def sound() -> ReportQuads:
    """The report of which nothing is wrong."""
    return ReportQuads(clean_report.record().sha256, frozenset(clean_report.triples()))


def without(report: ReportQuads, predicate: str) -> ReportQuads:
    """The report without the triples of one property."""
    kept = frozenset(triple for triple in report.triples if triple.predicate.value != predicate)
    return ReportQuads(report.sha256, kept)


def run(*arguments: str) -> Result:
    """Run the command as the program would."""
    from danvan import program

    return CliRunner().invoke(program(["validate"]), ["--lang", "vi", "validate", *arguments])


def stored(tmp_path: Path, *reports: ReportQuads) -> str:
    """The path of a store with these reports."""
    path = tmp_path / "kho.db"
    with Store.writing(path) as store:
        for report in reports:
            store.replace_report(report)
    return str(path)


def written(tmp_path: Path, report: ReportQuads) -> Path:
    """A file of N-Quads with one report's graph."""
    path = tmp_path / "bao-cao.nq"
    quads = (Quad(t.subject, t.predicate, t.object, report.graph) for t in report.triples)
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return path


def test_a_sound_store_passes(tmp_path: Path, sound: ReportQuads) -> None:
    """Exit code 0, a heading and no rows, and one line of counts to people."""
    result = run("--store", stored(tmp_path, sound))
    assert (0, 1) == (result.exit_code, len(result.stdout.splitlines()))
    assert "0 lỗi, 0 cảnh báo" in result.stderr


def test_a_violation_is_told_in_vietnamese_with_its_report_and_quote(
    tmp_path: Path, sound: ReportQuads
) -> None:
    """Exit code 1; the row names severity, file, message and the words of the report."""
    result = run("--store", stored(tmp_path, without(sound, DV.polarity)))
    assert result.exit_code == 1
    rows = [line.split("\t") for line in result.stdout.splitlines() if "\tImplementingClaim\t" in line]
    assert {("violation", "pho-an.txt")} == {(row[0], row[1]) for row in rows}
    assert any("đã làm, làm một phần, chưa làm" in row[3] and "217-QĐ/TW" in row[6] for row in rows)


def test_warnings_alone_are_no_failure(tmp_path: Path, sound: ReportQuads) -> None:
    """A model without a place is worth a look, not an error."""
    result = run("--store", stored(tmp_path, without(sound, DV.carriedOutIn)))
    assert result.exit_code == 0
    assert "ModelPlace" in result.stdout
    assert "0 lỗi, 1 cảnh báo" in result.stderr


def test_what_the_register_knows_is_held_against_the_report(tmp_path: Path, sound: ReportQuads) -> None:
    """The report cites an instrument that another graph says had ended: found, with the words of the report."""
    store = stored(tmp_path, sound)
    directive = next(t.subject for t in sound.triples if t.object == Literal("33/CT-TTg"))
    day = Literal("2023-01-01", datatype=NamedNode(XSD.date))
    ended = Triple(directive, NamedNode(ELI.date_no_longer_in_force), day)
    with Store.writing(store) as writable:
        writable.put({NamedNode(REFERENCE_INSTRUMENTS): frozenset([ended])})
    result = run("--store", store)
    (row,) = [line.split("\t") for line in result.stdout.splitlines() if "\tCitesEnded\t" in line]
    assert ("warning", "pho-an.txt") == (row[0], row[1])
    assert "Chỉ thị số 33/CT-TTg" in row[6]


def test_a_file_is_checked_like_a_store(tmp_path: Path, sound: ReportQuads) -> None:
    """N-Quads of an export: the same faults without a store."""
    assert run(str(written(tmp_path, sound))).exit_code == 0
    result = run(str(written(tmp_path, without(sound, DV.evidence))))
    assert result.exit_code == 1
    assert "ClaimEvidence" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("hong.ttl", b"day khong phai RDF", "không phải RDF đúng cú pháp"),
        ("la.xyz", b"", "không rõ định dạng RDF"),
        ("khong-co.nq", None, "không đọc được"),
    ],
)
def test_what_is_no_rdf_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    """Exit code 2 and one line that names the file."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run(str(path))
    assert (2, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert words in result.stderr
    assert name in result.stderr


def test_labels_of_reports_cannot_drive_the_terminal() -> None:
    """An escape sequence in a quote is data in a pipe and never reaches a screen as such."""
    from graph.faults import Fault
    from graph.validate_command import _paragraph

    fault = Fault("violation", "Quote", "vi", "en", "urn:x", "\x1b[31mđỏ", quote="a\nb")
    assert "\x1b" not in _paragraph(fault)
