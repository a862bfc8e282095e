"""What searches may take: every limit of this package and of reconciliation, in one model."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt

MIB = 2**20


class SearchLimits(BaseModel):
    """The limits; the server's settings hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_once: PositiveInt = 2
    """How many searches go on at once, each in a process of its own."""
    deadline: PositiveFloat = 2.0
    """After how many seconds a search is ended, its waiting included."""
    memory: Annotated[int, Field(ge=64 * MIB)] = 512 * MIB
    """How many bytes a process that searches may take."""
    queue: NonNegativeInt = 64
    """How many searches may wait; a further one is refused."""
    longest: PositiveInt = 200
    """How many characters may be searched for."""
    batch: PositiveInt = 100
    """How many names may be reconciled, or rows extended, by one request."""
