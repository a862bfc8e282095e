"""The front's end of a process that searches: asks it, and ends it where it takes too long."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from server.readers.faults import DeadlineError, LostError
from server.search.faults import UnindexedError
from server.search.frames import LENGTH, packed

PATIENCE = 20.0
"""How many seconds a process may take to begin on a busy machine."""


class Searching:
    """A process that searches one index, for one who asks at a time."""

    def __init__(self, process: Process) -> None:
        """Speak with `process`."""
        self._process = process

    @classmethod
    async def start(cls, index: Path, memory: int) -> Self:
        """Start a process over the index at `index`; return when it is ready.

        Raises:
            UnindexedError: it is no index that can be searched.

        """
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "server.search.worker", str(index), str(memory)),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        started = cls(process)
        try:
            async with asyncio.timeout(PATIENCE):
                await started._answer()
        except (LostError, TimeoutError):
            await started.end()
            raise UnindexedError from None
        except asyncio.CancelledError:
            await started.end()
            raise
        return started

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.returncode is None

    async def ask(self, question: Mapping[str, Any], until: float, seconds: float) -> Any:
        """Return what the process answers; where it has not by `until`, it is ended.

        Raises:
            DeadlineError: it has not answered in the `seconds` that it had.
            LostError: it has ended.

        """
        try:
            async with asyncio.timeout_at(until):
                await self._put(packed(question))
                return await self._answer()
        except TimeoutError:
            self._kill()
            raise DeadlineError(seconds) from None
        except (asyncio.CancelledError, LostError):
            self._kill()  # its answer to this question would be taken for one to the next
            raise
        except ConnectionError:
            self._kill()
            raise LostError from None

    async def end(self) -> None:
        """End the process."""
        self._kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            await self._process.stdout.read()
        await self._process.wait()

    async def _put(self, question: bytes) -> None:
        if self._process.stdin is None:
            raise LostError
        self._process.stdin.write(question)
        await self._process.stdin.drain()

    async def _answer(self) -> Any:
        if self._process.stdout is None:
            raise LostError
        try:
            (length,) = LENGTH.unpack(await self._process.stdout.readexactly(LENGTH.size))
            return json.loads(await self._process.stdout.readexactly(length))
        except asyncio.IncompleteReadError:
            raise LostError from None

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
