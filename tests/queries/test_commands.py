"""The shell: what is printed where, exit codes, formats, bad input, pipes and terminals."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from graph import shell
from graph.store import Store
from queries.commands import mount

ROOT = Path(__file__).parents[2]


def _app() -> typer.Typer:
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    mount(app)
    return app


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """One call of the program in this process."""
    return CliRunner().invoke(_app(), [str(argument) for argument in arguments], input=stdin)


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """One call of the program in a process of its own."""
    kept = {
        key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "LANG", "DANVAN_STORE")
    }
    return subprocess.Popen(
        [sys.executable, "-m", "danvan", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def on_terminal(*arguments: str, **environment: str) -> str:
    """What a person sees: the program's output on a terminal of 80 columns."""
    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "danvan", *arguments],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "TERM": "xterm", "LANG": "vi_VN.UTF-8", **environment},
        stdout=there,
        stderr=subprocess.DEVNULL,
    )
    os.close(there)
    seen = b""
    while True:
        try:
            piece = os.read(here, 65536)
        except OSError:  # Linux says so when the other end has closed
            break
        if not piece:
            break
        seen += piece
    os.close(here)
    assert process.wait() == 0
    return seen.decode().replace("\r\n", "\n")


def test_communes_says_who_how_far_where_and_out_of_how_many(store_path: Path) -> None:
    """Name, stage, sentence, file; then the denominator in words."""
    result = run("communes", "217-QĐ/TW", "--store", store_path)
    assert 0 == result.exit_code
    assert "Xã Hòa Tiến, Huyện Hòa Vang, Thành phố Đà Nẵng — triển khai thực hiện" in result.stdout
    assert (
        "Mặt trận xã chủ trì triển khai thực hiện Quyết định số «217-QĐ/TW», giám sát 04 cuộc."
        in result.stdout
    )
    assert "2 trên 6 xã có báo cáo nêu việc thực hiện (33%)." in result.stdout
    assert "1 xã có báo cáo nhưng không nêu: Xã Đức Tân, Huyện Mộ Đức, Tỉnh Quảng Ngãi." in result.stdout
    assert "1 báo cáo không rõ của xã nào" in result.stdout


@pytest.mark.parametrize("typed", ["217", "qd 217", "217/qd-tw", unicodedata.normalize("NFD", "217-QĐ/TW")])
def test_loose_input_gives_the_same_answer(store_path: Path, typed: str) -> None:
    """However it is typed."""
    whole = run("communes", "217-QĐ/TW", "--store", store_path)
    assert whole.stdout == run("communes", typed, "--store", store_path).stdout


def test_english_on_demand(store_path: Path) -> None:
    """The same counts, in English."""
    shell.set_language("en")
    result = run("communes", "217-QĐ/TW", "--store", store_path)
    assert "2 of 6 communes that reported say that they implement it (33%)." in result.stdout


def test_json_carries_everything(store_path: Path) -> None:
    """Offsets, rule, confidence, IRIs, every passage, the denominator."""
    data = json.loads(run("communes", "217", "--store", store_path, "--format", "json").stdout)
    first = data["communes"][0]
    assert ("Xã Hòa Tiến", "implements", "executed", 2) == (
        first["name"],
        first["group"],
        first["stage"],
        len(first["evidence"]),
    )
    best = first["evidence"][0]
    assert (118, 127, "217-QĐ/TW", "thu-nghiem", 0.9, "II", None) == tuple(
        best[name] for name in ("start", "end", "quote", "rule", "confidence", "section", "page")
    )
    assert best["claim"].startswith("https://w3id.org/danvan/id/claim/")
    assert {"implements": 2, "negated": 1, "plans": 1, "mentions": 1, "silent": 1} == data["denominator"][
        "groups"
    ]


