"""Sends answers as they come; one that is cut short breaks the connection off, and is logged."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Final, Self, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from server.readers.faults import UnansweredError
from server.tables.making import TableError

LOG: Final = logging.getLogger("krig")
GLANCE: Final = 0.02
"""After how many seconds one listens whether the client still waits."""

CUT: Final = (UnansweredError, TableError)
"""How an answer may end before its end."""

Done = TypeVar("Done")


class Begun:
    """An answer whose first piece is there, and that may be whole already."""

    def __init__(
        self, first: bytes, second: asyncio.Future[bytes] | None, rest: AsyncGenerator[bytes]
    ) -> None:
        self._first = first
        self._second = second
        self._rest = rest

    @classmethod
    async def of(cls, pieces: AsyncGenerator[bytes]) -> Self:
        """Return the answer that `pieces` are when the first of them is there.

        Raises:
            RefusedQueryError: there is none.

        """
        first = await anext(pieces, b"")
        second = asyncio.ensure_future(anext(pieces, b""))
        await asyncio.sleep(0)
        if second.done() and second.exception() is None and not second.result():
            return cls(first, None, pieces)
        return cls(first, second, pieces)

    def response(self, headers: Mapping[str, str], media_type: str) -> Response:
        """Return the response that sends it."""
        if self._second is None:
            return Response(self._first, headers=dict(headers), media_type=media_type)
        return _Streamed(self, headers, media_type)

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Yield all pieces."""
        yield self._first
        if self._second is not None and (second := await self._second):
            yield second
            async for piece in self._rest:
                yield piece

    async def close(self) -> None:
        """End the rest."""
        if self._second is not None:
            self._second.cancel()
            with suppress(asyncio.CancelledError, *CUT):
                await self._second
        await self._rest.aclose()


class _Streamed(Response):
    """Sends an answer as it comes.

    HTTP/1.1 ends a body of unknown length with a chunk that says so; where the answer fails, that
    is never sent, so that no client takes what came for the whole (RFC 9112, section 8).
    """

    def __init__(self, begun: Begun, headers: Mapping[str, str], media_type: str) -> None:
        self.status_code = HTTPStatus.OK
        self.media_type = media_type
        self.background = None
        self._begun = begun
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; where the client goes away, stop."""
        sending = asyncio.ensure_future(self._send(send, head=scope["method"] == "HEAD"))
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending.done():
                sending.result()
        finally:
            leaving.cancel()
            sending.cancel()
            with suppress(asyncio.CancelledError, OSError):
                await sending
            await self._begun.close()

    async def _send(self, send: Send, *, head: bool) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        if not head:
            try:
                async for piece in self._begun.pieces():
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except CUT as fault:
                LOG.warning("an answer is cut short: %s: %s", type(fault).__name__, fault)
                return
        await send({"type": "http.response.body", "body": b""})


async def while_awaited(request: Request, work: Awaitable[Done]) -> Done:
    """Return what `work` returns; where the client goes away meanwhile, it is cancelled.

    Raises:
        ClientDisconnect: the client is gone.

    """
    task = asyncio.ensure_future(work)
    leaving: asyncio.Future[None] | None = None
    try:
        await asyncio.wait({task}, timeout=GLANCE)
        if not task.done():
            leaving = asyncio.ensure_future(_left(request.receive))
            await asyncio.wait({task, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
    finally:
        task.cancel()
        if leaving is not None:
            leaving.cancel()
    with suppress(asyncio.CancelledError):
        await task
    raise ClientDisconnect


async def _left(receive: Receive) -> None:
    """Return when the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
