"""What a remote engine does where the server behind is late, busy, broken or not there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Quad, QueryResultsFormat, RdfFormat

from bench.peers.oxigraph import Oxigraph, oxigraph
from bench.peers.virtuoso import Virtuoso, virtuoso
from server.engine import Engine
from server.query import Query
from server.readers.faults import (
    BusyError,
    DeadlineError,
    EvaluationError,
    RateError,
    ResultTooLargeError,
)
from server.readers.limits import Limits
from server.remote import EngineError, RemoteEngine
from tests.fetching import eventually
from tests.server.remote.between import Between, between
from tests.server.remote.engines import Kind, answer, put, running, told

pytestmark = pytest.mark.anyio

JSON, XML, CSV, TSV = (
    QueryResultsFormat.JSON,
    QueryResultsFormat.XML,
    QueryResultsFormat.CSV,
    QueryResultsFormat.TSV,
)
NOTHING_LISTENS = "http://127.0.0.1:1/query"
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s . ?t ?u ?v . ?w ?x ?y }"
)
LONG = "SELECT ?a ?b ?c ?d ?e { ?s ?p ?a . ?t ?q ?b . ?u ?r ?c . ?v ?w ?d . ?x ?y ?e }"
"""A query whose answer begins at once and is long."""
FAILS_LATE = "SELECT ?a { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }"
"""Oxigraph begins its answer with status 200, and ends it with an error message."""


@asynccontextmanager
async def remote(address: str, **limits: float) -> AsyncIterator[RemoteEngine]:
    """An engine that asks there, and keeps nothing unless told to."""
    engine = RemoteEngine(address, Limits.model_validate({"cache": 0, **limits}))
    try:
        yield engine
    finally:
        await engine.close()


@asynccontextmanager
async def behind(address: str, **limits: float) -> AsyncIterator[tuple[Between, RemoteEngine]]:
    """An engine that has been started, and what stands between it and its server."""
    async with between(address) as standing, remote(standing.address, **limits) as engine:
        await engine.start()
        yield standing, engine


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
async def test_an_answer_that_breaks_off_is_not_taken_for_whole(
    address: str, form: QueryResultsFormat
) -> None:
    async with behind(address) as (standing, engine):
        standing.cut_after = 20_000
        with pytest.raises(EngineError):
            await answer(engine, LONG, form)


@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
async def test_an_error_message_within_an_answer_is_not_taken_for_rows(
    address: str, form: QueryResultsFormat
) -> None:
    async with remote(address) as engine:
        with pytest.raises(EngineError):
            await answer(engine, FAILS_LATE, form)


async def test_an_error_message_within_a_graph_is_not_taken_for_triples(address: str) -> None:
    async with remote(address) as engine:
        with pytest.raises(EngineError):
            await answer(
                engine,
                "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
                RdfFormat.N_TRIPLES,
            )


@pytest.mark.parametrize("form", [JSON, CSV])
async def test_the_first_rows_are_there_before_the_last_are_found(
    address: str, form: QueryResultsFormat
) -> None:
    async with behind(address) as (standing, engine):
        standing.hold_after = 100_000
        async with aclosing(engine.query(Query(LONG, form))) as pieces:
            assert await asyncio.wait_for(anext(pieces), 10)


async def test_who_leaves_early_closes_the_connection(address: str) -> None:
    async with behind(address) as (standing, engine):
        async with aclosing(engine.query(Query(LONG, JSON))) as pieces:
            await anext(pieces)
            assert standing.connections
        assert await eventually(lambda: standing.connections == 0)


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
async def test_a_query_is_given_up_at_its_deadline(kind: Kind, quads: list[Quad]) -> None:
    with running(kind) as server:
        await put(kind, server.endpoint, quads)
        async with remote(server.endpoint, deadline=0.5) as engine:
            with pytest.raises(DeadlineError):
                await answer(engine, ENDLESS)
            assert told(await answer(engine, "ASK {}")) == [("true",)]


async def test_whoever_asks_may_wait_for_less(address: str) -> None:
    async with remote(address) as engine:
        await engine.start()
        with pytest.raises(DeadlineError, match=r"0\.2 s"):
            async for _ in engine.query(Query(ENDLESS, JSON, seconds=0.2)):
                pass


async def test_a_server_that_is_not_there_is_told(address: str) -> None:
    async with remote(NOTHING_LISTENS) as engine:
        with pytest.raises(EngineError):
            await engine.start()
        with pytest.raises(EngineError):
            await answer(engine, "ASK {}")


async def test_a_server_may_come_later(address: str) -> None:
    async with between(address) as standing, remote(standing.address) as engine:
        standing.instead = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
        with pytest.raises(EngineError):
            await answer(engine, "ASK {}")
        standing.instead = None
        assert told(await answer(engine, "ASK {}")) == [("true",)]


@pytest.mark.parametrize(
    "head",
    [
        "302 Found\r\nLocation: http://127.0.0.1:1/",
        "401 Unauthorized",
        "404 Not Found",
        "200 OK\r\nContent-Type: text/html",
        "200 OK\r\nContent-Type: application/sparql-results+json\r\nX-SQL-State: S1TAT",
        "200 OK\r\nContent-Type: application/sparql-results+json\r\nX-SPARQL-MaxRows: 10",
    ],
)
async def test_what_is_no_whole_answer_is_told(address: str, head: str) -> None:
    async with behind(address) as (standing, engine):
        body = '{"head":{},"boolean":true}'
        standing.instead = f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
        with pytest.raises(EngineError):
            await answer(engine, "ASK {}")


async def test_a_busy_server_says_when_to_come_again(address: str) -> None:
    async with behind(address) as (standing, engine):
        standing.instead = (
            b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"
        )
        with pytest.raises(BusyError) as raised:
            await answer(engine, "ASK {}")
        assert raised.value.retry_after == 7


async def test_virtuoso_does_not_pass_off_a_part_for_the_whole(tmp_path: Path) -> None:
    if absent := Virtuoso(0).absent():
        pytest.skip(absent)
    with virtuoso(tmp_path, rows=10) as server:
        async with remote(server.endpoint) as engine:
            with pytest.raises(EngineError, match="MaxRows"):
                await answer(engine, "SELECT ?a { ?a ?b ?c }")
            assert len(told(await answer(engine, "SELECT ?a { ?a ?b ?c } LIMIT 9"))) == 9


async def test_a_default_graph_that_holds_all_can_be_read_strictly(
    tmp_path: Path, quads: list[Quad]
) -> None:
    if absent := Oxigraph(on_disk=False).absent():
        pytest.skip(absent)
    with oxigraph(tmp_path, "--union-default-graph") as server:
        await put("oxigraph", server.endpoint, quads)
        async with remote(server.endpoint) as engine:
            query = "SELECT ?a { ?a <http://e/code> ?b }"
            assert told(await answer(engine, query)) == [("<http://e/a>",)]
            assert told(await answer(engine, query, union=False)) == []


async def test_a_blank_node_cannot_be_asked_for(address: str) -> None:
    async with remote(address) as engine:
        with pytest.raises(EvaluationError):
            await answer(engine, "ASK { ?a ?b ?c }", a=BlankNode())


async def test_an_answer_has_a_limit(address: str) -> None:
    async with remote(address, result=50_000) as engine:
        with pytest.raises(ResultTooLargeError):
            await answer(engine, LONG)


async def asks(engine: Engine, client: str | None = None) -> None:
    async for _ in engine.query(Query("ASK {}", JSON, client=client)):
        pass


async def test_a_client_has_a_rate(address: str) -> None:
    async with remote(address, rate=0.1, burst=2) as engine:
        for _ in range(2):
            await asks(engine, "one")
        with pytest.raises(RateError):
            await asks(engine, "one")
        await asks(engine, "another")
        await asks(engine)


async def test_so_many_queries_are_asked_at_once_and_so_many_wait(address: str) -> None:
    async with behind(address, readers=1, long_readers=1, queue=1) as (standing, engine):
        standing.hold_after = 0
        waiting = [asyncio.create_task(asks(engine)) for _ in range(3)]
        await asyncio.sleep(0.2)
        with pytest.raises(BusyError):
            await asks(engine)
        standing.go.set()
        await asyncio.gather(*waiting)


async def test_the_same_query_is_asked_once(address: str) -> None:
    async with behind(address, cache=2**20) as (standing, engine):
        before = standing.requests
        answers = {await answer(engine, "SELECT ?a { ?a <http://e/code> ?b }") for _ in range(3)}
        assert len(answers) == 1
        assert standing.requests == before + 1


async def test_a_query_whose_answer_changes_is_asked_each_time(address: str) -> None:
    async with behind(address, cache=2**20) as (standing, engine):
        before = standing.requests
        for _ in range(3):
            await answer(engine, "SELECT (RAND() AS ?chance) {}")
        assert standing.requests == before + 3
