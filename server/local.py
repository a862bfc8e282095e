"""The engine of `krig serve`: reader processes on this machine, over one revision at a time."""

from collections.abc import AsyncGenerator, Mapping
from typing import Final, cast

from pyoxigraph import Variable

from krig.results import GRAPHS, ROWS
from server.query import Query
from server.readers.answer import Answer
from server.readers.change import Change
from server.readers.limits import Limits
from server.readers.parent import Template, start_template
from server.readers.pool import Pool
from server.readers.query import Query as Question
from server.readers.query import Term
from server.readers.revision import Revision
from server.sparql.binding import UnboundError, bind
from server.sparql.outline import outline

NAMES: Final = {
    **{form.iri: name for name, form in ROWS.items()},
    **{form.iri: name for name, form in GRAPHS.items()},
}
"""How readers call the formats."""


def bound(query: Query) -> tuple[str, Mapping[Variable, Term]]:
    """Return the text of `query` with its terms in it, and those that are left to be substituted.

    What stands in the text, the engine plans with: it is up to thirty times as fast as what it
    substitutes in a plan. But a blank node can stand in none, and the order of the variables that
    `*` selects is that in which the text, as it was written, speaks of them.
    """
    terms = cast("Mapping[Variable, Term]", query.substitutions)
    if not terms or outline(query.text).star is not None:
        return query.text, terms
    try:
        return bind(query.text, query.substitutions), {}
    except UnboundError:
        return query.text, terms


class LocalEngine:
    """Answers from readers of a revision, which may be swapped for another at any time."""

    def __init__(self, revision: Revision, limits: Limits, grace: float = 0.0) -> None:
        """Serve `revision` once started; let queries go on for `grace` seconds when closed."""
        self._first = revision
        self._served = revision
        self._limits = limits
        self._grace = grace
        self._pool: Pool | None = None
        self._template: Template | None = None

    @property
    def revision(self) -> str:
        """The name of the revision that is served."""
        return self._pool.revision if self._pool is not None else self._first.id

    @property
    def served(self) -> Revision:
        """The revision that is served."""
        return self._served

    @property
    def pool(self) -> Pool:
        """The readers; there are none before the start."""
        if self._pool is None:
            raise RuntimeError("the engine is not started")
        return self._pool

    def hasten(self) -> None:
        """Begin to load the revision, before there is an event loop to start in."""
        self._template = start_template(self._first, self._limits)

    async def start(self) -> None:
        """Load the revision, and start readers.

        Raises:
            TemplateError: it cannot be loaded.

        """
        self._pool = await Pool.start(self._first, self._limits, self._template)
        self._template = None

    async def swap(self, revision: Revision, change: Change | None = None) -> None:
        """Load `revision` beside what is served, or make the `change` to it, then serve that.

        Raises:
            TemplateError: it cannot be loaded; what was served still is.

        """
        await self.pool.swap(revision, change)
        self._served = revision

    async def close(self) -> None:
        """Take no more queries, let those that run go on for a moment, and end all processes."""
        if self._pool is not None:
            await self._pool.close(self._grace)
        elif self._template is not None:
            self._template.socket.close()

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends its reader.

        Raises:
            UnansweredError: it is not answered, or not to its end.

        """
        async with await self.ask(query) as answer:
            async for piece in answer:
                yield piece

    async def ask(self, query: Query) -> Answer:
        """Return the answer of `query` when it has begun; it may be whole already.

        Raises:
            UnansweredError: it is not answered.

        """
        text, substitutions = bound(query)
        question = Question(
            text,
            NAMES[query.format.iri],
            substitutions,
            query.dataset.default,
            query.dataset.named,
            query.union,
        )
        return await self.pool.query(question, query.client, query.seconds)
