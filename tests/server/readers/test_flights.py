"""Who asks the same meanwhile waits for the answer that is on its way."""

import asyncio

import pytest

from server.readers.flights import Flights

pytestmark = pytest.mark.anyio

KEY = ("first", b"query")


async def test_the_first_leads_and_the_others_follow_until_it_lands() -> None:
    flights = Flights()
    assert not await flights.follow(KEY, 1)
    land = flights.lead(KEY)
    following = asyncio.ensure_future(flights.follow(KEY, 1))
    await asyncio.sleep(0.01)
    assert not following.done()
    land()
    land()
    assert await following
    assert not await flights.follow(KEY, 1)


async def test_who_follows_does_not_wait_for_ever() -> None:
    flights = Flights()
    flights.lead(KEY)
    assert await flights.follow(KEY, 0.01)


async def test_only_the_one_that_leads_can_land() -> None:
    flights = Flights()
    first = flights.lead(KEY)
    second = flights.lead(KEY)
    second()
    following = asyncio.ensure_future(flights.follow(KEY, 1))
    await asyncio.sleep(0.01)
    assert not following.done()
    first()
    assert await following


async def test_one_that_gives_up_does_not_disturb_the_others() -> None:
    flights = Flights()
    land = flights.lead(KEY)
    leaving, staying = (asyncio.ensure_future(flights.follow(KEY, 1)) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.sleep(0)
    land()
    assert await staying
