"""Starts processes of this server: those that hold a graph, that validate, that write."""

import subprocess
import sys
from typing import Final

from server.readers.allocator import allocating

NO_TRACES: Final = {"RUST_BACKTRACE": "0"}
"""A backtrace costs a reader that dies a second."""


def start(descriptor: int, *words: str) -> subprocess.Popen[bytes]:
    """Start Python with `words`, in a group of its own, where no signal of a terminal reaches it.

    It inherits the `descriptor`, by which it talks with the front. It stays in the session: the
    kernel gives each session its part of the processor, and within one alone do long queries come
    after all else (sched(7), the autogroup feature).

    Raises:
        OSError: it cannot be started.

    """
    return subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        process_group=0,
        env={**allocating(), **NO_TRACES},
    )
