"""The front's end of a template: starts it, tells it what to do, hears what it has done."""

import asyncio
import json
import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Protocol

from server.readers.change import Change
from server.readers.child import start
from server.readers.faults import CrashedError, LostError, MemoryExceededError, UnansweredError
from server.readers.frames import FORK, MOVE
from server.readers.limits import Limits
from server.readers.link import Link
from server.readers.revision import Revision

MESSAGE: Final = 4096
DESCRIPTORS: Final = 2
RECEIVED: Final = 256 * 1024
"""How many bytes are taken from a reader at once: as many as a socket holds."""


@dataclass(frozen=True, slots=True)
class Template:
    """A process that loads a revision, and the socket over which it is told to fork readers.

    It ends when the socket is closed.
    """

    process: subprocess.Popen[bytes]
    socket: socket.socket


def start_template(revision: Revision, limits: Limits) -> Template:
    """Start a template.

    Raises:
        OSError: it cannot be started, or there is nothing to load.

    """
    dump = revision.dump
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    descriptor = theirs.fileno()
    arguments = (descriptor, dump, limits.memory, limits.result)
    with theirs:
        process = start(descriptor, "-P", "-m", "server.readers.template", *map(str, arguments))
    return Template(process, ours)


class Kin(Protocol):
    """Whose readers a template forks: those of one revision."""

    def expected(self) -> None:
        """Hear that the template holds the revision."""

    def born(self, pid: int, pidfd: int, reader: socket.socket) -> Link:
        """Take in a new reader."""

    def unborn(self) -> None:
        """Hear that the template could not fork."""

    def bereft(self) -> None:
        """Hear that the template has ended, and with it all readers."""


class Parent:
    """A template. What it is told it does in turn, so that who asked is known when it answers."""

    def __init__(self, template: Template, kin: Kin) -> None:
        """Take over a template that loads the revision of `kin`."""
        self._loop = asyncio.get_running_loop()
        self._process, self._socket = template.process, template.socket
        self._pidfd = os.pidfd_open(self._process.pid)
        self._over: asyncio.Future[None] = self._loop.create_future()
        self._kins = [kin]
        self._bearing = kin
        self._children: dict[int, Link] = {}
        self.room: Final = memoryview(bytearray(RECEIVED))
        """Through which goes what its readers say."""
        self.removed = 0
        """How many bytes of quads it has removed: it never frees the room of one."""
        self._socket.setblocking(False)
        self._loop.add_reader(self._socket, self._hear)
        self._loop.add_reader(self._pidfd, self._end)

    @property
    def pid(self) -> int:
        """Return the number of the process."""
        return self._process.pid

    @property
    def over(self) -> bool:
        """Tell whether it has ended."""
        return self._over.done()

    def heeds(self, kin: Kin) -> bool:
        """Tell whether it would still fork readers for `kin`."""
        return not self.over and self._kins[-1] is kin

    def fork(self) -> None:
        """Order another reader of the revision that is the last when it gets to it."""
        with suppress(ConnectionError):
            self._socket.send(FORK)

    def move(self, change: Change, kin: Kin) -> None:
        """Order the next revision, that of `kin`."""
        self._kins.append(kin)
        self.removed += len(change.removed)
        files = [_file(content) for content in (change.added, change.removed)]
        try:
            with suppress(ConnectionError):
                socket.send_fds(self._socket, [MOVE], files)
        finally:
            for each in files:
                os.close(each)

    def leave(self, kin: Kin) -> None:
        """Forget `kin`, which has no readers left; its template goes on with others."""
        if kin in self._kins:
            self._kins.remove(kin)

    async def stop(self) -> None:
        """End the process, and wait until it has ended; the kernel ends its readers."""
        if not self.over:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        await asyncio.shield(self._over)

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
                self._bearing = self._kins[-1]
                self._bearing.expected()
            case {"forked": int(pid)}:
                reader, pidfd = descriptors
                ours = socket.socket(fileno=reader)
                self._children[pid] = self._bearing.born(pid, pidfd, ours)
            case {"unforked": _}:
                self._bearing.unborn()
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
        for kin in tuple(self._kins):
            kin.bereft()


def _file(content: bytes) -> int:
    """Return the descriptor of a file in memory."""
    descriptor = os.memfd_create("change")
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
    return descriptor


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
