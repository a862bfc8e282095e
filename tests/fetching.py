"""Pools of real processes over small graphs, and how tests ask them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Self

from server.readers.limits import Limits
from server.readers.link import Link
from server.readers.pool import Pool
from server.readers.query import Query

MIB = 2**20
FOREVER = (
    "SELECT (COUNT(*) AS ?n) {?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s}"
)
"""A query that no reader answers within a lifetime over a graph of some hundred quads."""
WHILE = (
    "SELECT (COUNT(*) AS ?n) {?a ?b ?c . ?d ?e ?f FILTER(?c + ?f + ?i > 0)"
    "VALUES ?i {1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20}}"
)
"""A query that takes a while, and ends: it counts `WHILE_COUNTS` over 300 things."""
WHILE_COUNTS = "1800000"
MILLIONS = "SELECT * {?a ?b ?c . ?d ?e ?f . ?g ?h ?i}"
"""A query whose answer is quick to begin and long to end."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A revision in a file."""

    id: str
    dump: Path

    @classmethod
    def of(cls, folder: Path, name: str, lines: Iterable[str]) -> Self:
        dump = folder / f"{name}.nq"
        dump.write_text("".join(lines), encoding="utf-8")
        return cls(name, dump)


@asynccontextmanager
async def serving(revision: Saved, **limits: Any) -> AsyncIterator[Pool]:
    """A pool with few readers and tight limits, but for those that are given."""
    tight = {
        "readers": 2,
        "deadline": 20,
        "memory": 128 * MIB,
        "cache": 0,
        "rate": 1e6,
        "burst": 1e6,
    }
    async with await Pool.start(revision, Limits(**{**tight, **limits})) as pool:
        yield pool


async def fetch(pool: Pool, text: str, form: str = "json", **options: Any) -> bytes:
    """The whole answer of a query."""
    names = {"client", "timeout"} & options.keys()
    asked = {name: options.pop(name) for name in names}
    async with await pool.query(Query(text, form, **options), **asked) as answer:
        return b"".join([piece async for piece in answer])


async def rows(pool: Pool, text: str, **options: Any) -> list[tuple[str, ...]]:
    """The rows of a SELECT query, as plain values in the order of its variables."""
    content = json.loads(await fetch(pool, text, **options))
    names = content["head"]["vars"]
    return [
        tuple(row[name]["value"] if name in row else "" for name in names)
        for row in content["results"]["bindings"]
    ]


def readers(pool: Pool) -> list[Link]:
    """The readers of a pool."""
    return [link for family in pool._stock._families for link in family.readers]


def templates(pool: Pool) -> list[int]:
    """The numbers of the processes of its templates."""
    return list({family.parent.pid: None for family in pool._stock._families})


def alive(pid: int) -> bool:
    """Whether a process lives: one whose parent is gone may stay as a zombie with its heir."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


async def eventually(true: Callable[[], bool], seconds: float = 1.0) -> bool:
    """Whether something becomes true in time."""
    until = perf_counter() + seconds
    while not true() and perf_counter() < until:
        await asyncio.sleep(0.005)
    return true()


async def seconds_to_answer(pool: Pool) -> float:
    """How long the simplest query takes; the best of three, for other work may disturb."""
    taken = []
    for _ in range(3):
        begin = perf_counter()
        assert json.loads(await fetch(pool, "ASK {}"))["boolean"] is True
        taken.append(perf_counter() - begin)
    return min(taken)
