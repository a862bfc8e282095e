"""Who asks another server: the user, password or token, and how these travel."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, Self

from aiohttp import (
    BasicAuth,
    ClientHandlerType,
    ClientRequest,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DigestAuthMiddleware,
    TCPConnector,
)
from aiohttp.hdrs import AUTHORIZATION, WWW_AUTHENTICATE

VARIABLES: Final = ("KRIG_ENGINE_USER", "KRIG_ENGINE_PASSWORD", "KRIG_ENGINE_TOKEN")
"""The variables of the environment that hold them, in the order of the fields."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and password, given when a server asks by Basic or Digest, or a bearer token."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Return what the environment holds: a command line would show it to every process."""
        return cls(*(environment.get(name, "") for name in VARIABLES))

    def session(self, connections: int) -> ClientSession:
        """Return a session of up to so many connections; it has no deadline of its own."""
        digest = DigestAuthMiddleware(self.user, self.password)
        return ClientSession(
            connector=TCPConnector(limit=connections),
            timeout=ClientTimeout(total=None),
            headers={AUTHORIZATION: f"Bearer {self.token}"} if self.token else None,
            middlewares=(self._basic, digest) if self.user else (),
        )

    async def _basic(self, request: ClientRequest, send: ClientHandlerType) -> ClientResponse:
        """Send `request`; where that is answered by a challenge for Basic, send it with that."""
        response = await send(request)
        challenge = response.headers.get(WWW_AUTHENTICATE, "")
        if response.status != HTTPStatus.UNAUTHORIZED or not challenge.startswith("Basic"):
            return response
        request.headers[AUTHORIZATION] = BasicAuth(self.user, self.password).encode()
        return await send(request)
