"""What an operator sees and does, over HTTP, while real readers answer."""

import asyncio
from contextlib import suppress

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.readers.query import Query
from tests.fetching import FOREVER, Saved, eventually, readers
from tests.server.operation.house import TOKEN, House, house

pytestmark = pytest.mark.anyio

ALLOWED = {"Authorization": f"Bearer {TOKEN}"}


async def measured(service: House) -> dict[tuple[str, tuple[str, ...]], float]:
    """The samples of the metrics, by name and values of labels."""
    answer = await service.client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_a_service_that_answers_is_ready(revision: Saved) -> None:
    async with house(revision) as service:
        answer = await service.client.get("/readyz")
        assert answer.status_code == 200
        assert answer.json() == {"status": "ready", "revision": "first"}
        assert answer.headers["cache-control"] == "no-store"


async def test_a_service_that_was_told_to_stop_is_not_ready(revision: Saved) -> None:
    async with house(revision) as service:
        service.operation.stopping = True
        answer = await service.client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["status"] == "stopping"
        assert answer.headers["retry-after"] == "1"


async def test_a_service_without_readers_is_not_ready(revision: Saved) -> None:
    async with house(revision) as service:
        await service.pool.close()
        answer = await service.client.get("/readyz")
        assert (answer.status_code, answer.json()["status"]) == (503, "no reader")


async def test_metrics_tell_latency_by_outcome_queue_readers_cache_and_revision(
    revision: Saved,
) -> None:
    async with house(revision, cache=2**20) as service:
        for _ in range(3):
            await service.client.get("/ask", params={"query": "ASK {}"})
        found = await measured(service)
        shown = (await service.client.get("/metrics")).text
    assert found["krig_query_seconds_count", ("answered",)] == 1
    assert found["krig_query_seconds_count", ("cached",)] == 2
    assert found["krig_query_seconds_bucket", ("+Inf", "answered")] == 1
    assert found["krig_query_seconds_sum", ("answered",)] > 0
    assert found["krig_cache_hits_total", ()] == 2
    assert found["krig_cache_entries", ()] == 1
    assert found["krig_cache_bytes", ()] > 0
    assert found["krig_queries_waiting", ()] == 0
    assert found["krig_readers", ("idle",)] + found["krig_readers", ("busy",)] >= 2
    assert found["krig_http_exchanges_total", ("whole", "200")] == 3
    assert 'revision="first"' in shown


async def test_metrics_tell_why_readers_were_killed(revision: Saved) -> None:
    async with house(revision, deadline=0.3) as service:
        with suppress(httpx.HTTPError):
            await service.client.get("/ask", params={"query": FOREVER})
        found = await measured(service)
    assert found["krig_readers_ended_total", ("deadline",)] == 1
    assert found["krig_query_seconds_count", ("deadline",)] == 1


async def test_metrics_tell_the_memory_of_the_server_and_of_its_readers(revision: Saved) -> None:
    async with house(revision) as service:
        found = await measured(service)
    assert found["krig_memory_bytes", ("front",)] > 2**20
    assert found["krig_memory_bytes", ("readers",)] > 2**20
    assert found["process_start_time_seconds", ()] > 0


async def test_a_running_query_is_listed_and_can_be_stopped(revision: Saved) -> None:
    async with house(revision) as service:
        asked = asyncio.create_task(service.client.get("/ask", params={"query": FOREVER}))
        assert await eventually(lambda: len(service.pool.running()) == 1)
        answer = await service.client.get("/running", headers=ALLOWED)
        (query,) = answer.json()["running"]
        assert query["digest"] == Query(FOREVER, "json").digest
        assert query["seconds"] > 0
        stopped = await service.client.delete(f"/running/{query['id']}", headers=ALLOWED)
        assert stopped.status_code == 204
        with suppress(httpx.HTTPError):
            await asked
        again = await service.client.delete(f"/running/{query['id']}", headers=ALLOWED)
        assert again.status_code == 404
        assert await eventually(lambda: len(readers(service.pool)) == 2)
        assert service.pool.statistics().ended == {"stopped": 1}


async def test_without_a_token_nobody_sees_or_stops_a_query(revision: Saved) -> None:
    async with house(revision) as service:
        asked = asyncio.create_task(service.client.get("/ask", params={"query": FOREVER}))
        assert await eventually(lambda: len(service.pool.running()) == 1)
        (query,) = service.pool.running()
        for wrong in ({}, {"Authorization": "Bearer guess"}):
            assert (await service.client.get("/running", headers=wrong)).status_code == 401
            stopped = await service.client.delete(f"/running/{query.id}", headers=wrong)
            assert stopped.status_code == 401
        assert service.pool.running()[0].id == query.id
        service.pool.stop(query.id)
        with suppress(httpx.HTTPError):
            await asked


async def test_where_what_answers_is_not_seen_there_is_nothing_to_list_or_stop(
    revision: Saved,
) -> None:
    async with house(revision) as service:
        service.operation.readers = lambda: None
        assert (await service.client.get("/readyz")).status_code == 200
        answer = await service.client.get("/running", headers=ALLOWED)
        assert answer.json() == {"running": []}
        assert (await service.client.delete("/running/1", headers=ALLOWED)).status_code == 404
        assert ("krig_http_sent_bytes_total", ()) in await measured(service)


@pytest.mark.parametrize("number", ["0", "-1", "x", "1" * 5000, "%D9%A1", "1e3"])
async def test_what_is_no_id_of_a_query_is_not_found(revision: Saved, number: str) -> None:
    async with house(revision) as service:
        stopped = await service.client.delete(f"/running/{number}", headers=ALLOWED)
        assert stopped.status_code == 404
