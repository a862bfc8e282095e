"""A connection that takes the short way where a request can, and else asks the application."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final, cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from server.direct import HANDED
from server.heads import BoundedHeads, bounded
from server.operation.client import client_key
from server.operation.exchange import Exchange, remark_query
from server.operation.observing import BEGUN, Begun
from server.readers.query import Query
from server.repeats import Header, Kept, Key, key_of
from server.shortcut import Fresh, Short, Shortcut

GONE: Final = 499
"""What the log says of a request whose client did not wait for the answer."""


def connections(limit: int, seconds: float, shortcut: Shortcut | None) -> type[HttpToolsProtocol]:
    """Return the protocol by which a head is bounded so, and that takes the `shortcut`, if any."""
    if shortcut is None:
        return bounded(limit, seconds)
    named = {"limit": limit, "seconds": seconds, "shortcut": shortcut}
    return type("Connection", (_Connection,), named)


@dataclass(frozen=True, slots=True)
class _Handed:
    """An application that gives what came of a query, and remarks on that."""

    response: Response | Exception
    text: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        remark_query(scope, self.text)
        if isinstance(self.response, Exception):
            raise self.response
        await self.response(scope, receive, send)


class _Connection(BoundedHeads):
    """The protocol of uvicorn, but for what it does once a request is read and has its turn."""

    shortcut: Shortcut

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._asking: asyncio.Task[None] | None = None
        self._key = ""

    def connection_lost(self, exc: Exception | None) -> None:
        """Ask no longer what nobody waits for."""
        super().connection_lost(exc)
        if self._asking is not None:
            self._asking.cancel()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Answer a request whose turn it is.

        Where others wait behind it, or the client does not take what it is sent, it goes the long
        way: that waits, and this does not.
        """
        waiting = self.pipeline or self.flow.write_paused or not cycle.keep_alive
        if waiting or app is not self.app or not self._goes_short(cycle):
            super()._start_asgi_task(cycle, app)

    def _goes_short(self, cycle: RequestResponseCycle) -> bool:
        """Answer a request, or begin to, if it can go the short way; tell whether it does."""
        begun = (datetime.now(UTC), perf_counter())
        scope = cast("Scope", cycle.scope)
        key = key_of(scope)
        if key is None or not self.shortcut.is_direct(scope):
            return False
        self._key = self._key or client_key(scope)
        kept = self.shortcut.memory.get(key)
        if kept is not None:
            self._give(cycle, kept, begun)
            return True
        short = self.shortcut.opened(scope)
        if short is None:
            return False
        scope[BEGUN] = begun
        task = self.loop.create_task(self._ask(cycle, short, key))
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)
        return True

    async def _ask(self, cycle: RequestResponseCycle, short: Short, key: Key) -> None:
        """Have a query answered; give a short answer at once, and others the long way."""
        scope = cast("Scope", cycle.scope)
        self._asking = asyncio.current_task()
        answer: Fresh | Response | Exception
        try:
            answer = await self.shortcut.answer(scope, short, self._key)
        except asyncio.CancelledError:
            if not cycle.disconnected:
                raise
            answer = Response(status_code=GONE)
        except Exception as error:
            answer = error
        finally:
            self._asking = None
        if not isinstance(answer, Fresh):
            scope[HANDED] = _Handed(answer, short.text)
            await cycle.run_asgi(self.app)
            return
        self._give(cycle, answer.kept, scope[BEGUN], short.text, answer.timing)
        if answer.lasts:
            self.shortcut.memory.keep(key, answer.kept)

    def _give(
        self, cycle: RequestResponseCycle, kept: Kept, begun: Begun, text: str = "", *more: Header
    ) -> None:
        """Send an answer in one piece, and tell of the exchange."""
        first = perf_counter()
        if not self.transport.is_closing():
            written = [STATUS_LINE[kept.status]]
            for name, value in (*cycle.default_headers, *kept.headers, *more):
                written += (name, b": ", value, b"\r\n")
            self.transport.write(b"".join((*written, b"\r\n", kept.body)))
        cycle.response_started = cycle.response_complete = True
        cycle.message_event.set()
        if self.shortcut.told is not None:
            self.shortcut.told(self._exchange(cycle, kept, begun, first, text))
        cycle.on_response()

    def _exchange(
        self, cycle: RequestResponseCycle, kept: Kept, begun: Begun, first: float, text: str
    ) -> Exchange:
        moment, start = begun
        return Exchange(
            begun=moment,
            method=cycle.scope["method"],
            path=cycle.scope["path"],
            client=self._key,
            status=kept.status,
            ending="unanswered" if cycle.disconnected else "whole",
            size=len(kept.body),
            first=first - start,
            seconds=perf_counter() - start,
            remarks={"query": Query(text, "").digest} if text else {},
            private={"text": text} if text else {},
        )
