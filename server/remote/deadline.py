"""Until when the engine behind has to answer."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Self, TypeVar

from aiohttp import ClientError

from server.readers.faults import DeadlineError
from server.remote.faults import EngineError

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time of the event loop, and how many seconds it was away."""

    until: float
    seconds: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """Return the deadline that is so many seconds away."""
        return cls(asyncio.get_running_loop().time() + seconds, seconds)

    async def keep(self, work: Awaitable[Value]) -> Value:
        """Return what comes of `work`, which is spoken over a connection.

        Raises:
            DeadlineError: it has not come in time.
            EngineError: the connection fails.

        """
        try:
            async with asyncio.timeout_at(self.until):
                return await work
        except TimeoutError:
            raise DeadlineError(self.seconds) from None
        except (ClientError, OSError) as error:
            raise EngineError(str(error) or type(error).__name__) from None
