"""What has happened, counted: how queries ended, and how long that took."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""The upper bounds of the histogram's buckets, in seconds."""

ANSWERED: Final = "answered"
CACHED: Final = "cached"


@dataclass(slots=True)
class Latencies:
    """A histogram: how many took up to each of `BOUNDS`, and more than the last; and their sum."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one that took so many seconds."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


@dataclass(frozen=True, slots=True)
class Statistics:
    """The state of a pool, and what has happened since its start."""

    revision: str
    readers: int
    idle: int
    running: int
    long: int
    waiting: int
    cache_entries: int
    cache_bytes: int
    templates: int
    """How many templates were started."""
    ended: Mapping[str, int]
    """How many readers ended in the midst of a query, by the outcome of that."""
    latencies: Mapping[str, Latencies]
    """How long queries took, by outcome: `answered`, `cached`, or that of a fault."""


class Meter:
    """Counts."""

    def __init__(self) -> None:
        self.templates = 0
        self.ended: Counter[str] = Counter()
        self.latencies: dict[str, Latencies] = {}

    def record(self, outcome: str, seconds: float) -> None:
        """Count a query that ended so, after so many seconds."""
        self.latencies.setdefault(outcome, Latencies()).add(seconds)
