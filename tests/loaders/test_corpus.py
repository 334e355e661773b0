"""Files and folders into the store: what is new is read, what is bad is named, the order does not matter."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graph.store import Store
from loaders import corpus, pool
from loaders.corpus import Outcome, find_files

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TEXT = """ỦY BAN NHÂN DÂN
XÃ {name}

BÁO CÁO
Kết quả công tác dân vận năm 2024

Thực hiện Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị, Ủy ban nhân dân xã {name}, huyện Mộ Đức,
tỉnh Quảng Ngãi đã triển khai thực hiện nghiêm túc và báo cáo kết quả như sau:

I. Kết quả
Cấp ủy, chính quyền xã đã triển khai thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ.
"""


def write(path: Path, name: str) -> Path:
    """A short report of a commune as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(name=name), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports, in a folder and in one below it."""
    for place, name in (("a.txt", "Đức Minh"), ("b.txt", "Đức Tân"), ("sâu/c.txt", "Đức Hòa")):
        write(tmp_path / "báo cáo" / place, name)
    return tmp_path / "báo cáo"


def built(store: Store, *paths: Path, jobs: int = 1) -> list[Outcome]:
    """All outcomes of one build."""
    return list(corpus.build(paths, store, jobs=jobs))


def statuses(outcomes: list[Outcome]) -> dict[str, int]:
    """How many files had each fate."""
    return dict(Counter(outcome.status for outcome in outcomes))


def text(store: Store) -> bytes:
    """All that a store holds, as sorted bytes."""
    return b"".join(store.dump())


def test_folders_are_searched_and_other_files_are_left_out(folder: Path) -> None:
    """Hidden files, lock files of word processors, READMEs, tables and hidden folders are no reports."""
    for name in (".ẩn.txt", "~$a.docx", "phim.mp4", ".git/x.txt", "bảng.xlsx", "README.md"):
        write(folder / name, "X")
    found, missing = find_files([folder])
    assert (["a.txt", "b.txt", "c.txt"], []) == ([file.name for file in found], missing)


def test_a_store_among_the_reports_is_no_report(folder: Path) -> None:
    """“danvan build .” with the store in the same folder reads the reports only."""
    before, _ = find_files([folder])
    with Store.writing(folder / "danvan.db"):
        assert (before, []) == find_files([folder])


def test_what_is_odd_in_a_file_is_told(folder: Path) -> None:
    """A text that calls itself .pdf is read, and its outcome says so."""
    odd = folder / "lạ.pdf"
    write(odd, "Nghĩa An")
    with Store.in_memory() as store:
        found = {o.path.name: o for o in corpus.build([odd], store)}
    assert ("read", "tên tệp là .pdf nhưng nội dung là text/plain") == found["lạ.pdf"][1:3]


def test_a_file_that_is_named_is_read_whatever_its_ending(folder: Path) -> None:
    """Documents are known by their content."""
    odd = write(folder / "báo cáo.dat", "X")
    assert [odd] == find_files([odd, odd, folder / ".." / folder.name / odd.name])[0]


def test_a_second_build_reads_nothing(folder: Path) -> None:
    """Unchanged files are skipped, and the store stays as it is."""
    store = Store.in_memory()
    assert {"read": 3} == statuses(built(store, folder))
    before = text(store)
    assert {"unchanged": 3} == statuses(built(store, folder))
    assert before == text(store)


def test_another_version_of_the_program_reads_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What older rules made of a report does not stay."""
    store = Store.in_memory()
    built(store, folder)
    for module in (corpus, pool):
        monkeypatch.setattr(module, "reader_version", lambda: "0.0.0+other")
    assert {"read": 3} == statuses(built(store, folder))
    assert {"0.0.0+other"} == set(store.report_versions().values())


def test_one_report_under_two_names_counts_once(folder: Path) -> None:
    """The bytes are the report."""
    shutil.copy(folder / "a.txt", folder / "bản sao.txt")
    store = Store.in_memory()
    assert {"read": 3, "duplicate": 1} == statuses(built(store, folder))
    assert 3 == len(store.report_versions())


def test_a_reissued_file_takes_the_place_of_the_old_text(folder: Path, tmp_path: Path) -> None:
    """The commune does not report twice because it corrected a word."""
    path = tmp_path / "kho.db"
    with Store.writing(path) as store:
        built(store, folder)
    write(folder / "a.txt", "Đức Minh (sửa)")
    with Store.writing(path) as store:
        assert {"read": 1, "unchanged": 2} == statuses(built(store, folder))
        again = Store.in_memory()
        built(again, folder)
        assert text(again) == text(store)


