"""A query that a reader answers, and which of the long ones has to make room."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from server.readers.link import Link
from server.readers.query import Query


@dataclass(frozen=True, slots=True)
class Question:
    """A query that someone waits for; times are those of the event loop."""

    query: Query
    content: bytes
    """The query as it is sent to a reader."""
    digest: bytes
    """That of the content."""
    client: str | None
    asked: float
    seconds: float
    """How many it has, from when it was asked."""

    @property
    def until(self) -> float:
        """Return the time at which it is ended."""
        return self.asked + self.seconds


@dataclass(slots=True, eq=False)
class Run:
    """A question at work."""

    id: int
    question: Question
    link: Link
    began: float
    land: Callable[[], None]
    """Tells those who wait for the same answer that they need not wait."""
    lowered: float | None = None
    """When others began to go before it."""
    nice: int = 0
    """How nice it was made then."""
    timer: asyncio.TimerHandle | None = None
    """Goes off when it is long, and then when its time is over."""


def to_make_room(long: Sequence[Run], now: float, share: float) -> Run:
    """Return which of too many long queries has to end; the last of them is the newcomer.

    A client that has more of them than the newcomer's loses its oldest. Else the oldest of all
    goes, which is the least likely to end by itself; but none before it has had its `share` of
    seconds, or else none would ever end where many are long. Then the newcomer goes.
    """
    newcomer = long[-1]
    held = Counter(run.question.client for run in long)
    greediest = max(held, key=lambda client: held[client])
    if held[greediest] > held[newcomer.question.client]:
        return next(run for run in long if run.question.client == greediest)
    oldest = min(long, key=lambda run: run.began)
    return oldest if now - oldest.began > share else newcomer
