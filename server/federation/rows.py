"""Rows that another server has sent, as inline data (SPARQL 1.1 Query, section 10.2).

They are read by Python's own parser and checked term by term: nothing in them can end this process,
or become more of a query than a term.

Source: SPARQL 1.1 Query Results JSON Format, section 3.
"""

import json
import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Final
from uuid import uuid4

from pyoxigraph import Literal, NamedNode

from server.federation.faults import CallFailedError, CallSizeError
from server.federation.fetching import Document
from server.sparql.tokens import TERMINALS

MEDIA_TYPES: Final = ("application/sparql-results+json", "application/json")
NAME: Final = re.compile(TERMINALS["VAR"][len("[?$]") :])
ROWS: Final = "KRIG_FEDERATION_ROWS"
UNDEFINED: Final = "UNDEF"
EMPTY: Final = "VALUES () { () }"
"""One row that binds nothing: what a failed call means where it is SILENT."""


def inline(document: Document, variables: frozenset[str], limit: int) -> str:
    """Return the rows of `document` as a VALUES block over some of `variables`.

    A blank node becomes an IRI of its own: it is the same as no node here.

    Raises:
        CallFailedError: it holds no rows, or of other variables.
        CallSizeError: it holds more than `limit` rows.

    """
    if document.media_type not in MEDIA_TYPES:
        raise CallFailedError(document.address, f"Content-Type: {document.media_type}")
    try:
        names, rows = _read(json.loads(document.content), variables)
        blank = _blanks()
        lines = "\n".join(f"({_row(row, names, blank)})" for row in rows[:limit])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        why = f"{MEDIA_TYPES[0]}: {type(error).__name__}: {error}"
        raise CallFailedError(document.address, why) from None
    if len(rows) > limit:
        raise CallSizeError(document.address, ROWS, limit)
    return f"VALUES ({' '.join(f'?{name}' for name in names)}) {{\n{lines}\n}}"


def _read(
    answer: Any, variables: frozenset[str]
) -> tuple[tuple[str, ...], list[Mapping[str, Any]]]:
    """Return the names of the variables, and the rows."""
    names, rows = answer["head"]["vars"], answer["results"]["bindings"]
    if not isinstance(names, list) or not isinstance(rows, list):
        raise TypeError("head and results hold no lists")
    if not variables.issuperset(names) or not all(map(NAME.fullmatch, names)):
        raise ValueError("variables that were not asked for")
    return tuple(dict.fromkeys(names)), rows


def _row(row: Mapping[str, Any], names: tuple[str, ...], blank: Callable[[str], NamedNode]) -> str:
    found = (row.get(name) for name in names)
    return " ".join(UNDEFINED if each is None else str(_term(each, blank)) for each in found)


def _term(told: Mapping[str, Any], blank: Callable[[str], NamedNode]) -> NamedNode | Literal:
    value = told["value"]
    if not isinstance(value, str):
        raise TypeError("a value is no text")
    match told["type"]:
        case "uri":
            return NamedNode(value)
        case "bnode":
            return blank(value)
        case "literal" | "typed-literal":
            language, datatype = told.get("xml:lang"), told.get("datatype")
            if language is not None:
                return Literal(value, language=language)
            return Literal(value, datatype=NamedNode(datatype) if datatype is not None else None)
    raise ValueError(f"type {told['type']!r}")


def _blanks() -> Callable[[str], NamedNode]:
    """Return what names the blank nodes of an answer (RDF 1.1 Concepts, section 3.5)."""
    answer, numbers = uuid4(), count(1)
    known: dict[str, NamedNode] = {}

    def named(label: str) -> NamedNode:
        if label not in known:
            known[label] = NamedNode(f"urn:uuid:{answer}#{next(numbers)}")
        return known[label]

    return named
