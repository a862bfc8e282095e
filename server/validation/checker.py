"""The front's end of validation: lets clients take turns, and has keepers do the work."""

import asyncio
import socket
from asyncio import IncompleteReadError, StreamReader
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from server.readers.child import start
from server.readers.faults import BusyError, LostError
from server.readers.turns import Turns
from server.validation.faults import UncheckedError, UncheckedLaterError
from server.validation.job import KEEP, LENGTH, Asked, Job, Told, packed
from server.validation.limits import CheckLimits

if TYPE_CHECKING:
    import subprocess

GRACE: Final = 5.0
"""How many seconds beyond its deadline a keeper may take to tell that it was not kept."""
LATER: Final = {"busy", "lost"}
"""The outcomes that are not the fault of what was sent."""


class Checker:
    """Has validations done; its processes begin with the first."""

    def __init__(self, limits: CheckLimits) -> None:
        """Begin nothing yet."""
        self._limits = limits
        self._turns: Turns[int] = Turns(limits.queue, limits.deadline / limits.at_once)
        for place in range(limits.at_once):
            self._turns.give(place)
        self._template: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """The number of the template, where there is one."""
        return self._template.pid if self._template is not None else None

    async def check(
        self, asked: Asked, client: str = "", timeout: float | None = None
    ) -> tuple[Told, bytes]:
        """Return what comes of a validation, and the report.

        `client` is whose turn it is. `timeout` is in seconds; the deadline of the limits counts
        where it is less. Where the caller is cancelled, the validation ends.

        Raises:
            UncheckedError: what was sent cannot be validated.
            UncheckedLaterError: nothing is validated for now.

        """
        seconds = min(timeout or self._limits.deadline, self._limits.deadline)
        until = asyncio.get_running_loop().time() + seconds
        try:
            place = await self._turns.take(client, until)
            try:
                told, report = await self._kept(asked, until)
            finally:
                self._turns.give(place)
        except (BusyError, LostError) as fault:
            raise UncheckedLaterError(fault) from None
        if told.outcome in LATER:
            raise UncheckedLaterError(LostError())
        if told.outcome:
            raise UncheckedError(told, seconds)
        return told, report

    async def close(self) -> None:
        """End the template; keepers end when those that wait for them do."""
        template, self._template = self._template, None
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        if template is not None:
            template.kill()
            await asyncio.to_thread(template.wait)

    async def _kept(self, asked: Asked, until: float) -> tuple[Told, bytes]:
        """Have a keeper do a validation.

        Raises:
            LostError: the keeper has ended before it was done.

        """
        job = Job(asked=asked, until=until, memory=self._limits.memory, report=self._limits.report)
        ours, theirs = socket.socketpair()
        with theirs:
            self._send(theirs)
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            async with asyncio.timeout_at(until + GRACE):
                writer.write(await asyncio.to_thread(_written, job))
                await writer.drain()
                told = Told.model_validate_json(await _piece(reader))
                return told, await _piece(reader)
        except TimeoutError:
            await self.close()
            raise LostError from None
        except (IncompleteReadError, ConnectionError):
            raise LostError from None
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    def _send(self, keepers: socket.socket) -> None:
        """Send a keeper its socket; where the template has ended, another begins.

        Raises:
            LostError: none does.

        """
        for _ in range(2):
            if self._socket is None or self._template is None or self._template.poll() is not None:
                self._start()
            try:
                if self._socket is not None:
                    socket.send_fds(self._socket, [KEEP], [keepers.fileno()])
                    return
            except OSError:
                self._socket = None
        raise LostError

    def _start(self) -> None:
        if self._template is not None:
            self._template.kill()
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setblocking(False)
        descriptor = theirs.fileno()
        with theirs:
            words = ("-P", "-m", "server.validation.template", str(descriptor))
            self._template = start(descriptor, *words)


def _written(job: Job) -> bytes:
    return packed([job.model_dump_json().encode()])


async def _piece(reader: StreamReader) -> bytes:
    (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
    return await reader.readexactly(length)
