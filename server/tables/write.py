"""Writes a table: rows in SPARQL's JSON come in, the format whose name is given goes out.

python -m server.tables.write arrow < rows.json > rows.arrow
"""

import sys
from typing import IO, Any, Final

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from server.tables.arrow import write_table
from server.tables.columns import ColumnError
from server.tables.workbook import write_workbook

UNFIT: Final = 3
"""The exit status where the format cannot hold a value; standard error tells which."""


class Pipe:
    """A pipe to write to, which tells how much was written, as a file does."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._length = 0
        self.closed = False

    def write(self, content: Any) -> int:
        """Pass `content` on at once."""
        self._file.write(content)
        self._file.flush()
        self._length += len(content)
        return len(content)

    def tell(self) -> int:
        """Return how much was written."""
        return self._length

    def flush(self) -> None:
        """Do nothing: all is passed on already."""

    def close(self) -> None:
        """Leave the pipe to whoever opened it."""


def main(name: str) -> int:
    """Write standard input in the format called `name` to standard output."""
    solutions = parse_query_results(sys.stdin.buffer, QueryResultsFormat.JSON)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("rows are expected")
    out = Pipe(sys.stdout.buffer)
    try:
        if name == "xlsx":
            write_workbook(solutions, out)
        else:
            write_table(solutions, out, name)
    except ColumnError as error:
        sys.stderr.write(str(error))
        return UNFIT
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
