"""The seam behind which queries are answered: by reader processes here, or by another server."""

from collections.abc import AsyncGenerator
from typing import Protocol

from server.query import Query


class Engine(Protocol):
    """Answers queries over one state of the graph at a time.

    It streams bytes, refuses before the first of them, and breaks off where it fails later. Before
    it is asked it is started, and closed in the end, in the event loop in which it is asked.
    """

    @property
    def revision(self) -> str:
        """The name of that state: the same name, the same answers."""

    async def start(self) -> None:
        """Make ready to answer."""

    async def close(self) -> None:
        """End all that runs."""

    def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the evaluation.

        Raises:
            RefusedQueryError: before the first piece, where the query is not answered; after it,
                where the answer is cut short.

        """
