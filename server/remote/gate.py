"""Admits queries to the engine behind, by the same limits as queries that readers answer."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from server.readers.faults import LostError
from server.readers.limits import Limits
from server.readers.rates import Rates
from server.readers.turns import Turns
from server.remote.deadline import Deadline


class Gate:
    """So many queries at once, and a bounded queue in which clients take turns."""

    def __init__(self, limits: Limits) -> None:
        """Let as many through as readers would answer, short and long ones together."""
        self.places = limits.readers + limits.long_readers
        self._turns: Turns[int] = Turns(limits.queue, limits.long_after / self.places)
        self._rates = Rates(limits.rate, limits.burst)
        for place in range(self.places):
            self._turns.give(place)

    @property
    def idle(self) -> int:
        """Return how many places are free."""
        return self._turns.idle

    @property
    def waiting(self) -> int:
        """Return how many queries wait."""
        return len(self._turns)

    @asynccontextmanager
    async def admitted(self, client: str | None, deadline: Deadline) -> AsyncGenerator[None]:
        """Wait for a place, and hold it.

        Raises:
            LaterError: there is none for this client for now.

        """
        if client is not None:
            self._rates.spend(client, asyncio.get_running_loop().time())
        place = await self._turns.take(client or "", deadline.until)
        try:
            yield
        finally:
            self._turns.give(place)

    def close(self) -> None:
        """Refuse those who wait."""
        self._turns.refuse(LostError())
