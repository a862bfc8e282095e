"""Keeps readers of the current revision in stock: forks, replaces and retires them."""

import asyncio
from collections.abc import Coroutine
from typing import Final

from server.readers.family import Family, TemplateError
from server.readers.limits import Limits
from server.readers.link import Link, State
from server.readers.meter import Meter
from server.readers.revision import Revision
from server.readers.turns import Turns

PAUSE: Final = 0.5
"""After how many seconds one tries again what has just failed: to fork, to load."""
LONGEST_PAUSE: Final = 8.0


class Stock:
    """The family of the current revision, and those of earlier ones that still answer.

    There are as many readers as the limits say, and one more for each that is lent to a long
    query: those that answer short ones are always as many.
    """

    def __init__(self, limits: Limits, turns: Turns[Link], meter: Meter) -> None:
        """Give idle readers to `turns`."""
        self._limits = limits
        self._turns = turns
        self._meter = meter
        self._families: set[Family] = set()
        self._current: Family | None = None
        self._loading: Family | None = None
        self._lent: set[Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._changing = asyncio.Lock()

    @property
    def current(self) -> Revision | None:
        """Return the revision that is served, once one is."""
        return self._current.revision if self._current is not None else None

    @property
    def readers(self) -> int:
        """Return how many readers there are."""
        return sum(len(family.readers) for family in self._families)

    async def change(self, revision: Revision) -> None:
        """Load `revision` beside what is served, then serve it; what runs ends where it began.

        Raises:
            TemplateError: it cannot be loaded; what was served still is.

        """
        async with self._changing:
            await self._bring(revision)

    async def stop(self) -> None:
        """End all processes, and with them all answers."""
        self._current = None
        for task in self._tasks:
            task.cancel()
        for family in tuple(self._families):
            await family.stop()

    def lend(self, link: Link) -> None:
        """Let another reader take the place of `link`, which answers a long query."""
        if self._current is not None and link in self._current.readers:
            self._lent.add(link)
            self._balance()

    def idle(self, family: Family, link: Link) -> None:
        """Offer a reader to whoever waits; one of a former revision has no more to do."""
        if family is self._current:
            self._turns.give(link)
            self._lent.discard(link)
            self._balance()
        elif family is not self._loading:
            link.close()

    def gone(self, family: Family, link: Link, before: State) -> None:
        """Replace a reader that has ended; its family has no more to do without any."""
        self._turns.forget(link)
        self._lent.discard(link)
        if family is not self._current:
            self._retire(family)
        elif before is State.STARTING:
            self.barren()
        else:
            self._balance()

    def barren(self) -> None:
        """Try again in a moment where a reader could not start."""
        asyncio.get_running_loop().call_later(PAUSE, self._balance)

    def orphaned(self, family: Family) -> None:
        """Load again what was served by a template that has ended."""
        self._families.discard(family)
        if family is self._current:
            self._do(self._reload(family))

    async def _bring(self, revision: Revision) -> None:
        self._meter.templates += 1
        self._loading = family = Family(revision, self._limits, self)
        self._families.add(family)
        try:
            await family.loaded
        except (TemplateError, asyncio.CancelledError):
            await family.stop()
            raise
        finally:
            self._loading = None
        self._install(family)

    def _install(self, family: Family) -> None:
        former, self._current = self._current, family
        self._lent.clear()
        while (cold := self._turns.coldest()) is not None:
            cold.close()
        for link in family.readers:
            if link.state is State.IDLE:
                self._turns.give(link)
        self._balance()
        if former is not None:
            self._retire(former)

    async def _reload(self, family: Family) -> None:
        pause = PAUSE
        while True:
            async with self._changing:
                if family is not self._current:
                    return
                try:
                    await self._bring(family.revision)
                except TemplateError:
                    pause = min(2 * pause, LONGEST_PAUSE)
                else:
                    return
            await asyncio.sleep(pause)

    def _retire(self, family: Family) -> None:
        if family in self._families and family is not self._loading and not family.size:
            self._do(family.stop())

    def _balance(self) -> None:
        family = self._current
        if family is None:
            return
        missing = self._limits.readers + len(self._lent) - family.size
        for _ in range(missing):
            family.fork()
        if missing < 0 and (cold := self._turns.coldest()) is not None:
            cold.close()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
