"""What every route needs: the engine, the settings, the saved queries, what writes and calls."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from krig.queries import SavedQuery
from server.engine import Engine
from server.past import Past
from server.settings import Settings
from server.writes import Writing

if TYPE_CHECKING:  # it brings a client of HTTP, which a server that calls nobody does not load
    from server.federation.federation import Federation


class NoPastError(Exception):
    """A past revision is asked for, and this server has none."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running service; what it holds does not change while it runs."""

    engine: Engine
    settings: Settings
    queries: Mapping[str, SavedQuery]
    """The saved queries by their names."""
    past: Past | None = None
    """The past revisions, where there are any to be asked."""
    writing: Writing | None = None
    """What writes, where the server does."""
    federation: "Federation | None" = None
    """What calls other servers, where any may be called."""

    def address(self, request: Request, path: str) -> str:
        """Return the public address of `path`: as the settings say, else as the client called."""
        base = str(self.settings.address or request.base_url)
        return base.rstrip("/") + path

    async def engine_at(self, revision: str | None) -> Engine:
        """Return the engine that answers from the revision of that name; without one, the current.

        Raises:
            NoPastError: there are no past revisions here.
            HistoryError: there is no such revision.

        """
        if revision is None:
            return self.engine
        if self.past is None:
            raise NoPastError
        return await self.past.at(revision)
