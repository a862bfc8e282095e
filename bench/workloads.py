"""The workloads: what a server is asked, in which order, and what is noted of its answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from typing import Final, Protocol

from bench import asking
from bench.guilty import Guilty
from bench.load import Load, Timing, timing
from bench.measures import Aggregate, Measure, Page, Siege, Throughput
from bench.single import Asker

SHARE: Final = 0.01
"""Which part of the queries of a siege has no end."""
MOST_GUILTY: Final = 100.0
"""How many of these are asked in a second at most: each takes a connection."""
RECOVERY: Final = 20.0
"""How many seconds a server has to recover from a siege."""
PROMPT: Final = 0.2

AGAIN: Final = 20
"""How often an aggregate is asked again."""
LONGEST: Final = 6
"""After how many times the length of a load the aggregates that are left are not asked."""

PAGES: Final = 3
ROWS: Final = 45_000
"""How many rows a page has: about 10 MB."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how hard one measures."""

    clients: Sequence[int] = (1, 8, 64)
    seconds: float = 5.0
    """How long each number of clients asks."""
    patience: float = 10.0
    """How long one waits for an answer."""


class Workload(Protocol):
    """A way to ask, and what it tells."""

    @property
    def letter(self) -> str:
        """By what the issue calls it."""

    def measure(self, endpoint: str, effort: Effort) -> Iterator[Measure]:
        """Ask at `endpoint`, and yield what is noted."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Many queries in a row, none where the last client left off asked again."""

    letter: str
    queries: Path

    def measure(self, endpoint: str, effort: Effort) -> Iterator[Measure]:
        """Ask at `endpoint`, and yield what is noted."""
        first = 0
        for clients in effort.clients:
            found = timing(endpoint, Load(self.queries, first, clients, effort.seconds))
            first += found.answers + clients
            yield Throughput(clients, found)


@dataclass(frozen=True, slots=True)
class Aggregates:
    """Each aggregate once in each of its variants, and then again."""

    letter: str
    queries: Mapping[str, Sequence[str]]

    def measure(self, endpoint: str, effort: Effort) -> Iterator[Measure]:
        """Ask at `endpoint`, and yield what is noted."""
        until = monotonic() + LONGEST * effort.seconds
        for name, variants in self.queries.items():
            first = _median(endpoint, variants, effort) if monotonic() < until else None
            again = _median(endpoint, [*variants] * AGAIN, effort) if first is not None else None
            yield Aggregate(name, first, again)


def _median(endpoint: str, queries: Iterable[str], effort: Effort) -> float | None:
    """Return the median time of the answers, or None where one does not come.

    No more is asked after as many seconds as a load lasts.
    """
    asker = Asker(endpoint, effort.patience)
    until = monotonic() + effort.seconds
    taken: list[float] = []
    for query in queries:
        if taken and monotonic() > until:
            break
        answer = asker.ask(query)
        if answer is None:
            return None
        taken.append(answer.seconds)
    asker.close()
    return median(taken)


@dataclass(frozen=True, slots=True)
class Sieges:
    """Look-ups, without and with queries that have no end among them."""

    letter: str
    innocent: Path
    guilty: Path

    def measure(self, endpoint: str, effort: Effort) -> Iterator[Measure]:
        """Ask at `endpoint`, and yield what is noted."""
        first = 0
        before: dict[int, Timing] = {}
        for clients in effort.clients[1:]:
            before[clients] = self._asked(endpoint, effort, clients, first)
            first += before[clients].answers + clients
        for clients, calm in before.items():
            if not _recovers(endpoint):
                yield Siege(clients, calm, None, 0, ())
                return
            rate = min(max(calm.rate * SHARE, 1 / effort.seconds), MOST_GUILTY)
            guilty = Guilty(endpoint, self.guilty, rate)
            with guilty.asking():
                during = self._asked(endpoint, effort, clients, first)
            first += during.answers + clients
            statuses = tuple(sorted(guilty.statuses.items()))
            yield Siege(clients, calm, during, guilty.asked, statuses)

    def _asked(self, endpoint: str, effort: Effort, clients: int, first: int) -> Timing:
        return timing(endpoint, Load(self.innocent, first, clients, effort.seconds))


def _recovers(endpoint: str) -> bool:
    """Wait until `endpoint` answers promptly; tell whether it does so in time."""
    asker = Asker(endpoint, PROMPT)
    until = monotonic() + RECOVERY
    while monotonic() < until:
        answer = asker.ask("ASK%20%7B%7D")
        if answer is not None and answer.seconds < PROMPT:
            asker.close()
            return True
        sleep(PROMPT)
    return False


@dataclass(frozen=True, slots=True)
class Pages:
    """Long pages of rows."""

    letter: str

    def measure(self, endpoint: str, effort: Effort) -> Iterator[Measure]:
        """Ask at `endpoint`, and yield what is noted."""
        asker = Asker(endpoint, effort.patience)
        answers = [asker.ask(page) for page in asking.pages(ROWS, PAGES)]
        asker.close()
        came = [answer for answer in answers if answer is not None]
        best = min(came, key=lambda each: each.seconds / max(each.size, 1), default=None)
        yield Page(best.size, best.seconds) if best is not None else Page(0, None)
