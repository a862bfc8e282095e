"""Runs work in a child of this process, which may end at any moment and take nothing with it."""

import os
import select
import signal
from collections.abc import Callable
from functools import partial
from typing import Final, NoReturn

from server.readers.walls import Walls, forked
from server.writing.faults import (
    CrashedError,
    DeadlineError,
    LostError,
    MemoryExceededError,
    UnwrittenError,
    decoded,
    encoded,
)

STANDARD_ERROR: Final = 2
WORDS: Final = 300
"""How many bytes are told of what the child wrote to its standard error before it ended."""

DONE: Final = 0
REFUSED: Final = 1
BROKEN: Final = 70
"""The exit status where this code is at fault (sysexits.h, EX_SOFTWARE)."""


class AbandonedError(Exception):
    """Whoever wanted the work has hung up."""


def tried(work: Callable[[], bytes], memory: int, seconds: float, client: int) -> bytes:
    """Return what `work` returns in a child of this process, which has as many `seconds`.

    The child may take `memory` bytes beyond what is taken now, and opens no files. It ends when
    the socket `client` hangs up.

    Raises:
        UnwrittenError: the work raises it, or is not done.
        AbandonedError: the client has hung up.

    """
    result, words = os.memfd_create("result"), os.memfd_create("words")
    try:
        try:
            pid = forked(memory, partial(_be_child, work, result, words))
        except OSError:
            raise LostError from None
        status = _awaited(pid, seconds, client)
        return _read(status, result, words)
    finally:
        os.close(result)
        os.close(words)


def _be_child(work: Callable[[], bytes], result: int, words: int, walls: Walls) -> NoReturn:
    """Close what belongs to the parent, put up the walls, and work."""
    status = BROKEN
    try:
        os.dup2(words, STANDARD_ERROR)
        os.closerange(STANDARD_ERROR + 1, result)
        os.closerange(result + 1, os.sysconf("SC_OPEN_MAX"))
        walls.put_up()
        with os.fdopen(result, "wb", closefd=False) as out:
            status = _work(work, out.write)
    except BaseException as error:
        os.write(STANDARD_ERROR, repr(error).encode())
        raise
    finally:
        os._exit(status)


def _work(work: Callable[[], bytes], write: Callable[[bytes], int]) -> int:
    """Write what `work` returns or raises, and return the exit status that tells which."""
    try:
        write(work())
    except UnwrittenError as fault:
        write(encoded(fault))
    except MemoryError:
        write(encoded(MemoryExceededError()))
    else:
        return DONE
    return REFUSED


def _awaited(pid: int, seconds: float, client: int) -> int:
    """Wait for a child, and return its status; end it when it has had its time."""
    child = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(child, select.POLLIN)
    poll.register(client, select.POLLRDHUP)
    ready = dict(poll.poll(max(0.0, seconds) * 1000))
    if child not in ready:
        signal.pidfd_send_signal(child, signal.SIGKILL)
    os.close(child)
    _, status = os.waitpid(pid, 0)
    if client in ready:
        raise AbandonedError
    if not ready:
        raise DeadlineError(seconds)
    return status


def _read(status: int, result: int, words: int) -> bytes:
    """Return what a child has written, by the status with which it ended.

    The engine aborts where it gets no more memory, and says so; else it aborts in a panic. A stack
    that overflows is SIGSEGV, of the kind that nesting asks for.
    """
    ended = os.waitstatus_to_exitcode(status)
    if ended in {DONE, REFUSED}:
        content = os.pread(result, os.fstat(result).st_size, 0)
        if ended == DONE:
            return content
        raise decoded(content)
    said = os.pread(words, WORDS, 0).decode(errors="replace")
    if ended in {-signal.SIGKILL, -signal.SIGTERM}:
        raise LostError
    if ended == -signal.SIGABRT and "memory allocation" in said:
        raise MemoryExceededError
    raise CrashedError(said)
