"""The headers that keep a browser from doing with an answer what it should not."""

from http import HTTPStatus
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer with a representation says, where it says nothing else itself."""


class SecurityHeaders:
    """An ASGI layer that adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the headers."""

        async def sending(message: Message) -> None:
            # A 304 would put these in the place of those of the page that the client keeps
            # (RFC 9111, section 3.2).
            kept = HTTPStatus.NOT_MODIFIED
            if message["type"] == "http.response.start" and message["status"] != kept:
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending)
