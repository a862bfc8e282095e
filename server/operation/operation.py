"""What the routes of an operator act on."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import Request

from server.operation.access_log import AccessLog
from server.operation.exchange import Exchange
from server.operation.traffic import Traffic
from server.readers.meter import Statistics
from server.readers.pool import RunningQuery


class Readers(Protocol):
    """What answers queries: `server.readers.pool.Pool`, or `server.remote.RemoteEngine`."""

    @property
    def ready(self) -> bool:
        """Whether a query would find a reader."""

    @property
    def revision(self) -> str:
        """The name of the revision that is served."""

    def statistics(self) -> Statistics:
        """Return the state, and what has happened since the start."""

    def running(self) -> tuple[RunningQuery, ...]:
        """Return the queries that are being answered."""

    def stop(self, number: int) -> bool:
        """End a running query by its id; tell whether there was one."""

    async def close(self, grace: float) -> None:
        """Take no more queries, let those that run go on for `grace` seconds, and end all."""


class Writes(Protocol):
    """What writes; `server.writing.Writer` is one."""

    waiting: int

    @property
    def outcomes(self) -> Counter[str]:
        """How many writes have come to which end."""

    async def close(self) -> None:
        """Take no more writes, and let the one that has begun end."""


Authorise = Callable[[Request], Awaitable[object]]
"""Raises what the client is told where a request has no token that allows it."""


@dataclass(slots=True)
class Operation:
    """A running service as its operator sees it; it belongs to one event loop.

    What answers and what writes are asked for when they are needed: both are there only once the
    event loop runs.
    """

    authorise: Authorise
    readers: Callable[[], Readers | None]
    """Returns what answers; None where that is not to be seen."""
    writer: Callable[[], Writes | None]
    """Returns what writes; None where the server does not."""
    log: AccessLog
    traffic: Traffic = field(default_factory=Traffic)
    stopping: bool = False
    """Whether the server was told to stop; set once."""

    def note(self, exchange: Exchange) -> None:
        """Log and count an exchange."""
        self.traffic.count(exchange)
        self.log.tell(exchange)
