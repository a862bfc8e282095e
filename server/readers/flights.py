"""Answers on their way: who asks the same meanwhile waits, and has the one that is kept."""

import asyncio
from collections.abc import Callable
from functools import partial

from server.readers.cache import Key


class Flights:
    """What is being answered, by query; the first to ask for it leads."""

    def __init__(self) -> None:
        self._landings: dict[Key, asyncio.Future[None]] = {}

    def lead(self, key: Key) -> Callable[[], None]:
        """Let others wait for the answer to `key`, until the function that is returned is called.

        That is when it is kept, or when it is clear that it will not be, or not soon.
        """
        landing = self._landings.get(key)
        if landing is None:
            landing = self._landings[key] = asyncio.get_running_loop().create_future()
            return partial(self._land, key, landing)
        return lambda: None

    async def follow(self, key: Key, seconds: float) -> bool:
        """Wait until the answer to `key` is there or not, for so long; tell whether one waited."""
        landing = self._landings.get(key)
        if landing is None:
            return False
        await asyncio.wait([landing], timeout=seconds)
        return True

    def _land(self, key: Key, landing: asyncio.Future[None]) -> None:
        if not landing.done():
            landing.set_result(None)
            del self._landings[key]
