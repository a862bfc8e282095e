"""Which other servers may be called, and what that may take: every limit of this package."""

from pydantic import BaseModel, ConfigDict, PositiveFloat, PositiveInt, field_validator

from server.federation.hosts import Hosts

MIB = 2**20


class FederationLimits(BaseModel):
    """The limits; the server's settings hold one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hosts: str = ""
    """The hosts that may be called, with commas between; nobody where it is empty."""
    deadline: PositiveFloat = 10.0
    """After how many seconds the calls of a query or update are given up."""
    bytes: PositiveInt = 10 * MIB
    """How many bytes an answer may have."""
    rows: PositiveInt = 10_000
    """How many rows may come from a call."""
    calls: PositiveInt = 5
    """How many calls a query may have."""
    at_once: PositiveInt = 8
    """How many queries and updates call others at once; a further one is refused."""

    @field_validator("hosts")
    @classmethod
    def _are_hosts(cls, value: str) -> str:
        Hosts.read(value)
        return value
