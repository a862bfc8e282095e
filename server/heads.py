"""HTTP/1.1 for requests whose heads are short and come in time; others are refused, and cut off."""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\n"
    b"connection: close\r\n\r\n"
)


def bounded(limit: int, seconds: float) -> type[HttpToolsProtocol]:
    """Return the protocol by which a head has up to `limit` bytes and `seconds` to arrive."""
    return type("Bounded", (BoundedHeads,), {"limit": limit, "seconds": seconds})


class BoundedHeads(HttpToolsProtocol):
    """The protocol of uvicorn, which by itself waits for ever, and gathers without end."""

    limit: int
    seconds: float

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._length: int | None = None
        self._late: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that has begun is measured, and its time is."""
        begun = self._length is not None
        super().data_received(data)
        if self._length is None or self.transport.is_closing():
            return
        self._length += len(data)
        if self._length > self.limit:
            self.transport.write(TOO_LARGE)
            self.transport.close()
        elif not begun:
            loop = asyncio.get_running_loop()
            self._late = loop.call_later(self.seconds, self.transport.close)

    def on_message_begin(self) -> None:
        """Begin to measure."""
        super().on_message_begin()
        self._length = 0

    def on_headers_complete(self) -> None:
        """The head has come."""
        self._length = None
        if self._late is not None:
            self._late.cancel()
            self._late = None
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)
