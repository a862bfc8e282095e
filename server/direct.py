"""The way of `/sparql` past the routes of the framework, which take longer than a small query.

The same handlers stand at the routes too, from which the OpenAPI document is made.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

Handler = Callable[[Request], Awaitable[Response]]
Handlers = Mapping[tuple[str, str], Handler]
"""Handlers by method and path."""
Tell = Callable[[Request, Exception], Awaitable[Response]]

HANDED: Final = "krig.response"
"""Under which name a scope holds the response where that is known already."""


class Direct:
    """An ASGI layer that answers some requests itself."""

    def __init__(
        self, app: ASGIApp, handlers: Handlers, raised: tuple[type[Exception], ...], tell: Tell
    ) -> None:
        """Answer by `handlers`; what they raise that is one of `raised`, `tell` turns into one."""
        self.app = app
        self._handlers = handlers
        self._raised = raised
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application do it."""
        handed: ASGIApp | None = scope.get(HANDED)
        if handed is not None:
            await handed(scope, receive, send)
            return
        handler = None
        if scope["type"] == "http":
            handler = self._handlers.get((scope["method"], scope["path"]))
        if handler is None:
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await handler(request)
        except self._raised as error:
            response = await self._tell(request, error)
        await response(scope, receive, send)
