"""Answers come as they are found, no faster than they are taken, and whole or marked as cut."""

import asyncio
import resource
from pathlib import Path
from time import perf_counter

import pytest

from server.readers.answer import AHEAD, Answer
from server.readers.faults import DeadlineError, UnansweredError
from server.readers.query import Query
from tests.fetching import MIB, MILLIONS, Saved, fetch, readers, seconds_to_answer, serving

pytestmark = pytest.mark.anyio

MILLION = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . VALUES ?g { 1 2 3 4 5 6 7 8 9 10 11 12 } }"


def resident(pid: int | str = "self") -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def most(pid: int) -> int:
    """The most memory that a process has had."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


async def taken(answer: Answer) -> tuple[int, UnansweredError | None]:
    """How many bytes of an answer come, and what ends them early."""
    size = 0
    try:
        async for piece in answer:
            size += len(piece)
    except UnansweredError as fault:
        return size, fault
    return size, None


async def test_the_first_piece_comes_long_before_the_last_row_is_found(revision: Saved) -> None:
    async with serving(revision) as pool:
        begin = perf_counter()
        async with await pool.query(Query(MILLIONS, "json")) as answer:
            first = await anext(answer)
            assert perf_counter() - begin < 1
            assert first.startswith(b'{"head":{"vars":["a","b","c","d","e","f","g","h","i"]}')
            assert not answer.ended


async def test_a_million_rows_take_no_more_memory_than_a_thousand(revision: Saved) -> None:
    async with serving(revision, readers=1) as pool:
        await fetch(pool, MILLION + " LIMIT 1000", "csv")
        before, reader = resident(), most(readers(pool)[0].pid)
        lines = 0
        async with await pool.query(Query(MILLION, "csv")) as answer:
            async for piece in answer:
                lines += piece.count(b"\n")
        assert lines == 12 * 300 * 300 + 1
        assert resident() - before < 8 * MIB
        assert most(readers(pool)[0].pid) - reader < 8 * MIB


async def test_a_slow_client_makes_the_reader_wait_and_fills_no_memory(revision: Saved) -> None:
    async with (
        serving(revision, readers=1) as pool,
        await pool.query(Query(MILLIONS, "csv")) as answer,
    ):
        await asyncio.sleep(0.3)
        assert answer._ahead < 2 * AHEAD
        assert not answer.flows
        assert await seconds_to_answer(pool) < 0.05
        for _ in range(100):
            await anext(answer)
        assert answer._ahead < 2 * AHEAD


async def test_a_small_answer_frees_its_reader_before_the_client_takes_it(revision: Saved) -> None:
    async with serving(revision, readers=1) as pool:
        first = await pool.query(Query("SELECT * { ?a ?b ?c }", "json"))
        second = await pool.query(Query("ASK {}", "json"))
        assert b"".join([piece async for piece in second]) == b'{"head":{},"boolean":true}'
        assert len(b"".join([piece async for piece in first])) > 1000


async def test_an_answer_cut_short_is_never_taken_for_a_whole_one(revision: Saved) -> None:
    async with serving(revision) as pool:
        answer = await pool.query(Query(MILLIONS, "json"), timeout=0.3)
        size, fault = await taken(answer)
        assert size > 1000
        assert isinstance(fault, DeadlineError)
        assert not answer.whole


async def test_a_long_query_text_arrives(revision: Saved) -> None:
    values = " ".join(f"'{n}'" for n in range(50_000))
    async with serving(revision) as pool:
        content = await fetch(
            pool, f"SELECT (COUNT(*) AS ?n) {{ VALUES ?v {{ {values} }} }}", "csv"
        )
    assert content == b"n\r\n50000\r\n"
