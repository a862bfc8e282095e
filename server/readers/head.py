"""What goes before an answer."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Self

Kind = Literal["rows", "truth", "graph"]


@dataclass(frozen=True, slots=True)
class Head:
    """What an answer is: rows with their `variables` in order, a truth value, or a graph.

    A `volatile` answer may be another the next time on the same graph: it uses NOW, RAND and such.
    """

    kind: Kind
    media_type: str
    variables: tuple[str, ...] = ()
    volatile: bool = False

    @lru_cache(maxsize=1000)  # noqa: B019 - heads are small, and most answers begin with the same
    def encoded(self) -> bytes:
        """Return the head as JSON."""
        return json.dumps((self.kind, self.media_type, self.variables, self.volatile)).encode()

    @classmethod
    @lru_cache(maxsize=1000)
    def decoded(cls, content: bytes) -> Self:
        """Return the head that `encoded` wrote."""
        kind, media_type, variables, volatile = json.loads(content)
        return cls(kind, media_type, tuple(variables), volatile)
