"""What a reader shuts itself into before it sees its first query.

Measured on Linux with the engine's SERVICE, whose calls cannot be turned off: `unshare` of the
network needs a user namespace, which many systems forbid; an RLIMIT_NOFILE of 0 needs nothing,
takes no time, and leaves no way to a socket, be it for an address, for DNS, or for a file. What is
open stays usable. RLIMIT_DATA counts what the reader allocates and not its stack, so that memory
(the allocator aborts, SIGABRT) is told from nesting (the stack overflows, SIGSEGV).
"""

import ctypes
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PR_SET_PDEATHSIG: Final = 1
"""prctl(2)"""
RESIDENT: Final = 1
SHARED: Final = 2
DATA: Final = 5
"""Where /proc/PID/statm tells the pages that are in memory, those of them that belong to files, and
those that were asked for as data and stack (proc_pid_statm(5))."""
FIRST_VICTIM: Final = "1000"
"""Whom the kernel ends first when memory runs out (proc_pid_oom_score_adj(5))."""
FEW_FILES: Final = 64

STATM: Final = "/proc/self/statm"
OOM: Final = Path("/proc/self/oom_score_adj")


class Walls:
    """The walls around the process that makes them; they cannot be torn down, but for one gap."""

    def __init__(self, parent: int, memory: int) -> None:
        """End with the process `parent`; take up to `memory` bytes beyond what is taken now."""
        self._statm = os.open(STATM, os.O_RDONLY)
        _end_with(parent)
        OOM.write_text(FIRST_VICTIM, encoding="ascii")
        self._begin = self._held()
        self._memory = memory
        resource.setrlimit(resource.RLIMIT_DATA, (self._sizes()[DATA] + memory,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, FEW_FILES))

    def worn(self) -> bool:
        """Tell whether past queries hold a quarter of the memory that the next one may take."""
        return self._held() - self._begin > self._memory // 4

    def _held(self) -> int:
        """Return how many bytes of memory are used, other than of files."""
        sizes = self._sizes()
        return sizes[RESIDENT] - sizes[SHARED]

    def _sizes(self) -> list[int]:
        """Return in bytes how many pages there are of each kind."""
        page = resource.getpagesize()
        return [int(pages) * page for pages in os.pread(self._statm, 100, 0).split()]


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
