"""What writes may take: every limit of this package, in one model."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt

MIB = 2**20


class WriteLimits(BaseModel):
    """The limits; the server's settings hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deadline: PositiveFloat = 30.0
    """After how many seconds a write is ended, its waiting included; a client may ask for less."""
    memory: Annotated[int, Field(ge=64 * MIB)] = 1024 * MIB
    """How many bytes a write may take beyond those of the graph, reasoning and validation too."""
    queue: NonNegativeInt = 64
    """How many writes may wait for their turn; a further one is refused."""
    keep: PositiveInt = 1000
    """How many revisions are kept at least; older ones are let go by and by."""
