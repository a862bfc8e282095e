"""Writes the answer of a query in the formats that people and programs read."""

from collections.abc import Iterator
from io import BytesIO
from math import isfinite
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
)

from krig.serialisation import serialise
from krig.terms import Term
from ontology.namespaces import PREFIXES, XSD

Answer = QuerySolutions | QueryBoolean | QueryTriples

ROWS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
"""Formats of rows and of truth values (SPARQL 1.1 Query Results)."""

XLSX: Final = "xlsx"

GRAPHS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
"""Formats of the graphs that CONSTRUCT and DESCRIBE answer."""

NUMBERS: Final = {XSD[name] for name in ("integer", "decimal", "double", "float")}
EXCEL_DIGITS: Final = 15
"""How many digits of a number Excel keeps."""


class FormatError(Exception):
    """An answer cannot be written in a format; `formats` are those in which it can."""

    def __init__(self, name: str, formats: tuple[str, ...]) -> None:
        self.name = name
        self.formats = formats
        super().__init__(f"{name}: one of {', '.join(formats)} is expected")


def formats(answer: Answer) -> tuple[str, ...]:
    """Return the names of the formats in which `answer` can be written."""
    match answer:
        case QuerySolutions():
            return (*ROWS, XLSX)
        case QueryBoolean():
            return tuple(ROWS)
    return tuple(GRAPHS)


def written(answer: Answer, name: str) -> bytes:
    """Return `answer` in the format called `name`.

    Raises:
        FormatError: the format does not fit the kind of answer.

    """
    if name not in formats(answer):
        raise FormatError(name, formats(answer))
    match answer:
        case QuerySolutions() if name == XLSX:
            return workbook(answer)
        case QuerySolutions() | QueryBoolean():
            return answer.serialize(format=ROWS[name]) or b""
    return serialise(answer, GRAPHS[name])


def short(term: Term | None) -> str:
    """Return `term` as people read it: a prefixed name or an IRI, a literal without its type."""
    if not isinstance(term, NamedNode):
        return "" if term is None else str(getattr(term, "value", term))
    named = ((p, n.iri) for p, n in PREFIXES.items() if term in n)
    prefix, iri = max(named, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{prefix}:{term.value.removeprefix(iri)}" if prefix else term.value


def workbook(solutions: QuerySolutions) -> bytes:
    """Return `solutions` as an Excel workbook: a header, and a row each; numbers are numbers.

    Texts stay texts, also where they begin like a formula.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("krig")
    names = [variable.value for variable in solutions.variables]
    sheet.freeze_panes = "A2"
    sheet.append(list(_header(sheet, names)))
    for solution in solutions:
        sheet.append([_cell(sheet, term) for term in solution])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _header(sheet: WriteOnlyWorksheet, names: list[str]) -> Iterator[Cell]:
    for name in names:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        yield cell


def _cell(sheet: WriteOnlyWorksheet, term: Term | None) -> Cell:
    number = _number(term)
    if number is not None:
        return WriteOnlyCell(sheet, value=number)
    text = "" if term is None else str(getattr(term, "value", term))
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", text))
    cell.data_type = "s"
    return cell


def _number(term: Term | None) -> float | None:
    """Return the number that `term` is, where a spreadsheet can hold it exactly enough."""
    if not isinstance(term, Literal) or term.datatype not in NUMBERS:
        return None
    number = float(term.value)
    return number if isfinite(number) and len(term.value) <= EXCEL_DIGITS else None