def test_csv_has_a_row_for_every_commune_and_words_on_stderr(store_path: Path) -> None:
    """Programs read stdout, people stderr."""
    result = run("communes", "217", "--store", store_path, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert 6 == len(rows)
    assert "executed" == rows[0]["stage"]
    assert "2 trên 6 xã" in result.stderr
    assert "trên 6 xã" not in result.stdout


def test_jsonl_has_an_object_a_line(store_path: Path) -> None:
    """Six communes, six lines."""
    lines = run("communes", "217", "--store", store_path, "--format", "jsonl").stdout.splitlines()
    assert 6 == len([json.loads(line) for line in lines])


def test_a_stage_narrows_and_keeps_the_denominator(store_path: Path) -> None:
    """Only Đức Lân made it concrete; the other four that name it stand apart."""
    result = run("communes", "217", "--store", store_path, "--stage", "concretised")
    assert "1 trên 6 xã có báo cáo" in result.stdout
    assert "4 xã nêu ở bước hoặc vai trò khác" in result.stdout


def test_a_role_asks_another_question(store_path: Path) -> None:
    """Who only plans it."""
    result = run("communes", "217", "--store", store_path, "--role", "plans")
    assert "1 trên 6 xã có báo cáo nêu trong phương hướng, nhiệm vụ tới (17%)." in result.stdout


def test_missing_lists_the_silent_and_those_without_a_report(store_path: Path) -> None:
    """Đức Tân is silent; neighbours from the table of units sent nothing; known units leave nothing unsaid."""
    result = run("communes", "217", "--store", store_path, "--missing")
    assert "Có báo cáo nhưng không nêu (1)" in result.stdout
    assert "Xã Hòa Bắc, Huyện Hòa Vang" in result.stdout
    assert "xã cùng địa bàn chưa có báo cáo trong kho" in result.stdout
    assert "chưa xét ở đây" not in result.stdout


@pytest.mark.parametrize(("typed", "reported"), [("quang ngai", 3), ("Tỉnh Quảng Ngãi", 3), ("mo duc", 3)])
def test_a_province_or_district_narrows_the_denominator(store_path: Path, typed: str, reported: int) -> None:
    """Named whole, with or without its type word and diacritics."""
    result = run("communes", "217", "--store", store_path, "--province", typed)
    assert f"trên {reported} xã có báo cáo" in result.stdout


@pytest.mark.parametrize("typed", ["Cà Mau", "ngai", "<script>"])
def test_a_province_without_a_report_is_said(store_path: Path, typed: str) -> None:
    """One line and exit code 1, never “0 of 0”; a part of a name is no province."""
    result = run("communes", "217", "--store", store_path, "--province", typed)
    assert (1, "", 1) == (result.exit_code, result.stdout, result.stderr.count("\n"))
    assert f"kho không có báo cáo nào của “{typed}”" in result.stderr


def test_what_nobody_implements_is_nothing_found(store_path: Path) -> None:
    """Exit code 1, and still the denominator."""
    result = run("communes", "112/KH-UBND", "--store", store_path)
    assert 1 == result.exit_code
    assert "0 trên 6 xã có báo cáo nêu việc thực hiện (0%)." in result.stdout


def test_an_ambiguous_symbol_is_a_choice(store_path: Path) -> None:
    """Exit code 2; dates and titles on stderr, nothing on stdout."""
    result = run("communes", "25-NQ/TW", "--store", store_path)
    assert (2, "") == (result.exit_code, result.stdout)
    assert "12/03/2003" in result.stderr
    assert "03/06/2013" in result.stderr
    assert 0 == run("communes", "25-NQ/TW ngày 03/6/2013", "--store", store_path).exit_code


@pytest.mark.parametrize("command", ["communes", "lineage", "show"])
def test_an_unknown_thing_is_one_line_and_code_1(store_path: Path, command: str) -> None:
    """With what may have been meant."""
    result = run(command, "271-QĐ/TW", "--store", store_path)
    assert (1, "") == (result.exit_code, result.stdout)
    assert "không tìm thấy “271-QĐ/TW” trong kho; có phải: 217-QĐ/TW" in result.stderr
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize(
    "arguments",
    [("communes", "217"), ("lineage", "217"), ("show", "217"), ("query", "reports"), ("query", "-")],
)
def test_a_missing_store_is_one_line_and_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Which store, and what to do."""
    result = run(*arguments, "--store", tmp_path / "khong-co.db", stdin="ASK {}")
    assert (2, "") == (result.exit_code, result.stdout)
    assert "khong-co.db" in result.stderr
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("communes", "217"),
        ("lineage", "217"),
        ("show", "217"),
        ("query", "reports"),
        ("query", "citations", "-p", "instrument=217"),
    ],
)
def test_an_empty_store_has_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Exit code 1 and no traceback."""
    with Store.writing(tmp_path / "rong.db"):
        pass
    result = run(*arguments, "--store", tmp_path / "rong.db")
    assert 1 == result.exit_code
    assert isinstance(result.exception, SystemExit)


HOSTILE = [
    '217"} DROP ALL {"',
    "<script>",
    "\x1b[31m217",
    "217' OR '1'='1",
    "$(rm -rf /)",
    "%s%n",
    "a" * 5000,
    "\udcff",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("command", ["communes", "lineage", "show"])
def test_hostile_input_finds_nothing(store_path: Path, command: str, value: str) -> None:
    """SPARQL, markup, escape sequences, very long text: not found, and no control character comes back."""
    result = run(command, value, "--store", store_path)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert "\x1b" not in result.stderr


def test_lineage_is_a_plain_tree_in_a_pipe(store_path: Path) -> None:
    """Lines, arrows, Vietnamese names of relations, the certainty of the register."""
    result = run("lineage", "25-NQ/TW@2013", "--store", store_path, "--up")
    assert 0 == result.exit_code
    assert "└─ ↑ thay thế" in result.stdout
    assert "theo danh mục (đã xác nhận; nguồn: danh mục thử)" in result.stdout
    assert "↓" not in result.stdout


def test_lineage_judges_force_on_a_day(store_path: Path) -> None:
    """01-KL/TW ends, in the made-up register, on 1 July 2024."""
    before = run("lineage", "01-KL/TW", "--store", store_path, "--on", "30/06/2024")
    after = run("lineage", "01-KL/TW", "--store", store_path, "--on", "2024-07-01")
    assert "ngày 30/06/2024: còn hiệu lực" in before.stdout
    assert "ngày 01/07/2024: hết hiệu lực" in after.stdout


@pytest.mark.parametrize("day", ["hôm nay", "2024-02-30", "31/02/2024", "2024"])
def test_no_day_is_wrong_use(store_path: Path, day: str) -> None:
    """30 February is none."""
    assert 2 == run("lineage", "217", "--store", store_path, "--on", day).exit_code


@pytest.mark.parametrize("fmt", ["json", "mermaid", "dot", "tree"])
def test_lineage_in_every_format(store_path: Path, fmt: str) -> None:
    """Each names the relation or its code."""
    result = run("lineage", "05-CT/TW", "--store", store_path, "--format", fmt)
    assert 0 == result.exit_code
    assert "01-KL/TW" in result.stdout


@pytest.mark.parametrize(
    ("what", "kind", "part"),
    [
        ("217", "instrument", "implemented_by"),
        ("xa hoa tien", "unit", "implements"),
        ("hoa-tien", "report", "instruments"),
        ("hoa-tien.txt", "report", "anomalies"),
        ("to tu quan thu gom rac", "model", "reports"),
        ("toan dan doan ket", "movement", "reports"),
        ("Đảng ủy xã Hòa Tiến", "body", "issued"),
    ],
)
def test_show_finds_things_of_every_kind(store_path: Path, what: str, kind: str, part: str) -> None:
    """Without diacritics, by file name, by name."""
    data = json.loads(run("show", what, "--store", store_path, "--format", "json").stdout)
    assert kind == data["kind"]
    assert data[part]


def test_show_of_an_instrument_has_its_denominator(store_path: Path) -> None:
    """What it is, relations, who implements it, out of how many."""
    result = run("show", "217", "--store", store_path)
    assert "2 trên 6 xã có báo cáo nêu việc thực hiện (33%)." in result.stdout
    assert "↓ được cụ thể hóa bởi" in result.stdout


def test_the_card_of_a_unit_tells_each_thing_once(store_path: Path) -> None:
    """Its level and what it lies in stand by themselves; dates are written as documents write them."""
    lines = run("show", "xa hoa tien", "--store", store_path).stdout.splitlines()
    assert "  cấp: xã" in lines
    assert "  thuộc: Huyện Hòa Vang, Thành phố Đà Nẵng" in lines
    assert not any("2025-06-30" in line for line in lines)


def test_a_contradicting_date_is_shown(store_path: Path) -> None:
    """05-CT/TW is dated 15 and 16 May 2016 by two reports."""
    assert "15/05/2016; 16/05/2016" in run("show", "05-CT/TW", "--store", store_path).stdout


def test_query_lists_every_question_with_its_title(store_path: Path) -> None:
    """Without a store too."""
    result = run("query", "--list")
    assert "Những xã nào triển khai thực hiện một văn bản" in result.stdout
    assert "--param instrument=" in run("query", "citations", "--list").stdout


def test_query_in_a_pipe_is_tab_separated(store_path: Path) -> None:
    """Columns, then rows."""
    result = run("query", "stages", "-p", "instrument=qd 217", "--store", store_path)
    assert "stage\tcommunes\nconcretised\t1\ndisseminated\t1\nexecuted\t1\n" == result.stdout


@pytest.mark.parametrize("fmt", ["csv", "tsv", "json", "jsonl", "xml", "table"])
def test_rows_in_every_format(store_path: Path, fmt: str) -> None:
    """Each holds the word."""
    result = run("query", "stages", "-p", "instrument=217", "--store", store_path, "--format", fmt)
    assert 0 == result.exit_code
    assert "concretised" in result.stdout


@pytest.mark.parametrize(("fmt", "expected"), [("ttl", "a dv:Report"), ("nt", "ns#Report> .")])
def test_triples_as_turtle_and_n_triples(store_path: Path, fmt: str, expected: str) -> None:
    """CONSTRUCT from standard input; prefixes need no declaration."""
    text = "CONSTRUCT { ?r a dv:Report } WHERE { ?r a dv:Report }"
    result = run("query", "-", "--store", store_path, "--format", fmt, stdin=text)
    assert 7 == result.stdout.count(expected)


@pytest.mark.parametrize(
    ("text", "fmt"),
    [("SELECT * { ?s a dv:Report }", "ttl"), ("DESCRIBE <http://a>", "csv"), ("ASK {}", "nt")],
)
def test_an_answer_that_does_not_fit_the_format_is_refused(store_path: Path, text: str, fmt: str) -> None:
    """Rows are no triples."""
    assert 2 == run("query", "-", "--store", store_path, "--format", fmt, stdin=text).exit_code


@pytest.mark.parametrize(
    ("text", "code", "said"), [("ASK { ?s a dv:Report }", 0, "true\n"), ("ASK { ?s a dv:No }", 1, "false\n")]
)
def test_a_truth_value_is_an_exit_code_too(store_path: Path, text: str, code: int, said: str) -> None:
    """true: 0, false: 1."""
    result = run("query", "-", "--store", store_path, stdin=text)
    assert (code, said) == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "PREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nLOAD <http://example.org/x>",
        "drop all",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { OPTIONAL { SERVICE SILENT ?x { ?s ?p ?o } } }",
    ],
)
def test_writing_and_leaving_the_store_are_refused(store_path: Path, text: str) -> None:
    """Update and SERVICE: exit code 2, one line."""
    result = run("query", "-", "--store", store_path, stdin=text)
    assert (2, "") == (result.exit_code, result.stdout)
    assert 1 == result.stderr.count("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT ?s WHERE {\n ?s ?p ?o .\n FLTER(?o) }", "dòng 3, cột 2: “FLTER”; có phải “FILTER”?"),
        ("SELEC ?s { ?s ?p ?o }", "dòng 1, cột 1: “SELEC”; có phải “SELECT”?"),
        ("SELECT ?s {\n  ?s dvv:x ?o }", "dòng 2, cột 6: “dvv:x”; có phải “dv”?"),
        ("SELECT ?s { ?s ?p ?o ", "dòng 1"),
        (" \n", "-: truy vấn rỗng"),
        ("SELECT ?s { ?s ?p 'chưa đóng }", "dòng 1"),
    ],
)
def test_a_mistake_is_shown_where_it_is(store_path: Path, text: str, said: str) -> None:
    """Line, column, word, and what may be meant."""
    result = run("query", "-", "--store", store_path, stdin=text)
    assert 2 == result.exit_code
    assert said in result.stderr


