"""How many queries each client may have evaluated: a bucket of tokens that fills with time."""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from typing import Final

from server.readers.faults import RateError

CLIENTS: Final = 10_000
"""How many clients are remembered; whoever has been away for longest has a full bucket anyway."""


@dataclass(slots=True)
class Bucket:
    """So many tokens at a time."""

    tokens: float
    time: float


class Rates:
    """The buckets of the clients."""

    def __init__(self, rate: float, burst: int) -> None:
        """Let each client spend `burst` tokens at once, and `rate` of them each second."""
        self._rate = rate
        self._burst = burst
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def spend(self, client: str, now: float) -> None:
        """Take a token of `client`, at the time `now`.

        Raises:
            RateError: there is none.

        """
        bucket = self._buckets.setdefault(client, Bucket(self._burst, now))
        self._buckets.move_to_end(client)
        if len(self._buckets) > CLIENTS:
            self._buckets.popitem(last=False)
        filled = bucket.tokens + (now - bucket.time) * self._rate
        bucket.tokens, bucket.time = min(self._burst, filled), now
        if bucket.tokens < 1:
            raise RateError(ceil((1 - bucket.tokens) / self._rate))
        bucket.tokens -= 1
