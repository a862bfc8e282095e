"""What a reader shuts itself into before it sees its first query.

Measured on Linux with the engine's SERVICE, whose calls cannot be turned off: `unshare` of the
network needs a user namespace, which many systems forbid; an RLIMIT_NOFILE of 0 needs nothing,
takes no time, and leaves no way to a socket, be it for an address, for DNS, or for a file. What is
open stays usable. RLIMIT_DATA counts what the reader allocates and not its stack, so that memory
(the allocator aborts, SIGABRT) is told from nesting (the stack overflows, SIGSEGV).

A child looks up nothing of its own under /proc. Of what was looked up there the kernel keeps
entries, and where one of them is being dropped by a thread that others go before, whoever reaps the
child spins in the kernel until it is: the template did so for seconds, and forked nothing.
"""

import ctypes
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from pathlib import Path
from typing import Final, NoReturn

PR_SET_PDEATHSIG: Final = 1
"""prctl(2)"""
DATA: Final = 5
"""Where /proc/PID/statm tells the pages that were asked for as data (proc_pid_statm(5))."""
FIRST_VICTIM: Final = b"1000"
"""Whom the kernel ends first when memory runs out (proc_pid_oom_score_adj(5))."""
FEW_FILES: Final = 64

STATM: Final = Path("/proc/self/statm")
OOM: Final = Path("/proc/self/oom_score_adj")


@dataclass(frozen=True, slots=True)
class Walls:
    """The walls around a child; once they are up, nothing tears them down but for one gap."""

    parent: int
    """The process with which the child ends."""
    memory: int
    """How many bytes it takes beyond what it has at first."""
    data: int
    """How many bytes that is: those that its parent has (`data_size`)."""

    def put_up(self) -> None:
        """Shut this process in."""
        _end_with(self.parent)
        resource.setrlimit(resource.RLIMIT_DATA, (self.data + self.memory,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, FEW_FILES))

    def worn(self) -> bool:
        """Tell whether past queries hold a quarter of the memory that the next one may take."""
        left = self.memory - self.memory // 4
        try:
            mmap(-1, left, flags=MAP_PRIVATE | MAP_ANONYMOUS).close()
        except OSError:
            return True
        return False


def data_size() -> int:
    """Return how many bytes of memory this process has asked for as data."""
    return int(STATM.read_bytes().split()[DATA]) * resource.getpagesize()


def forked(memory: int, child: Callable[[Walls], NoReturn]) -> int:
    """Fork, be `child` in the fork, and return its number here; it puts up the walls it is given.

    It may take `memory` bytes beyond what this process has, and is the first that the kernel ends
    when memory runs out.

    Raises:
        OSError: there can be no more processes.

    """
    walls = Walls(os.getpid(), memory, data_size())
    usual = OOM.read_bytes()
    OOM.write_bytes(FIRST_VICTIM)
    try:
        pid = os.fork()
        if pid == 0:
            child(walls)
    finally:
        OOM.write_bytes(usual)
    return pid


@contextmanager
def files() -> Iterator[None]:
    """Let the process open files: where it only writes out what has been evaluated."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _end_with(parent: int) -> None:
    """Let the kernel end this process when `parent` ends, also in the midst of a query."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:
        os._exit(0)