def test_a_query_from_a_file(store_path: Path, tmp_path: Path) -> None:
    """UTF-8, with or without byte order mark; other bytes are refused."""
    file = tmp_path / "hoi.rq"
    file.write_bytes("\ufeffASK { ?s rdfs:label 'Xã Hòa Tiến'@vi }".encode())
    assert "true\n" == run("query", file, "--store", store_path).stdout
    file.write_bytes(b"\xff\xfe\x00")
    assert 2 == run("query", file, "--store", store_path).exit_code
    assert 2 == run("query", tmp_path / "khong-co.rq", "--store", store_path).exit_code


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("citation",), "citations"),
        (("citations",), "instrument"),
        (("citations", "-p", "instrument"), "tên=giá trị"),
        (("citations", "-p", "xyz=1"), "xyz"),
        (("low-confidence", "-p", "below=nhiều"), "nhiều"),
    ],
)
def test_wrong_use_of_a_question_is_one_line(store_path: Path, arguments: tuple[str, ...], word: str) -> None:
    """A misspelled name, a missing, malformed, unknown or unfit parameter."""
    result = run("query", *arguments, "--store", store_path)
    assert 2 == result.exit_code
    assert word in result.stderr
    assert 1 == result.stderr.count("\n")


def test_an_empty_answer_is_code_1_with_its_heading(store_path: Path) -> None:
    """No models of that field."""
    result = run("query", "models", "-p", "field=kinh tế", "--store", store_path)
    assert (1, "model\tform\tfield\tled_by\tcommunes\n") == (result.exit_code, result.stdout)


