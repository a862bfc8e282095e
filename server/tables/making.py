"""Has a table made in a process of its own, while the rows for it arrive."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import Final

PIECE: Final = 1 << 16
BOM: Final = b"\xef\xbb\xbf"
"""By this Excel knows that a text is in UTF-8."""


class TableError(Exception):
    """A table cannot be made, or not to its end; the text tells what does not fit into it."""


async def made(rows: AsyncGenerator[bytes], name: str) -> AsyncGenerator[bytes]:
    """Yield the table in the format `name`, piece by piece, that is made of `rows` in JSON.

    Raises:
        RefusedQueryError: there are no rows, or not to their end.
        TableError: the format cannot hold them.

    """
    async with aclosing(rows):
        first = await anext(rows, b"")
        command = (sys.executable, "-m", "server.tables.write", name)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
        feeding = asyncio.ensure_future(_feed(process, first, rows))
        try:
            async for piece in _pieces(process, feeding):
                yield piece
            if await process.wait():
                raise TableError(await _said(process))
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding
            await process.wait()


async def marked(rows: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Yield `rows` in CSV as Excel reads them."""
    async with aclosing(rows):
        yield BOM + await anext(rows, b"")
        async for piece in rows:
            yield piece


async def _pieces(process: Process, feeding: asyncio.Future[None]) -> AsyncGenerator[bytes]:
    """Yield what the process writes; where the rows end too early, nothing of its end."""
    out = process.stdout
    while out is not None and (piece := await out.read(PIECE)):
        if feeding.done():
            feeding.result()
        yield piece
    await feeding


async def _feed(process: Process, first: bytes, rows: AsyncGenerator[bytes]) -> None:
    """Give the process its rows; where these fail, end it."""
    sink = process.stdin
    if sink is None:
        return
    try:
        sink.write(first)
        async for piece in rows:
            sink.write(piece)
            await sink.drain()
    except ConnectionError:
        return
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        raise
    sink.close()


async def _said(process: Process) -> str:
    return (await process.stderr.read(1000)).decode(errors="replace") if process.stderr else ""
