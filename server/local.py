"""The engine of `krig serve`: reader processes on this machine, over one revision at a time."""

from collections.abc import AsyncGenerator, Mapping
from typing import Any, Final, cast

from krig.results import GRAPHS, ROWS
from server.query import Query
from server.readers.limits import Limits
from server.readers.pool import Pool
from server.readers.query import Query as Question
from server.readers.query import Term
from server.readers.revision import Revision

NAMES: Final = {
    **{form.iri: name for name, form in ROWS.items()},
    **{form.iri: name for name, form in GRAPHS.items()},
}
"""How readers call the formats."""


class LocalEngine:
    """Answers from readers of a revision, which may be swapped for another at any time."""

    def __init__(self, revision: Revision, limits: Limits, grace: float = 0.0) -> None:
        """Serve `revision` once started; let queries go on for `grace` seconds when closed."""
        self._first = revision
        self._limits = limits
        self._grace = grace
        self._pool: Pool | None = None

    @property
    def revision(self) -> str:
        """The name of the revision that is served."""
        return self._pool.revision if self._pool is not None else self._first.id

    @property
    def pool(self) -> Pool:
        """The readers; there are none before the start."""
        if self._pool is None:
            raise RuntimeError("the engine is not started")
        return self._pool

    async def start(self) -> None:
        """Load the revision, and start readers.

        Raises:
            TemplateError: it cannot be loaded.

        """
        self._pool = await Pool.start(self._first, self._limits)

    async def swap(self, revision: Revision) -> None:
        """Load `revision` beside what is served, then serve it.

        Raises:
            TemplateError: it cannot be loaded; what was served still is.

        """
        await self.pool.swap(revision)

    async def close(self) -> None:
        """Take no more queries, let those that run go on for a moment, and end all processes."""
        if self._pool is not None:
            await self._pool.close(self._grace)

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends its reader.

        Raises:
            UnansweredError: it is not answered, or not to its end.

        """
        question = Question(
            query.text,
            NAMES[query.format.iri],
            cast("Mapping[Any, Term]", query.substitutions),
            query.dataset.default,
            query.dataset.named,
            query.union,
        )
        async with await self.pool.query(question, query.client, query.seconds) as answer:
            async for piece in answer:
                yield piece
