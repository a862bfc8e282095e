"""Clients that ask what no server ends, so many a second, and wait for whatever comes."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from threading import Thread

from bench.client import BrokenAnswerError, Connection


class Guilty:
    """Asks from a thread of its own; `statuses` counts what was answered, 0 what broke off."""

    def __init__(self, endpoint: str, queries: Path, rate: float) -> None:
        """Ask at `endpoint`, `rate` queries a second, one connection each."""
        self.statuses: Counter[int] = Counter()
        self.asked = 0
        self._endpoint = endpoint
        self._queries = cycle(queries.read_text(encoding="ascii").splitlines())
        self._pause = 1 / rate
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask for a while; those who still wait then leave."""
        thread = Thread(target=lambda: asyncio.run(self._work()), daemon=True)
        thread.start()
        try:
            yield
        finally:
            if self._loop is not None and self._stop is not None:
                self._loop.call_soon_threadsafe(self._stop.set)
            thread.join()

    async def _work(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        tasks: set[asyncio.Task[None]] = set()
        while not self._stop.is_set():
            tasks.add(asyncio.create_task(self._ask(next(self._queries))))
            self.asked += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._pause)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, query: str) -> None:
        connection = Connection(self._endpoint)
        try:
            self.statuses[await connection.ask(query)] += 1
        except BrokenAnswerError:
            self.statuses[0] += 1
        finally:
            connection.close()
