"""Writes an answer anew in another format while it comes: parsed and serialised in a thread."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from concurrent.futures import Executor
from contextlib import aclosing, suppress
from typing import IO, Final, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from ontology.namespaces import PREFIXES
from server.readers.faults import UnansweredError
from server.remote.answers import Pieces
from server.remote.faults import EngineError
from server.sparql.outline import Form

Format = QueryResultsFormat | RdfFormat

PIECE: Final = 1 << 16
SMALL: Final = 1 << 12
"""How much of the new answer is gathered before it is sent: the first rows are not held back."""
TRUE: Final = (["1"], ["true"])
TRUTHS: Final = {
    truth: f'{{"head":{{}},"boolean":{str(truth).lower()}}}'.encode() for truth in (True, False)
}
PREFIX_IRIS: Final = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}


async def rewritten(
    pieces: Pieces, source: Format, form: Form, wanted: Format, threads: Executor
) -> AsyncGenerator[bytes]:
    """Yield the answer to a query of `form` that comes in `source`, in the format `wanted`.

    Raises:
        EngineError: what comes is not in that format, or not whole.
        UnansweredError: what comes breaks off with it.

    """
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    work = asyncio.get_running_loop().run_in_executor(
        threads, _rewrite, theirs, source, form, wanted
    )
    feeding = asyncio.create_task(_feed(pieces, writer))
    try:
        while piece := await reader.read(PIECE):
            yield piece
        await _settled(feeding, work)
    finally:
        feeding.cancel()
        writer.transport.abort()
        await asyncio.gather(feeding, work, return_exceptions=True)


async def _feed(pieces: Pieces, writer: asyncio.StreamWriter) -> None:
    """Write `pieces` to the thread; where they fail, it must not take what it has for the whole."""
    try:
        async with aclosing(pieces):
            async for piece in pieces:
                writer.write(piece)
                await writer.drain()
        writer.write_eof()
    except UnansweredError:
        writer.transport.abort()
        raise


async def _settled(feeding: asyncio.Task[None], work: asyncio.Future[None]) -> None:
    """Wait for both sides, and raise what the engine did rather than what followed from it."""
    fed, done = await asyncio.gather(feeding, work, return_exceptions=True)
    if isinstance(fed, UnansweredError):
        raise fed
    if isinstance(done, SyntaxError | ValueError):
        raise EngineError(str(done)) from None
    for failure in (done, fed):
        if failure is not None:
            raise failure


def _rewrite(connection: socket.socket, source: Format, form: Form, wanted: Format) -> None:
    with (
        connection,
        suppress(ConnectionError),
        connection.makefile("rb") as received,
        connection.makefile("wb", SMALL) as sent,
    ):
        _write(received, source, form, wanted, cast("IO[bytes]", sent))


def _write(received: IO[bytes], source: Format, form: Form, wanted: Format, out: IO[bytes]) -> None:
    match source, wanted:
        case RdfFormat(), RdfFormat():
            serialize(parse(received, source), out, wanted, prefixes=PREFIX_IRIS)
        case QueryResultsFormat(), QueryResultsFormat():
            read(received, source, form).serialize(out, wanted)


def read(
    received: IO[bytes], source: QueryResultsFormat, form: Form
) -> QuerySolutions | QueryBoolean:
    """Return the answer that is read; that of ASK is a truth value, however the engine tells it.

    Virtuoso answers ASK with one row, whose only value is 1 or 0.
    """
    answer = parse_query_results(received, source)
    if form != "ask" or isinstance(answer, QueryBoolean):
        return answer
    cells = [str(getattr(term, "value", "")) for solution in answer for term in solution]
    return parse_query_results(TRUTHS[cells in TRUE], QueryResultsFormat.JSON)
