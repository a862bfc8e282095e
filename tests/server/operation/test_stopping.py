"""A stop finishes what it can in time, and breaks the rest so that the client sees it."""

import asyncio
from time import perf_counter

import httpx
import pytest

from server.operation.stopping import Grace, stop_gracefully
from tests.fetching import MILLIONS, WHILE, WHILE_COUNTS, Saved, alive, eventually, readers
from tests.server.operation.house import house

pytestmark = pytest.mark.anyio


async def test_what_ends_in_time_is_answered_to_its_end(revision: Saved) -> None:
    async with house(revision) as service:
        asked = asyncio.create_task(service.client.get("/ask", params={"query": WHILE}))
        assert await eventually(lambda: len(service.pool.running()) == 1)
        await stop_gracefully(service.operation, Grace(finish=20))
        assert WHILE_COUNTS in (await asked).text


async def test_what_does_not_end_in_time_is_broken_off(revision: Saved) -> None:
    async with house(revision) as service:
        async with service.client.stream("GET", "/ask", params={"query": MILLIONS}) as answer:
            assert answer.status_code == 200
            begin = perf_counter()
            stop = asyncio.create_task(stop_gracefully(service.operation, Grace(finish=0.3)))
            with pytest.raises(httpx.RemoteProtocolError):
                async for _ in answer.aiter_raw():
                    pass
            await stop
            assert perf_counter() - begin < 3
        (entry,) = service.entries()
    assert entry["ending"] == "cut"


async def test_while_it_drains_the_service_answers_but_is_not_ready(revision: Saved) -> None:
    async with house(revision) as service:
        stop = asyncio.create_task(stop_gracefully(service.operation, Grace(drain=0.5)))
        await asyncio.sleep(0.1)
        assert (await service.client.get("/readyz")).status_code == 503
        answer = await service.client.get("/ask", params={"query": "ASK {}"})
        assert answer.json()["boolean"] is True
        await stop
        assert service.pool.ready is False


async def test_who_stops_twice_stops(revision: Saved) -> None:
    async with house(revision) as service:
        await stop_gracefully(service.operation, Grace(finish=0))
        await stop_gracefully(service.operation, Grace(finish=0))
        assert service.pool.ready is False


async def test_after_a_stop_no_process_is_left(revision: Saved) -> None:
    async with house(revision) as service:
        numbers = [link.pid for link in readers(service.pool)]
        assert all(map(alive, numbers))
        await stop_gracefully(service.operation, Grace(finish=0))
        assert await eventually(lambda: not any(map(alive, numbers)))
