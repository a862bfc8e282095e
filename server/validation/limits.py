"""What validations may take: every limit of this package, in one model."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt

MIB = 2**20


class CheckLimits(BaseModel):
    """The limits; the server's settings hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deadline: PositiveFloat = 30.0
    """After how many seconds a validation is ended, its waiting included; a client may ask for
    less."""
    memory: Annotated[int, Field(ge=64 * MIB)] = 1024 * MIB
    """How many bytes a validation may take."""
    report: PositiveInt = 64 * MIB
    """How many bytes a report may have."""
    at_once: PositiveInt = 2
    """How many validations go on at once."""
    queue: NonNegativeInt = 32
    """How many may wait for their turn; a further one is refused."""