def test_the_old_text_stays_where_another_file_holds_it(folder: Path, tmp_path: Path) -> None:
    """Of two copies one is changed: the other is still a report."""
    shutil.copy(folder / "a.txt", folder / "z.txt")
    path = tmp_path / "kho.db"
    with Store.writing(path) as store:
        built(store, folder)
    with Store.writing(path) as store:
        built(store, folder)
    write(folder / "a.txt", "Đức Phú")
    with Store.writing(path) as store:
        built(store, folder)
        assert 4 == len(store.report_versions())


def test_two_files_that_change_places_are_both_kept(folder: Path, tmp_path: Path) -> None:
    """What was the old text of one file may be the new text of another."""
    path = tmp_path / "kho.db"
    with Store.writing(path) as store:
        built(store, folder)
        before = set(store.report_versions())
    first, second = (folder / "a.txt").read_bytes(), (folder / "b.txt").read_bytes()
    (folder / "a.txt").write_bytes(second)
    (folder / "b.txt").write_bytes(first)
    with Store.writing(path) as store:
        assert {"unchanged": 3} == statuses(built(store, folder))
        assert before == set(store.report_versions())


def test_a_bad_file_is_named_and_the_rest_goes_on(folder: Path) -> None:
    """Empty, binary, missing: one line each, nothing written for them."""
    (folder / "rỗng.txt").write_bytes(b"")
    (folder / "nhị phân.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04" + b"\0" * 300)
    store = Store.in_memory()
    outcomes = built(store, folder, folder / "không có.txt")
    assert {"read": 3, "failed": 4} == statuses(outcomes)
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    assert all(outcome.vi and outcome.en and "\n" not in outcome.vi for outcome in failed)
    assert 3 == len(store.report_versions())


def test_a_fault_of_the_program_costs_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error in one report is said of that report."""
    import loaders.pipeline

    real = loaders.pipeline.read_record

    def faulty(data: bytes, name: str) -> object:
        if name == "b.txt":
            raise RecursionError("quá sâu")
        return real(data, name)

    monkeypatch.setattr(loaders.pipeline, "read_record", faulty)
    outcomes = built(Store.in_memory(), folder)
    assert ["RecursionError: quá sâu" in outcome.vi for outcome in outcomes] == [False, True, False]


def test_order_and_number_of_processes_do_not_matter(tmp_path: Path) -> None:
    """The example corpus gives byte-identical stores: one process, two, or file by file in another order."""
    files = [path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".docx", ".pdf")]
    stores = [Store.in_memory() for _ in range(3)]
    built(stores[0], EXAMPLES, jobs=1)
    built(stores[1], EXAMPLES, jobs=2)
    for path in random.Random(3).sample(files, k=len(files)):  # noqa: S311  (a fixed order)
        built(stores[2], path)
    assert len(files) == len(stores[0].report_versions())
    assert text(stores[0]) == text(stores[1]) == text(stores[2])


def test_a_file_that_kills_its_reader_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies takes no other report with it."""
    monkeypatch.setattr(pool, "read_report", die_on_b)
    outcomes = built(Store.in_memory(), folder, jobs=2)
    assert ["b.txt"] == [outcome.path.name for outcome in outcomes if outcome.status == "failed"]
    assert {"read": 2, "failed": 1} == statuses(outcomes)


def die_on_b(path: Path) -> pool.Read:
    """A reader that one file kills (defined at module level, so that another process finds it)."""
    if path.name == "b.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return READ(path)


READ = pool.read_report


def test_a_build_that_was_killed_goes_on(folder: Path, tmp_path: Path) -> None:
    """Killed with signal 9: the next build reads what is missing, and the store is as if nothing had happened."""
    for number in range(30):
        write(folder / f"{number}.txt", f"Đức số {number}")
    store = tmp_path / "kho.db"
    code = (
        "import sys; from pathlib import Path; from graph.store import Store; from loaders import corpus\n"
        "with Store.writing(sys.argv[1]) as store:\n"
        "    for outcome in corpus.build([Path(sys.argv[2])], store):\n"
        "        print(outcome.path, flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(store), str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for _ in range(7):
        child.stdout.readline()
    child.kill()
    child.communicate()
    with Store.writing(store) as kept:
        again = statuses(built(kept, folder))
        assert 33 == sum(again.values())
        assert again["unchanged"] >= 7
        whole = Store.in_memory()
        built(whole, folder)
        assert text(whole) == text(kept)
