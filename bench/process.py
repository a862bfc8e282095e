"""Servers that are started for a while: their addresses, their memory, and their end."""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from time import monotonic, sleep
from typing import Final
from urllib.parse import quote

from bench.single import Asker

HOST: Final = "127.0.0.1"
TOOLS: Final = (Path(__file__).parent / ".venv" / "bin", Path(sys.executable).parent)
"""Where programs of Python packages stand: the benchmark's own environment, and this one."""

PATIENCE: Final = 10.0
"""How many seconds a process has to end when it is told to."""
GLANCE: Final = 0.01


class NotReadyError(Exception):
    """A server that was started has ended, or does not answer in time; the text is its log."""


def program(name: str) -> str | None:
    """Return the path of a program, if it is installed."""
    return which(name, path=os.pathsep.join([*map(str, TOOLS), os.environ.get("PATH", "")]))


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def started(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Yield a running process that works in `folder`; it ends, with all its children, afterwards.

    It leads a session of its own, and only that session is told to end. Where this process is
    killed, the kernel ends it.
    """
    setpriv = program("setpriv")
    bound = [setpriv, "--pdeathsig", "KILL", "--", *command] if setpriv else command
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            bound,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until_ready(
    process: subprocess.Popen[bytes], endpoint: str, folder: Path, patience: float
) -> float:
    """Return after how many seconds `endpoint` answers a query.

    Raises:
        NotReadyError: the process has ended, or does not answer within `patience` seconds.

    """
    began = monotonic()
    while monotonic() - began < patience and process.poll() is None:
        if answers(endpoint):
            return monotonic() - began
        sleep(GLANCE)
    raise NotReadyError((folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])


def answers(endpoint: str) -> bool:
    """Tell whether `endpoint` answers a query."""
    asker = Asker(endpoint, 1.0)
    try:
        return asker.ask(quote("ASK {}", safe="")) is not None
    finally:
        asker.close()


def held(process: int) -> tuple[int, int]:
    """Return how many bytes a process and its descendants hold together, and the largest of them.

    Together, what they share counts once; in the largest, it counts whole (proc(5), smaps_rollup).
    """
    found = [_held(each) for each in (process, *descendants(process))]
    return sum(each["Pss:"] for each in found), max(each["Rss:"] for each in found)


def descendants(process: int) -> Iterator[int]:
    """Yield the processes that `process` has started, and those that they have started."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from descendants(int(child))


def _held(process: int) -> Counter[str]:
    found: Counter[str] = Counter()
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]:
            name, kilobytes, *_ = line.split()
            found[name] = int(kilobytes) * 1024
    return found