def test_a_terminal_gets_bold_and_wrapped_lines(store_path: Path) -> None:
    """80 columns; a pipe and NO_COLOR get neither escape sequence."""
    seen = on_terminal("communes", "217", "--store", str(store_path))
    assert "\x1b[1m" in seen
    plain = on_terminal("communes", "217", "--store", str(store_path), NO_COLOR="1")
    assert "\x1b" not in plain
    assert 80 >= max(len(line) for line in plain.splitlines() if not line.startswith("  Xã"))


def test_a_terminal_gets_the_rich_tree(store_path: Path) -> None:
    """The same tree, wrapped."""
    seen = on_terminal("lineage", "217", "--store", str(store_path), NO_COLOR="1")
    assert "↑ ban hành kèm theo" in seen
    bare = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert 80 >= max(len(line) for line in bare.splitlines())


def test_a_closed_pipe_is_no_traceback(store_path: Path) -> None:
    """``danvan query … | head -1``: quiet."""
    process = start("query", "--list", "--store", str(store_path), LANG="vi_VN.UTF-8")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert b"" == errors


@pytest.mark.parametrize(
    ("language", "word"),
    [("en_US.UTF-8", "is not in the store"), ("vi_VN.UTF-8", "không tìm thấy"), ("C", "không tìm thấy")],
)
def test_the_language_is_that_of_the_environment(store_path: Path, language: str, word: str) -> None:
    """English only where LANG says so; UTF-8 under any locale."""
    process = start("communes", "999999", "--store", str(store_path), LANG=language)
    _, errors = process.communicate()
    assert word in errors.decode("utf-8")
    assert 1 == process.returncode
