"""Reads the body of a request: so many bytes, within so many seconds."""

import asyncio

from starlette.requests import Request


class TooLargeError(Exception):
    """A request is longer than the `limit`, which the setting of that name sets."""

    def __init__(self, limit: int, setting: str) -> None:
        self.limit = limit
        self.setting = setting
        super().__init__(f"{setting}: {limit}")


class SlowBodyError(Exception):
    """The body of a request has not arrived after the `seconds` that it had."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:g} s")


async def read_body(request: Request, limit: int, setting: str, seconds: float) -> bytes:
    """Return the body of `request`; what is too long is not read to its end.

    Raises:
        TooLargeError: it is longer than `limit` bytes, which `setting` sets.
        SlowBodyError: it has not arrived after so many seconds.

    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    raise TooLargeError(limit, setting)
    except TimeoutError:
        raise SlowBodyError(seconds) from None
    return bytes(body)
