"""Who may ask now, who waits, and who is told to come again; and what need not be asked twice."""

import asyncio

import pytest

from server.readers.faults import BusyError, DeadlineError, RateError, StoppedError
from server.readers.pool import Pool
from server.readers.query import Query
from tests.fetching import FOREVER, MIB, MILLIONS, WHILE, Saved, eventually, fetch, rows, serving

pytestmark = pytest.mark.anyio

NOW = "SELECT (NOW() AS ?now) (RAND() AS ?random) {}"


async def occupied(pool: Pool, number: int) -> list[asyncio.Task[bytes]]:
    """Queries that keep so many readers busy."""
    tasks = [asyncio.ensure_future(fetch(pool, f"{FOREVER} #{n}")) for n in range(number)]
    assert await eventually(lambda: len(pool.running()) == number)
    return tasks


def outcomes(pool: Pool) -> dict[str, int]:
    latencies = pool.statistics().latencies
    return {name: sum(each.counts) for name, each in latencies.items()}


async def test_as_many_queries_run_at_once_as_there_are_readers_and_the_others_wait(
    revision: Saved,
) -> None:
    async with serving(revision, readers=2, long_after=60) as pool:
        guilty = await occupied(pool, 2)
        waiting = asyncio.ensure_future(fetch(pool, "ASK {}"))
        assert await eventually(lambda: pool.statistics().waiting == 1)
        assert len(pool.running()) == 2
        pool.stop(pool.running()[0].id)
        assert await waiting
        assert {type(each) for each in await asyncio.gather(guilty[0], return_exceptions=True)} == {
            StoppedError
        }
        guilty[1].cancel()


async def test_beyond_the_queue_clients_are_told_to_come_again(revision: Saved) -> None:
    async with serving(revision, readers=1, long_after=60, queue=2) as pool:
        guilty = await occupied(pool, 1)
        waiting = [asyncio.ensure_future(fetch(pool, f"ASK {{}} #{n}")) for n in range(2)]
        assert await eventually(lambda: pool.statistics().waiting == 2)
        with pytest.raises(BusyError) as refused:
            await fetch(pool, "ASK {}")
        assert refused.value.retry_after >= 1
        guilty[0].cancel()
        assert all(await asyncio.gather(*waiting))
        assert outcomes(pool) == {"busy": 1, "cancelled": 1, "answered": 2}


async def test_a_client_that_floods_the_queue_keeps_no_other_from_its_turn(
    revision: Saved,
) -> None:
    async with serving(revision, readers=1, long_after=60, queue=50) as pool:
        guilty = await occupied(pool, 1)
        answered: list[str] = []

        async def ask(client: str, number: int) -> None:
            await fetch(pool, f"ASK {{}} #{client}{number}", client=client)
            answered.append(client)

        flood = [asyncio.ensure_future(ask("flooding", n)) for n in range(50)]
        await eventually(lambda: pool.statistics().waiting == 50)
        modest = [asyncio.ensure_future(ask("modest", n)) for n in range(2)]
        await asyncio.sleep(0)
        guilty[0].cancel()
        await asyncio.gather(*modest)
        assert answered.count("flooding") <= 3
        results = await asyncio.gather(*flood, return_exceptions=True)
        assert [type(each) for each in results].count(BusyError) == 2


async def test_a_query_whose_time_is_over_before_its_turn_is_told_to_come_again(
    revision: Saved,
) -> None:
    async with serving(revision, readers=1, long_after=60) as pool:
        guilty = await occupied(pool, 1)
        with pytest.raises(BusyError):
            await fetch(pool, "ASK {}", timeout=0.1)
        assert pool.statistics().waiting == 0
        guilty[0].cancel()


async def test_a_client_that_leaves_the_queue_takes_no_reader(revision: Saved) -> None:
    async with serving(revision, readers=1, long_after=60) as pool:
        guilty = await occupied(pool, 1)
        leaving = asyncio.ensure_future(fetch(pool, "ASK {}"))
        assert await eventually(lambda: pool.statistics().waiting == 1)
        leaving.cancel()
        assert await eventually(lambda: pool.statistics().waiting == 0)
        guilty[0].cancel()
        assert await fetch(pool, "ASK {}")


async def test_each_client_has_its_rate_and_the_service_itself_has_none(revision: Saved) -> None:
    async with serving(revision, rate=0.5, burst=2) as pool:
        for number in range(2):
            await fetch(pool, f"ASK {{}} #{number}", client="a")
        with pytest.raises(RateError) as refused:
            await fetch(pool, "ASK {}", client="a")
        assert refused.value.retry_after in {1, 2}
        assert await fetch(pool, "ASK {}", client="b")
        for number in range(5):
            assert await fetch(pool, f"ASK {{}} #{number}")


async def test_an_answer_is_given_again_without_a_reader_and_without_a_rate(
    revision: Saved,
) -> None:
    query = "SELECT ?a ?b { ?a <http://a/number> ?b }"
    async with serving(revision, cache=MIB, rate=0.01, burst=1) as pool:
        first = await fetch(pool, query, client="a")
        guilty = await occupied(pool, 2)
        for client in ("a", "b"):
            assert await fetch(pool, query, client=client) == first
        assert (await pool.query(Query(query, "json"))).head.variables == ("a", "b")
        assert outcomes(pool) == {"answered": 1, "cached": 3}
        for each in guilty:
            each.cancel()


async def test_an_answer_is_given_again_only_to_the_same_question(revision: Saved) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    async with serving(revision, cache=MIB) as pool:
        assert await rows(pool, query) == [("300",)]
        assert await rows(pool, query, union=False) == [("0",)]
        assert await rows(pool, query, default=("http://a/graph/1",)) == [("100",)]
        assert await fetch(pool, query, "csv") == b"n\r\n300\r\n"
        assert outcomes(pool) == {"answered": 4}


async def test_an_answer_that_may_be_another_the_next_time_is_asked_for_again(
    revision: Saved,
) -> None:
    async with serving(revision, cache=MIB) as pool:
        assert await rows(pool, NOW) != await rows(pool, NOW)
        together = await asyncio.gather(rows(pool, NOW), rows(pool, NOW))
        assert together[0] != together[1]


async def test_no_part_of_an_answer_is_given_for_the_whole(revision: Saved) -> None:
    async with serving(revision, cache=512 * MIB) as pool:
        answer = await pool.query(Query(MILLIONS, "csv"), timeout=0.2)
        with pytest.raises(DeadlineError):
            async for _ in answer:
                pass
        async with await pool.query(Query(MILLIONS, "csv")) as answer:
            await anext(answer)
        assert pool.statistics().cache_entries == 0


async def test_who_asks_the_same_at_the_same_time_shares_one_evaluation(revision: Saved) -> None:
    async with serving(revision, cache=MIB, readers=4) as pool:
        answers = await asyncio.gather(*(fetch(pool, WHILE) for _ in range(20)))
        assert len(set(answers)) == 1
        assert outcomes(pool) == {"answered": 1, "cached": 19}


async def test_who_shares_does_not_depend_on_the_client_that_asked_first(revision: Saved) -> None:
    async with serving(revision, cache=64 * MIB, readers=2) as pool:
        large = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000"
        slow = await pool.query(Query(large, "csv"))
        content = await fetch(pool, large, "csv", timeout=5)
        assert content.count(b"\n") == 20_001
        slow.close()
        leader = asyncio.ensure_future(fetch(pool, WHILE))
        await asyncio.sleep(0.05)
        follower = asyncio.ensure_future(fetch(pool, WHILE))
        await asyncio.sleep(0.05)
        leader.cancel()
        assert await follower
