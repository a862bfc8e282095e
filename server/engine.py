"""What answers queries: here the graph in the memory of this process, in a thread for each query.

The seam is `Engine`. Whatever stands behind it streams bytes, refuses before the first of them,
and breaks off where it fails later.
"""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Final, Protocol

from pyoxigraph import Store

from server.evaluation import evaluate
from server.query import Query

PIECE: Final = 1 << 16
"""How much of an answer is read at a time: what a pipe holds."""


class Engine(Protocol):
    """Answers queries over one state of the graph at a time."""

    @property
    def revision(self) -> str:
        """The name of that state: the same name, the same answers."""

    def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the evaluation.

        Raises:
            RefusedQueryError: before the first piece, where the query is not answered.

        """


class MemoryEngine:
    """Answers from a store in the memory of this process."""

    def __init__(self, store: Store, revision: str) -> None:
        self._store = store
        self._revision = revision

    @property
    def revision(self) -> str:
        """The name of the release that the store holds."""
        return self._revision

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the evaluation.

        Raises:
            RefusedQueryError: before the first piece, where the query is not answered.

        """
        source, sink = os.pipe()
        evaluation = asyncio.ensure_future(asyncio.to_thread(self._evaluate, query, sink))
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(source, "rb", buffering=0)
        )
        try:
            while piece := await reader.read(PIECE):
                yield piece
        finally:
            transport.close()
        await evaluation

    def _evaluate(self, query: Query, sink: int) -> None:
        """Write the answer of `query` to the pipe; nobody reads it further, the work ends."""
        with os.fdopen(sink, "wb", buffering=0) as out, suppress(BrokenPipeError):
            evaluate(self._store, query, out)
