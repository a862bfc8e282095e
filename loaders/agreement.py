"""Holds a table's schema against the class of its rows: they must speak of the same columns."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Final, get_type_hints

from loaders.fault import Fault
from loaders.row import Row
from loaders.rules import against
from loaders.schema import Column, FieldType, Resource, Schema
from loaders.statement import LABEL_ORIGIN

TYPES: Final[dict[FieldType, type]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": bool,
    "date": date,
    "year": int,
    "yearmonth": str,
}
"""The Python type of a value, by the type of its column."""

ORIGIN: Final = "label_en_by"
"""The column whose values `loaders.statement` turns into terms one by one."""


def column_faults(resource: Resource, schema: Schema, row_type: type[Row]) -> Iterator[Fault]:
    """Yield a fault of the schema for each column of which the rows' class says otherwise."""
    hints = get_type_hints(row_type)
    attributes = {field.name for field in fields(row_type)} - {"origin"}
    columns = {column.name: column for column in schema.fields}
    for name in sorted(attributes | columns.keys()):
        here = _told(python_type(columns[name]) if name in columns else None)
        there = _told(hints[name] if name in attributes else None)
        if name == ORIGIN and name in columns:
            here = f"{here} of {sorted(columns[name].constraints.enum)}"
            there = f"{there} of {sorted(LABEL_ORIGIN)}"
        if here != there:
            yield against(
                "agreement",
                resource.schema_path,
                column=name,
                found=here,
                table=resource.name,
                there=there,
            )


def python_type(column: Column) -> object:
    """Return the type of a row's attribute that holds the values of `column`."""
    exact = TYPES[column.type]
    return exact if column.constraints.required else exact | None


def _told(annotation: object) -> str:
    if annotation is None:
        return "no such column"
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)
