"""Fetches from named hosts at public addresses, whole or not at all; follows nothing."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from krig import __version__
from server.federation.faults import (
    CallFailedError,
    CallHostError,
    CallPrivateError,
    CallSizeError,
)
from server.federation.hosts import Hosts
from server.federation.limits import FederationLimits

HEADERS: Final = {"User-Agent": f"krig/{__version__}", "Accept-Encoding": "identity"}
"""A compressed answer could be of any size."""
BYTES: Final = "KRIG_FEDERATION_BYTES"


@dataclass(frozen=True, slots=True)
class Document:
    """What a server has sent."""

    address: str
    content: bytes
    media_type: str
    """Its type, without parameters."""


class Fetcher:
    """Speaks HTTP with the hosts that may be called; belongs to one event loop."""

    def __init__(self, limits: FederationLimits) -> None:
        """Call whom `limits` names."""
        self._hosts = Hosts.read(limits.hosts)
        self._limits = limits
        self._session: ClientSession | None = None

    def check(self, address: str) -> URL:
        """Return `address` as a URL.

        Raises:
            CallHostError: it is none of HTTP at a host that may be called.

        """
        try:
            url = URL(address)
        except ValueError:
            raise CallHostError(address) from None
        if not self._hosts.admit(url):
            raise CallHostError(url.authority if url.raw_host and not url.raw_user else address)
        return url

    async def get(self, address: str, accept: str) -> Document:
        """Return the document at `address`.

        Raises:
            CallHostError: its host may not be called.
            UncalledError: it cannot be had.

        """
        return await self._fetch("GET", address, accept)

    async def post(self, address: str, accept: str, form: Mapping[str, str]) -> Document:
        """Return what is answered to `form`.

        Raises:
            CallHostError: its host may not be called.
            UncalledError: it is not answered.

        """
        return await self._fetch("POST", address, accept, form)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def _fetch(
        self, method: str, address: str, accept: str, form: Mapping[str, str] | None = None
    ) -> Document:
        url = self.check(address)
        if self._session is None:
            self._session = _session(self._hosts)
        request = self._session.request(
            method, url, data=form, headers={"Accept": accept}, allow_redirects=False
        )
        try:
            async with request as response:
                return Document(address, await self._whole(response), response.content_type)
        except (ClientError, OSError) as error:
            raise CallFailedError(address, str(error) or type(error).__name__) from None

    async def _whole(self, response: ClientResponse) -> bytes:
        """Return the body of an answer that says it is whole, and plain."""
        address, limit = str(response.url), self._limits.bytes
        if response.status != HTTPStatus.OK:
            raise CallFailedError(address, f"HTTP {response.status}")
        if (encoding := response.headers.get("Content-Encoding", "identity")) != "identity":
            raise CallFailedError(address, f"Content-Encoding: {encoding}")
        content = bytearray()
        async for piece in response.content.iter_any():
            content += piece
            if len(content) > limit:
                raise CallSizeError(address, BYTES, limit)
        return bytes(content)


def _session(hosts: Hosts) -> ClientSession:
    """Return a session that goes through no proxy, keeps no cookie, and unpacks nothing."""
    return ClientSession(
        connector=TCPConnector(resolver=_Guarded(hosts), use_dns_cache=False, force_close=True),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=None),
        headers=HEADERS,
        auto_decompress=False,
        trust_env=False,
    )


class _Guarded(AbstractResolver):
    """Resolves names to public or named addresses; the connection is made to just these.

    An address in the place of a name is not resolved: it is listed itself.
    """

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._inner: ThreadedResolver | None = None

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        """Return the addresses of `host`.

        Raises:
            CallPrivateError: one of them is within a network.
            OSError: there is none.

        """
        self._inner = self._inner or ThreadedResolver()
        found = await self._inner.resolve(host, port, socket.AddressFamily(family))
        if not all(self._hosts.admit_address(each["host"], port) for each in found):
            raise CallPrivateError(host)
        return found

    async def close(self) -> None:
        """Release nothing: nothing is held."""
