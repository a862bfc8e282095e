"""All the fact tables of a folder: checked together, and loaded as quads."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast, get_args, get_type_hints

from pyoxigraph import Quad

import data
from loaders.agreement import column_faults
from loaders.fault import Fault, TableFaultsError
from loaders.reader import MANY, Table, read_table, rows
from loaders.references import link_faults, reference_faults
from loaders.row import Row
from loaders.rules import against
from loaders.schema import DESCRIPTOR, Package, Resource, Schema, read_package, read_schema


class Loader(Protocol):
    """What a module of `loaders.tables` offers."""

    def read(self, path: Path) -> Iterator[Row]:
        """Yield the checked rows of the table at `path`."""

    def quads(self, row: Row) -> Iterator[Quad]:
        """Yield what a row says."""


def loader(table: str) -> Loader:
    """Return the module that loads the table of that name."""
    return cast("Loader", import_module(f"loaders.tables.{table}"))


@lru_cache(maxsize=MANY)
def row_type(table: str) -> type[Row]:
    """Return the class of the rows of a table, as its module's `read` declares it."""
    (declared,) = get_args(get_type_hints(loader(table).read)["return"])
    return cast("type[Row]", declared)


def check(folder: Path = data.PATH) -> tuple[Fault, ...]:
    """Return every fault of the tables in `folder`, in the order of files, rows and columns."""
    try:
        package = read_package(folder)
    except TableFaultsError as error:
        return error.faults
    faults = list(_undescribed(folder, package))
    schemas: dict[str, Schema] = {}
    for resource in package.resources:
        try:
            schemas[resource.name] = read_schema(folder, resource)
        except TableFaultsError as error:
            faults += error.faults
        else:
            faults += _loader_faults(resource, schemas[resource.name])
    faults += link_faults(package, schemas)
    tables = {
        resource.name: read_table(folder, resource, schemas[resource.name])
        for resource in package.resources
        if resource.name in schemas
    }
    faults += (fault for table in tables.values() for fault in table.faults)
    faults += reference_faults(tables)
    return tuple(sorted(set(faults)))


def load(folder: Path = data.PATH) -> tuple[Quad, ...]:
    """Return what the tables in `folder` say, in the order of tables and rows.

    Raises:
        TableFaultsError: with every fault of every table, if there is one.

    """
    if faults := check(folder):
        raise TableFaultsError(faults)
    quads: list[Quad] = []
    unsayable: list[Fault] = []
    for resource in read_package(folder).resources:
        said, faults = _said(read_table(folder, resource, read_schema(folder, resource)))
        quads += said
        unsayable += faults
    if unsayable:
        raise TableFaultsError(unsayable)
    return tuple(quads)


@lru_cache(maxsize=MANY)
def _said(table: Table) -> tuple[tuple[Quad, ...], tuple[Fault, ...]]:
    """Return what a table says, and what it says that RDF cannot hold."""
    module = loader(table.name)
    quads: list[Quad] = []
    faults: list[Fault] = []
    for row in rows(table, row_type(table.name)):
        try:
            quads += module.quads(row)
        except ValueError as error:
            place = (table.path, row.origin.row)
            faults.append(against("rdf", *place, found=row.id, problem=str(error)))
    return tuple(quads), tuple(faults)


def _loader_faults(resource: Resource, schema: Schema) -> Iterator[Fault]:
    if find_spec(f"loaders.tables.{resource.name}") is None:
        name = resource.name
        yield against("loader", DESCRIPTOR, column="resources", found=name, table=name)
    else:
        yield from column_faults(resource, schema, row_type(resource.name))


def _undescribed(folder: Path, package: Package) -> Iterator[Fault]:
    """Yield a fault for each table and each schema in `folder` that the descriptor leaves out."""
    described = {resource.path for resource in package.resources}
    described |= {resource.schema_path for resource in package.resources}
    files = (*folder.glob("*.[cC][sS][vV]"), *folder.glob("schemas/*.json"))
    for name in (path.relative_to(folder).as_posix() for path in files):
        if name not in described:
            yield against("undescribed", name, descriptor=DESCRIPTOR)
