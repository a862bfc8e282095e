"""Until when the engine behind has to answer."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Self, TypeVar

from aiohttp import ClientError

from server.readers.faults import DeadlineError, UnansweredError
from server.remote.faults import EngineError

Value = TypeVar("Value")


@dataclass(slots=True)
class Deadline:
    """A time of the event loop, and how many seconds it was away; it may be brought forward."""

    until: float
    seconds: float
    _fault: UnansweredError | None = None
    _kept: set[asyncio.Timeout] = field(default_factory=set)

    @classmethod
    def after(cls, seconds: float) -> Self:
        """Return the deadline that is so many seconds away."""
        return cls(asyncio.get_running_loop().time() + seconds, seconds)

    def bring_forward(self, fault: UnansweredError) -> None:
        """Let all that is kept to it end now, with `fault`."""
        self._fault = fault
        self.until = asyncio.get_running_loop().time()
        for timeout in self._kept:
            timeout.reschedule(self.until)

    async def keep(self, work: Awaitable[Value]) -> Value:
        """Return what comes of `work`, which is spoken over a connection.

        Raises:
            DeadlineError: it has not come in time.
            EngineError: the connection fails.
            UnansweredError: the deadline was brought forward with it.

        """
        timeout = asyncio.timeout_at(self.until)
        try:
            async with timeout:
                self._kept.add(timeout)
                return await work
        except TimeoutError:
            raise self._fault or DeadlineError(self.seconds) from None
        except (ClientError, OSError) as error:
            raise EngineError(str(error) or type(error).__name__) from None
        finally:
            self._kept.discard(timeout)
