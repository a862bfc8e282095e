"""What can be set: by the environment (`KRIG_…`), and some by the command line.

Each is described in docs/settings.md.
"""

from pathlib import Path
from typing import Annotated

from pydantic import AnyHttpUrl, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The settings of the server."""

    model_config = SettingsConfigDict(env_prefix="KRIG_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    """The address to listen at."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """The port to listen at; 0 takes a free one."""
    releases: Path = Path("releases")
    """The folder of releases."""
    address: AnyHttpUrl | None = None
    """The public address, where a proxy stands before the server; else the one of the request."""
    union_default_graph: bool = True
    """Whether a query that names no graph is asked of all graphs together."""
    max_query_bytes: Annotated[int, Field(ge=1)] = 100_000
    """The longest request that is read."""
    grace_seconds: Annotated[int, Field(ge=0)] = 5
    """How long running requests may go on when the server is told to stop."""
