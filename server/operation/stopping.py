"""A stop that finishes what it can in time, and cleanly breaks the rest.

In order: readiness fails, so that whoever balances load sends nothing more, while all is answered
as before for `drain` seconds; then no more queries and writes are taken, and those that run go on
for up to `finish` seconds; then they are broken off, so that no client takes half an answer for a
whole one. A write that is broken off was not acknowledged, and is a revision whole or not at all.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from server.operation.operation import Operation


@dataclass(frozen=True, slots=True)
class Grace:
    """How long a stop may take, in seconds."""

    drain: float = 0.0
    finish: float = 5.0


async def stop_gracefully(operation: Operation, grace: Grace) -> None:
    """Stop answering; return when nothing runs any more."""
    operation.stopping = True
    await asyncio.sleep(grace.drain)
    async with asyncio.TaskGroup() as both:
        both.create_task(_end_queries(operation, grace.finish))
        both.create_task(_end_writes(operation, grace.finish))


async def _end_queries(operation: Operation, seconds: float) -> None:
    readers = operation.readers()
    if readers is not None:
        await readers.close(seconds)


async def _end_writes(operation: Operation, seconds: float) -> None:
    writer = operation.writer()
    if writer is not None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await writer.close()
