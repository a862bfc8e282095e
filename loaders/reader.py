"""Reads a fact table strictly: typed rows, or every fault of the file with its row and column."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from loaders.agreement import column_faults
from loaders.cell import Value, judge
from loaders.fault import Fault, TableFaultsError
from loaders.lines import Line, Lines, split
from loaders.row import Origin, Row
from loaders.rules import against, nearest
from loaders.schema import DESCRIPTOR, Resource, Schema, read_package, read_schema


@dataclass(frozen=True, slots=True)
class Record:
    """A row whose cells were read: values by column, and the number of the row."""

    row: int
    values: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What a file holds: its records, and what is wrong with it; the same file is the same table.

    `whole` tells that the rows' identifiers are known, all but those of rows that could not be
    read, whose first cells are `unread`.
    """

    name: str
    path: str
    schema: Schema
    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    unread: frozenset[str] = frozenset()
    whole: bool = False


MANY: Final = 128
"""How many tables are remembered: all of a folder."""

RowType = TypeVar("RowType", bound=Row)


def read_rows(path: Path, row_type: type[RowType]) -> Iterator[RowType]:
    """Yield the rows of the table at `path`, checked by its schema in the same folder.

    Raises:
        TableFaultsError: with every fault of the file, or of its schema.

    """
    resource = read_package(path.parent).resource(path.stem)
    if resource is None:
        raise TableFaultsError([against("undescribed", path.name, descriptor=DESCRIPTOR)])
    schema = read_schema(path.parent, resource)
    table = read_table(path.parent, resource, schema)
    if faults := (*column_faults(resource, schema, row_type), *table.faults):
        raise TableFaultsError(faults)
    yield from rows(table, row_type)


def rows(table: Table, row_type: type[RowType]) -> Iterator[RowType]:
    """Yield the rows of a table that has no faults."""
    for record in table.records:
        values = cast("dict[str, Any]", record.values)
        yield row_type(origin=Origin(table.name, record.row), **values)


def read_table(folder: Path, resource: Resource, schema: Schema) -> Table:
    """Read one table; what is wrong is in the result, never raised."""
    try:
        content = (folder / resource.path).read_bytes()
    except OSError as error:
        absent = against("file", resource.path, found=error.strerror or "")
        return Table(resource.name, resource.path, schema, faults=(absent,))
    return _read(resource, schema, content)


@lru_cache(maxsize=MANY)
def _read(resource: Resource, schema: Schema, content: bytes) -> Table:
    """Read the content of a table: that is asked for twice, to check it and to load it."""
    return _table(resource, schema, split(resource.path, content))


def _table(resource: Resource, schema: Schema, read: Lines) -> Table:
    unjudged = Table(resource.name, resource.path, schema, faults=read.faults)
    if not read.lines or read.lines[0].row != 1:
        return unjudged
    header, *rows = read.lines
    faults = [*read.faults, *_header_faults(resource, schema, header.cells)]
    if not rows and not read.unread:
        faults.append(against("no-rows", resource.path, 1, descriptor=DESCRIPTOR))
    uneven, uneven_faults = _uneven(resource.path, header, rows)
    faults += uneven_faults
    records = []
    for line in rows:
        if len(line.cells) == len(header.cells):
            record, cell_faults = _record(resource.path, schema, header.cells, line)
            records.append(record)
            faults += cell_faults
    return Table(
        resource.name,
        resource.path,
        schema,
        tuple(records),
        tuple(faults),
        read.unread | uneven,
        whole=bool(records) and header.cells.count(schema.primary_key) == 1,
    )


def _header_faults(resource: Resource, schema: Schema, names: tuple[str, ...]) -> Iterator[Fault]:
    expected = [column.name for column in schema.fields]
    for name, count in Counter(names).items():
        if name not in expected:
            near = nearest(name, (each for each in expected if each not in names))
            schema_path = resource.schema_path
            place = (resource.path, 1, name or " ")
            yield against("unknown-column", *place, near=near, schema=schema_path)
        elif count > 1:
            yield against("repeated-column", resource.path, 1, name)
    for name in expected:
        if name not in names:
            yield against("missing-column", resource.path, 1, name)
    if sorted(names) == sorted(expected) and list(names) != expected:
        order = ",".join(expected)
        yield against("order", resource.path, 1, found=",".join(names), order=order)


def _uneven(file: str, header: Line, rows: list[Line]) -> tuple[frozenset[str], list[Fault]]:
    """Find the rows that have another number of cells than the header; if all do alike, say so."""
    columns = len(header.cells)
    uneven = [line for line in rows if len(line.cells) != columns]
    if not uneven:
        return frozenset(), []
    if len(uneven) == len(rows) > 1 and len({len(line.cells) for line in rows}) == 1:
        cells = len(rows[0].cells)
        every = against("all-cells", file, 1, columns=columns, rows=len(rows), cells=cells)
        return frozenset(), [every]
    faults = [
        against("cells", file, line.row, found=str(len(line.cells)), columns=columns)
        for line in uneven
    ]
    return frozenset(line.cells[0] for line in uneven), faults


def _record(
    file: str, schema: Schema, names: tuple[str, ...], line: Line
) -> tuple[Record, list[Fault]]:
    cells = dict(zip(reversed(names), reversed(line.cells), strict=True))
    values: dict[str, Value | None] = {}
    faults = []
    for column in schema.fields:
        if column.name not in cells:
            continue
        text = cells[column.name]
        value, broken = judge(text, column, key=column.name == schema.primary_key)
        values[column.name] = value
        if broken is not None:
            rule, details = broken
            faults.append(against(rule, file, line.row, column.name, found=text, **details))
    return Record(line.row, values), faults
