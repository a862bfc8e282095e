"""The page on which people have RDF validated: a form, and the report with the lines at fault."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.formats import GRAPHS
from server.language import language_of
from server.pages import render
from server.pages.words import Words
from server.texts import Language
from server.validation.formats import REPORTS
from server.validation.job import Document
from server.validation.upload import DATA, SHAPES, Upload

FORMAT: Final = "html"
"""The name by which `format=` asks for the page."""
MANY: Final = 1000
"""How many findings the page tells at most."""
AROUND: Final = 100
"""How many characters of a line are shown on either side of a fault at most."""
TEMPLATE: Final = "validate"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what was sent, with the characters that a finding is about."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of the validation, and where it is."""

    file: str
    line: int
    column: int
    focus: str
    label: Words | None
    path: str
    value: str
    source: Line | None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule that say the same."""

    severity: str
    rule: str
    message: Words | None
    expected: Words | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A report as the page shows it."""

    conforms: bool
    vacuous: bool
    """Whether the shapes have looked at nothing in the data."""
    counts: Mapping[str, int]
    shown: int
    total: int
    groups: tuple[Group, ...]


def form_page(request: Request, address: str) -> Response:
    """Return the page with its form empty; programs send to `address`."""
    return _page(request, address, None, Upload(()))


def report_page(request: Request, address: str, report: bytes, upload: Upload) -> Response:
    """Return the page with what a `report` in JSON says of an `upload`."""
    told = verdict(json.loads(report), upload.data, language_of(request))
    return _page(request, address, told, upload)


def _page(request: Request, address: str, told: Verdict | None, upload: Upload) -> Response:
    return render(
        TEMPLATE,
        request,
        texts=TEMPLATE,
        view=told,
        address=address,
        reports=[FORMAT, *(each.name for each in REPORTS)],
        files=sorted({f".{each.extension}" for each in GRAPHS}),
        pasted={DATA: _pasted(upload.data, DATA), SHAPES: _pasted(upload.shapes, SHAPES)},
    )


def _pasted(documents: Iterable[Document], role: str) -> str:
    """Return what was sent as text, not as a file."""
    found = (each.content for each in documents if each.name == f"{role}.trig")
    return next(found, b"").decode("utf-8", "replace")


def verdict(report: Mapping[str, Any], sent: Iterable[Document], language: Language) -> Verdict:
    """Return what a `report`, as the format JSON has it, says of what was sent."""
    lines = {each.name: each.content.decode("utf-8", "replace").splitlines() for each in sent}

    def key(result: Mapping[str, Any]) -> tuple[int, str, str]:
        severity = [*report["counts"]].index(result["severity"])
        return severity, result["rule"], str(_words(result["messages"], language))

    groups = groupby(sorted(report["results"], key=key), key)
    return Verdict(
        report["conforms"],
        report["vacuous"],
        report["counts"],
        report["shown"],
        report["total"],
        tuple(_group([*found], lines, language) for _, found in groups),
    )


def _group(
    results: list[Mapping[str, Any]], lines: Mapping[str, list[str]], language: Language
) -> Group:
    first = results[0]
    return Group(
        first["severity"],
        first["rule"],
        _words(first["messages"], language),
        _words(first["expected"] or (), language),
        tuple(_findings(results, lines, language)),
    )


def _findings(
    results: Iterable[Mapping[str, Any]], lines: Mapping[str, list[str]], language: Language
) -> Iterator[Finding]:
    for each in results:
        place = each["place"] or {}
        yield Finding(
            place.get("file") or "",
            place.get("line") or 0,
            place.get("column") or 0,
            each["focusNode"],
            _words(each["focusLabels"], language),
            each["path"] or "",
            each["value"] or "",
            _line(place, lines.get(place.get("file") or "", [])),
        )


def _line(place: Mapping[str, Any], lines: list[str]) -> Line | None:
    number, column = place.get("line") or 0, place.get("column") or 0
    if not 0 < number <= len(lines) or not column:
        return None
    text, start = lines[number - 1], column - 1
    end = place["endColumn"] - 1 if place.get("endLine") == number else len(text)
    return Line(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])


def _words(texts: Iterable[Mapping[str, str]], language: Language) -> Words | None:
    """Return the text in `language`, else the first there is."""
    told = [*texts]
    found = next((each for each in told if each["language"] == language), told[0] if told else None)
    if found is None:
        return None
    foreign = found["language"] not in {"", language}
    return Words(found["text"], found["language"] if foreign else None)
