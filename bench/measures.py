"""What is noted of a server."""

from dataclasses import dataclass

from bench.load import Timing


@dataclass(frozen=True, slots=True)
class Start:
    """How long a server took to start."""

    loaded: float
    """How many seconds it took to put the data in, where that is a step of its own."""
    ready: float
    """After how many seconds, from its start, it answered a query."""


@dataclass(frozen=True, slots=True)
class Throughput:
    """How fast the queries of a workload were answered to so many clients."""

    clients: int
    timing: Timing


@dataclass(frozen=True, slots=True)
class Aggregate:
    """How long an aggregate took, in seconds; None where it was not answered in time."""

    name: str
    first: float | None
    """Asked for the first time: the median over its variants."""
    again: float | None
    """Asked again."""


@dataclass(frozen=True, slots=True)
class Siege:
    """How the innocent fared without and with the guilty among them."""

    clients: int
    before: Timing
    during: Timing | None
    """None where the server had not recovered from the siege before."""
    guilty: int
    """How many queries without end were asked."""
    statuses: tuple[tuple[int, int], ...]
    """How often they were answered by which status; 0 stands for a connection that broke off."""


@dataclass(frozen=True, slots=True)
class Page:
    """How fast a long page came; None where it did not."""

    size: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Memory:
    """How many bytes a server held after the workload."""

    total: int
    """What its processes hold together; what they share counts once."""
    largest: int
    """What the largest of those that answer holds, shared or not."""


Measure = Start | Throughput | Aggregate | Siege | Page | Memory
