"""One report in eight forms: the same instruments, dates, roles and head, but for the differences named here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.records import Record
from loaders.pipeline import read_record

EXAMPLES = Path(__file__).parents[2] / "examples"
OFFICE = ("doc", "odt", "html", "pdf")
# What may differ, and why:
NAMED_DIFFERENCES = {
    # The raised mark of a footnote is recognised as a quotation mark, which closes the clause before its verb.
    ("duy-vinh", "scan"): {("42/KH-UBND", "issued", "2022-03-21"), ("42/KH-UBND", "cites", "2022-03-21")},
}


class Facts(NamedTuple):
    """What is compared."""

    head: dict[str, Any]
    instruments: set[tuple[str, str | None, str | None]]
    mentions: set[tuple[str, str, str | None]]
    pages: bool


def facts(record: Record) -> Facts:
    """Head, instruments (key, date, type) and mentions (key, role, date) of a record."""
    head = {name: getattr(record.report, name) for name in record.report.__struct_fields__ if name != "file"}
    mentions = [(i.key, m) for i in record.instruments for m in i.mentions]
    return Facts(
        head,
        {(i.key, i.date, i.type) for i in record.instruments},
        {(key, m.role, m.date) for key, m in mentions},
        all(m.page for _, m in mentions),
    )


def read(data: bytes, name: str) -> Facts:
    """The facts of a file."""
    return facts(read_record(data, name)[0])


@pytest.fixture(scope="module", params=["binh-my", "duy-vinh"])
def forms(
    request: pytest.FixtureRequest,
    convert: Callable[[Path, str], bytes],
    scan: Callable[[bytes], tuple[bytes, list[bytes]]],
) -> tuple[str, dict[str, Facts]]:
    """The report's name, and its facts as read from each form; all are made from the .docx."""
    source = EXAMPLES / f"{request.param}.docx"
    record, layer = read_record(source.read_bytes(), source.name)
    made = {ending: convert(source, ending) for ending in OFFICE}
    made["txt"] = layer.text.encode()
    made["scan"] = scan(made["pdf"])[0]
    found = {form: read(data, f"{request.param}.{form}") for form, data in made.items()}
    return request.param, {"docx": facts(record), **found}


def test_every_form_gives_the_same_head(forms: tuple[str, dict[str, Facts]]) -> None:
    """Issuer, place, number, date, period, title, signer and recipients do not depend on the form."""
    _, found = forms
    for form, read_from in found.items():
        assert (form, found["docx"].head) == (form, read_from.head)


def test_every_form_gives_the_same_instruments(forms: tuple[str, dict[str, Facts]]) -> None:
    """The instruments' keys, dates and types do not depend on the form."""
    _, found = forms
    assert found["docx"].instruments
    for form, read_from in found.items():
        assert (form, found["docx"].instruments) == (form, read_from.instruments)


def test_every_form_gives_the_same_roles_but_for_named_differences(
    forms: tuple[str, dict[str, Facts]],
) -> None:
    """What the commune does with an instrument does not depend on the form, but where it is said why."""
    name, found = forms
    for form, read_from in found.items():
        differing = found["docx"].mentions ^ read_from.mentions
        assert (form, NAMED_DIFFERENCES.get((name, form), set())) == (form, differing)


def test_forms_with_pages_give_the_page_of_every_mention(forms: tuple[str, dict[str, Facts]]) -> None:
    """PDF and scan know their pages; the other forms have none."""
    assert {"pdf", "scan"} == {form for form, read_from in forms[1].items() if read_from.pages}
