"""The front's end: lets writes be done one after the other, and tells readers before the writer.

revisions = Revisions(Path("revisions"))
revisions.begin(release)
async with await Writer.start(revisions, WriteLimits(), pool.swap) as writer:
update = Update(text="INSERT DATA { … }")
outcome = await writer.write(Write(action=update, who="kim", why="the figure of 2026"))
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from krig.revisions import HistoryError, Revision, Revisions
from krig.revisions.durable import synchronise
from krig.revisions.provenance import stated
from server.readers.family import TemplateError
from server.writing.desk import Desk, GoneError
from server.writing.faults import (
    BusyError,
    DeadlineError,
    LostError,
    StorageError,
    UnservedError,
    WriteError,
    told,
)
from server.writing.limits import WriteLimits
from server.writing.messages import Job
from server.writing.outcome import Outcome
from server.writing.request import Write

Swap = Callable[[Revision], Awaitable[None]]
"""Lets readers see a revision; when it returns, every new query is asked of that."""

WRITTEN: Final = "written"
UNCHANGED: Final = "unchanged"
GRACE: Final = 60.0
"""How many seconds beyond a write's deadline it may take to append it."""


class Writer:
    """Writes to one history of revisions; belongs to one event loop."""

    def __init__(self, revisions: Revisions, limits: WriteLimits, swap: Swap) -> None:
        self._revisions = revisions
        self._limits = limits
        self._swap = swap
        self._desk: Desk | None = None
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[Outcome]] = set()
        self._closed = False
        self._served = ""
        self.waiting = 0
        """How many writes wait for their turn."""
        self.outcomes: Final = Counter[str]()
        """How many writes have come to which end."""

    @classmethod
    async def start(cls, revisions: Revisions, limits: WriteLimits, swap: Swap) -> Self:
        """Return a writer for a history that has begun, and whose last revision is served.

        Raises:
            LostError: the process that writes cannot start.
            DamagedError: the history is damaged.

        """
        writer = cls(revisions, limits, swap)
        writer._served = (await writer._start()).revision
        return writer

    async def close(self) -> None:
        """Take no more writes, let the one that has begun end, and end the process."""
        self._closed = True
        async with self._turn:
            if self._desk is not None:
                await self._desk.stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def write(self, write: Write, timeout: float | None = None) -> Outcome:
        """Do a write, and return when every later query sees it.

        `timeout` is in seconds; the limit's deadline counts where it is less. Where the caller is
        cancelled, what has begun goes on.

        Raises:
            UnwrittenError: nothing has been written.
            UnservedError: it has been written, but queries do not see it yet.

        """
        seconds = min(timeout or self._limits.deadline, self._limits.deadline)
        try:
            outcome = await self._admitted(write, seconds)
        except WriteError as fault:
            self.outcomes[fault.outcome] += 1
            raise
        self.outcomes[WRITTEN if outcome.changed else UNCHANGED] += 1
        return outcome

    async def _admitted(self, write: Write, seconds: float) -> Outcome:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        await self._wait(until)
        task = loop.create_task(self._done(write, until, seconds))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def _wait(self, until: float) -> None:
        """Wait for the turn.

        Raises:
            BusyError: the queue is full, or it takes too long.
            LostError: no more writes are taken.

        """
        if self._turn.locked() and self.waiting >= self._limits.queue:
            raise BusyError(1 + self.waiting)
        self.waiting += 1
        try:
            async with asyncio.timeout_at(until):
                await self._turn.acquire()
        except TimeoutError:
            raise BusyError(1 + self.waiting) from None
        finally:
            self.waiting -= 1
        if self._closed:
            self._turn.release()
            raise LostError

    def _ended(self, task: asyncio.Task[Outcome]) -> None:
        self._turn.release()
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited for it may be gone

    async def _done(self, write: Write, until: float, seconds: float) -> Outcome:
        """Do a write whose turn it is, and let readers see it.

        Raises:
            WriteError: as `write` does.

        """
        left = until - asyncio.get_running_loop().time()
        job = Job(request=uuid4().hex, seconds=max(0.0, left), write=write)
        try:
            async with asyncio.timeout_at(until + GRACE):
                desk = self._desk or await self._start()
                outcome = await desk.ask(job)
        except DeadlineError:
            raise DeadlineError(seconds) from None
        except (GoneError, StorageError, TimeoutError) as fault:
            await self._leave()
            outcome = await asyncio.to_thread(self._found, job.request, fault)
        await self._serve(outcome.revision)
        return outcome

    async def _start(self) -> Desk:
        try:
            self._desk = await Desk.start(self._revisions.folder, self._limits)
        except GoneError:
            raise LostError from None
        return self._desk

    async def _leave(self) -> None:
        """End the process that writes; the next write starts another."""
        desk, self._desk = self._desk, None
        if desk is not None:
            await desk.stop()

    def _found(self, request: str, fault: Exception) -> Outcome:
        """Return what the disk tells of a job whose process has ended.

        Raises:
            UnwrittenError: it has not been done.

        """
        try:
            revision = self._revisions.state()
            if revision.record.request == request:
                synchronise(self._revisions.folder)
                own = stated(revision.delta())
        except HistoryError as error:
            raise told(error) from None
        if revision.record.request != request:
            raise fault if isinstance(fault, StorageError) else LostError()
        added, removed = len(own.added), len(own.removed)
        return Outcome(revision=revision.id, changed=True, added=added, removed=removed)

    async def _serve(self, name: str) -> None:
        """Let readers see the revision of that id, if they do not yet.

        Raises:
            UnservedError: they cannot.

        """
        if name == self._served:
            return
        try:
            await self._swap(await asyncio.to_thread(self._revisions.state, name))
        except (HistoryError, OSError, TemplateError):
            raise UnservedError(name) from None
        self._served = name
