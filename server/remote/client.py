"""Speaks HTTP with the engine behind: one request, one answer that is whole or fails.

Source: SPARQL 1.1 Protocol, section 2.1.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from aiohttp import ClientResponse, ClientSession

from krig.publish import Credentials, words
from server.readers.faults import BusyError, DeadlineError, EvaluationError, QuerySyntaxError
from server.remote.deadline import Deadline
from server.remote.faults import EngineError

Pairs = tuple[tuple[str, str], ...]

TIMED_OUT: Final = "S1T00"
"""How Virtuoso says that its own limit of time was reached (SQLSTATE)."""
CUT: Final = ("X-SQL-State", "X-SPARQL-MaxRows")
"""Headers by which Virtuoso says that an answer of status 200 may lack rows."""
BUSY: Final = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
LATE: Final = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.GATEWAY_TIMEOUT}


class Response:
    """An answer of the engine that has begun."""

    def __init__(self, response: ClientResponse, deadline: Deadline) -> None:
        self._response = response
        self._deadline = deadline

    @property
    def media_type(self) -> str:
        """Return its media type, without parameters."""
        return self._response.content_type

    def expect(self, media_type: str) -> None:
        """Let pass an answer of that media type.

        Raises:
            EngineError: it is of another.

        """
        if self.media_type != media_type:
            raise EngineError(f"Content-Type: {self.media_type} ≠ {media_type}")

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Yield its body as it comes.

        Raises:
            DeadlineError: it does not come in time.
            EngineError: it breaks off.

        """
        content = self._response.content
        while piece := await self._deadline.keep(content.readany()):
            yield piece

    async def whole(self) -> bytes:
        """Return its body.

        Raises:
            DeadlineError: it does not come in time.
            EngineError: it breaks off.

        """
        return b"".join([piece async for piece in self.pieces()])

    async def check(self) -> None:
        """Let pass what the engine says is a whole answer.

        Raises:
            QuerySyntaxError: it says that the query is not valid.
            EvaluationError: it says that it cannot evaluate the query.
            EngineError: it says anything else.

        """
        status, headers = self._response.status, self._response.headers
        if status == HTTPStatus.OK:
            cut = [f"{name}: {headers[name]}" for name in CUT if name in headers]
            if cut:
                raise EngineError(", ".join(cut))
            return
        said = words(await self.whole())
        if status == HTTPStatus.BAD_REQUEST:
            raise QuerySyntaxError(said)
        if status in LATE or TIMED_OUT in said:
            raise DeadlineError(self._deadline.seconds)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise EvaluationError(said)
        if status in BUSY:
            raise BusyError(_seconds(headers.get("Retry-After", "")))
        raise EngineError(f"HTTP {status}: {said}")


class Client:
    """Asks one endpoint, over so many connections at once; belongs to one event loop."""

    def __init__(self, address: str, credentials: Credentials, connections: int) -> None:
        """Ask the endpoint at `address`."""
        self._address = address
        self._credentials = credentials
        self._connections = connections
        self._session: ClientSession | None = None

    @asynccontextmanager
    async def send(
        self, accept: str, pairs: Pairs | None, deadline: Deadline
    ) -> AsyncGenerator[Response]:
        """Yield what is answered to a query with its parameters, or without: the description.

        Who leaves before its end closes the connection, by which the engine may know.

        Raises:
            QuerySyntaxError: the engine says that it is no valid query.
            EvaluationError: the engine cannot evaluate it.
            BusyError: the engine has too much to do.
            DeadlineError: the time is over.
            EngineError: the engine does not answer as it should.

        """
        if self._session is None:
            self._session = self._credentials.session(self._connections)
        request = self._session.request(
            "GET" if pairs is None else "POST",
            self._address,
            data=pairs,
            headers={"Accept": accept, "Accept-Encoding": "identity"},
            allow_redirects=False,
        )
        async with await deadline.keep(request) as answered:
            response = Response(answered, deadline)
            await response.check()
            yield response

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()


def _seconds(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() else 1
