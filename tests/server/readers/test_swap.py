"""A new revision takes the place of the old one, whole and while queries run."""

import asyncio
from pathlib import Path

import pytest

from server.readers.family import TemplateError
from server.readers.pool import Pool
from server.readers.query import Query
from tests.fetching import (
    FOREVER,
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

NAME = "SELECT ?name { <http://a/revision> <http://a/name> ?name }"


def named(folder: Path, name: str) -> Saved:
    return Saved.of(folder, name, [f'<http://a/revision> <http://a/name> "{name}" .\n'])


async def test_every_answer_is_of_one_revision_and_says_of_which(tmp_path: Path) -> None:
    states = [named(tmp_path, str(number)) for number in range(4)]
    seen: list[str] = []
    over = False

    async def ask(pool: Pool, client: int) -> None:
        number = 0
        while not over:
            number += 1
            text = f"{NAME} #{client}.{number}"
            async with await pool.query(Query(text, "csv", union=False)) as answer:
                content = b"".join([piece async for piece in answer])
            assert content == f"name\r\n{answer.revision}\r\n".encode()
            seen.append(answer.revision)

    async with serving(states[0], cache=MIB) as pool:
        asking = [asyncio.ensure_future(ask(pool, client)) for client in range(4)]
        await asyncio.sleep(0.05)
        for state in states[1:]:
            await pool.swap(state)
            assert pool.revision == state.id
            await asyncio.sleep(0.05)
        over = True
        await asyncio.gather(*asking)
        assert set(seen) == {"0", "1", "2", "3"}
        assert sorted(seen[-4:]) == ["3"] * 4
        assert set(pool.statistics().latencies) == {"answered"}


async def test_what_runs_ends_on_the_old_revision_whose_processes_then_end(
    revision: Saved, tmp_path: Path
) -> None:
    async with serving(revision) as pool:
        (template,) = templates(pool)
        running = asyncio.ensure_future(fetch(pool, WHILE, "csv"))
        assert await eventually(lambda: bool(pool.running()))
        await pool.swap(named(tmp_path, "second"))
        assert await rows(pool, NAME, union=False) == [("second",)]
        assert not running.done()
        assert alive(template)
        assert await running == f"n\r\n{WHILE_COUNTS}\r\n".encode()
        assert await eventually(lambda: not alive(template))
        assert len(templates(pool)) == 1
        assert await eventually(lambda: len(readers(pool)) == 2)


async def test_an_answer_of_the_old_revision_is_not_given_for_one_of_the_new(
    tmp_path: Path,
) -> None:
    async with serving(named(tmp_path, "first"), cache=MIB) as pool:
        assert await rows(pool, NAME, union=False) == [("first",)]
        await pool.swap(named(tmp_path, "second"))
        assert await rows(pool, NAME, union=False) == [("second",)]


@pytest.mark.parametrize("content", ["this is no graph\n", None], ids=["broken", "absent"])
async def test_a_revision_that_cannot_be_loaded_leaves_the_old_one_in_service(
    tmp_path: Path, content: str | None
) -> None:
    broken = Saved.of(tmp_path, "broken", [content or ""])
    if content is None:
        broken.dump.unlink()
    async with serving(named(tmp_path, "first")) as pool:
        with pytest.raises(TemplateError, match="broken"):
            await pool.swap(broken)
        assert pool.revision == "first"
        assert await rows(pool, NAME, union=False) == [("first",)]
        assert len(templates(pool)) == 1


async def test_a_pool_that_cannot_load_its_first_revision_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        async with serving(Saved.of(tmp_path, "broken", ["no graph"])):
            pass


async def test_one_that_swaps_can_change_its_mind(tmp_path: Path) -> None:
    async with serving(named(tmp_path, "first")) as pool:
        swapping = asyncio.ensure_future(pool.swap(named(tmp_path, "second")))
        await asyncio.sleep(0.05)
        swapping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await swapping
        assert pool.revision == "first"
        assert len(templates(pool)) == 1
        await pool.swap(named(tmp_path, "third"))
        assert await rows(pool, NAME, union=False) == [("third",)]


async def test_two_that_swap_do_so_one_after_the_other(tmp_path: Path) -> None:
    async with serving(named(tmp_path, "first")) as pool:
        await asyncio.gather(*(pool.swap(named(tmp_path, name)) for name in ("second", "third")))
        assert pool.revision == "third"
        assert await eventually(lambda: len(templates(pool)) == 1)


async def test_a_query_that_never_ends_holds_the_old_revision_no_longer_than_its_deadline(
    revision: Saved, tmp_path: Path
) -> None:
    async with serving(revision) as pool:
        (template,) = templates(pool)
        endless = asyncio.ensure_future(fetch(pool, FOREVER, timeout=1))
        assert await eventually(lambda: bool(pool.running()))
        await pool.swap(named(tmp_path, "second"))
        await asyncio.gather(endless, return_exceptions=True)
        assert await eventually(lambda: not alive(template))
