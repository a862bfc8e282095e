"""Queries are ended: at their deadline, by who asked, by an operator, for memory, or for others."""

import asyncio
import json
import os
import signal
from time import perf_counter
from typing import Any

import pytest

from server.readers.faults import (
    CrashedError,
    DeadlineError,
    MemoryExceededError,
    OvertakenError,
    StoppedError,
    UnansweredError,
)
from server.readers.link import BEHIND, LAST, Link
from server.readers.pool import LOWERED_AFTER, SPARED, Pool
from server.readers.query import Query
from tests.fetching import (
    FOREVER,
    MIB,
    MILLIONS,
    WHILE,
    WHILE_COUNTS,
    Saved,
    alive,
    eventually,
    fetch,
    readers,
    rows,
    seconds_to_answer,
    serving,
)

pytestmark = pytest.mark.anyio

THINGS = 300
"""How many things there are in the revision."""

SORTED = "SELECT * {?a ?b ?c . ?d ?e ?f . ?g ?h ?i} ORDER BY ?c"
SLOW_TO_PARSE = "SELECT * {" + "[ <http://a/p> " * 400 + "1" + "]" * 400 + "}"
PAIRS = "SELECT (COUNT(*) AS ?n) {?a ?b ?c . ?d ?e ?f FILTER(?c + ?f >= 0)}"
TOO_DEEP = "SELECT * " + "{" * 5000 + "}" * 5000


def among(number: int) -> str:
    """A query for all tuples of six of so many things: it differs in digits alone."""
    groups = (f"{{ ?a{n} ?b{n} ?c{n} FILTER(?c{n} < {number}) }}" for n in range(6))
    return f"SELECT (COUNT(*) AS ?n) {{ {' '.join(groups)} }}"


def asking(pool: Pool, text: str, **options: Any) -> asyncio.Task[bytes]:
    return asyncio.ensure_future(fetch(pool, text, **options))


def working(pool: Pool) -> list[Link]:
    return [link for link in readers(pool) if link._answer is not None]


def niceness(link: Link) -> int:
    return os.getpriority(os.PRIO_PROCESS, link._thread)


async def fully_staffed(pool: Pool, number: int = 2) -> bool:
    return await eventually(lambda: pool.statistics().idle == number == len(readers(pool)))


@pytest.mark.parametrize(
    ("text", "fault", "seconds"),
    [
        (FOREVER, DeadlineError, 0.5),
        (SLOW_TO_PARSE, DeadlineError, 0.5),
        (TOO_DEEP, CrashedError, 10),
        (SORTED, MemoryExceededError, 10),
    ],
    ids=["evaluation", "parsing", "nesting", "memory"],
)
async def test_whatever_a_query_does_only_its_reader_ends_and_is_replaced(
    revision: Saved, text: str, fault: type[UnansweredError], seconds: float
) -> None:
    async with serving(revision) as pool:
        assert await fully_staffed(pool)
        before = {link.pid for link in readers(pool)}
        innocent = asking(pool, WHILE)
        begin = perf_counter()
        with pytest.raises(fault):
            await fetch(pool, text, timeout=seconds)
        assert perf_counter() - begin < seconds + 1
        assert await seconds_to_answer(pool) < 0.05
        assert await eventually(lambda: sum(alive(pid) for pid in before) == 1)
        assert WHILE_COUNTS.encode() in await innocent
        assert await fully_staffed(pool)
        assert pool.statistics().templates == 1


async def test_a_client_may_ask_for_less_time_but_not_for_more(revision: Saved) -> None:
    async with serving(revision, deadline=0.4) as pool:
        for timeout, seconds in ((0.2, 0.2), (60, 0.4), (0.05, 0.05)):
            begin = perf_counter()
            with pytest.raises(DeadlineError) as ended:
                await fetch(pool, FOREVER, timeout=timeout)
            assert ended.value.seconds == seconds
            assert seconds <= perf_counter() - begin < seconds + 1


async def test_a_query_ends_when_whoever_asked_leaves_before_the_first_piece(
    revision: Saved,
) -> None:
    async with serving(revision) as pool:
        leaving = asking(pool, FOREVER)
        assert await eventually(lambda: bool(pool.running()))
        (reader,) = (link.pid for link in working(pool))
        leaving.cancel()
        assert await eventually(lambda: not alive(reader))
        assert pool.running() == ()
        assert pool.statistics().ended == {"cancelled": 1}
        assert await fully_staffed(pool)


