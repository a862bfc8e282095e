"""A template and its readers, as the front sees them: all that serves one revision."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from server.readers.faults import CrashedError, LostError, MemoryExceededError, UnansweredError
from server.readers.frames import FORK
from server.readers.limits import Limits
from server.readers.link import Link, State
from server.readers.revision import Revision

MESSAGE: Final = 4096
DESCRIPTORS: Final = 2
ENVIRONMENT: Final = {
    "RUST_BACKTRACE": "0",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1:glibc.malloc.arena_max=1",
}
"""What templates are started with.

Huge pages make a fork of 1.26 million triples take 2.5 ms in place of 11. One arena is enough for
one thread at a time. A backtrace costs a reader that dies a second.
"""


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
    """A template, and those of its readers that have not ended."""

    def __init__(self, revision: Revision, limits: Limits, household: Household) -> None:
        """Start a template that loads `revision`, and then forks a first reader."""
        self.revision: Final = revision
        self._household = household
        self._loop = asyncio.get_running_loop()
        self.loaded: Final[asyncio.Future[None]] = self._loop.create_future()
        """Done when the first reader is idle, or fails with `TemplateError`."""
        self._over: asyncio.Future[None] = self._loop.create_future()
        self._children: dict[int, Link] = {}
        self.size = 0
        """How many readers there are, or will be in a moment."""
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = _start(revision, limits, theirs)
        self._pidfd = os.pidfd_open(self._process.pid)
        self._socket.setblocking(False)
        self._loop.add_reader(self._socket, self._hear)
        self._loop.add_reader(self._pidfd, self._end)

    @property
    def readers(self) -> tuple[Link, ...]:
        """Return the readers that have not ended."""
        return tuple(each for each in self._children.values() if each.state is not State.GONE)

    def fork(self) -> None:
        """Order another reader."""
        if not self._over.done():
            self.size += 1
            with suppress(ConnectionError):
                self._socket.send(FORK)

    async def stop(self) -> None:
        """End all its processes, and wait until the template has ended."""
        for reader in self.readers:
            reader.cut(LostError())
        if not self._over.done():
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        await asyncio.shield(self._over)

    def idle(self, link: Link) -> None:
        """Pass on that a reader waits."""
        if not self.loaded.done():
            self.loaded.set_result(None)
        self._household.idle(self, link)

    def gone(self, link: Link, before: State) -> None:
        """Pass on that a reader has ended."""
        self.size -= 1
        if not self.loaded.done():
            self.loaded.set_exception(TemplateError(f"{self.revision.id}: no reader starts"))
        self._household.gone(self, link, before)

    def _hear(self) -> None:
        try:
            content, descriptors, _, _ = socket.recv_fds(
                self._socket, MESSAGE, DESCRIPTORS, socket.MSG_CMSG_CLOEXEC
            )
        except ConnectionError:
            content, descriptors = b"", []
        if content:
            self._take(json.loads(content), descriptors)
        else:
            self._loop.remove_reader(self._socket)

    def _take(self, message: Mapping[str, Any], descriptors: list[int]) -> None:
        match message:
            case {"ready": _}:
                self.fork()
            case {"forked": int(pid)}:
                reader, pidfd = descriptors
                ours = socket.socket(fileno=reader)
                self._children[pid] = Link(self.revision.id, pid, pidfd, ours, self)
            case {"unforked": _}:
                self.size -= 1
                self._household.barren()
            case {"ended": int(pid)}:
                self._children.pop(pid).ended(_meaning(message))

    def _end(self) -> None:
        """Take leave of the template; the kernel ends its readers."""
        self._process.wait()
        self._loop.remove_reader(self._pidfd)
        self._loop.remove_reader(self._socket)
        os.close(self._pidfd)
        self._socket.close()
        self._over.set_result(None)
        for child in self._children.values():
            child.cut(LostError())
        if not self.loaded.done():
            self.loaded.set_exception(TemplateError(f"{self.revision.id}: it cannot be loaded"))
        self._household.orphaned(self)


def _start(revision: Revision, limits: Limits, control: socket.socket) -> subprocess.Popen[bytes]:
    """Start a template; in a session of its own, where no signal of a terminal reaches it."""
    arguments = (control.fileno(), revision.dump, limits.memory, limits.result)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "server.readers.template", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(control.fileno(),),
        start_new_session=True,
        env={**os.environ, **ENVIRONMENT},
    )


def _meaning(message: Mapping[str, Any]) -> UnansweredError:
    """Return what the way in which a reader ended means for its query.

    The engine aborts where it gets no more memory, and says so; else it aborts in a panic. A
    stack that overflows is SIGSEGV, of the kind that nesting asks for.
    """
    match message:
        case {"signalled": True, "status": signal.SIGKILL | signal.SIGTERM}:
            return LostError()
        case {"signalled": True, "status": signal.SIGABRT, "words": str(words)} if (
            "memory allocation" in words
        ):
            return MemoryExceededError()
    return CrashedError(str(message["words"]))
