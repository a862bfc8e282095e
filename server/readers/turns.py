"""Who is answered next: clients take turns, and no client makes the queue long for others."""

import asyncio
from collections import OrderedDict, deque
from math import ceil
from typing import Generic, TypeVar

from server.readers.faults import BusyError, UnansweredError

Reader = TypeVar("Reader")


class Turns(Generic[Reader]):
    """Idle readers, or else the queries that wait for one: never both.

    The queue is bounded. Where it is full, a client that waits with fewer queries than another
    has one of the other's refused in place of its own.
    """

    def __init__(self, longest: int, seconds_each: float) -> None:
        """Let up to `longest` queries wait, of which one goes on every `seconds_each` at least."""
        self._longest = longest
        self._seconds_each = seconds_each
        self._idle: list[Reader] = []
        self._waiting: OrderedDict[str, deque[asyncio.Future[Reader]]] = OrderedDict()
        self._count = 0

    def __len__(self) -> int:
        """Return how many queries wait."""
        return self._count

    @property
    def idle(self) -> int:
        """Return how many readers are idle."""
        return len(self._idle)

    async def take(self, client: str, until: float) -> Reader:
        """Return a reader for `client`, waiting for it up to the time `until` of the loop.

        Raises:
            BusyError: the queue is full, or it has taken too long.

        """
        if self._idle:
            return self._idle.pop()
        future = self._queue(client)
        reader: Reader | None = None
        try:
            async with asyncio.timeout_at(until):
                reader = await future
        except TimeoutError:
            raise BusyError(self._wait()) from None
        finally:
            if reader is None:
                self._leave(client, future)
        return reader

    def give(self, reader: Reader) -> None:
        """Let the next query have `reader`, or let that be idle."""
        while self._waiting:
            client, futures = self._waiting.popitem(last=False)
            future = futures.popleft()
            self._count -= 1
            if futures:
                self._waiting[client] = futures
            if not future.done():
                future.set_result(reader)
                return
        self._idle.append(reader)

    def forget(self, reader: Reader) -> None:
        """Let an idle reader be asked no more."""
        if reader in self._idle:
            self._idle.remove(reader)

    def coldest(self) -> Reader | None:
        """Take out the reader that has been idle for longest, if one is."""
        return self._idle.pop(0) if self._idle else None

    def refuse(self, fault: UnansweredError) -> None:
        """Refuse all queries that wait."""
        for futures in self._waiting.values():
            for future in futures:
                if not future.done():
                    future.set_exception(fault)
        self._waiting.clear()
        self._count = 0

    def _queue(self, client: str) -> asyncio.Future[Reader]:
        if self._count >= self._longest:
            self._make_room(client)
        future: asyncio.Future[Reader] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(future)
        self._count += 1
        return future

    def _make_room(self, client: str) -> None:
        busy = BusyError(self._wait())
        if not self._waiting:
            raise busy
        greediest = max(self._waiting, key=lambda each: len(self._waiting[each]))
        futures = self._waiting[greediest]
        if len(futures) <= len(self._waiting.get(client, ())) + 1:
            raise busy
        last = futures.pop()
        self._count -= 1
        if not last.done():
            last.set_exception(busy)

    def _leave(self, client: str, future: asyncio.Future[Reader]) -> None:
        """Leave the queue; a reader that comes too late goes to the next."""
        futures = self._waiting.get(client)
        if futures is not None and future in futures:
            futures.remove(future)
            self._count -= 1
            if not futures:
                del self._waiting[client]
        if future.done() and not future.cancelled() and future.exception() is None:
            self.give(future.result())

    def _wait(self) -> int:
        return ceil(max(1, self._count * self._seconds_each))
