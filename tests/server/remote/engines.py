"""The engines that must all answer alike, over the same few quads, and how tests ask them."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal

import pytest
from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    Variable,
    parse,
    parse_query_results,
    serialize,
)

from bench.peers.oxigraph import Oxigraph, oxigraph
from bench.peers.peer import Running
from bench.peers.virtuoso import OWNER, Virtuoso, virtuoso
from krig.publish import Credentials, endpoints
from krig.queries import Bound
from server.engine import Engine
from server.local import LocalEngine
from server.query import UNNAMED, Dataset, Query
from server.readers.limits import Limits
from server.remote import RemoteEngine
from tests.fetching import Saved

Kind = Literal["local", "oxigraph", "virtuoso"]
Rows = list[tuple[str | None, ...]]

REMOTE: Final[tuple[Kind, ...]] = ("oxigraph", "virtuoso")
CREDENTIALS: Final = {"oxigraph": Credentials(), "virtuoso": Credentials(*OWNER)}


@contextmanager
def running(kind: Kind) -> Iterator[Running]:
    """An empty server of that kind; the test is skipped, saying why, where it is not installed."""
    absent = Oxigraph(on_disk=False).absent() if kind == "oxigraph" else Virtuoso(0).absent()
    if absent is not None:
        pytest.skip(absent)
    start = oxigraph if kind == "oxigraph" else virtuoso
    with TemporaryDirectory() as folder, start(Path(folder)) as server:
        yield server


async def put(kind: Kind, endpoint: str, quads: Iterable[Quad]) -> None:
    """Let the server at `endpoint` hold those quads."""
    lines: dict[str, list[Triple]] = {}
    for quad in quads:
        lines.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad.triple)
    store = (await endpoints(endpoint, None, None)).graph_store
    headers = {"Content-Type": RdfFormat.N_TRIPLES.media_type}
    async with CREDENTIALS[kind].session(1) as session:
        for graph, triples in lines.items():
            body = serialize(triples, format=RdfFormat.N_TRIPLES)
            params = {"graph": graph}
            async with session.put(store, params=params, data=body, headers=headers) as response:
                response.raise_for_status()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an engine of a kind is found: a file of quads, or the address of a server."""

    kind: Kind
    found: Saved | str


@asynccontextmanager
async def engine_at(place: Place, **limits: float) -> AsyncIterator[Engine]:
    """The engine that is found there, without a cache."""
    given = Limits.model_validate({"cache": 0, **limits})
    engine: Engine
    if isinstance(place.found, Saved):
        engine = LocalEngine(place.found, given)
    else:
        engine = RemoteEngine(place.found, given)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


async def answer(
    engine: Engine,
    text: str,
    form: QueryResultsFormat | RdfFormat = QueryResultsFormat.JSON,
    *,
    dataset: Dataset = UNNAMED,
    union: bool = True,
    **terms: Bound,
) -> bytes:
    """The whole answer of a query."""
    bound = {Variable(name): term for name, term in terms.items()}
    return b"".join(
        [piece async for piece in engine.query(Query(text, form, dataset, bound, union))]
    )


def told(content: bytes, form: QueryResultsFormat = QueryResultsFormat.JSON) -> Rows:
    """The rows of an answer, each term as N-Triples writes it; those of ASK are one word."""
    read = parse_query_results(content, form)
    if isinstance(read, QueryBoolean):
        return [(str(bool(read)).lower(),)]
    return [tuple(None if term is None else str(term) for term in row) for row in read]


def triples(content: bytes, form: RdfFormat) -> set[str]:
    """The triples of a graph, as N-Triples writes them."""
    return {str(quad.triple) for quad in parse(content, form)}
