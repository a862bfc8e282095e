"""Loads a release into a server, in one of three ways, and looks whether all of it is there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final, Literal, cast

from aiohttp import ClientError, ClientSession
from pyoxigraph import (
    Literal as RdfLiteral,
)
from pyoxigraph import (
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from krig.publish.access import Credentials
from krig.publish.endpoints import Endpoints
from krig.publish.faults import (
    Difference,
    DifferenceError,
    RefusedError,
    UnreachableError,
    words,
)
from krig.publish.statements import (
    PUBLISHED,
    Content,
    content,
    move,
    published,
    replacement,
    staged,
)
from krig.release import Release

Way = Literal["transaction", "staging", "graphs"]
"""How graphs take their places.

`transaction`: all in one update, which many engines do whole or not at all.
`staging`: each is put beside, then all are moved in one update.
`graphs`: each is put in its place, one after another.
"""

Step = Literal["reading", "sending", "moving", "checking"]
Progress = Callable[[Step], None]

N_TRIPLES: Final = "application/n-triples"
UPDATE: Final = "application/sparql-update"


async def publish(
    release: Release, endpoints: Endpoints, way: Way, credentials: Credentials, progress: Progress
) -> None:
    """Put `release` into the server at `endpoints`, in the place of one that was put before.

    Graphs that no release has put there are left alone.

    Raises:
        UnreachableError: the server does not answer.
        RefusedError: it answers that it does not do what it was asked.
        DifferenceError: it holds other numbers of triples than it was sent.

    """
    progress("reading")
    graphs = content(release)
    async with credentials.session(1) as session:
        server = _Server(session, endpoints)
        former = await server.published()
        match way:
            case "transaction":
                progress("sending")
                await server.update(replacement(graphs, former.graphs - graphs.keys()))
            case "staging":
                await _by_staging(server, graphs, former, progress)
            case "graphs":
                await _one_by_one(server, graphs, former, progress)
        progress("checking")
        await _check(server, graphs)


@dataclass(frozen=True, slots=True)
class _Published:
    """What was put into a server before: the name of the release, if it is whole, and graphs."""

    name: str | None
    graphs: frozenset[NamedNode]


async def _by_staging(
    server: "_Server", graphs: Content, former: _Published, progress: Progress
) -> None:
    """Put graphs beside their places, then move them; meanwhile nothing says which release it is.

    Where one is refused, what was put beside is taken away again.
    """
    progress("sending")
    await server.put(PUBLISHED, published(None, former.graphs))
    try:
        for graph, lines in graphs.items():
            await server.put(staged(graph), lines)
        progress("moving")
        await server.update(move(graphs, former.graphs - graphs.keys()))
    except RefusedError:
        for graph in graphs:
            await server.delete(staged(graph))
        await server.put(PUBLISHED, published(former.name, former.graphs))
        raise


async def _one_by_one(
    server: "_Server", graphs: Content, former: _Published, progress: Progress
) -> None:
    """Put graphs into their places; the last is the one that says which release it is.

    Until then it says of which graphs one has to know, should this fail.
    """
    progress("sending")
    await server.put(PUBLISHED, published(None, {*former.graphs, *graphs} - {PUBLISHED}))
    for graph in former.graphs - graphs.keys():
        await server.delete(graph)
    for graph, lines in graphs.items():
        await server.put(graph, lines)


async def _check(server: "_Server", graphs: Content) -> None:
    """Let pass a server that holds as many triples in each graph as it was sent.

    Raises:
        DifferenceError: it does not.

    """
    found = await server.sizes(graphs)
    sent = {graph: lines.count(b"\n") for graph, lines in graphs.items()}
    differences = {
        graph: Difference(number, found.get(graph, 0))
        for graph, number in sent.items()
        if found.get(graph, 0) != number
    }
    if differences:
        raise DifferenceError(differences)


@dataclass(frozen=True, slots=True)
class _Server:
    """A server that one speaks with."""

    session: ClientSession
    endpoints: Endpoints

    async def put(self, graph: NamedNode, lines: bytes) -> None:
        """Replace the content of `graph` (Graph Store Protocol, section 5.3)."""
        if not lines:
            await self.delete(graph)
            return
        address = self.endpoints.graph_store
        await self._send("PUT", address, lines, media_type=N_TRIPLES, graph=graph)

    async def delete(self, graph: NamedNode) -> None:
        """Delete `graph`, if it is there (Graph Store Protocol, section 5.4)."""
        await self._send("DELETE", self.endpoints.graph_store, graph=graph)

    async def update(self, text: bytes) -> None:
        """Do an update (SPARQL 1.1 Protocol, section 2.2.3)."""
        await self._send("POST", self.endpoints.update, text, media_type=UPDATE)

    async def published(self) -> _Published:
        """Return what an earlier release has put there."""
        rows = list(await self._rows(_query("published")))
        names = [row["name"] for row in rows if isinstance(row["name"], RdfLiteral)]
        graphs = frozenset(row["graph"] for row in rows if isinstance(row["graph"], NamedNode))
        return _Published(names[0].value if names else None, graphs)

    async def sizes(self, graphs: Iterable[NamedNode]) -> dict[NamedNode, int]:
        """Return how many triples each of `graphs` holds; one that is empty may be left out."""
        names = " ".join(map(str, graphs))
        rows = await self._rows(f"{_query('graph-sizes')}VALUES ?graph {{ {names} }}")
        return {
            cast("NamedNode", row["graph"]): int(cast("RdfLiteral", row["triples"]).value)
            for row in rows
        }

    async def _rows(self, text: str) -> QuerySolutions:
        form = QueryResultsFormat.JSON
        body = await self._send(
            "POST", self.endpoints.query, {"query": text}, accept=form.media_type
        )
        try:
            return cast("QuerySolutions", parse_query_results(body, form))
        except SyntaxError as error:
            raise UnreachableError(self.endpoints.query, str(error)) from None

    async def _send(
        self,
        method: str,
        address: str,
        body: bytes | dict[str, str] | None = None,
        *,
        media_type: str | None = None,
        graph: NamedNode | None = None,
        accept: str = "*/*",
    ) -> bytes:
        """Return what is answered.

        Raises:
            UnreachableError: nothing is, or not to the end.
            RefusedError: a failure is.

        """
        headers = {"Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        params = {"graph": graph.value} if graph is not None else None
        request = self.session.request(method, address, params=params, data=body, headers=headers)
        try:
            async with request as response:
                answered = await response.read()
        except (ClientError, OSError) as error:
            raise UnreachableError(address, str(error) or type(error).__name__) from None
        absent = method == "DELETE" and response.status == HTTPStatus.NOT_FOUND
        if response.status >= HTTPStatus.MULTIPLE_CHOICES and not absent:
            raise RefusedError(address, response.status, words(answered))
        return answered


def _query(name: str) -> str:
    return (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8")
