"""A schema and the class of the rows speak of the same columns."""

from dataclasses import make_dataclass

import pytest

import data
from loaders.agreement import TYPES, column_faults, python_type
from loaders.package import row_type
from loaders.row import Row
from loaders.schema import Column, read_package, read_schema

RESOURCES = {resource.name: resource for resource in read_package(data.PATH).resources}


@pytest.mark.parametrize("table", RESOURCES)
def test_schema_and_class_of_each_table_agree(table: str) -> None:
    schema = read_schema(data.PATH, RESOURCES[table])
    assert list(column_faults(RESOURCES[table], schema, row_type(table))) == []


def test_every_difference_is_told_with_both_sides() -> None:
    resource = RESOURCES["rounds"]
    fields = [("label_ko", str), ("label_en", str), ("label_en_by", str), ("announced", str)]
    rows = make_dataclass(
        "Round", [*fields, ("seals", int | None)], bases=(Row,), frozen=True, kw_only=True
    )
    told = {
        fault.column: (fault.found, fault.expected_en.partition(" it is ")[2].partition(";")[0])
        for fault in column_faults(resource, read_schema(data.PATH, resource), rows)
    }
    assert told == {
        "announced": ("date", "str"),
        "revises": ("str | None", "no such column"),
        "seals": ("no such column", "int | None"),
    }


@pytest.mark.parametrize("kind", TYPES)
def test_a_column_that_may_be_empty_holds_a_value_or_none(kind: str) -> None:
    needed = Column.model_validate({"name": "x", "type": kind, "constraints": {"required": True}})
    optional = Column.model_validate({"name": "x", "type": kind})
    assert isinstance(python_type(needed), type)
    assert str(python_type(optional)).endswith(" | None")
