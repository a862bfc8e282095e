"""What every route needs: the engine, the settings, the saved queries."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from krig.queries import SavedQuery
from server.engine import Engine
from server.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """A running service; what it holds does not change while it runs."""

    engine: Engine
    settings: Settings
    queries: Mapping[str, SavedQuery]
    """The saved queries by their names."""

    def address(self, request: Request, path: str) -> str:
        """Return the public address of `path`: as the settings say, else as the client called."""
        base = str(self.settings.address or request.base_url)
        return base.rstrip("/") + path
