"""One cell of a table: its text, and the value that a column's type makes of it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import NamedNode

from loaders.rules import Rule, nearest
from loaders.schema import Column, FieldType
from loaders.text import broken_text

Value = str | int | bool | Decimal | date
Broken = tuple[Rule, dict[str, Any]]
"""A rule that a cell breaks, and the details for its message."""

FORMS: Final[dict[FieldType, tuple[re.Pattern[str], str, str]]] = {
    "integer": (
        re.compile(r"0|-?[1-9][0-9]{0,17}"),
        "정수(18자리까지, 보기: 41)",
        "a whole number of at most 18 digits, such as 41,",
    ),
    "number": (
        re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?"),
        "수(쉼표 없이, 보기: 93.5)",
        "a number without thousands separators, such as 93.5,",
    ),
    "boolean": (re.compile(r"true|false"), "true나 false", "true or false"),
    "date": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        "있는 날짜(보기: 2023-02-16)",
        "a date that exists, such as 2023-02-16,",
    ),
    "year": (re.compile(r"[0-9]{4}"), "네 자리 연도(보기: 2023)", "a year such as 2023"),
    "yearmonth": (
        re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])"),
        "연월(보기: 2023-02)",
        "a month such as 2023-02",
    ),
}
"""How a value of each type is written, and how to say so in Korean and in English.

Numbers are no longer than SPARQL engines can add up exactly (64 bits; 18 digits).
"""

IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9-]*(/[a-z0-9]+(-[a-z0-9]+)*)+")
"""An identifier: the path of an IRI below `https://w3id.org/krig/id/`."""


def parse(text: str, kind: FieldType) -> Value | None:
    """Return the value that `text` writes, or None where it is not of the type `kind`."""
    if kind == "string":
        return text
    form, _, _ = FORMS[kind]
    if not form.fullmatch(text):
        return None
    return PARSERS[kind](text) if kind in PARSERS else text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


PARSERS: Final[dict[FieldType, Callable[[str], Value | None]]] = {
    "integer": int,
    "year": int,
    "number": Decimal,
    "boolean": lambda text: text == "true",
    "date": _date,
}


def judge(text: str, column: Column, *, key: bool) -> tuple[Value | None, Broken | None]:
    """Return the value of a cell, and the first rule that it breaks.

    Args:
        text: the cell.
        column: the column in which it stands.
        key: whether the column holds the rows' identifiers.

    """
    if text == "":
        return None, ("required", {}) if column.constraints.required else None
    value = parse(text, column.type)
    broken = broken_text(text) or _misformed(text, value, column, key=key)
    return value, broken or (None if value is None else _out_of_limits(text, value, column))


def _misformed(text: str, value: Value | None, column: Column, *, key: bool) -> Broken | None:
    choices = column.constraints.enum
    if choices and text not in choices:
        return "enum", {"choices": ", ".join(choices), "near": nearest(text, choices)}
    if value is None:
        _, ko, en = FORMS[column.type]
        return "type", {"form_ko": ko, "form_en": en}
    if key and not IDENTIFIER.fullmatch(text):
        return "identifier", {}
    if column.format == "uri" and not is_address(text):
        return "address", {}
    return None


def _out_of_limits(text: str, value: Value, column: Column) -> Broken | None:
    limits = column.constraints
    if limits.pattern and not re.fullmatch(limits.pattern, text):
        return "pattern", {"pattern": limits.pattern}
    if isinstance(value, int | Decimal):
        if limits.minimum is not None and value < limits.minimum:
            return "minimum", {"limit": limits.minimum}
        if limits.maximum is not None and value > limits.maximum:
            return "maximum", {"limit": limits.maximum}
    return None


def is_address(text: str) -> bool:
    """Tell whether `text` is an IRI of the web, as RDF can hold it."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return text.startswith(("https://", "http://"))
