"""A lean HTTP client that replays queries: what generates load where `wrk` is not installed.

It understands what servers answer to such queries, and no more of HTTP.
"""

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

JSON: Final = "application/sparql-results+json"
HEAD_END: Final = b"\r\n\r\n"
MANY: Final = 1 << 20


class BrokenAnswerError(Exception):
    """A server breaks off, or does not speak HTTP."""


class Connection:
    """A connection to a server."""

    def __init__(self, endpoint: str) -> None:
        """Speak with `endpoint`, once opened."""
        parts = urlsplit(endpoint)
        self._host, self._port = str(parts.hostname), int(parts.port or 80)
        self._path = parts.path or "/"
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, query: str) -> int:
        """Return the status of the answer to `query`, which is encoded, when it is there whole.

        Raises:
            BrokenAnswerError: it is not.

        """
        try:
            return await self._ask(query)
        except (OSError, asyncio.IncompleteReadError, ValueError, IndexError) as error:
            self.close()
            raise BrokenAnswerError(str(error)) from None

    def close(self) -> None:
        """Leave; the next query opens another connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None

    async def _ask(self, query: str) -> int:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._host, self._port, limit=MANY
            )
        reader, writer = self._reader, self._writer
        writer.write(
            f"GET {self._path}?query={query} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"Accept: {JSON}\r\n\r\n".encode()
        )
        head = (await reader.readuntil(HEAD_END)).lower()
        if b"transfer-encoding: chunked" in head:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        else:
            length = head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
            await reader.readexactly(int(length))
        if b"connection: close" in head:
            self.close()
        return int(head.split(None, 2)[1])


Replayed = tuple[list[float], int, int, float]
"""How long each answer took, how many told of a failure, how many did not come, and in all."""


def replay(endpoint: str, queries: Path, first: int, clients: int, seconds: float) -> Replayed:
    """Return what comes of asking the lines of a file from the line `first` on."""
    lines = queries.read_text(encoding="ascii").splitlines()
    return asyncio.run(_replay(endpoint, islice(cycle(lines), first, None), clients, seconds))


async def _replay(endpoint: str, queries: Iterator[str], clients: int, seconds: float) -> Replayed:
    taken: list[float] = []
    refused = broken = 0
    began = perf_counter()

    async def work() -> None:
        nonlocal refused, broken
        connection = Connection(endpoint)
        try:
            while perf_counter() - began < seconds:
                asked = perf_counter()
                try:
                    status = await connection.ask(next(queries))
                    refused += status != HTTPStatus.OK
                    taken.append(perf_counter() - asked)
                except BrokenAnswerError:
                    broken += 1
        finally:
            connection.close()

    tasks = [asyncio.create_task(work()) for _ in range(clients)]
    await asyncio.wait(tasks, timeout=seconds + 1)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return taken, refused, broken, perf_counter() - began
