"""A template goes on to the next revision by what has changed: whole, at once, and not for ever."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from krig.delta import Delta
from server.readers import stock
from server.readers.change import Change
from server.readers.family import TemplateError
from server.readers.faults import UnansweredError
from server.readers.pool import Pool
from server.readers.query import Query
from tests.fetching import (
    MIB,
    WHILE,
    WHILE_COUNTS,
    Saved,
    alive,
    eventually,
    fetch,
    readers,
    rows,
    serving,
    templates,
)

pytestmark = pytest.mark.anyio

COUNT = 'SELECT (COUNT(*) AS ?n) { ?s <http://a/text> ?o FILTER(STRSTARTS(?o, "%d.")) }'
NAME = "SELECT ?name { <http://a/revision> <http://a/name> ?name }"


def quad(name: str) -> Quad:
    return Quad(NamedNode("http://a/revision"), NamedNode("http://a/name"), Literal(name))


def named(folder: Path, number: int, *more: str) -> Saved:
    return Saved.of(folder, str(number), [f"{quad(str(number))} .\n", *more])


def step(number: int, *, size: int = 0) -> Change:
    """What leads to the state of that number from the one before it; it may be made larger."""
    before, after = frozenset({quad(str(number - 1))}), frozenset({quad(str(number))})
    change = Change.of(str(number - 1), Delta(after, before))
    return Change(change.before, change.added + b"\n" * size, change.removed)


def bulk(number: int) -> list[str]:
    return [f'<http://a/{n}> <http://a/text> "{number}.{n}" .\n' for n in range(300)]


def memory(pid: int) -> int:
    """How many bytes of a process are its own."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) * 1024


async def test_every_answer_is_of_one_revision_and_what_is_asked_later_of_no_earlier_one(
    tmp_path: Path,
) -> None:
    states = [named(tmp_path, number) for number in range(60)]
    over = False

    async def ask(pool: Pool, client: int) -> int:
        count = last = 0
        while not over:
            count += 1
            least = int(pool.revision)
            text = f"{NAME} #{client}.{count}"
            async with await pool.query(Query(text, "csv", union=False)) as answer:
                content = b"".join([piece async for piece in answer])
            assert content == f"name\r\n{answer.revision}\r\n".encode()
            assert int(answer.revision) >= max(least, last)
            last = int(answer.revision)
        return count

    async with serving(states[0], cache=MIB) as pool:
        (template,) = templates(pool)
        asking = [asyncio.ensure_future(ask(pool, client)) for client in range(4)]
        for number, state in enumerate(states[1:], 1):
            await pool.swap(state, step(number))
            assert pool.revision == state.id
            assert await rows(pool, NAME, union=False) == [(state.id,)]
        over = True
        assert min(await asyncio.gather(*asking)) > 1
        assert templates(pool) == [template]
        assert pool.statistics().templates == 1
        assert set(pool.statistics().latencies) <= {"answered", "cached"}


async def test_what_runs_ends_on_the_old_revision(revision: Saved, tmp_path: Path) -> None:
    async with serving(revision) as pool:
        running = asyncio.ensure_future(fetch(pool, WHILE, "csv"))
        assert await eventually(lambda: bool(pool.running()))
        change = Change(revision.id, f"{quad('1')} .\n".encode(), b"")
        await pool.swap(named(tmp_path, 1), change)
        assert await rows(pool, NAME, union=False) == [("1",)]
        assert not running.done()
        assert await running == f"n\r\n{WHILE_COUNTS}\r\n".encode()
        assert await eventually(lambda: len(readers(pool)) == 2)
        assert await eventually(lambda: len(pool._stock._families) == 1)


@pytest.mark.parametrize(
    "change",
    [step(2), Change("0", b"this is no graph", b""), step(1, size=17 * MIB)],
    ids=["of another", "broken", "large"],
)
async def test_where_a_change_does_not_do_the_revision_is_loaded(
    tmp_path: Path, change: Change
) -> None:
    async with serving(named(tmp_path, 0)) as pool:
        (template,) = templates(pool)
        await pool.swap(named(tmp_path, 1), change)
        assert await rows(pool, NAME, union=False) == [("1",)]
        assert pool.statistics().templates == 2
        assert await eventually(lambda: not alive(template))


async def test_a_template_that_is_killed_at_any_moment_loses_no_revision(tmp_path: Path) -> None:
    states = [named(tmp_path, number) for number in range(25)]
    async with serving(states[0]) as pool:
        for number, state in enumerate(states[1:], 1):
            moving = asyncio.ensure_future(pool.swap(state, step(number)))
            await asyncio.sleep(number % 5 * 0.001)
            for pid in templates(pool):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            try:
                await moving
            except TemplateError:  # what loaded it in place of one that was gone is killed too
                await pool.swap(state)
            async with asyncio.timeout(20):
                while True:
                    try:
                        assert await rows(pool, NAME, union=False) == [(state.id,)]
                        break
                    except UnansweredError:
                        await asyncio.sleep(0.01)
        assert await eventually(lambda: len(templates(pool)) == 1)
        assert await eventually(lambda: len(readers(pool)) == 2)


async def test_what_was_removed_is_given_back_by_loading_the_graph_anew_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock, "LITTER", 10 * sum(map(len, bulk(0))))
    async with serving(named(tmp_path, 0, *bulk(0))) as pool:
        first = templates(pool)[0]
        for number in range(1, 60):
            change = step(number)
            come, go = "".join(bulk(number)).encode(), "".join(bulk(number - 1)).encode()
            change = Change(change.before, change.added + come, change.removed + go)
            await pool.swap(named(tmp_path, number, *bulk(number)), change)
            assert await rows(pool, NAME, union=False) == [(str(number),)]
            assert await rows(pool, COUNT % number, union=False) == [("300",)]
        assert await eventually(lambda: len(templates(pool)) == 1 and first not in templates(pool))
        assert await rows(pool, NAME, union=False) == [("59",)]


async def test_hundreds_of_changes_leave_no_process_no_descriptor_and_little_memory(
    tmp_path: Path,
) -> None:
    states = [Saved(str(n), tmp_path / "0.nq") for n in range(701)]
    async with serving(named(tmp_path, 0), readers=1) as pool:
        for number in range(1, 200):
            await pool.swap(states[number], step(number))
        (template,) = templates(pool)
        before, files = memory(template), len(list(Path("/proc/self/fd").iterdir()))
        for number in range(200, 701):
            await pool.swap(states[number], step(number))
        assert memory(template) - before < 4 * MIB
        assert len(list(Path("/proc/self/fd").iterdir())) <= files + 8
        assert await eventually(lambda: len(readers(pool)) == 1)
        assert await rows(pool, NAME, union=False) == [("700",)]
        left = Path(f"/proc/{template}/task/{template}/children").read_text(encoding="ascii")
        assert len(left.split()) <= 2
