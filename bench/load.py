"""Generates load: clients that each ask one query after another for a while, and are timed.

`wrk` does it where it is installed (Debian: wrk), for it takes little of the machine that it shares
with the servers; elsewhere `bench.client` does, which takes more.
"""

import resource
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import quantiles
from typing import Final

from bench import client
from bench.process import program

SCRIPT: Final = Path(__file__).with_name("replay.lua")
PATIENCE: Final = 60
"""How many seconds a client waits for an answer."""


@dataclass(frozen=True, slots=True)
class Load:
    """So many clients, for so many seconds, from a line of a file of queries on."""

    queries: Path
    """A file with a query a line, encoded as it stands in an address."""
    first: int
    clients: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Timing:
    """What came of a load."""

    answers: int
    seconds: float
    median: float
    """In seconds, as is what follows."""
    p99: float
    refused: int
    """How many of the answers told of a failure."""
    broken: int
    """How often a connection failed, or no answer came in time."""
    busy: float = 0.0
    """Which part of a core the generator took: near 1, it may have been what held up."""

    @property
    def rate(self) -> float:
        """Return how many answers came in a second that told of no failure."""
        return (self.answers - self.refused) / self.seconds if self.seconds else 0.0


def generator() -> str:
    """Return what generates the load here."""
    return "wrk" if program("wrk") else "bench.client"


def timing(endpoint: str, load: Load) -> Timing:
    """Return what comes of `load` at `endpoint`."""
    before = _processor_time()
    came = _wrk(endpoint, load) if program("wrk") else _replayed(endpoint, load)
    return replace(came, busy=(_processor_time() - before) / came.seconds)


def _replayed(endpoint: str, load: Load) -> Timing:
    taken, refused, broken, seconds = client.replay(
        endpoint, load.queries, load.first, load.clients, load.seconds
    )
    cuts = quantiles(taken, n=100, method="inclusive") if len(taken) > 1 else [0.0] * 99
    return Timing(len(taken), seconds, cuts[49], cuts[98], refused, broken)


def _wrk(endpoint: str, load: Load) -> Timing:
    command = [
        program("wrk") or "wrk",
        "--threads=1",
        f"--connections={load.clients}",
        f"--duration={load.seconds:.0f}s",
        f"--timeout={PATIENCE}s",
        f"--script={SCRIPT}",
        endpoint,
        "--",
        str(load.queries),
        str(load.first),
    ]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = next(line for line in out.splitlines() if line.startswith("RESULT "))
    answers, microseconds, median, p99, refused, broken = map(int, told.split()[1:])
    return Timing(answers, microseconds / 1e6, median / 1e6, p99 / 1e6, refused, broken)


def _processor_time() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)
