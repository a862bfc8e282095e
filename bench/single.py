"""One query at a time: how long until its answer is there whole, and how long that answer is."""

from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

from bench.client import JSON

PIECE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Single:
    """The answer to one query."""

    seconds: float
    size: int
    """How many bytes it has."""


class Asker:
    """Asks over one connection, which it opens again where that fails."""

    def __init__(self, endpoint: str, patience: float) -> None:
        """Ask at `endpoint`, and wait `patience` seconds for the next bytes."""
        parts = urlsplit(endpoint)
        self._path = parts.path or "/"
        self._connection = HTTPConnection(str(parts.hostname), parts.port, timeout=patience)

    def ask(self, query: str) -> Single | None:
        """Return the answer to `query`, which is encoded; None where none comes, or not whole."""
        began = perf_counter()
        size = 0
        try:
            self._connection.request("GET", f"{self._path}?query={query}", None, {"Accept": JSON})
            response = self._connection.getresponse()
            while piece := response.read(PIECE):
                size += len(piece)
        except (OSError, HTTPException):
            self.close()
            return None
        if response.status != HTTPStatus.OK:
            return None
        return Single(perf_counter() - began, size)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
