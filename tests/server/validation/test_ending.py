"""Whatever ends in the midst of a validation, the next one is done, and nothing is left behind."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from server.validation import Checker, CheckLimits
from server.validation.faults import UncheckedError, UncheckedLaterError
from server.validation.job import Asked, Document
from tests.server.writing.benches import alive

pytestmark = pytest.mark.anyio

MIB: Final = 2**20
GOOD: Final = Asked(
    data=(Document(name="d.ttl", content=b"<http://e/s> a <http://e/C> ."),),
    shapes=(
        Document(
            name="s.ttl",
            content=b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
            <http://e/S> a sh:NodeShape ; sh:targetClass <http://e/C> ; sh:nodeKind sh:Literal .""",
        ),
    ),
    format="json",
    language="en",
)
MANY: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
NEVER: Final = "FILTER (STRLEN(STR(?a)) * STRLEN(STR(?l)) < 0)"
SELECT: Final = f"SELECT $this ?value {{ $this ?p ?value . {MANY} {NEVER} }}"
SLOW: Final = GOOD.model_copy(
    update={
        "data": (
            Document(
                name="d.nt",
                content="".join(
                    f"<http://e/{n}> <http://e/p> <http://e/{n}> .\n" for n in range(400)
                ).encode(),
            ),
        ),
        "shapes": (
            Document(
                name="s.ttl",
                content=f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
                <http://e/S> a sh:NodeShape ; sh:targetNode <http://e/1> ;
                  sh:sparql [ sh:select "{SELECT}" ] .""".encode(),
            ),
        ),
    }
)
"""Asks to look at 400 to the power of four rows."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def checking(**limits: float) -> AsyncIterator[Checker]:
    checker = Checker(CheckLimits.model_validate(limits))
    try:
        yield checker
    finally:
        await checker.close()


async def works(checker: Checker) -> bool:
    told, report = await checker.check(GOOD)
    return not told.conforms and b"NodeKind" in report


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


async def family(checker: Checker) -> tuple[int, int]:
    """The keeper and the child that validates, once both are there."""
    assert checker.pid is not None
    for _ in range(2000):
        for keeper in children(checker.pid):
            if found := children(keeper):
                return keeper, found[0]
        await asyncio.sleep(0.005)
    raise AssertionError("no validation has begun")


async def gone(*pids: int) -> bool:
    for _ in range(400):
        if not any(map(alive, pids)):
            return True
        await asyncio.sleep(0.005)
    return False


async def test_nothing_begins_before_the_first_validation() -> None:
    async with checking() as checker:
        assert checker.pid is None
        assert await works(checker)
        assert checker.pid is not None


async def test_at_the_deadline_the_validation_ends() -> None:
    async with checking() as checker:
        assert await works(checker)
        with pytest.raises(UncheckedError) as raised:
            await checker.check(SLOW, timeout=0.5)
        assert raised.value.outcome == "deadline"
        assert "0.5" in raised.value.message("en")
        assert await works(checker)


async def test_a_validation_takes_no_more_memory_than_it_may() -> None:
    lines = "".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(200_000))
    large = GOOD.model_copy(update={"data": (Document(name="d.nt", content=lines.encode()),)})
    async with checking(memory=64 * MIB, deadline=60) as checker:
        with pytest.raises(UncheckedError) as raised:
            await checker.check(large)
        assert raised.value.outcome == "memory"
        assert await works(checker)


async def test_where_nobody_waits_any_longer_the_validation_ends() -> None:
    async with checking() as checker:
        assert await works(checker)
        task = asyncio.ensure_future(checker.check(SLOW))
        processes = await family(checker)
        task.cancel()
        assert await gone(*processes)
        assert await works(checker)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
async def test_a_child_or_a_keeper_that_is_killed_takes_only_its_validation_along(
    number: signal.Signals,
) -> None:
    async with checking() as checker:
        assert await works(checker)
        for which in (0, 1):
            task = asyncio.ensure_future(checker.check(SLOW))
            processes = await family(checker)
            os.kill(processes[which], number if which else signal.SIGKILL)
            with pytest.raises((UncheckedLaterError, UncheckedError)):
                await task
            assert await gone(*processes)
            assert await works(checker)


async def test_another_template_takes_the_place_of_one_that_was_killed() -> None:
    async with checking() as checker:
        assert await works(checker)
        first = checker.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert await gone(first)
        assert await works(checker)
        assert checker.pid != first


async def test_a_flood_waits_and_is_refused_beyond_that_and_clients_take_turns() -> None:
    async with checking(at_once=1, queue=2, deadline=20) as checker:
        assert await works(checker)
        running = asyncio.ensure_future(checker.check(SLOW, "flood", 1.0))
        await family(checker)
        waiting = [asyncio.ensure_future(checker.check(SLOW, "flood", 1.0)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(UncheckedLaterError) as raised:
            await checker.check(SLOW, "flood")
        assert raised.value.outcome == "busy"
        assert raised.value.retry_after > 0
        told, _ = await checker.check(GOOD, "other")
        assert not told.conforms
        ends = await asyncio.gather(running, *waiting, return_exceptions=True)
        assert all(isinstance(end, UncheckedError | UncheckedLaterError) for end in ends)


async def test_closing_leaves_no_process_behind() -> None:
    async with checking() as checker:
        assert await works(checker)
        template = checker.pid
        assert template is not None
        task = asyncio.ensure_future(checker.check(SLOW))
        processes = await family(checker)
        task.cancel()
    assert await gone(template, *processes)


async def test_fifty_validations_leave_no_descriptor_and_no_process_behind() -> None:
    async with checking() as checker:
        assert await works(checker)
        assert checker.pid is not None

        def held() -> int:
            return len([*Path("/proc/self/fd").iterdir()])

        before = held()
        theirs = len([*Path(f"/proc/{checker.pid}/fd").iterdir()])
        for _ in range(50):
            assert await works(checker)
        assert held() == before
        assert len([*Path(f"/proc/{checker.pid}/fd").iterdir()]) == theirs
        assert await gone(*children(checker.pid))
