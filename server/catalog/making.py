"""Has the dumps of the state that is served made, once, by a process of their own."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Final

from krig.catalog.index import FILE, File, Index
from server.catalog.holdings import Holdings
from server.readers.revision import Revision

PATIENCE: Final = 600.0
"""After how many seconds the making of dumps is given up."""
SOON: Final = 0.25
"""For how many seconds a page waits for them: as long as it takes to read what has been made."""


class NoDumpsError(Exception):
    """There are no dumps: the graph is held by another server."""


class UnmadeDumpsError(Exception):
    """The dumps could not be made; the message says why."""


class Dumps:
    """The dumps of the state that is served; those of earlier states are removed."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._one_at_a_time = asyncio.Lock()
        self._indexes: dict[str, asyncio.Task[Index]] = {}

    async def index(self) -> Index:
        """Return what dumps there are; they are made now where they are not.

        Raises:
            NoDumpsError: another server holds the graph.
            UnmadeDumpsError: they could not be made.

        """
        if (making := self._making()) is None or _has_failed(making):
            making = self._begin()
        # Whoever goes away leaves the making to those that come later.
        return await asyncio.shield(making)

    async def ready(self) -> Index | None:
        """Return what dumps there are; None while they are being made, as they are from now on.

        That they could not be made is told once: who asks again has them made anew.

        Raises:
            NoDumpsError: another server holds the graph.
            UnmadeDumpsError: they could not be made.

        """
        making = self._making() or self._begin()
        await asyncio.wait([making], timeout=SOON)
        if _has_failed(making):
            self._indexes.clear()
        return making.result() if making.done() else None

    def place(self, index: Index, file: File) -> Path:
        """Return where a file of `index` stands."""
        return self._folder(index.revision) / file.path

    def _making(self) -> asyncio.Task[Index] | None:
        """Return what makes or has made the dumps of what is served; None if nothing does."""
        return self._indexes.get(self._served().id)

    def _begin(self) -> asyncio.Task[Index]:
        revision = self._served()
        making = asyncio.create_task(self._made(revision))
        self._indexes = {revision.id: making}
        return making

    def _served(self) -> Revision:
        revision = self._holdings.served()
        if revision is None:
            raise NoDumpsError
        return revision

    async def _made(self, revision: Revision) -> Index:
        folder = self._folder(revision.id)
        async with self._one_at_a_time:
            if not (folder / FILE).is_file():
                await self._make(revision, folder)
                await asyncio.to_thread(_remove_others, folder)
            return await asyncio.to_thread(Index.read, folder)

    async def _make(self, revision: Revision, folder: Path) -> None:
        created = await asyncio.to_thread(self._holdings.created, revision.id)
        dump = await asyncio.to_thread(lambda: revision.dump)  # it may have to be written
        making = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "krig.catalog", str(dump), str(folder)),
            *("--revision", revision.id, "--created", created.isoformat()),
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, said = await asyncio.wait_for(making.communicate(), PATIENCE)
        except (TimeoutError, asyncio.CancelledError):
            making.kill()
            raise
        if making.returncode:
            raise UnmadeDumpsError(said.decode("utf-8", "replace").strip().rpartition("\n")[2])

    def _folder(self, revision: str) -> Path:
        return self._holdings.dumps / revision


def _has_failed(making: asyncio.Task[Index]) -> bool:
    return making.done() and (making.cancelled() or making.exception() is not None)


def _remove_others(folder: Path) -> None:
    """Remove the dumps of other states: who is downloading one keeps the file open."""
    for other in folder.parent.iterdir():
        if other != folder and (other / FILE).is_file():
            shutil.rmtree(other, ignore_errors=True)
