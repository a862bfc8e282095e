"""Past revisions that are asked: each with a reader of its own, a few at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable

from server.engine import Engine
from server.local import LocalEngine
from server.readers.limits import Limits
from server.readers.revision import Revision

Find = Callable[[str], Revision]
"""Returns the revision of a name; raises `HistoryError` where there is none."""


class Past:
    """Engines over past revisions; who was asked least recently goes when there are too many."""

    def __init__(self, find: Find, current: Engine, limits: Limits, most: int) -> None:
        """Start up to `most` engines, one at least, for what `find` finds beside `current`."""
        self._find = find
        self._current = current
        self._limits = limits.model_copy(update={"readers": 1, "long_readers": 1, "cache": 0})
        self._most = most
        self._engines: OrderedDict[str, LocalEngine] = OrderedDict()
        self._starting = asyncio.Lock()

    async def at(self, name: str) -> Engine:
        """Return an engine that answers from the revision called `name`.

        Raises:
            HistoryError: there is no such revision.
            TemplateError: it cannot be loaded.

        """
        async with self._starting:
            revision = await asyncio.to_thread(self._find, name)
            if revision.id == self._current.revision:
                return self._current
            engine = self._engines.get(revision.id)
            if engine is None:
                engine = await self._start(revision)
            self._engines.move_to_end(revision.id)
            return engine

    async def close(self) -> None:
        """End all engines."""
        while self._engines:
            _, engine = self._engines.popitem()
            await engine.close()

    async def _start(self, revision: Revision) -> LocalEngine:
        while len(self._engines) >= self._most:
            _, oldest = self._engines.popitem(last=False)
            await oldest.close()
        engine = LocalEngine(revision, self._limits)
        await engine.start()
        self._engines[revision.id] = engine
        return engine
