"""What readers and clients may take: every limit of this package, in one model."""

import os
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt

MIB = 2**20


def _two_a_core() -> int:
    """While a reader waits for the front, another computes."""
    return 2 * (os.cpu_count() or 1)


class Limits(BaseModel):
    """The limits; the server's settings hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    readers: Annotated[PositiveInt, Field(default_factory=_two_a_core)]
    """How many short queries are answered at once."""
    deadline: PositiveFloat = 30.0
    """After how many seconds a query is ended, its waiting included; a client may ask for less."""
    memory: Annotated[int, Field(ge=32 * MIB)] = 512 * MIB
    """How many bytes a reader may take beyond those of the graph."""
    result: PositiveInt = 1024 * MIB
    """How many bytes an answer may have."""
    long_after: PositiveFloat = 0.05
    """After how many seconds of computing a query is long, and may have to make room.

    From a fifth of that on, no other waits for it, and another reader takes the place of its own.
    """
    long_readers: PositiveInt = 8
    """How many long queries go on beside the short ones."""
    long_share: PositiveFloat = 5.0
    """How many seconds a long query has before it may be ended to make room for another."""
    queue: NonNegativeInt = 256
    """How many queries may wait for a reader; a further one is refused."""
    rate: PositiveFloat = 50.0
    """How many queries a second a client may have evaluated; those from the cache are free."""
    burst: PositiveInt = 200
    """How many it may have at once before the rate counts."""
    cache: NonNegativeInt = 256 * MIB
    """How many bytes of answers are kept."""
