"""Searches the revision that is served; its index is the release's own, or is made beside."""

import asyncio
import shutil
import sys
from collections.abc import Mapping
from contextlib import aclosing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from pyoxigraph import RdfFormat

from krig.release import Release
from krig.search.layout import FILE
from server.asking import own_query
from server.engine import Engine
from server.local import LocalEngine
from server.query import Query
from server.readers.faults import UnansweredError
from server.search.faults import UnindexedError
from server.search.limits import SearchLimits
from server.search.shelf import Shelf

PAUSE: Final = 10.0
"""After how many seconds one tries again to make an index, or to make one of what changes often."""
GRAPH: Final = "graph.nt"
"""The name of the file of what another server holds."""


class Searcher:
    """Answers questions from the index of what `engine` serves; begins with the first question.

    After a write the index of the former revision answers, under that revision's name, until the
    one of the new revision is made.
    """

    def __init__(self, engine: Engine, limits: SearchLimits) -> None:
        """Begin nothing yet."""
        self.limits: Final = limits
        self._engine = engine
        self._shelf: Shelf | None = None
        self._making: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._closed = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that search."""
        return self._shelf.pids if self._shelf is not None else ()

    async def ask(self, question: Mapping[str, Any], client: str = "") -> tuple[str, Any]:
        """Return the revision that answers, and what it answers.

        Raises:
            UnansweredError: it is not answered.

        """
        shelf = self._shelf
        if shelf is None or shelf.revision != self._engine.revision:
            self._follow()
        if shelf is None:
            shelf = await self._awaited()
        return shelf.revision, await shelf.ask(question, client)

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        if self._making is not None:
            self._making.cancel()
            await asyncio.wait([self._making])
        if self._shelf is not None:
            await self._shelf.close()

    async def _awaited(self) -> Shelf:
        """Return the first index, if it is made soon.

        Raises:
            UnindexedError: it is not.

        """
        if self._making is not None:
            await asyncio.wait([self._making], timeout=self.limits.deadline)
        if self._shelf is None:
            raise UnindexedError
        return self._shelf

    def _follow(self) -> None:
        """Make the index of what is served now, if that is not being done, and not just failed."""
        now = asyncio.get_running_loop().time()
        making = self._making is not None and not self._making.done()
        if not (self._closed or making or now < self._not_before):
            self._making = asyncio.get_running_loop().create_task(self._made())

    async def _made(self) -> None:
        local = isinstance(self._engine, LocalEngine)
        try:
            shelf = await self._of_release() or await self._beside()
        except (UnindexedError, UnansweredError, OSError):
            shelf = None
        if shelf is None or not local:
            self._not_before = asyncio.get_running_loop().time() + PAUSE
        if shelf is not None:
            former, self._shelf = self._shelf, shelf
            if former is not None:
                await former.close()

    async def _of_release(self) -> Shelf | None:
        """Return the index that was made with the release, if that can be searched."""
        served = self._engine.served if isinstance(self._engine, LocalEngine) else None
        index = served.path / FILE if isinstance(served, Release) else None
        if served is None or index is None or not index.is_file():
            return None
        try:
            return await Shelf.open(served.id, index, self.limits)
        except UnindexedError:
            return None

    async def _beside(self) -> Shelf:
        """Make an index of what is served.

        Raises:
            UnindexedError: it cannot be made.
            UnansweredError: the engine does not say what it holds.

        """
        folder = Path(await asyncio.to_thread(mkdtemp, prefix="krig-search-"))
        try:
            revision = self._engine.revision
            if isinstance(self._engine, LocalEngine):
                served = self._engine.served  # held while it is read
                revision = served.id
                dump = await asyncio.to_thread(lambda: served.dump)  # it may have to be written
                await _indexed(dump, folder / FILE)
            else:
                await self._fetch(folder / GRAPH)
                await _indexed(folder / GRAPH, folder / FILE)
            return await Shelf.open(revision, folder / FILE, self.limits, folder)
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            raise

    async def _fetch(self, path: Path) -> None:
        """Write what is searched of another server's graph."""
        query = Query(own_query("searchable"), RdfFormat.N_TRIPLES)
        with path.open("wb") as file:
            async with aclosing(self._engine.query(query)) as pieces:
                async for piece in pieces:
                    file.write(piece)


async def _indexed(graph: Path, index: Path) -> None:
    """Write the index of a graph in a process of its own.

    Raises:
        UnindexedError: it fails.

    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "krig.search", str(graph), str(index)),
        start_new_session=True,
    )
    try:
        if await process.wait():
            raise UnindexedError
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
