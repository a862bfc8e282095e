"""What can be set: on the command line, in the environment (`KRIG_…`), or in a file.

Each is described in docs/settings.md.
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import AnyHttpUrl, Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from server.federation.limits import FederationLimits
from server.readers.limits import Limits
from server.search.limits import SearchLimits
from server.validation.limits import CheckLimits
from server.writing.limits import WriteLimits

MIB = 2**20


class Settings(BaseSettings):
    """The settings of the server; what the readers and the writer may take stands in their own.

    `KRIG_READ_DEADLINE` is `read.deadline`, and so on. The file is `krig.toml` in the current
    folder, or what `KRIG_CONFIG` names.
    """

    model_config = SettingsConfigDict(
        env_prefix="KRIG_",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        frozen=True,
        extra="ignore",
    )

    host: str = "127.0.0.1"
    """The address to listen at."""
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    """The port to listen at; 0 takes a free one."""
    releases: Path = Path("releases")
    """The folder of releases."""
    revisions: Path = Path("revisions")
    """The folder of revisions, where the server is writable."""
    dumps: Path = Path("dumps")
    """The folder in which dumps are kept; they are made again where it is empty."""
    sources: Path | None = None
    """The folder with the texts of documents and the boundaries of districts, where the user has
    them."""
    tokens: Path = Path("tokens.json")
    """The file of the tokens with which one may write."""
    address: AnyHttpUrl | None = None
    """The public address, where a proxy stands before the server; else the one of the request."""
    union_default_graph: bool = True
    """Whether a query that names no graph is asked of all graphs together."""
    max_query_bytes: Annotated[int, Field(ge=1)] = 100_000
    """The longest query that is read."""
    max_upload_bytes: Annotated[int, Field(ge=1)] = 16 * MIB
    """The longest body of a write that is read."""
    upload_seconds: Annotated[float, Field(gt=0)] = 30.0
    """How long a body may take to arrive."""
    past_revisions: Annotated[int, Field(ge=0)] = 2
    """How many past revisions can be asked at a time; each is in memory then."""
    grace_seconds: Annotated[int, Field(ge=0)] = 5
    """How long running requests may go on when the server is told to stop."""
    drain_seconds: Annotated[float, Field(ge=0)] = 0.0
    """How long, once told to stop, the server answers as before while it says it is not ready."""
    log_queries: bool = False
    """Whether the access log holds the text of queries, which may tell what people are after."""
    read: Limits = Limits.model_validate({})
    """What queries may take."""
    write: WriteLimits = WriteLimits()
    """What writes may take."""
    federation: FederationLimits = FederationLimits()
    """Which other servers may be called, and what that may take."""
    check: CheckLimits = CheckLimits()
    """What validations may take."""
    search: SearchLimits = SearchLimits()
    """What searches may take."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from, the first counts most."""
        file = Path(os.environ.get("KRIG_CONFIG", "krig.toml"))
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            TomlConfigSettingsSource(settings_cls, file),
            file_secret_settings,
        )
