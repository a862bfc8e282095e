"""The processes that search: bounded, replaced when they end, and over what is served now."""

import asyncio
import os
import re
import shutil
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, Store

from krig.queries import term_of
from krig.release import Release
from krig.search.layout import FILE
from krig.search.things import READ
from server.asking import own_query
from server.engine import Engine
from server.local import LocalEngine
from server.readers.faults import BusyError, DeadlineError
from server.readers.limits import Limits
from server.remote import RemoteEngine
from server.search.faults import UnindexedError
from server.search.limits import SearchLimits
from server.search.searcher import Searcher
from server.search.shelf import Shelf
from tests.listening import Held, answering, writable

pytestmark = pytest.mark.anyio

LIMITS = SearchLimits(deadline=30)
BUSAN = {"ask": "best", "text": "부산", "kinds": [], "limit": 3}
ID = "https://w3id.org/krig/id/"
PATIENCE = 60
UPDATE = {"Content-Type": "application/sparql-update"}
NAMED = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    "INSERT DATA { GRAPH <http://e/g> { <http://e/s> rdfs:label '새로운 이름'@ko } }"
)


@asynccontextmanager
async def searching(engine: Engine, limits: SearchLimits = LIMITS) -> AsyncIterator[Searcher]:
    searcher = Searcher(engine, limits)
    try:
        yield searcher
    finally:
        await searcher.close()


@asynccontextmanager
async def shelved(release: Release, limits: SearchLimits) -> AsyncIterator[Shelf]:
    shelf = await Shelf.open("r", release.path / FILE, limits)
    try:
        yield shelf
    finally:
        await shelf.close()


async def eventually(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        await asyncio.sleep(0.05)


def first(told: Any) -> str:
    iri: str = told["hits"][0]["iri"]
    return iri.removeprefix(ID)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_index_of_a_release_is_searched_as_it_is(release: Release) -> None:
    async with searching(LocalEngine(release, Limits())) as searcher:
        revision, told = await searcher.ask(BUSAN)
    assert (revision, first(told)) == (release.id, "province/busan")


async def test_a_release_without_an_index_gets_one_beside(release: Release, tmp_path: Path) -> None:
    shutil.copytree(release.path, tmp_path / "r")
    (tmp_path / "r" / FILE).unlink()
    bare = Release(tmp_path / "r", release.manifest)
    async with searching(LocalEngine(bare, Limits())) as searcher:
        revision, told = await searcher.ask(BUSAN)
        assert (revision, first(told)) == (release.id, "province/busan")
    assert not (tmp_path / "r" / FILE).exists()


async def test_an_index_that_is_damaged_is_made_anew(release: Release, tmp_path: Path) -> None:
    shutil.copytree(release.path, tmp_path / "r")
    (tmp_path / "r" / FILE).chmod(0o644)
    (tmp_path / "r" / FILE).write_bytes(b"no index")
    damaged = Release(tmp_path / "r", release.manifest)
    async with searching(LocalEngine(damaged, Limits())) as searcher:
        _, told = await searcher.ask(BUSAN)
    assert first(told) == "province/busan"


async def test_another_server_is_asked_for_all_that_an_index_is_made_of() -> None:
    _, _, block = own_query("searchable").partition("VALUES")
    named = {term_of(each, "iri") for each in re.findall(r"\w+:\w+", block)}
    assert named == READ


async def test_another_server_is_searched_too(store: Store) -> None:
    with answering(store, "remote") as address:
        engine = RemoteEngine(f"{address}/sparql", Limits())
        await engine.start()
        try:
            async with searching(engine) as searcher:
                _, told = await searcher.ask(BUSAN)
        finally:
            await engine.close()
    assert first(told) == "province/busan"


async def test_who_asks_before_the_index_is_made_is_told_to_come_back(
    store: Store, tmp_path: Path
) -> None:
    store.dump(tmp_path / "graph.nq", RdfFormat.N_QUADS)
    engine = LocalEngine(Held("r", tmp_path / "graph.nq"), Limits())
    async with searching(engine, SearchLimits(deadline=0.01)) as searcher:
        with pytest.raises(UnindexedError):
            await searcher.ask(BUSAN)


async def test_a_graph_that_cannot_be_read_is_told_and_not_tried_all_the_time(
    tmp_path: Path,
) -> None:
    (tmp_path / "graph.nq").write_text("no quads")
    engine = LocalEngine(Held("r", tmp_path / "graph.nq"), Limits())
    async with searching(engine) as searcher:
        with pytest.raises(UnindexedError):
            await searcher.ask(BUSAN)
        began = time.monotonic()
        with pytest.raises(UnindexedError):
            await searcher.ask(BUSAN)
        assert time.monotonic() - began < 1


async def test_a_process_that_is_killed_is_replaced_and_nobody_notices(release: Release) -> None:
    async with shelved(release, LIMITS) as shelf:
        await eventually(lambda: len(shelf.pids) == LIMITS.at_once)
        before = {*shelf.pids}
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        for _ in range(5):
            assert first(await shelf.ask(BUSAN, "c")) == "province/busan"
        await eventually(lambda: len(shelf.pids) == LIMITS.at_once)
        assert before.isdisjoint(shelf.pids)


async def test_a_search_that_takes_too_long_ends_with_its_process(release: Release) -> None:
    async with shelved(release, SearchLimits(at_once=1, deadline=0.5)) as shelf:
        (pid,) = shelf.pids
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(DeadlineError):
            await shelf.ask(BUSAN, "c")
        await eventually(lambda: not is_running(pid))


async def test_more_searches_than_may_wait_are_refused(release: Release) -> None:
    async with shelved(release, SearchLimits(at_once=1, deadline=2, queue=2)) as shelf:
        os.kill(shelf.pids[0], signal.SIGSTOP)
        asked = [asyncio.create_task(shelf.ask(BUSAN, "c")) for _ in range(8)]
        told = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(each, BusyError) for each in told) >= 5


async def test_all_processes_end_with_the_searcher(release: Release) -> None:
    async with shelved(release, LIMITS) as shelf:
        await eventually(lambda: len(shelf.pids) == LIMITS.at_once)
        pids = shelf.pids
    await eventually(lambda: not any(map(is_running, pids)))


async def test_after_a_write_the_index_follows_and_says_which_revision_it_is_of(
    tmp_path: Path,
) -> None:
    with writable(tmp_path) as (address, token):
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as client:
            before = await client.get("/search", params={"q": "새로운"})
            while before.status_code == 503:
                before = await client.get("/search", params={"q": "새로운"})
            assert before.json()["total"] == 0
            written = await client.post("/sparql", content=NAMED.encode(), headers=UPDATE)
            revision = written.json()["revision"]
            until = time.monotonic() + PATIENCE
            while True:
                answer = await client.get("/search", params={"q": "새로운"})
                if answer.headers["krig-revision"] == revision:
                    break
                assert answer.json()["total"] == 0
                assert time.monotonic() < until
                await asyncio.sleep(0.05)
            assert answer.json()["results"][0]["id"] == "http://e/s"
