"""A server under test: where it answers, and how it is asked."""

from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlsplit

from rdflib import Graph

STORES = ("/graphs", "/store", "/rdf-graph-store")
"""Where servers keep their graph store: krig, Oxigraph, RDF4J and others."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response; the names of its headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def graph(self) -> Graph:
        return Graph().parse(data=self.body, format=self.media_type)


@dataclass(frozen=True, slots=True)
class Server:
    """A server with its paths; `headers` go with every request, to let it write for instance."""

    address: str
    sparql: str = "/sparql"
    store: str = "/graphs"
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def found(cls, address: str, token: str = "") -> Self:
        """The server at `address`, with the path of its graph store as it can be found out."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        for store in STORES:
            server = cls(address.rstrip("/"), store=store, headers=headers)
            if server.ask("GET", f"{store}?default", {"Accept": "text/turtle"}).status == 200:
                return server
        raise LookupError(f"{address}: no graph store at any of {', '.join(STORES)}")

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> Response:
        """Ask, with the path exactly as it is given."""
        parts = urlsplit(self.address)
        connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        try:
            connection.request(method, path, body, {**self.headers, **headers})
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Response(response.status, told, response.read())
        finally:
            connection.close()

    def path(self, written: str) -> str:
        """Where a path of the manifests leads on this server."""
        for theirs, ours in (("/sparql/", self.sparql), ("/gsp", self.store)):
            if written.startswith(theirs):
                return ours + written.removeprefix(theirs)
        return written
