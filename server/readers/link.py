"""The front's end of a reader: asks it, hears its answer, ends it."""

import asyncio
import os
import signal
import socket
import struct
from contextlib import suppress
from enum import Enum, auto
from time import clock_gettime
from typing import Final, Protocol

from server.readers.answer import Answer
from server.readers.faults import CrashedError, UnansweredError, decoded
from server.readers.frames import READY, Decoder, Frame, FrameError, frame
from server.readers.head import Head

BEHIND: Final = 10
"""How nice a reader is that others go before: beside one of them it has a tenth of a processor."""
LAST: Final = 19
"""How nice one is that goes behind those too: it has a seventieth (sched(7), the nice value)."""
CPUCLOCK_SCHED: Final = 2
"""The kernel's clock of the time on a processor, the same for all kinds of Linux."""


class State(Enum):
    """What a reader does."""

    STARTING = auto()
    IDLE = auto()
    BUSY = auto()
    GONE = auto()


class Listener(Protocol):
    """Who is told of readers."""

    def idle(self, link: "Link") -> None:
        """Hear that a reader waits for a query."""

    def gone(self, link: "Link", before: State) -> None:
        """Hear that a reader has ended, and what it did before."""


class Link:
    """A reader, as the front sees it.

    A reader that ends by itself hangs up at once, while its template tells a moment later how it
    ended. Its answer fails when both are known: all that it has sent has been heard then.
    """

    def __init__(
        self,
        revision: str,
        pid: int,
        pidfd: int,
        reader: socket.socket,
        listener: Listener,
        *,
        room: memoryview,
    ) -> None:
        """Listen to the reader at the other end of the socket `reader`.

        What it says goes through `room`, which readers share: nothing is left there.
        """
        self.revision: Final = revision
        self.pid: Final = pid
        self.state = State.STARTING
        self.paused = False
        """Whether it waits until what it has sent is taken."""
        self._pidfd = pidfd
        self._socket = reader
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._decoder = Decoder()
        self._room = room
        self._unsent = b""
        self._thread = pid
        self._before = 0.0
        self._answer: Answer | None = None
        self._end: UnansweredError | None = None
        reader.setblocking(False)
        self.resume()

    def ask(self, query: bytes, answer: Answer) -> bool:
        """Ask an idle reader, what it says goes to `answer`; tell whether it still lives."""
        if self.state is not State.IDLE:
            return False
        self._unsent = frame(Frame.QUERY, query)
        try:
            self._send()
        except ConnectionError:
            return False
        self.state = State.BUSY
        self._answer = answer
        return True

    def lower(self, nice: int) -> None:
        """Let the current query be so `nice`, if it is not yet: it cannot be made less so.

        It goes on in any case. One that computed only when nothing else did would keep the locks
        that it holds in the kernel, as those it needs to end, which forks of one template share.
        """
        if self.state is State.BUSY:
            with suppress(ProcessLookupError):
                nice = max(nice, os.getpriority(os.PRIO_PROCESS, self._thread))
                os.setpriority(os.PRIO_PROCESS, self._thread, nice)

    def computed(self) -> float:
        """Return for how many seconds a busy reader has computed."""
        if self.state is State.BUSY:
            with suppress(OSError):
                return clock_gettime(_clock(self.pid)) - self._before
        return 0.0

    def close(self) -> None:
        """Hang up on an idle reader, which then ends."""
        if self.state is not State.GONE:
            self._hang_up()

    def cut(self, fault: UnansweredError) -> None:
        """End the reader now, whatever it does; its answer fails with `fault`."""
        if self.state is not State.GONE:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            self._hang_up()
        self._fail(fault)

    def ended(self, fault: UnansweredError) -> None:
        """Hear from the template that the reader has ended, and what that means for its query."""
        self._end = fault
        if self.state is State.GONE:
            self._fail(fault)

    def pause(self) -> None:
        """Hear nothing for now; the reader waits when the socket is full."""
        self.paused = True
        if self.state is not State.GONE:
            self._loop.remove_reader(self._socket)

    def resume(self) -> None:
        """Hear again what the reader says."""
        self.paused = False
        if self.state is not State.GONE:
            self._loop.add_reader(self._socket, self._receive)

    def _receive(self) -> None:
        try:
            received = bytes(self._room[: self._socket.recv_into(self._room)])
        except BlockingIOError:
            return
        except ConnectionError:
            received = b""
        if not received:
            self._hang_up()
            if self._end is not None:
                self._fail(self._end)
            return
        try:
            for kind, content in self._decoder.feed(received):
                self._hear(kind, content)
                if self.state is State.GONE:
                    return
        except (FrameError, struct.error, ValueError, LookupError, TypeError):
            self.cut(CrashedError("its words make no sense"))

    def _hear(self, kind: Frame, content: bytes) -> None:
        answer = self._answer
        if answer is None:
            self._hear_idle(kind, content)
        elif kind is Frame.DATA:
            answer.receive(content)
        elif kind is Frame.HEAD:
            answer.begin(Head.decoded(content))
        elif kind is Frame.END:
            self._answer = None
            answer.finish()
        elif kind is Frame.FAULT:
            self._answer = None
            answer.fail(decoded(content))
        else:
            raise FrameError(f"{kind.name} in an answer")

    def _hear_idle(self, kind: Frame, content: bytes) -> None:
        if kind is not Frame.READY:
            raise FrameError(f"{kind.name} without a query")
        self._thread, nanoseconds = READY.unpack(content)
        self._before = nanoseconds * 1e-9
        self.state = State.IDLE
        self._listener.idle(self)

    def _send(self) -> None:
        try:
            sent = self._socket.send(self._unsent)
        except BlockingIOError:
            sent = 0
        self._unsent = self._unsent[sent:]
        if self._unsent:
            self._loop.add_writer(self._socket, self._send_rest)

    def _send_rest(self) -> None:
        self._loop.remove_writer(self._socket)
        with suppress(ConnectionError):
            self._send()

    def _hang_up(self) -> None:
        before, self.state = self.state, State.GONE
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._socket.close()
        os.close(self._pidfd)
        self._listener.gone(self, before)

    def _fail(self, fault: UnansweredError) -> None:
        """Let the answer fail, and forget it: it knows this link, and may be large."""
        answer, self._answer = self._answer, None
        if answer is not None:
            answer.fail(fault)


def _clock(pid: int) -> int:
    """Return the clock of the time that a process has computed (clock_getcpuclockid(3))."""
    return (~pid << 3) | CPUCLOCK_SCHED
