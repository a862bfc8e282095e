"""The index of one revision, and the processes that search it."""

import asyncio
import shutil
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from server.readers.faults import DeadlineError, LostError
from server.readers.turns import Turns
from server.search.faults import UnindexedError
from server.search.limits import SearchLimits
from server.search.process import Searching


class Shelf:
    """Searches the index of the revision called `revision`, by processes that take turns."""

    def __init__(self, revision: str, index: Path, limits: SearchLimits, folder: Path | None):
        """Search `index`; `folder`, which holds it and nothing else, is removed in the end."""
        self.revision: Final = revision
        self._index = index
        self._limits = limits
        self._folder = folder
        self._turns: Turns[Searching] = Turns(limits.queue, limits.deadline / limits.at_once)
        self._processes: set[Searching] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls, revision: str, index: Path, limits: SearchLimits, folder: Path | None = None
    ) -> Self:
        """Return a shelf whose first process is ready; others follow.

        Raises:
            UnindexedError: it is no index that can be searched.

        """
        shelf = cls(revision, index, limits, folder)
        try:
            await shelf._add()
        except UnindexedError:
            await shelf.close()
            raise
        for _ in range(1, limits.at_once):
            shelf._do(shelf._added())
        return shelf

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes."""
        return tuple(each.pid for each in self._processes)

    async def ask(self, question: Mapping[str, Any], client: str) -> Any:
        """Return what a process answers, when it is the turn of `client`.

        Raises:
            BusyError: too many wait already.
            DeadlineError: it has taken too long.
            LostError: one process after the other has ended.

        """
        until = asyncio.get_running_loop().time() + self._limits.deadline
        for _ in range(self._limits.at_once + 1):  # all that wait may have been killed
            process = await self._turns.take(client, until)
            try:
                answer = await process.ask(question, until, self._limits.deadline)
            except LostError:
                self._replace(process)
            except (DeadlineError, asyncio.CancelledError):
                self._replace(process)
                raise
            else:
                self._turns.give(process)
                return answer
        raise LostError

    async def close(self) -> None:
        """End the processes, and let go of the index."""
        self._turns.refuse(LostError())
        for task in tuple(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        for process in tuple(self._processes):
            await process.end()
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    def _replace(self, process: Searching) -> None:
        """Let another process take the place of one that has ended."""
        self._processes.discard(process)
        self._do(process.end())
        self._do(self._added())

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _added(self) -> None:
        with suppress(UnindexedError):
            await self._add()

    async def _add(self) -> None:
        process = await Searching.start(self._index, self._limits.memory)
        self._processes.add(process)
        self._turns.give(process)
