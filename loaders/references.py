"""Checks what holds between rows: identifiers are unique, and references lead somewhere."""

from collections.abc import Iterator, Mapping
from functools import cache

from loaders.fault import Fault
from loaders.reader import Table
from loaders.rules import against, nearest
from loaders.schema import DESCRIPTOR, Package, Schema


def link_faults(package: Package, schemas: Mapping[str, Schema]) -> Iterator[Fault]:
    """Yield a fault for each reference of a schema to a table or a key that there is not."""
    names = [resource.name for resource in package.resources]
    for resource in package.resources:
        if resource.name not in schemas:
            continue
        schema = schemas[resource.name]
        for column, targets in schema.references().items():
            for target in targets:
                if target not in names:
                    yield against(
                        "resource",
                        resource.schema_path,
                        column=column,
                        found=target,
                        near=nearest(target, names),
                        descriptor=DESCRIPTOR,
                    )
        for link in schema.foreign_keys:
            target_schema = schemas.get(link.reference.resource)
            found = link.reference.fields
            if target_schema is not None and found != target_schema.primary_key:
                key = target_schema.primary_key
                yield against("key", resource.schema_path, column=link.fields, found=found, key=key)


def reference_faults(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Yield a fault for each identifier that stands twice and each reference that dangles.

    A reference is not judged where it is itself at fault, where it leads into a table whose
    identifiers are unknown, or to a row that could not be read: that table's faults tell why.
    """
    identifiers = {name: _identifiers(table) for name, table in tables.items()}
    seen: dict[str, str] = {}
    for table in tables.values():
        yield from _repeated(table, seen)
        yield from _repeated_values(table)
        for column, targets in table.schema.references().items():
            if all(target in tables and tables[target].whole for target in targets):
                known = frozenset().union(*(identifiers[target] for target in targets))
                unread = frozenset().union(*(tables[target].unread for target in targets))
                yield from _dangling(table, column, targets, known, unread)


def _identifiers(table: Table) -> frozenset[str]:
    key = table.schema.primary_key
    return frozenset(str(record.values[key]) for record in table.records if record.values.get(key))


def _repeated(table: Table, seen: dict[str, str]) -> Iterator[Fault]:
    """Identifiers are IRIs, so that no two rows of any tables may share one."""
    key = table.schema.primary_key
    for record in table.records:
        value = record.values.get(key)
        if not isinstance(value, str):
            continue
        if value in seen:
            yield against(
                "duplicate-id", table.path, record.row, key, found=value, place=seen[value]
            )
        else:
            seen[value] = f"{table.path}:{record.row}"


def _repeated_values(table: Table) -> Iterator[Fault]:
    for column in table.schema.fields:
        if not column.constraints.unique or column.name == table.schema.primary_key:
            continue
        rows: dict[object, int] = {}
        for record in table.records:
            value = record.values.get(column.name)
            if value is None:
                continue
            if value in rows:
                place = (table.path, record.row, column.name)
                yield against("duplicate", *place, found=str(value), first=rows[value])
            rows.setdefault(value, record.row)


def _dangling(
    table: Table,
    column: str,
    targets: tuple[str, ...],
    known: frozenset[str],
    unread: frozenset[str],
) -> Iterator[Fault]:
    files = ", ".join(f"{target}.csv" for target in targets)
    at_fault = {fault.row for fault in table.faults if fault.column == column}

    @cache
    def near(value: str) -> str | None:
        return _nearest_identifier(value, known)

    for record in table.records:
        value = record.values.get(column)
        if not isinstance(value, str) or value in known or value in unread:
            continue
        if record.row not in at_fault:
            place = (table.path, record.row, column)
            yield against("reference", *place, found=value, near=near(value), files=files)


def _nearest_identifier(value: str, known: frozenset[str]) -> str | None:
    """Return the identifier nearest to `value` among those of the same kind of thing."""
    kind = value.partition("/")[0]
    return nearest(value, sorted(each for each in known if each.startswith(f"{kind}/")))
