"""A release is put into other servers: whole, in the place of the one before, and nothing else."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse

from bench.release import make_release
from krig.publish import (
    PUBLISHED,
    DifferenceError,
    RefusedError,
    UnreachableError,
    Way,
    endpoints,
    publish,
)
from krig.publish.faults import Difference
from krig.queries import bind, saved_queries
from krig.release import Release
from server.query import Query
from server.readers.limits import Limits
from server.remote import RemoteEngine
from tests.server.remote.engines import CREDENTIALS, Kind, answer, put, running, told

PATIENCE = 30.0
FIRST = """
<http://e/a> <http://e/value> "1" <http://e/graph/kept> .
<http://e/a> <http://e/value> "1" <http://e/graph/gone> .
<http://e/a> <http://e/part> _:same <http://e/graph/kept> .
_:same <http://e/name> "이름"@ko <http://e/graph/other> .
"""
SECOND = """
<http://e/a> <http://e/value> "2" <http://e/graph/kept> .
<http://e/b> <http://e/value> "2" <http://e/graph/come> .
"""
FOREIGN = '<http://e/x> <http://e/value> "foreign" <http://e/graph/foreign> .'

EVERYTHING = """
SELECT ?graph ?thing ?property (STR(?object) AS ?value)
WHERE {
  GRAPH ?graph { ?thing ?property ?object }
  FILTER (isIRI(?thing) && !isBlank(?object))
  FILTER (STRSTARTS(STR(?graph), "http://e/") || STRSTARTS(STR(?graph), "https://w3id.org/krig/"))
}
ORDER BY ?graph ?thing ?property ?value
"""
VALUES = """
SELECT ?graph ?value
WHERE { GRAPH ?graph { ?thing <http://e/value> ?value } }
ORDER BY ?graph
"""

BOTH: Final = pytest.mark.parametrize("server", ["oxigraph", "virtuoso"], indirect=True)
OXIGRAPH: Final = pytest.mark.parametrize("server", ["oxigraph"], indirect=True)
VIRTUOSO: Final = pytest.mark.parametrize("server", ["virtuoso"], indirect=True)
EACH_WAY: Final = pytest.mark.parametrize(
    ("server", "way"),
    [
        ("oxigraph", "transaction"),
        ("oxigraph", "staging"),
        ("oxigraph", "graphs"),
        ("virtuoso", "staging"),
        ("virtuoso", "graphs"),
    ],
    indirect=["server"],
)

LIMITS: Final = Limits.model_validate({})

Server = tuple[Kind, str]


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server of a kind, and the address that takes its queries."""
    kind: Kind = request.param
    with running(kind) as started:
        yield kind, started.endpoint


@pytest.fixture
def first(tmp_path: Path) -> Release:
    return released(tmp_path, FIRST)


@pytest.fixture
def second(tmp_path: Path) -> Release:
    return released(tmp_path, SECOND)


def released(folder: Path, quads: str) -> Release:
    file = folder / "data.nq"
    file.write_text(quads, encoding="utf-8")
    return make_release(file, folder / "releases")


def silent(_step: str) -> None:
    """Tell nobody."""


async def put_in(server: Server, release: Release, way: Way) -> None:
    kind, address = server
    known = await endpoints(address, None, None)
    await publish(release, known, way, CREDENTIALS[kind], silent)


async def asked(server: Server, text: str) -> list[tuple[str | None, ...]]:
    engine = RemoteEngine(server[1], LIMITS, CREDENTIALS[server[0]])
    try:
        return told(await answer(engine, text))
    finally:
        await engine.close()


@EACH_WAY
def test_a_release_takes_the_place_of_the_one_before(
    server: Server, way: Way, first: Release, second: Release
) -> None:
    async def work() -> None:
        await put(server[0], server[1], parse(FOREIGN, RdfFormat.N_QUADS))
        foreign = ("<http://e/graph/foreign>", '"foreign"')
        await put_in(server, first, way)
        assert await asked(server, VALUES) == [
            foreign,
            ("<http://e/graph/gone>", '"1"'),
            ("<http://e/graph/kept>", '"1"'),
        ]
        await put_in(server, second, way)
        assert await asked(server, VALUES) == [
            ("<http://e/graph/come>", '"2"'),
            foreign,
            ("<http://e/graph/kept>", '"2"'),
        ]
        staged = "ASK { GRAPH ?graph { ?a ?b ?c } FILTER (CONTAINS(STR(?graph), '/staged/')) }"
        assert await asked(server, staged) == [("false",)]

    asyncio.run(work())


@EACH_WAY
def test_the_same_release_can_be_put_again(server: Server, way: Way, first: Release) -> None:
    async def work() -> None:
        for _ in range(2):
            await put_in(server, first, way)
        kept = "SELECT ?value { GRAPH <http://e/graph/kept> { ?thing <http://e/value> ?value } }"
        assert await asked(server, kept) == [('"1"',)]

    asyncio.run(work())


@OXIGRAPH
def test_one_update_keeps_blank_nodes_together_across_graphs(
    server: Server, first: Release
) -> None:
    async def work() -> None:
        await put_in(server, first, "transaction")
        query = """
            SELECT ?name WHERE {
              GRAPH <http://e/graph/kept> { ?thing <http://e/part> ?part }
              GRAPH <http://e/graph/other> { ?part <http://e/name> ?name }
            }
        """
        assert await asked(server, query) == [('"이름"@ko',)]

    asyncio.run(work())


@OXIGRAPH
@pytest.mark.parametrize("way", ["transaction", "staging"])
def test_nobody_sees_a_part_of_a_release(
    server: Server, way: Way, first: Release, second: Release
) -> None:
    """Whoever asks while releases take turns sees the values of one, under its name."""
    query = f"""
        SELECT DISTINCT ?release ?value WHERE {{
          GRAPH {PUBLISHED} {{ ?published <http://purl.org/dc/terms/identifier> ?release }}
          GRAPH ?graph {{ ?thing <http://e/value> ?value }}
          FILTER (!CONTAINS(STR(?graph), "/staged/") && ?graph != <http://e/graph/foreign>)
        }}
    """
    whole = {(f'"{first.id}"', '"1"'), (f'"{second.id}"', '"2"')}
    seen: set[tuple[str | None, ...]] = set()

    async def watch() -> None:
        while True:
            rows = await asked(server, query)
            assert len(rows) <= 1
            seen.update(rows)

    async def work() -> None:
        await put_in(server, first, way)
        watching = asyncio.create_task(watch())
        for release in (second, first) * 10:
            await put_in(server, release, way)
        async with asyncio.timeout(PATIENCE):
            while not seen:
                await asyncio.sleep(0.01)
        watching.cancel()
        (ended,) = await asyncio.gather(watching, return_exceptions=True)
        assert isinstance(ended, asyncio.CancelledError), ended

    asyncio.run(work())
    assert seen
    assert seen <= whole


@BOTH
def test_where_moving_is_refused_all_is_as_it_was(
    server: Server, first: Release, second: Release
) -> None:
    kind, address = server
    known = asyncio.run(endpoints(address, None, None))
    broken = replace(known, update=urljoin(address, "/nowhere"))

    async def work() -> None:
        await put_in(server, first, "graphs")
        before = await asked(server, EVERYTHING)
        with pytest.raises(RefusedError):
            await publish(second, broken, "staging", CREDENTIALS[kind], silent)
        assert await asked(server, EVERYTHING) == before

    asyncio.run(work())


@BOTH
def test_the_revision_of_an_engine_is_what_was_published(server: Server, first: Release) -> None:
    async def work() -> None:
        await put_in(server, first, "graphs")
        engine = RemoteEngine(server[1], LIMITS)
        await engine.start()
        assert engine.revision == first.id
        await engine.close()

    asyncio.run(work())


@OXIGRAPH
def test_every_saved_query_answers_there_as_here(server: Server, release: Release) -> None:
    form = QueryResultsFormat.JSON
    here = release.store()

    async def work() -> None:
        await put_in(server, release, "transaction")
        engine = RemoteEngine(server[1], LIMITS)
        for query in saved_queries():
            terms = bind(query, {})
            found = here.query(query.text, use_default_graph_as_union=True, substitutions=terms)
            assert isinstance(found, QuerySolutions)
            asking = engine.query(Query(query.text, form, substitutions=terms))
            content = b"".join([piece async for piece in asking])
            assert told(content) == told(found.serialize(format=form) or b""), query.name
        await engine.close()

    asyncio.run(work())


@VIRTUOSO
def test_virtuoso_refuses_blank_nodes_in_an_update(server: Server, first: Release) -> None:
    with pytest.raises(RefusedError, match="Blank node"):
        asyncio.run(put_in(server, first, "transaction"))


@VIRTUOSO
def test_what_an_engine_does_not_keep_apart_is_told(server: Server, tmp_path: Path) -> None:
    """Virtuoso 7 holds a truth value as a number."""
    release = released(
        tmp_path,
        """
<http://e/a> <http://e/p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <http://e/graph/t> .
<http://e/a> <http://e/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/graph/t> .
""",
    )
    with pytest.raises(DifferenceError) as raised:
        asyncio.run(put_in(server, release, "graphs"))
    assert list(raised.value.differences.values()) == [Difference(sent=2, found=1)]


def test_a_server_that_is_not_there_is_told(first: Release) -> None:
    with pytest.raises(UnreachableError):
        asyncio.run(put_in(("oxigraph", "http://127.0.0.1:1/query"), first, "graphs"))
