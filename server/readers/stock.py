"""Keeps readers of the current revision in stock: forks, replaces and retires them."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Final

from server.readers.change import LARGEST, Change
from server.readers.family import Family, TemplateError
from server.readers.limits import Limits
from server.readers.link import Link, State
from server.readers.meter import Meter
from server.readers.parent import Template, start_template
from server.readers.revision import Revision
from server.readers.turns import Turns

PAUSE: Final = 0.5
"""After how many seconds one tries again what has just failed: to fork, to load."""
LONGEST_PAUSE: Final = 8.0
LINGER: Final = 0.5
"""For how many seconds a reader stays that is not needed any more: to fork another takes time."""

LITTER: Final = 32 * 2**20
"""How many bytes of quads a template may remove before the graph is loaded anew beside it."""


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
        self._loading: set[Family] = set()
        self._since: list[tuple[Revision, Change]] | None = None
        """The changes since one has begun to load the graph anew, while one does."""
        self._lent: set[Link] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._changing = asyncio.Lock()
        self._surplus: asyncio.TimerHandle | None = None

    @property
    def current(self) -> Revision | None:
        """Return the revision that is served, once one is."""
        return self._current.revision if self._current is not None else None

    @property
    def readers(self) -> int:
        """Return how many readers there are."""
        return sum(len(family.readers) for family in self._families)

    @property
    def lent(self) -> int:
        """Return how many readers are lent to long queries."""
        return len(self._lent)

    async def change(
        self,
        revision: Revision,
        started: Template | None = None,
        change: Change | None = None,
    ) -> None:
        """Serve `revision`; what runs ends where it began.

        It is loaded beside what is served, where no small `change` leads there from that.

        Raises:
            TemplateError: it cannot be loaded; what was served still is.

        """
        async with self._changing:
            if change is None or not await self._move(revision, change):
                await self._bring(revision, started)

    async def stop(self) -> None:
        """End all processes, and with them all answers."""
        self._current = None
        if self._surplus is not None:
            self._surplus.cancel()
        for task in self._tasks:
            task.cancel()
        for family in tuple(self._families):
            await family.stop()

    def lend(self, link: Link, most: int | None = None) -> bool:
        """Let another reader take the place of `link`, if fewer than `most` are lent already.

        Return whether one does, or need not.
        """
        if self._current is None or link in self._lent or link not in self._current.readers:
            return True
        if most is not None and len(self._lent) >= most:
            return False
        self._lent.add(link)
        self._balance()
        return True

    def idle(self, family: Family, link: Link) -> None:
        """Offer a reader to whoever waits; one of a former revision has no more to do."""
        if family is self._current:
            self._turns.give(link)
            self._lent.discard(link)
            self._balance()
        elif family not in self._loading:
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

    async def _bring(self, revision: Revision, started: Template | None = None) -> None:
        family = await self._load(revision, started)
        self._since = None
        self._install(family)

    async def _move(self, revision: Revision, change: Change) -> bool:
        """Let the template make `change`, and tell whether `revision` is served so."""
        family = self._current
        if family is None or change.before != family.revision.id or change.size > LARGEST:
            return False
        try:
            heir = await self._succeeded(family, revision, change)
        except TemplateError:
            return False
        if self._since is not None:
            self._since.append((revision, change))
        self._install(heir)
        if heir.parent.removed > LITTER and self._since is None:
            self._since = []
            self._do(self._renew(revision, self._since))
        return True

    async def _renew(self, revision: Revision, since: list[tuple[Revision, Change]]) -> None:
        """Load `revision` anew, make the changes `since` then, and serve what that comes to.

        Where that fails, the next write tries again.
        """
        with suppress(TemplateError):
            fresh = await self._load(revision)
            self._loading.add(fresh)
            async with self._changing:
                await self._catch_up(fresh, since)
        if self._since is since:
            self._since = None

    async def _catch_up(self, family: Family, since: list[tuple[Revision, Change]]) -> None:
        """Make the changes `since` of what has been loaded anew, and serve it if it is wanted."""
        former = family
        for revision, change in since:
            self._loading.discard(former)
            family = await self._succeeded(former, revision, change)
            await former.stop()
            former = family
        self._loading.discard(family)
        if self._since is since and family.last:
            self._install(family)
        else:
            await family.stop()

    async def _load(self, revision: Revision, started: Template | None = None) -> Family:
        self._meter.templates += 1
        try:
            if started is None:  # in a thread, as the graph may have to be written first
                started = await asyncio.to_thread(start_template, revision, self._limits)
        except OSError as error:
            raise TemplateError(f"{revision.id}: {error}") from None
        return await self._loaded(Family(revision, self, started))

    async def _succeeded(self, family: Family, revision: Revision, change: Change) -> Family:
        if not family.last:
            raise TemplateError(f"{family.revision.id}: its template has ended")
        return await self._loaded(family.succeeded(revision, change))

    async def _loaded(self, family: Family) -> Family:
        """Return `family` when its first reader is idle.

        Raises:
            TemplateError: it will never be.

        """
        self._families.add(family)
        self._loading.add(family)
        try:
            await family.loaded
        except (TemplateError, asyncio.CancelledError):
            await family.stop()
            raise
        finally:
            self._loading.discard(family)
        return family

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
        if family.parent.over:  # it ended before it was told of as the current one
            self._do(self._reload(family))

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
        if family in self._families and family not in self._loading and not family.size:
            if not family.last:
                self._families.discard(family)
            self._do(family.stop())

    def _balance(self) -> None:
        family = self._current
        if family is None:
            return
        missing = self._limits.readers + len(self._lent) - family.size
        for _ in range(missing):
            family.fork()
        if missing < 0 and self._surplus is None:
            loop = asyncio.get_running_loop()
            self._surplus = loop.call_later(LINGER, self._clear_out)

    def _clear_out(self) -> None:
        """Let readers go that there are too many of: another long query may come in a moment."""
        self._surplus = None
        family = self._current
        if family is None:
            return
        for _ in range(family.size - self._limits.readers - len(self._lent)):
            if (cold := self._turns.coldest()) is not None:
                cold.close()

    def _do(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
