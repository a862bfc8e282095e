"""What has gone over HTTP, counted."""

from collections import Counter
from typing import Final

from server.operation.exchange import Exchange


class Traffic:
    """Counts of exchanges."""

    def __init__(self) -> None:
        self.answers: Final = Counter[tuple[str, str]]()
        """How many exchanges had which status, and which ending."""
        self.size = 0
        """How many bytes of bodies were sent."""

    def count(self, exchange: Exchange) -> None:
        """Count an exchange."""
        self.answers[str(exchange.status), exchange.ending] += 1
        self.size += exchange.size
