"""Processes are killed at any moment: nothing that was acknowledged is lost, nothing is half there.

`KRIG_KILLS=100` in the environment kills that many of them, and takes some minutes.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from krig.revisions import Revisions
from server.writing.faults import LostError
from tests.krig.revisions.histories import GRAPH, append, begun, held, quad
from tests.server.writing.benches import Bench, scribe, writing

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("KRIG_KILLS", "10"))
GOLDEN = 0.6180339887
MOMENT = 0.12
"""Within how many seconds after an acknowledgement one is killed: one or two writes long."""


@pytest.fixture
def revisions(tmp_path: Path) -> Revisions:
    return begun(tmp_path / "revisions")


def spread(seed: float) -> Iterator[float]:
    """Numbers from 0 to 1, spread evenly and never in step with anything."""
    return ((seed + number * GOLDEN) % 1 for number in count(1))


def inserting(number: int) -> str:
    return f"INSERT DATA {{ GRAPH <http://a/graph> {{ {quad(number).triple} }} }}"


async def keep_writing(
    bench: Bench, first: int, acknowledged: asyncio.Queue[int], lost: set[int]
) -> None:
    """Write one quad after the other, and again what has been lost, until cancelled."""
    for number in count(first, 3):
        with suppress(LostError):
            await bench.do(inserting(number))
            acknowledged.put_nowait(number)
            continue
        lost.add(number)


def victim(bench: Bench, chance: float) -> int:
    """Return the number of the process that evaluates, if there is one, or of the scribe."""
    parent = scribe(bench.writer)
    with suppress(FileNotFoundError):
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if children and chance < 0.5:
            return int(children[0])
    return parent


async def test_the_scribe_and_its_children_are_killed(revisions: Revisions) -> None:
    acknowledged: asyncio.Queue[int] = asyncio.Queue()
    lost: set[int] = set()
    written: set[int] = set()
    async with writing(revisions) as bench:
        streams = [
            asyncio.ensure_future(keep_writing(bench, 10 + stream, acknowledged, lost))
            for stream in range(3)
        ]
        for _, chance in zip(range(KILLS), spread(0.3), strict=False):
            written.add(await acknowledged.get())
            await asyncio.sleep(MOMENT * chance)
            with suppress(AssertionError, ProcessLookupError):
                os.kill(victim(bench, chance * 7 % 1), signal.SIGKILL)
        written.add(await acknowledged.get())
        for stream in streams:
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)
    while not acknowledged.empty():
        written.add(acknowledged.get_nowait())
    assert lost
    found = assert_whole(revisions)
    assert written <= found
    assert not lost & found


def test_the_front_is_killed(revisions: Revisions) -> None:
    written: set[int] = set()
    first = 10
    for _, chance in zip(range(max(2, KILLS // 5)), spread(0.7), strict=False):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.server.writing.front", str(revisions.folder), str(first)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        ) as front:
            assert front.stdout is not None
            written.add(int(front.stdout.readline()))
            with suppress(subprocess.TimeoutExpired):
                front.wait(4 * MOMENT * chance)
            front.kill()
            written.update(int(line) for line in front.stdout if line.endswith("\n"))
        assert written <= assert_whole(revisions)
        first = max(written) + 2
    append(revisions, added=[quad(0, "again")])
    assert {path.name[0] for path in revisions.folder.iterdir()} == {".", "c", "r"}
    assert not [*revisions.folder.glob(".staged*")]


def assert_whole(revisions: Revisions) -> set[int]:
    """Check that every revision is whole and adds one quad; return which quads there are.

    A process whose front was killed may still end what it has begun; the lock keeps it off.
    """
    with revisions.writing():
        revisions.verify()
        former = held(revisions.state("r0"))
        for revision in revisions.all()[1:]:
            (added,) = (each for each in revision.delta().added if each.graph_name == GRAPH)
            assert added not in former
            former.add(added)
        assert held(revisions.state()) == former
    return {int(each.subject.value.rpartition("/")[2]) for each in former}