async def test_a_query_ends_when_whoever_asked_leaves_in_the_midst(revision: Saved) -> None:
    async with serving(revision) as pool:
        async with await pool.query(Query(MILLIONS, "json")) as answer:
            await anext(answer)
        assert pool.running() == ()
        assert await fully_staffed(pool)
        assert pool.statistics().ended == {"cancelled": 1}


async def test_running_queries_are_listed_and_can_be_stopped(revision: Saved) -> None:
    async with serving(revision) as pool:
        stopped, going = asking(pool, FOREVER, client="a"), asking(pool, WHILE, client="b")
        await eventually(lambda: len(pool.running()) == 2)
        assert await eventually(lambda: pool.running()[0].long, 5)
        first, second = pool.running()
        assert (first.client, second.client) == ("a", "b")
        assert first.digest == Query(FOREVER, "json").digest
        assert 0.05 < first.seconds < 10
        assert pool.stop(first.id)
        assert not pool.stop(first.id)
        with pytest.raises(StoppedError):
            await stopped
        assert [each.id for each in pool.running()] == [second.id]
        going.cancel()


async def test_a_long_query_keeps_no_short_one_waiting(revision: Saved) -> None:
    async with serving(revision, readers=1, long_after=0.05) as pool:
        long = [asking(pool, f"{FOREVER} #{n}") for n in range(4)]
        assert await eventually(lambda: pool.statistics().long == 4, 3)
        assert await seconds_to_answer(pool) < 0.05
        for each in long:
            each.cancel()
        assert await fully_staffed(pool, 1)


async def test_of_long_queries_only_a_few_have_a_share_of_a_busy_processor(
    revision: Saved,
) -> None:
    """And these few have it, or else none would end while other programs keep it busy."""
    async with serving(revision, readers=1) as pool:
        long = [asking(pool, f"{FOREVER} #{n}") for n in range(SPARED + 2)]
        assert await eventually(lambda: pool.statistics().long == len(long), 5)
        assert sorted(map(niceness, working(pool))) == [*SPARED * [BEHIND], LAST, LAST]
        for each in long:
            each.cancel()
        assert await eventually(lambda: not pool.running())
        newcomer = asking(pool, FOREVER)
        assert await eventually(lambda: pool.statistics().long == 1, 5)
        assert [*map(niceness, working(pool))] == [BEHIND]
        newcomer.cancel()


async def test_a_reader_that_was_lent_to_a_long_query_is_kept_at_full_priority(
    revision: Saved,
) -> None:
    async with serving(revision, readers=1, long_after=0.01) as pool:
        (reader,) = readers(pool)
        assert await rows(pool, WHILE) == [(WHILE_COUNTS,)]
        assert await eventually(lambda: readers(pool) == [reader], 5)
        await seconds_to_answer(pool)
        assert niceness(reader) == os.getpriority(os.PRIO_PROCESS, 0)
        assert reader._thread != reader.pid


async def test_a_query_that_gets_no_time_to_compute_keeps_no_other_waiting(revision: Saved) -> None:
    async with serving(revision, readers=1, long_after=0.5) as pool:
        (reader,) = readers(pool)
        asked = asking(pool, FOREVER)
        assert await eventually(lambda: reader.computed() > LOWERED_AFTER, 5)
        await asyncio.sleep(2 * LOWERED_AFTER)
        os.kill(reader.pid, signal.SIGSTOP)
        assert reader.computed() < 0.5
        assert await eventually(lambda: pool.statistics().long == 1, 10)
        assert json.loads(await fetch(pool, "ASK {}"))["boolean"] is True
        asked.cancel()


