"""The front's end of the process that writes: starts it, asks it, ends it."""

import asyncio
import socket
import subprocess
from asyncio import IncompleteReadError, StreamReader, StreamWriter
from contextlib import suppress
from pathlib import Path
from typing import Self

from server.readers.child import start
from server.writing.faults import UnwrittenError
from server.writing.limits import WriteLimits
from server.writing.messages import LENGTH, Answer, Job, framed
from server.writing.outcome import Outcome


class GoneError(Exception):
    """The process that writes has ended."""


class Desk:
    """A process that writes; one job at a time."""

    def __init__(
        self, process: subprocess.Popen[bytes], reader: StreamReader, writer: StreamWriter
    ) -> None:
        self.revision = ""
        """The id of the last revision when it began."""
        self._process = process
        self._reader = reader
        self._writer = writer

    @classmethod
    async def start(cls, folder: Path, limits: WriteLimits) -> Self:
        """Return a process that holds the last revision of `folder`, when it does.

        Raises:
            GoneError: it has ended before.
            DamagedError: the history is damaged.

        """
        ours, theirs = socket.socketpair()
        descriptor = theirs.fileno()
        arguments = (str(descriptor), str(folder), limits.model_dump_json())
        with theirs:
            process = start(descriptor, "-m", "server.writing.scribe", *arguments)
        desk = cls(process, *await asyncio.open_connection(sock=ours))
        try:
            desk.revision = (await desk._answer()).found().revision
        except (GoneError, UnwrittenError, asyncio.CancelledError):
            await desk.stop()
            raise
        return desk

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    async def ask(self, job: Job) -> Outcome:
        """Have a job done.

        Raises:
            UnwrittenError: nothing has been written.
            GoneError: the process has ended, and the job may have been done or not.

        """
        try:
            self._writer.write(await asyncio.to_thread(framed, job))
            await self._writer.drain()
        except ConnectionError:
            raise GoneError from None
        return (await self._answer()).found()

    async def stop(self) -> None:
        """End the process, whatever it does, and wait until it has ended."""
        self._process.kill()
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
        await asyncio.to_thread(self._process.wait)

    async def _answer(self) -> Answer:
        try:
            (length,) = LENGTH.unpack(await self._reader.readexactly(LENGTH.size))
            return Answer.model_validate_json(await self._reader.readexactly(length))
        except (IncompleteReadError, ConnectionError):
            raise GoneError from None
