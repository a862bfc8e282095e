"""The layer that sees every exchange, and tells of it when it is over."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.operation.client import client_key
from server.operation.exchange import Ending, Exchange, Remarks, remarks_of

BEGUN: Final = "krig.begun"
"""Under which name a scope holds when its exchange began, where that was before this layer."""

Begun = tuple[datetime, float]
"""The time of day, and that of `perf_counter`."""
Told = Callable[[Exchange], None]
"""Hears of an exchange; never waits, never fails."""


class Observing:
    """An ASGI layer that tells `told` of every exchange, also of one that fails or breaks off."""

    def __init__(self, app: ASGIApp, told: Told) -> None:
        self.app = app
        self._told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, and tell of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        watch = _Watch(send, scope.get(BEGUN))
        remarks = remarks_of(scope)
        try:
            await self.app(scope, receive, watch.send)
        finally:
            self._told(watch.exchange(scope, remarks))


class _Watch:
    """Sees what is sent."""

    def __init__(self, send: Send, begun: Begun | None) -> None:
        self._send = send
        self._begun, self._start = begun or (datetime.now(UTC), perf_counter())
        self._first = 0.0
        self._status = 0
        self._size = 0
        self._whole = False

    async def send(self, message: Message) -> None:
        await self._send(message)
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._first = perf_counter() - self._start
        elif message["type"] == "http.response.body":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)

    def exchange(self, scope: Scope, remarks: Remarks) -> Exchange:
        return Exchange(
            begun=self._begun,
            method=scope["method"],
            path=scope["path"],
            client=client_key(scope),
            status=self._status,
            ending=self._ending(),
            size=self._size,
            first=self._first,
            seconds=perf_counter() - self._start,
            remarks=dict(remarks.public),
            private=dict(remarks.private),
        )

    def _ending(self) -> Ending:
        if self._whole:
            return "whole"
        return "cut" if self._status else "unanswered"
