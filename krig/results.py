"""Writes the answer of a query in the formats that people and programs read."""

from importlib import import_module
from typing import Final

from pyoxigraph import (
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
    """Return `solutions` as an Excel workbook, as `krig.workbook` does.

    What writes workbooks takes 16 MB and a tenth of a second to load: only this loads it.
    """
    content: bytes = import_module("krig.workbook").workbook(solutions)
    return content
