"""Clients take turns for readers, in a queue that is bounded."""

import asyncio
from collections.abc import Awaitable

import pytest

from server.readers.faults import BusyError, LostError
from server.readers.turns import Turns

pytestmark = pytest.mark.anyio


def soon(seconds: float = 5.0) -> float:
    return asyncio.get_running_loop().time() + seconds


def asked(turns: Turns[str], *clients: str) -> list[asyncio.Task[str]]:
    return [asyncio.ensure_future(turns.take(client, soon())) for client in clients]


async def order(turns: Turns[str], tasks: list[asyncio.Task[str]]) -> list[int]:
    """Give one reader again and again; return which of the tasks had it, in order."""
    await asyncio.sleep(0)
    served = []
    for _ in tasks:
        turns.give("reader")
        await asyncio.sleep(0.001)
        done = [n for n, task in enumerate(tasks) if task.done() and n not in served]
        served += done
    return served


async def outcome(work: Awaitable[str]) -> str:
    try:
        return await work
    except BusyError:
        return "busy"


async def test_an_idle_reader_is_taken_at_once_the_warmest_first() -> None:
    turns: Turns[str] = Turns(0, 0.1)
    turns.give("cold")
    turns.give("warm")
    assert await turns.take("a", soon()) == "warm"
    assert turns.coldest() == "cold"
    assert turns.coldest() is None


async def test_clients_take_turns_however_much_one_of_them_asks() -> None:
    turns: Turns[str] = Turns(10, 0.1)
    tasks = asked(turns, "a", "a", "a", "a", "b", "c", "b")
    assert await order(turns, tasks) == [0, 4, 5, 1, 6, 2, 3]


async def test_a_full_queue_refuses_and_says_when_to_come_again() -> None:
    turns: Turns[str] = Turns(30, 0.1)
    tasks = asked(turns, *"abc" * 10)
    await asyncio.sleep(0)
    with pytest.raises(BusyError) as refused:
        await turns.take("a", soon())
    assert refused.value.retry_after == 3
    assert len(turns) == 30
    turns.refuse(LostError())
    assert {type(each) for each in await asyncio.gather(*tasks, return_exceptions=True)} == {
        LostError
    }


async def test_a_client_that_fills_the_queue_makes_room_for_another() -> None:
    turns: Turns[str] = Turns(3, 0.1)
    greedy = asked(turns, "a", "a", "a")
    await asyncio.sleep(0)
    modest = asked(turns, "b")
    await asyncio.sleep(0)
    assert len(turns) == 3
    turns.give("one")
    turns.give("two")
    turns.give("three")
    assert [await outcome(each) for each in greedy] == ["one", "three", "busy"]
    assert await outcome(modest[0]) == "two"


async def test_who_waits_too_long_is_refused_and_leaves_the_queue() -> None:
    turns: Turns[str] = Turns(3, 0.1)
    with pytest.raises(BusyError):
        await turns.take("a", soon(0.01))
    assert len(turns) == 0


async def test_a_reader_that_comes_as_its_client_leaves_goes_to_the_next() -> None:
    turns: Turns[str] = Turns(3, 0.1)
    leaving, staying = asked(turns, "a", "b")
    await asyncio.sleep(0)
    turns.give("reader")
    leaving.cancel()
    assert await staying == "reader"
    assert turns.idle == 0


async def test_a_forgotten_reader_is_not_taken() -> None:
    turns: Turns[str] = Turns(0, 0.1)
    turns.give("gone")
    turns.forget("gone")
    turns.forget("never there")
    with pytest.raises(BusyError):
        await turns.take("a", soon())
