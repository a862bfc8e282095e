"""The process that answers: one query at a time, until its front hangs up or something ends it.

It evaluates in a thread, of which there is one at a time. A thread's priority can be lowered from
outside, and never be raised again; so when the front has lowered it, because a query was long, the
next query gets a new thread. The process, whose pages are its own by then, stays: the first scan
after a fork copies the pages that it touches, which takes 0.2 s for 1.26 million triples.

The engine serialises in pieces of 8 KiB. Sent on in pieces of 64, a result of 10 MB arrives at 0.9
of the speed at which the engine alone would write it; in pieces of 16 or 256, at 0.8.
"""

import os
import socket
from threading import Thread, get_native_id
from time import monotonic, process_time_ns
from typing import IO, Final, NoReturn, cast

from pyoxigraph import Store

from server.readers.evaluation import evaluate
from server.readers.faults import (
    EvaluationError,
    MemoryExceededError,
    ResultTooLargeError,
    UnansweredError,
    encoded,
)
from server.readers.frames import LAYOUT, READY, Frame, frame
from server.readers.head import Head
from server.readers.query import Query
from server.readers.walls import Walls

PIECE: Final = 64 * 1024
"""How many bytes are gathered before they are sent. The engine hands over 8 KiB at a time."""
FIRST: Final = 8000
"""How many are enough at first. A shorter answer goes in one message with its end."""
PAUSE: Final = 0.05
"""After how many seconds they are sent although they are fewer."""
SHORT: Final = 5_000_000
"""A query that computes for fewer nanoseconds leaves little behind:"""
MANY: Final = 64
"""only after so many of them one looks how much."""
BROKEN: Final = 70
"""The exit status where this code is at fault (sysexits.h, EX_SOFTWARE)."""


def serve(store: Store, front: socket.socket, walls: Walls, limit: int) -> NoReturn:
    """Answer what `front` asks over `store`, each with up to `limit` bytes; never return."""
    while True:
        turn = _Turn(store, front, walls, limit)
        turn.start()
        turn.join()
        if not turn.over:
            os._exit(BROKEN)


class _Turn(Thread):
    """Answers queries until the priority of this thread is lowered; `over` tells that it was."""

    def __init__(self, store: Store, front: socket.socket, walls: Walls, limit: int) -> None:
        super().__init__()
        self._store = store
        self._front = front
        self._walls = walls
        self._limit = limit
        self._turns = 0
        self.over = False

    def run(self) -> None:
        usual = os.getpriority(os.PRIO_PROCESS, 0)
        self._front.sendall(_ready())
        while True:
            query = self._next()
            begun = process_time_ns()
            last = self._answer(query)
            self._turns += 1
            looked_at = process_time_ns() - begun > SHORT or self._turns % MANY == 0
            if looked_at and self._walls.worn():
                self._front.sendall(last)
                os._exit(0)
            self.over = os.getpriority(os.PRIO_PROCESS, 0) != usual
            if self.over:
                self._front.sendall(last)
                return
            self._front.sendall(last + _ready())

    def _next(self) -> Query:
        """Wait for a query; where the front has hung up, the process is done."""
        start = self._front.recv(LAYOUT.size, socket.MSG_WAITALL)
        if len(start) < LAYOUT.size:
            os._exit(0)
        _, length = LAYOUT.unpack(start)
        return Query.decoded(self._front.recv(length, socket.MSG_WAITALL))

    def _answer(self, query: Query) -> bytes:
        """Answer `query`; return the frames that are still to be sent."""
        out = _Out(self._front, self._limit)
        try:
            evaluate(self._store, query, out.announce, cast("IO[bytes]", out))
        except UnansweredError as fault:
            return frame(Frame.FAULT, encoded(fault))
        except MemoryError:
            return frame(Frame.FAULT, encoded(MemoryExceededError()))
        except OSError as error:
            return frame(Frame.FAULT, encoded(EvaluationError(str(error))))
        return out.rest() + frame(Frame.END)


def _ready() -> bytes:
    return frame(Frame.READY, READY.pack(get_native_id(), process_time_ns()))


class _Out:
    """A file for the engine to write to, which sends frames; a full socket makes it wait."""

    def __init__(self, front: socket.socket, limit: int) -> None:
        self._front = front
        self._left = limit
        self._head = b""
        self._pieces: list[bytes] = []
        self._size = 0
        self._enough = FIRST
        self._due = monotonic() + PAUSE

    def announce(self, head: Head) -> None:
        """Let `head` go before what is written."""
        self._head = frame(Frame.HEAD, head.encoded())

    def write(self, piece: bytes) -> int:
        """Take `piece`, and send it at once, or with others."""
        self._pieces.append(piece)
        self._size += len(piece)
        self._left -= len(piece)
        if self._left < 0:
            raise ResultTooLargeError
        if self._size >= self._enough or monotonic() > self._due:
            self._front.sendall(self.rest())
            self._enough = PIECE
            self._due = monotonic() + PAUSE
        return len(piece)

    def flush(self) -> None:
        """Send nothing: what is gathered goes with the end."""

    def rest(self) -> bytes:
        """Return the frames of what is gathered, and forget it."""
        content = b"".join(self._pieces)
        head, self._head = self._head, b""
        self._pieces.clear()
        self._size = 0
        return head + (frame(Frame.DATA, content) if content else b"")
