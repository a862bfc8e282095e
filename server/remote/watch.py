"""Watches the queries that the engine behind answers: which there are, and how they ended."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from server.query import Query
from server.readers.faults import CancelledError, StoppedError, UnansweredError
from server.readers.meter import ANSWERED, CACHED, Meter
from server.readers.pool import RunningQuery
from server.readers.query import Query as Question
from server.remote.deadline import Deadline


@dataclass(frozen=True, slots=True)
class _Run:
    """A query that was admitted."""

    id: int
    query: Query
    began: float
    deadline: Deadline


class Watch:
    """Queries to one engine; belongs to one event loop."""

    def __init__(self, long_after: float) -> None:
        """Call a query long after so many seconds."""
        self.meter = Meter()
        self._long_after = long_after
        self._numbers = count(1)
        self._runs: dict[int, _Run] = {}

    @contextmanager
    def asking(self, began: float) -> Iterator[None]:
        """Count how what goes on within ends, and how long it took since the time `began`."""
        outcome = ANSWERED
        try:
            yield
        except UnansweredError as fault:
            outcome = fault.outcome
            raise
        except (GeneratorExit, asyncio.CancelledError):
            outcome = CancelledError.outcome
            raise
        finally:
            self.meter.record(outcome, _now() - began)

    @contextmanager
    def running(self, query: Query, began: float, deadline: Deadline) -> Iterator[None]:
        """List `query`, which was asked at the time `began`, while it is answered."""
        run = _Run(next(self._numbers), query, began, deadline)
        self._runs[run.id] = run
        try:
            yield
        finally:
            del self._runs[run.id]

    def cached(self, began: float) -> None:
        """Count a query, asked at the time `began`, that an answer was kept for."""
        self.meter.record(CACHED, _now() - began)

    def queries(self) -> tuple[RunningQuery, ...]:
        """Return the queries that are being answered, the oldest first."""
        now = _now()
        return tuple(
            RunningQuery(
                run.id,
                Question(run.query.text, "").digest,
                run.query.client or "",
                now - run.began,
                now - run.began > self._long_after,
            )
            for run in self._runs.values()
        )

    def stop(self, number: int) -> bool:
        """End a query by its id; tell whether there was one."""
        run = self._runs.get(number)
        if run is not None:
            run.deadline.bring_forward(StoppedError())
        return run is not None

    def stop_all(self, fault: UnansweredError) -> None:
        """End all queries with `fault`."""
        for run in self._runs.values():
            run.deadline.bring_forward(fault)


def _now() -> float:
    return asyncio.get_running_loop().time()
