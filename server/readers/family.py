"""The readers of one revision, as the front sees them, and the template that forks them."""

import asyncio
import socket
from typing import Final, Protocol

from server.readers.change import Change
from server.readers.faults import LostError
from server.readers.link import Link, State
from server.readers.parent import Parent, Template
from server.readers.revision import Revision


class TemplateError(Exception):
    """A revision cannot be served: its template ends, or its first reader does."""


class Household(Protocol):
    """Who is told of families."""

    def idle(self, family: "Family", link: Link) -> None:
        """Hear that a reader waits for a query."""

    def gone(self, family: "Family", link: Link, before: State) -> None:
        """Hear that a reader has ended, and what it did before."""

    def barren(self) -> None:
        """Hear that a template could not fork."""

    def orphaned(self, family: "Family") -> None:
        """Hear that a template has ended."""


class Family:
    """Those readers of a revision that have not ended, and the template of it.

    A template that goes on to the next revision forks readers of that, in another family.
    """

    def __init__(self, revision: Revision, household: Household, source: Template | Parent) -> None:
        """Let a template have a first reader, when it holds `revision`."""
        self.revision: Final = revision
        self._household = household
        self._loop = asyncio.get_running_loop()
        self.loaded: Final[asyncio.Future[None]] = self._loop.create_future()
        """Done when the first reader is idle, or fails with `TemplateError`."""
        self._links: set[Link] = set()
        self.size = 0
        """How many readers there are, or will be in a moment."""
        self.parent: Final = source if isinstance(source, Parent) else Parent(source, self)

    def succeeded(self, revision: Revision, change: Change) -> "Family":
        """Return the family of `revision`, which `change` makes of this one."""
        heir = Family(revision, self._household, self.parent)
        self.parent.move(change, heir)
        return heir

    @property
    def readers(self) -> tuple[Link, ...]:
        """Return the readers that have not ended."""
        return tuple(self._links)

    @property
    def last(self) -> bool:
        """Tell whether its template holds its revision, and has not been told to go on."""
        return self.parent.heeds(self)

    def fork(self) -> None:
        """Order another reader."""
        if self.last:
            self.size += 1
            self.parent.fork()

    async def stop(self) -> None:
        """End its readers, and its template where that is of no other family."""
        for reader in self.readers:
            reader.cut(LostError())
        if self.last:
            await self.parent.stop()
        elif not self.parent.over:
            self.parent.leave(self)

    def expected(self) -> None:
        """Order the first reader."""
        self.fork()

    def born(self, pid: int, pidfd: int, reader: socket.socket) -> Link:
        """Take in a new reader."""
        link = Link(self.revision.id, pid, pidfd, reader, self, room=self.parent.room)
        self._links.add(link)
        return link

    def unborn(self) -> None:
        """Try again later, as it could not be forked."""
        self.size -= 1
        self._household.barren()

    def bereft(self) -> None:
        """Pass on that the template has ended."""
        if not self.loaded.done():
            self.loaded.set_exception(TemplateError(f"{self.revision.id}: it cannot be loaded"))
        self._household.orphaned(self)

    def idle(self, link: Link) -> None:
        """Pass on that a reader waits."""
        if not self.loaded.done():
            self.loaded.set_result(None)
        self._household.idle(self, link)

    def gone(self, link: Link, before: State) -> None:
        """Pass on that a reader has ended."""
        self._links.discard(link)
        self.size -= 1
        if not self.loaded.done():
            self.loaded.set_exception(TemplateError(f"{self.revision.id}: no reader starts"))
        self._household.gone(self, link, before)
