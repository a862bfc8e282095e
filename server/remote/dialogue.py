"""What an engine is sent to answer a query, and what is made of its answer."""

import asyncio
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

from server.query import Query
from server.readers.faults import EvaluationError, QuerySyntaxError
from server.remote.answers import Pieces, mended, ordered, whole
from server.remote.capabilities import Capabilities
from server.remote.client import Client, Response
from server.remote.complexity import check
from server.remote.dataset import parameters, without_own
from server.remote.deadline import Deadline
from server.remote.faults import EngineError
from server.remote.outlook import Outlook
from server.remote.rewriting import rewritten
from server.sparql.binding import UnboundError, bind
from server.sparql.diagnosis import Diagnosis, find_fault
from server.sparql.outline import Form, outline

TRIPLES: Final = {form.media_type: form for form in (RdfFormat.N_TRIPLES, RdfFormat.TURTLE)}
"""The formats in which graphs come."""
ACCEPTED: Final = f"{RdfFormat.N_TRIPLES.media_type}, {RdfFormat.TURTLE.media_type};q=0.9"

LONG: Final = 2_000
"""A query of more characters is checked in a thread, so that others need not wait."""


class Dialogue:
    """Asks an engine, and mends its answers."""

    def __init__(self, client: Client, outlook: Outlook, threads: ThreadPoolExecutor) -> None:
        """Speak through `client`, and write answers anew in `threads`."""
        self._client = client
        self._outlook = outlook
        self._threads = threads

    async def ask(self, query: Query, deadline: Deadline) -> AsyncGenerator[bytes]:
        """Yield the answer of `query`, piece by piece; closing the generator ends the connection.

        Raises:
            QuerySyntaxError: it is not valid; the engine was not asked, or says so.
            UnansweredError: it is not answered, or not to its end.

        """
        form = await checked(query.text)
        capabilities = await deadline.keep(self._outlook.capabilities())
        graphs = await parameters(query, capabilities, self._outlook)
        accept = ACCEPTED
        if isinstance(query.format, QueryResultsFormat):
            accept = _source(query.format, capabilities).media_type
        pairs = (("query", _text(query)), *graphs)
        async with self._client.send(accept, pairs, deadline) as response:
            pieces = self._pieces(query, form, capabilities, response)
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece

    def _pieces(
        self, query: Query, form: Form, capabilities: Capabilities, response: Response
    ) -> Pieces:
        """Return the answer that `response` brings, in the format that is wanted."""
        pieces = response.pieces()
        if isinstance(query.format, RdfFormat):
            graph = TRIPLES.get(response.media_type)
            if graph is None:
                raise EngineError(f"Content-Type: {response.media_type} ≠ {ACCEPTED}")
            return rewritten(pieces, graph, form, query.format, self._threads)
        source = _source(query.format, capabilities)
        response.expect(source.media_type)
        if source not in capabilities.passed and source == QueryResultsFormat.XML:
            pieces = mended(pieces)
        if outline(query.text).star is not None:
            pieces = ordered(pieces, source, query.text)
        if query.format in capabilities.passed:
            return whole(pieces, source)
        return rewritten(pieces, source, form, query.format, self._threads)


async def checked(text: str) -> Form:
    """Return the form of the query `text`.

    Only what is SPARQL and declares its names is sent on: engines know more, such as functions
    that read files.

    Raises:
        QuerySyntaxError: it is no valid query.
        CrashedError: it is one that might end an engine.

    """
    fault = _examined(text) if len(text) < LONG else await asyncio.to_thread(_examined, text)
    form = outline(text).form
    if fault is not None or form is None:
        raise QuerySyntaxError(f"{fault.line}:{fault.column}: {fault.reason}" if fault else "")
    return form


def _examined(text: str) -> Diagnosis | None:
    check(text)
    return find_fault(text)


def _text(query: Query) -> str:
    """Return the text that is sent.

    Raises:
        EvaluationError: a term that is bound cannot be written into it.

    """
    text = without_own(query.text) if query.dataset else query.text
    try:
        return bind(text, query.substitutions)
    except UnboundError as error:
        raise EvaluationError(str(error)) from None


def _source(wanted: QueryResultsFormat, capabilities: Capabilities) -> QueryResultsFormat:
    """Return the format in which rows are asked for."""
    return wanted if wanted in capabilities.passed else capabilities.source
