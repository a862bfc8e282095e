"""An answer as it comes from a reader: its head, then its pieces, then that it is whole.

Whoever asked may be slower than the reader: then at most `AHEAD` bytes wait here, and the reader
waits in its `sendall`. Beside that, the pieces are kept for the cache while they fit into it.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from types import TracebackType
from typing import Final, Protocol, Self

from server.readers.faults import CancelledError, UnansweredError
from server.readers.head import Head

AHEAD: Final = 256 * 1024
"""How many bytes may wait for whoever asked. A reader is free when no more than that is left."""


class Source(Protocol):
    """Where an answer comes from."""

    def pause(self) -> None:
        """Send nothing for now."""

    def resume(self) -> None:
        """Send again."""

    def cut(self, fault: UnansweredError) -> None:
        """Send nothing more, and let the answer fail."""


class Answer:
    """An answer; iterate over it once, in an `async with` that ends it where you leave early.

    What goes wrong after the first piece is raised by the iteration: what came before is then cut
    short, and must not be taken for the whole.
    """

    def __init__(
        self,
        source: Source,
        revision: str,
        room: int,
        changed: Callable[["Answer"], None] = lambda _: None,
    ) -> None:
        """Take an answer from `source`, keep up to `room` bytes of it, and tell of `changed`."""
        self.revision: Final = revision
        """The name of the state of the graph that answers."""
        self._source = source
        self._changed = changed
        self._head: Head | None = None
        self._pieces: deque[bytes] = deque()
        self._ahead = 0
        self._paused = False
        self._room = room
        self._waiter: asyncio.Future[None] | None = None
        self.whole = False
        """Whether all of it has come."""
        self.fault: UnansweredError | None = None
        """Why the rest of it will not come."""
        self.kept: list[bytes] | None = []
        """What has come, while it fits into the cache and will be the same the next time."""

    @property
    def head(self) -> Head:
        """Return what the answer is, once it has begun."""
        if self._head is None:
            raise RuntimeError("the answer has not begun")
        return self._head

    @property
    def ended(self) -> bool:
        """Tell whether nothing more will come."""
        return self.whole or self.fault is not None

    @property
    def flows(self) -> bool:
        """Tell whether it comes as fast as the reader finds it."""
        return not self._paused

    def begin(self, head: Head) -> None:
        """Take the head."""
        self._head = head
        if head.volatile:
            self.kept = None
            self._changed(self)

    def receive(self, piece: bytes) -> None:
        """Take the next piece."""
        self._pieces.append(piece)
        self._keep(piece)
        self._ahead += len(piece)
        if self._ahead > AHEAD and not self._paused:
            self._paused = True
            self._source.pause()
            self._changed(self)
        self._wake()

    def finish(self) -> None:
        """Take it for whole."""
        self.whole = True
        self._tell()

    def fail(self, fault: UnansweredError) -> None:
        """Let it end here, with `fault`."""
        if not self.ended:
            self.fault = fault
            self._tell()

    def close(self) -> None:
        """End its reader, where more would come."""
        if not self.ended:
            self._source.cut(CancelledError())

    async def begun(self) -> Self:
        """Wait for the first piece, and return the answer.

        Raises:
            UnansweredError: there is none, and nothing has been handed out.

        """
        while not (self._pieces or self.ended):
            await self._wait()
        if self.fault is not None:
            raise self.fault
        return self

    def content(self) -> bytes:
        """Return all of an answer that is whole, none of which was taken."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        while not self._pieces:
            if self.fault is not None:
                raise self.fault
            if self.whole:
                raise StopAsyncIteration
            await self._wait()
        piece = self._pieces.popleft()
        self._ahead -= len(piece)
        if self._paused and self._ahead <= AHEAD // 2:
            self._paused = False
            self._source.resume()
        return piece

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _keep(self, piece: bytes) -> None:
        if self.kept is None:
            return
        self.kept.append(piece)
        self._room -= len(piece)
        if self._room < 0:
            self.kept = None
            self._changed(self)

    def _tell(self) -> None:
        self._changed(self)
        self._wake()

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        await self._waiter

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Still:
    """The source of an answer that has come already."""

    def pause(self) -> None:
        """Do nothing."""

    def resume(self) -> None:
        """Do nothing."""

    def cut(self, fault: UnansweredError) -> None:
        """Do nothing."""


def whole(revision: str, head: Head, pieces: tuple[bytes, ...]) -> Answer:
    """Return an answer that has come already."""
    answer = Answer(Still(), revision, 0)
    answer.begin(head)
    for piece in pieces:
        answer.receive(piece)
    answer.finish()
    return answer
