"""What the columns of a table hold: numbers where all values are numbers, and so on.

The schema of an Arrow stream or Parquet file stands before its first row. So the rows of the first
batch decide, and a later value that does not fit ends the table; it is never left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pyarrow as pa
from pyoxigraph import Literal, NamedNode

from krig.terms import Term
from ontology.namespaces import XSD

LONGS: Final = range(-(2**63), 2**63)


class ColumnError(Exception):
    """A value does not fit its column."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the literals of some datatypes are kept in a column."""

    type: pa.DataType
    read: Callable[[str], Any]


def _long(text: str) -> int:
    number = int(text)
    if number not in LONGS:
        raise ValueError(text)
    return number


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


INTEGERS: Final = Kind(pa.int64(), _long)
NUMBERS: Final = Kind(pa.float64(), float)
TRUTHS: Final = Kind(pa.bool_(), _truth)
DATES: Final = Kind(pa.date32(), date.fromisoformat)
TIMES: Final = Kind(pa.timestamp("us", "UTC"), datetime.fromisoformat)
TEXTS: Final = Kind(pa.string(), str)

KINDS: Final = {
    XSD["integer"].value: INTEGERS,
    XSD["decimal"].value: NUMBERS,
    XSD["double"].value: NUMBERS,
    XSD["float"].value: NUMBERS,
    XSD["boolean"].value: TRUTHS,
    XSD["date"].value: DATES,
    XSD["dateTime"].value: TIMES,
}
"""The kind of each datatype; all else is text."""


def kind_of(terms: Iterable[Term | None]) -> Kind:
    """Return the kind in which all `terms` can be kept."""
    given = [term for term in terms if term is not None]
    kinds = {_kind(term) for term in given}
    if kinds == {INTEGERS, NUMBERS}:
        kinds = {NUMBERS}
    kind = kinds.pop() if len(kinds) == 1 else TEXTS
    try:
        for term in given:
            _read(kind, term)
    except ColumnError:
        return TEXTS
    return kind


def column(kind: Kind, terms: Sequence[Term | None]) -> pa.Array:
    """Return `terms` as a column.

    Raises:
        ColumnError: one does not fit.

    """
    values = [None if term is None else _read(kind, term) for term in terms]
    return pa.array(values, kind.type)


def _kind(term: Term) -> Kind:
    return KINDS.get(term.datatype.value, TEXTS) if isinstance(term, Literal) else TEXTS


def _read(kind: Kind, term: Term) -> Any:
    text = term.value if isinstance(term, NamedNode | Literal) else str(term)
    if kind is TEXTS:
        return text
    fits = _kind(term) is kind or (kind is NUMBERS and _kind(term) is INTEGERS)
    if not fits:
        raise ColumnError(text)
    try:
        value = kind.read(text)
    except (ValueError, KeyError):
        raise ColumnError(text) from None
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ColumnError(text)
    return value
