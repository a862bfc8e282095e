"""Processes are killed at any moment, from outside: no query hangs, none has a wrong answer."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import perf_counter

import pytest

from server.readers.faults import LostError, UnansweredError
from server.readers.pool import Pool
from tests.fetching import (
    FOREVER,
    MIB,
    WHILE,
    Saved,
    alive,
    eventually,
    fetch,
    readers,
    seconds_to_answer,
    serving,
    templates,
)

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
GOLDEN = 0.6180339887
SHORT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
LARGE = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
EXPECTED = {SHORT: 1, WHILE: 1, LARGE: 60_000}
"""How many rows each query has."""


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def spread(seed: float) -> Iterator[float]:
    """Numbers from 0 to 1, spread evenly and never in step with anything."""
    for number in count(1):
        yield (seed + number * GOLDEN) % 1


async def ask(pool: Pool, seed: float, until: float) -> Counter[str]:
    """Ask one query after the other; whatever is answered is right and whole."""
    outcomes: Counter[str] = Counter()
    for number in spread(seed):
        text = (SHORT, SHORT, WHILE, LARGE)[int(4 * number)]
        try:
            async with asyncio.timeout(15):
                content = await fetch(pool, f"{text} #{number}", "csv")
        except LostError:
            outcomes["lost"] += 1
        else:
            assert content.count(b"\n") == EXPECTED[text] + 1
            outcomes["answered"] += 1
        if perf_counter() > until:
            break
    return outcomes


@pytest.mark.parametrize("whom", ["readers", "templates"])
async def test_no_kill_makes_a_query_hang_or_its_answer_wrong(revision: Saved, whom: str) -> None:
    async with serving(revision, readers=3) as pool:
        until = perf_counter() + 4
        asking = [asyncio.ensure_future(ask(pool, seed / 6, until)) for seed in range(6)]
        for moment in spread(0):
            await asyncio.sleep(0.1 * moment)
            pids = [link.pid for link in readers(pool)] if whom == "readers" else templates(pool)
            for pid in pids[int(len(pids) * moment) :][:1]:
                kill(pid)
            if perf_counter() > until:
                break
        outcomes = sum(await asyncio.gather(*asking), Counter())
        # What a template has forked lives on without it.
        assert outcomes["lost"] > 1 or whom == "templates"
        assert outcomes["answered"] > 3
        assert await eventually(lambda: pool.statistics().idle == 3, 5)
        assert await seconds_to_answer(pool) < 0.05
        assert (pool.statistics().templates > 1) is (whom == "templates")


async def test_a_reader_that_is_killed_while_idle_is_replaced_within_a_second(
    revision: Saved,
) -> None:
    async with serving(revision) as pool:
        assert await eventually(lambda: pool.statistics().idle == 2)
        victims = {link.pid for link in readers(pool)}
        for pid in victims:
            kill(pid)
        assert await eventually(lambda: not any(alive(pid) for pid in victims))
        assert await eventually(lambda: pool.statistics().idle == 2)
        assert await seconds_to_answer(pool) < 0.05


async def test_a_template_that_is_killed_takes_its_readers_along_and_is_started_anew(
    revision: Saved,
) -> None:
    async with serving(revision) as pool:
        (template,) = templates(pool)
        former = [link.pid for link in readers(pool)]
        running = asyncio.ensure_future(fetch(pool, FOREVER))
        assert await eventually(lambda: bool(pool.running()))
        kill(template)
        with pytest.raises(LostError):
            await running
        assert await eventually(lambda: not any(alive(pid) for pid in (template, *former)))
        assert await fetch(pool, "ASK {}")
        assert pool.statistics().templates == 2


async def test_where_the_revision_is_gone_when_its_template_dies_others_are_tried_until_it_is_back(
    revision: Saved,
) -> None:
    content = revision.dump.read_bytes()
    async with serving(revision) as pool:
        revision.dump.write_bytes(b"no graph")
        kill(templates(pool)[0])
        assert await eventually(lambda: pool.statistics().templates == 2)
        assert await eventually(lambda: not pool.ready)
        waiting = asyncio.ensure_future(fetch(pool, SHORT, "csv"))
        await asyncio.sleep(0.1)
        revision.dump.write_bytes(content)
        assert await waiting == b"n\r\n300\r\n"
        assert pool.ready


FRONT = """
import asyncio, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.fetching import FOREVER, Saved, fetch, readers, serving, templates

async def main():
    async with serving(Saved("first", Path(sys.argv[2])), readers=2) as pool:
        running = asyncio.ensure_future(fetch(pool, FOREVER))
        await asyncio.sleep(0.3)
        print(*templates(pool), *(link.pid for link in readers(pool)), flush=True)
        await running

asyncio.run(main())
"""


async def test_where_the_front_is_killed_everything_ends(revision: Saved) -> None:
    front = subprocess.Popen(
        [sys.executable, "-c", FRONT, str(ROOT), str(revision.dump)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert front.stdout is not None
    pids = [int(pid) for pid in front.stdout.readline().split()]
    assert len(pids) >= 3
    assert all(alive(pid) for pid in pids)
    front.kill()
    front.communicate()
    assert await eventually(lambda: not any(alive(pid) for pid in pids), 3)


def descriptors(pid: int | str = "self") -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def children(pid: int) -> int:
    """How many children a process has, of which it has not taken leave."""
    return len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


async def test_three_hundred_kills_leak_no_process_and_no_descriptor(revision: Saved) -> None:
    async with serving(revision, readers=4, cache=MIB) as pool:
        assert await eventually(lambda: pool.statistics().idle == 4)
        (template,) = templates(pool)
        front, behind = descriptors(), descriptors(template)
        for turn in range(75):
            asking = [asyncio.ensure_future(fetch(pool, f"{FOREVER} #{n}")) for n in range(4)]
            await eventually(lambda: len(pool.running()) == 4)
            if turn % 2:
                for each in asking:
                    each.cancel()
            else:
                for link in readers(pool):
                    kill(link.pid)
            await asyncio.gather(*asking, return_exceptions=True)
        assert await eventually(lambda: pool.statistics().idle == 4)
        assert await eventually(lambda: children(template) == 4)
        assert await eventually(lambda: descriptors(template) == behind)
        assert descriptors() == front
        assert sum(pool.statistics().ended.values()) == 300
        assert pool._running == {}
        assert pool._flights._landings == {}
    assert not alive(template)


async def test_readers_that_are_ended_leave_no_memory_to_be_collected(revision: Saved) -> None:
    """What the collector finds late would be a quarter of a megabyte each."""
    async with serving(revision, readers=1) as pool:
        with pytest.raises(UnansweredError):
            await fetch(pool, FOREVER, timeout=0.2)
        gc.collect()
        gc.disable()
        tracemalloc.start()
        try:
            for turn in range(40):
                with pytest.raises(UnansweredError):
                    await fetch(pool, f"{FOREVER} #{turn}", timeout=0.2)
            grown, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            gc.enable()
        assert sum(pool.statistics().ended.values()) > 30
        assert grown < 4 * MIB
