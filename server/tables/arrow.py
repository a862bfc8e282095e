"""Writes rows as an Arrow stream or a Parquet file, batch by batch."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Final

import pyarrow as pa
from pyarrow import parquet
from pyoxigraph import QuerySolution, QuerySolutions

from krig.terms import Term
from server.tables.columns import Kind, column, kind_of

BATCH: Final = 10_000
"""How many rows are kept in one piece; the first piece tells what a column holds."""

Columns = list[list[Term | None]]


def write_table(solutions: QuerySolutions, out: Any, name: str) -> None:
    """Write `solutions` to the file `out`, as `arrow` or `parquet`.

    Raises:
        ColumnError: a value does not fit its column.

    """
    names = [variable.value for variable in solutions.variables]
    batches = _batches(solutions, len(names))
    first: Columns = next(batches, [[] for _ in names])
    kinds = [kind_of(terms) for terms in first]
    schema = pa.schema([pa.field(each, kind.type) for each, kind in zip(names, kinds, strict=True)])
    with _writer(out, schema, name) as writer:
        for columns in chain([first], batches):
            writer.write_batch(_batch(columns, kinds, schema))


def _writer(out: Any, schema: pa.Schema, name: str) -> Any:
    file = pa.PythonFile(out, mode="w")
    if name == "parquet":
        return parquet.ParquetWriter(file, schema, compression="zstd")
    return pa.ipc.new_stream(file, schema)


def _batches(solutions: QuerySolutions, width: int) -> Iterator[Columns]:
    rows: Iterator[QuerySolution] = iter(solutions)
    while batch := list(islice(rows, BATCH)):
        yield [[row[index] for row in batch] for index in range(width)]


def _batch(columns: Columns, kinds: list[Kind], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [column(kind, terms) for kind, terms in zip(kinds, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
