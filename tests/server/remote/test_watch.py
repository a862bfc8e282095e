"""An operator sees and stops the queries that a remote engine answers, as those of readers."""

import asyncio
from contextlib import aclosing

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from server.query import Query
from server.readers.faults import BusyError, DeadlineError, LostError, StoppedError
from server.readers.meter import ANSWERED, CACHED
from server.readers.query import Query as Question
from server.remote import EngineError, RemoteEngine
from tests.fetching import eventually
from tests.server.remote.engines import answer
from tests.server.remote.test_engine import (
    CSV,
    ENDLESS,
    JSON,
    LONG,
    NOTHING_LISTENS,
    asks,
    behind,
    remote,
)

pytestmark = pytest.mark.anyio


def ends(engine: RemoteEngine) -> dict[str, int]:
    """How many queries came to which end."""
    latencies = engine.statistics().latencies
    return {outcome: sum(each.counts) for outcome, each in latencies.items()}


async def test_a_query_is_listed_while_it_is_answered(address: str) -> None:
    async with behind(address, long_after=0.05) as (standing, engine):
        standing.hold_after = 0
        asked = asyncio.create_task(asks(engine, "someone"))
        assert await eventually(lambda: bool(engine.running() and engine.running()[0].long))
        (query,) = engine.running()
        assert (query.digest, query.client) == (Question("ASK {}", "").digest, "someone")
        state = engine.statistics()
        assert (state.running, state.long, state.readers - state.idle) == (1, 1, 1)
        standing.go.set()
        await asked
        assert engine.running() == ()
        assert engine.statistics().idle == engine.statistics().readers


@pytest.mark.parametrize("form", [JSON, CSV, QueryResultsFormat.TSV])
@pytest.mark.parametrize("after", [0, 100_000])
async def test_a_query_that_is_stopped_ends_at_once_and_closes_its_connection(
    address: str, form: QueryResultsFormat, after: int
) -> None:
    async with behind(address) as (standing, engine):
        standing.hold_after = after
        asked = asyncio.create_task(answer(engine, LONG, form))
        assert await eventually(lambda: len(engine.running()) == 1)
        await asyncio.sleep(0.3)
        assert engine.stop(engine.running()[0].id)
        with pytest.raises(StoppedError):
            await asyncio.wait_for(asked, 5)
        assert engine.running() == ()
        standing.go.set()
        assert await eventually(lambda: standing.connections == 0)
        assert ends(engine) == {"stopped": 1}
        assert not engine.stop(1)


@pytest.mark.parametrize("form", [JSON, CSV, RdfFormat.TURTLE])
async def test_an_answer_that_stands_still_is_given_up_at_its_deadline(
    address: str, form: QueryResultsFormat | RdfFormat
) -> None:
    text = LONG if isinstance(form, QueryResultsFormat) else f"CONSTRUCT {{ ?s ?p ?e }} {LONG[22:]}"
    async with behind(address, deadline=1.0) as (standing, engine):
        standing.hold_after = 100_000
        with pytest.raises(DeadlineError):
            await asyncio.wait_for(answer(engine, text, form), 5)


async def test_how_queries_end_is_counted(address: str) -> None:
    async with behind(address, cache=2**20, deadline=1.0) as (standing, engine):
        await answer(engine, "ASK {}")
        await answer(engine, "ASK {}")
        with pytest.raises(DeadlineError):
            await answer(engine, ENDLESS)
        async with aclosing(engine.query(Query(LONG, JSON))) as pieces:
            await anext(pieces)
        standing.instead = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
        with pytest.raises(EngineError):
            await answer(engine, "ASK { ?a ?b ?c }")
        assert ends(engine) == {ANSWERED: 1, CACHED: 1, "deadline": 1, "cancelled": 1, "engine": 1}
        assert engine.statistics().cache_entries == 1


async def test_who_waits_and_who_is_refused_is_counted(address: str) -> None:
    async with behind(address, readers=1, long_readers=1, queue=1) as (standing, engine):
        standing.hold_after = 0
        waiting = [asyncio.create_task(asks(engine)) for _ in range(3)]
        assert await eventually(lambda: engine.statistics().waiting == 1)
        with pytest.raises(BusyError):
            await asks(engine)
        standing.go.set()
        await asyncio.gather(*waiting)
        assert ends(engine) == {ANSWERED: 3, "busy": 1}


async def test_closing_lets_what_runs_go_on_for_a_while_and_takes_no_more(address: str) -> None:
    async with behind(address) as (standing, engine):
        standing.hold_after = 0
        asked = asyncio.create_task(asks(engine))
        assert await eventually(lambda: len(engine.running()) == 1)
        closing = asyncio.create_task(engine.close(10))
        await asyncio.sleep(0.1)
        assert not engine.ready
        with pytest.raises(LostError):
            await asks(engine)
        standing.go.set()
        await asyncio.gather(asked, closing)


async def test_closing_ends_what_does_not_end_in_time(address: str) -> None:
    async with behind(address) as (standing, engine):
        standing.hold_after = 0
        asked = asyncio.create_task(asks(engine))
        assert await eventually(lambda: len(engine.running()) == 1)
        await engine.close(0.1)
        with pytest.raises(LostError):
            await asyncio.wait_for(asked, 5)


async def test_it_is_ready_while_the_engine_answers(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.remote.outlook.FRESH", 0.05)
    async with behind(address) as (standing, engine):
        assert engine.ready
        standing.instead = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
        assert await eventually(lambda: not engine.ready, 5)
        standing.instead = None
        assert await eventually(lambda: engine.ready, 5)
    async with remote(NOTHING_LISTENS) as engine:
        assert not engine.ready
