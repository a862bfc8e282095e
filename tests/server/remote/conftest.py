"""Servers of each kind, with the same few quads in three graphs."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Final

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from server.engine import Engine
from tests.fetching import Saved
from tests.server.remote.engines import REMOTE, Kind, Place, engine_at, put, running

INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
DATE: Final = "http://www.w3.org/2001/XMLSchema#date"
QUADS: Final = f"""
<http://e/a> <http://e/name> "가"@ko <http://e/graph/1> .
<http://e/a> <http://e/name> "a \\"quoted\\"\\nline"@en <http://e/graph/1> .
<http://e/a> <http://e/number> "7"^^<{INTEGER}> <http://e/graph/1> .
<http://e/a> <http://e/code> "007" <http://e/graph/1> .
<http://e/b> <http://e/name> "나"@ko <http://e/graph/2> .
<http://e/b> <http://e/number> "9"^^<{INTEGER}> <http://e/graph/2> .
<http://e/b> <http://e/since> "2023-02-16"^^<{DATE}> <http://e/graph/2> .
<http://e/b> <http://e/knows> <http://e/a> <http://e/graph/2> .
<http://e/c> <http://e/knows> <http://e/b> <http://e/graph/3> .
<http://e/c> <http://e/part> _:part <http://e/graph/3> .
_:part <http://e/name> "다"@ko <http://e/graph/3> .
"""


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def quads() -> list[Quad]:
    """The quads that every engine holds."""
    return list(parse(QUADS, RdfFormat.N_QUADS))


@pytest.fixture(scope="session", params=["local", *REMOTE])
def place(
    request: pytest.FixtureRequest, quads: list[Quad], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """Where an engine of each kind is found, with those quads."""
    kind: Kind = request.param
    if kind == "local":
        folder = tmp_path_factory.mktemp("local")
        yield Place(kind, Saved.of(folder, "first", [QUADS]))
        return
    with running(kind) as server:
        asyncio.run(put(kind, server.endpoint, quads))
        yield Place(kind, server.endpoint)


@pytest.fixture(scope="session")
def address(quads: list[Quad]) -> Iterator[str]:
    """The address of an Oxigraph with those quads."""
    with running("oxigraph") as server:
        asyncio.run(put("oxigraph", server.endpoint, quads))
        yield server.endpoint


@pytest.fixture(scope="session")
async def engine(place: Place) -> AsyncIterator[Engine]:
    """An engine of each kind."""
    async with engine_at(place) as engine:
        yield engine
