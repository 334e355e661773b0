"""The catalogue of questions: ``queries/*.rq``, one question a file, described in its head comment.

Head comment, one entry a line (``param`` may repeat)::

    # title: Những xã nào triển khai thực hiện văn bản này?
    # title-en: Which communes implement this instrument?
    # param: instrument instrument – số, ký hiệu văn bản | number and symbol
    # param: stage word = executed – bước thực hiện | stage
    # example: instrument=217-QĐ/TW
    # columns: commune, stage

A parameter has a name, a kind (see `KINDS`), perhaps ``= default``, and a description vi | en. One without a
default is left open when it is not given, unless its name ends in “!”: then it must be given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ontology.fold import nfc
from ontology.iris import concept_iri
from queries.ask import Source, bind, iri, literal

_HEAD = re.compile(r"#\s*(title-en|title|param|example|columns):\s*(.*)")
_PARAM = re.compile(r"(\w+)(!?)\s+(\w+)(?:\s*=\s*(\S+))?\s+–\s+([^|]*?)\s*\|\s*(.*)")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
CODES = ("field", "finding", "anomaly")
"""Kinds of parameters whose values are codes of a list."""
_XSD = "http://www.w3.org/2001/XMLSchema#"


class Parameter(NamedTuple):
    """One parameter of a question. ``required`` ones have no default and may not stay open."""

    name: str
    kind: str
    default: str | None
    required: bool
    about_vi: str
    about_en: str

    @property
    def variable(self) -> str:
        """The variable it binds: codes bind ``?…Iri``, since ``?…`` is the code that is shown."""
        return f"{self.name}Iri" if self.kind in CODES else self.name


class Question(NamedTuple):
    """One file of the catalogue: its head and its SPARQL text."""

    name: str
    title_vi: str
    title_en: str
    parameters: tuple[Parameter, ...]
    example: Mapping[str, str]
    columns: tuple[str, ...]
    text: str


class ParameterError(ValueError):
    """A parameter that is missing, unknown, or whose value does not fit its kind.

    ``vi`` and ``en`` say what is wrong in one line.
    """

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en


def parse(name: str, text: str) -> Question:
    """The question that the ``.rq`` file ``name`` with content ``text`` describes.

    Raises:
        ValueError: the head lacks a title, or a ``param`` line cannot be read.
    """
    head: dict[str, list[str]] = {}
    for line in text.splitlines():
        if found := _HEAD.match(line):
            head.setdefault(found[1], []).append(found[2].strip())
    if "title" not in head or "title-en" not in head:
        raise ValueError(f"{name}: no title in the head comment")
    return Question(
        name=name,
        title_vi=head["title"][0],
        title_en=head["title-en"][0],
        parameters=tuple(_parameter(name, line) for line in head.get("param", [])),
        example=parse_pairs(head["example"]) if "example" in head else {},
        columns=tuple(column.strip() for column in head.get("columns", [""])[0].split(",")),
        text=text,
    )


def _parameter(name: str, line: str) -> Parameter:
    found = _PARAM.fullmatch(line)
    if not found or found[3] not in KINDS:
        raise ValueError(f"{name}: cannot read “param: {line}”")
    return Parameter(
        name=found[1],
        kind=found[3],
        default=found[4],
        required=bool(found[2]),
        about_vi=found[5],
        about_en=found[6],
    )


def names() -> list[str]:
    """The names of all shipped questions, sorted."""
    return sorted(entry.name[:-3] for entry in files("queries").iterdir() if entry.name.endswith(".rq"))


def load(name: str) -> Question:
    """The shipped question ``name``.

    Raises:
        KeyError: there is none.
    """
    if not _NAME.fullmatch(name):
        raise KeyError(name)
    try:
        text = files("queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    return parse(name, text)


def is_name(text: str) -> bool:
    """Whether ``text`` is written like the name of a question, and no file is called so."""
    return _NAME.fullmatch(text) is not None and not Path(text).is_file()


def parse_pairs(pairs: list[str]) -> dict[str, str]:
    """``["stage=executed"]`` → ``{"stage": "executed"}``.

    Raises:
        ParameterError: an item has no “=”.
    """
    for pair in pairs:
        if "=" not in pair:
            raise ParameterError(
                f"--param {pair}: phải có dạng tên=giá trị", f"--param {pair}: must be name=value"
            )
    return dict(pair.split("=", 1) for pair in pairs)


def prepare(question: Question, given: Mapping[str, str], source: Source) -> str:
    """The SPARQL text of ``question`` with every given value bound as typed terms.

    ``source`` is asked where a value is loose (an instrument, a unit).

    Raises:
        ParameterError: a name is unknown, a required value is missing, a value does not fit.
        queries.lookup.NotOne: a loose value fits nothing, or several things.
    """
    known = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - known):
        listed = ", ".join(sorted(known)) or "–"
        raise ParameterError(
            f"không có tham số “{unknown[0]}”; tham số của “{question.name}”: {listed}",
            f"no parameter “{unknown[0]}”; parameters of “{question.name}”: {listed}",
        )
    text = question.text
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise ParameterError(
                f"thiếu tham số “{parameter.name}” ({parameter.about_vi})",
                f"parameter “{parameter.name}” is missing ({parameter.about_en})",
            )
        terms = None if value is None else KINDS[parameter.kind](nfc(value), source)
        text = bind(text, parameter.variable, terms)
    return text


def _instrument(value: str, source: Source) -> list[str]:
    from queries.lookup import one_instrument

    return [iri(node) for node in one_instrument(source, value).nodes]


def _unit(value: str, source: Source) -> list[str]:
    from queries.things import one_unit

    return [iri(one_unit(source, value).iri)]


def _iri(value: str, source: Source) -> list[str]:
    del source
    try:
        return [iri(value)]
    except ValueError:
        raise ParameterError(f"“{value}” không phải là IRI", f"“{value}” is no IRI") from None


def _text(value: str, source: Source) -> list[str]:
    del source
    return [literal(value)]


def _number(value: str, source: Source) -> list[str]:
    del source
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value, re.ASCII):
        raise ParameterError(f"“{value}” không phải là số", f"“{value}” is no number")
    return [f'"{value}"^^<{_XSD}decimal>']


def _date(value: str, source: Source) -> list[str]:
    del source
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        raise ParameterError(
            f"“{value}” không phải là ngày (năm-tháng-ngày)", f"“{value}” is no date (yyyy-mm-dd)"
        ) from None
    return [f'"{day.isoformat()}"^^<{_XSD}date>']


def _concept(scheme: str) -> Callable[[str, Source], list[str]]:
    """The reader of a code: “executed” → the concept of that scheme, if the code list has it."""

    def read(value: str, source: Source) -> list[str]:
        del source
        try:
            return [iri(concept_iri(scheme, value))]
        except ValueError:
            raise ParameterError(f"không có mã “{value}”", f"no code “{value}”") from None

    return read


KINDS: dict[str, Callable[[str, Source], list[str]]] = {
    "instrument": _instrument,
    "unit": _unit,
    "iri": _iri,
    "text": _text,
    "number": _number,
    "date": _date,
    "field": _concept("field"),
    "finding": _concept("finding-kind"),
    "anomaly": _concept("anomaly-kind"),
}
"""Kind of a parameter → the function that turns what was typed into SPARQL terms."""