async def test_where_too_many_are_long_the_oldest_goes_after_its_share(revision: Saved) -> None:
    async with serving(revision, long_readers=1, long_share=1) as pool:
        oldest = asking(pool, FOREVER)
        assert await eventually(lambda: pool.statistics().long == 1, 5)
        with pytest.raises(OvertakenError) as refused:
            await fetch(pool, FOREVER + " #young")
        assert refused.value.retry_after == 1
        await asyncio.sleep(1)
        newcomer = asking(pool, FOREVER + " #new")
        with pytest.raises(OvertakenError):
            await oldest
        assert [each.digest for each in pool.running()] == [Query(FOREVER + " #new", "").digest]
        newcomer.cancel()


async def test_what_is_like_a_query_that_had_to_go_is_refused_while_too_many_are_long(
    revision: Saved,
) -> None:
    """To find out anew what it is would take a reader each time."""
    async with serving(revision, readers=1, long_readers=1, long_share=1) as pool:
        (reader,) = readers(pool)
        asked = asking(pool, f"{FOREVER} #0")
        assert await eventually(lambda: pool.statistics().long == 1, 5)
        with pytest.raises(OvertakenError):
            await fetch(pool, f"{FOREVER} #1")
        ended = dict(pool.statistics().ended)
        for number in range(20):
            with pytest.raises(OvertakenError):
                await fetch(pool, f"{FOREVER} #2{number}")
        assert pool.statistics().ended == ended
        assert await rows(pool, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }") == [(str(THINGS),)]
        assert reader in readers(pool)
        asked.cancel()


async def test_what_is_like_a_query_that_had_to_go_takes_no_reader_that_others_need(
    revision: Saved,
) -> None:
    async with serving(revision, readers=2, long_after=0.05) as pool:
        with pytest.raises(DeadlineError):
            await fetch(pool, f"{FOREVER} #0", timeout=1)
        assert await fully_staffed(pool)
        for reader in readers(pool):
            os.kill(reader.pid, signal.SIGSTOP)
        short = asking(pool, "ASK {}")
        assert await eventually(lambda: bool(pool.running()))
        with pytest.raises(OvertakenError):
            await fetch(pool, f"{FOREVER} #1")
        for reader in readers(pool):
            os.kill(reader.pid, signal.SIGCONT)
        assert json.loads(await short)["boolean"] is True


async def test_queries_that_are_answered_at_once_are_not_suspected_for_one_that_was_not(
    revision: Saved,
) -> None:
    """Or else, where one of many was held up, all that are like it would be refused."""
    async with serving(revision, long_readers=1, long_share=60) as pool:
        endless = asking(pool, FOREVER)
        assert await eventually(lambda: pool.statistics().long == 1, 5)
        assert await rows(pool, among(1)) == [("1",)]
        with pytest.raises(OvertakenError):
            await fetch(pool, among(THINGS))
        assert await rows(pool, among(2)) == [(str(2**6),)]
        endless.cancel()


async def test_what_is_like_a_query_that_had_to_go_is_answered_where_there_is_room(
    revision: Saved,
) -> None:
    async with serving(revision, readers=1, long_after=0.05) as pool:
        with pytest.raises(DeadlineError):
            await fetch(pool, among(THINGS), timeout=1)
        assert await rows(pool, among(2)) == [(str(2**6),)]
        assert await seconds_to_answer(pool) < 0.5


async def test_a_reader_that_past_queries_have_filled_is_replaced(revision: Saved) -> None:
    """Memory that the allocator keeps is no memory for the next query."""
    text = "SELECT (STRLEN(GROUP_CONCAT(?t)) AS ?n) { ?a ?b ?c . ?d ?e ?f BIND(STR(?a) AS ?t) }"
    async with serving(revision, readers=1, memory=32 * MIB) as pool:
        for turn in range(20):
            assert await rows(pool, f"{text} #{turn}") == [("1136999",)]
        assert pool.statistics().ended == {}


async def test_closing_lets_running_queries_end_in_time_and_ends_the_others(
    revision: Saved,
) -> None:
    async with serving(revision, readers=2) as pool:
        ending, endless = asking(pool, PAIRS), asking(pool, FOREVER)
        assert await eventually(lambda: any(each.long for each in pool.running()), 5)
        begin = perf_counter()
        await pool.close(grace=2)
        assert b"90000" in await ending
        with pytest.raises(UnansweredError):
            await endless
        assert 2 <= perf_counter() - begin < 4
        with pytest.raises(UnansweredError):
            await fetch(pool, "ASK {}")
