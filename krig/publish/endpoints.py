"""Where a server takes queries, updates and graphs."""

import asyncio
from dataclasses import dataclass
from typing import Final

from aiohttp import ClientError
from yarl import URL

from krig.publish.access import Credentials
from krig.publish.faults import PublishError, UnreachableError

SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of a server: SPARQL query, SPARQL update, Graph Store Protocol."""

    query: str
    update: str
    graph_store: str


@dataclass(frozen=True, slots=True)
class Product:
    """A server that tells its name in the header `Server`; paths are relative to its queries'."""

    name: str
    update: str
    graph_store: str


PRODUCTS: Final = (
    Product("Oxigraph", "update", "store"),
    Product("Virtuoso", "sparql-auth", "sparql-graph-crud-auth"),
)


class UnknownEndpointsError(PublishError):
    """A server does not tell by its name where it takes updates and graphs."""


async def endpoints(query: str, update: str | None, graph_store: str | None) -> Endpoints:
    """Return the endpoints of the server that answers queries at `query`: as given, or as known.

    Raises:
        UnreachableError: it does not answer.
        UnknownEndpointsError: one is not given, and the server is not known.

    """
    if update and graph_store:
        return Endpoints(query, update, graph_store)
    name = await _server(query)
    known = next((each for each in PRODUCTS if each.name in name), None)
    if known is None:
        raise UnknownEndpointsError(name)
    address = URL(query)
    return Endpoints(
        query,
        update or str(address.join(URL(known.update))),
        graph_store or str(address.join(URL(known.graph_store))),
    )


async def _server(address: str) -> str:
    """Return what the server at `address` calls itself.

    Raises:
        UnreachableError: it does not answer.

    """
    try:
        async with (
            asyncio.timeout(SECONDS),
            Credentials().session(1) as session,
            session.get(address, params={"query": "ASK {}"}) as response,
        ):
            return response.headers.get("Server", "")
    except (ClientError, OSError) as error:
        raise UnreachableError(address, str(error) or type(error).__name__) from None
