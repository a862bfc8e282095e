"""The engine over reader processes of this machine: it streams, refuses at once, and lets go."""

import time
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from krig.queries import bind, saved_queries
from server.local import LocalEngine
from server.query import EvaluationError, Query, QuerySyntaxError
from server.readers.limits import Limits
from tests.fetching import Saved

pytestmark = pytest.mark.anyio

MANY = " ".join(map(str, range(1_000)))
SQUARE = f"SELECT ?a ?b {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} }}"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def started(folder: Path, name: str = "one") -> AsyncIterator[LocalEngine]:
    """An engine over one triple."""
    saved = Saved.of(folder, name, [f'<http://e/s> <http://e/p> "{name}" .\n'])
    engine = LocalEngine(saved, Limits())
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


async def content(engine: LocalEngine, query: Query) -> bytes:
    return b"".join([piece async for piece in engine.query(query)])


async def test_an_answer_is_the_bytes_of_its_format(tmp_path: Path) -> None:
    async with started(tmp_path) as engine:
        rows = Query("SELECT ?o { ?s ?p ?o }", QueryResultsFormat.CSV)
        assert await content(engine, rows) == b"o\r\none\r\n"
        graph = Query("CONSTRUCT WHERE { ?s ?p ?o }", RdfFormat.N_TRIPLES)
        assert await content(engine, graph) == b'<http://e/s> <http://e/p> "one" .\n'


async def test_a_long_answer_comes_in_pieces_and_begins_before_it_ends(tmp_path: Path) -> None:
    async with started(tmp_path) as engine:
        began = time.perf_counter()
        first, size = 0.0, 0
        async for piece in engine.query(Query(SQUARE, QueryResultsFormat.CSV)):
            first = first or time.perf_counter() - began
            size += len(piece)
        assert size > 5_000_000
        assert first < (time.perf_counter() - began) / 2


@pytest.mark.parametrize(
    ("text", "error"),
    [("ASK {", QuerySyntaxError), ("ASK { FILTER(<http://e/f>()) }", EvaluationError)],
)
async def test_a_refusal_comes_before_the_first_piece(
    tmp_path: Path, text: str, error: type[Exception]
) -> None:
    async with started(tmp_path) as engine:
        with pytest.raises(error):
            await content(engine, Query(text, QueryResultsFormat.JSON))


async def test_closing_the_stream_ends_the_evaluation(tmp_path: Path) -> None:
    async with started(tmp_path) as engine:
        async with aclosing(engine.query(Query(SQUARE, QueryResultsFormat.CSV))) as stream:
            assert await anext(stream)
        assert engine.pool.running() == ()


async def test_another_revision_takes_the_place_of_the_first(tmp_path: Path) -> None:
    rows = Query("SELECT ?o { ?s ?p ?o }", QueryResultsFormat.CSV)
    async with started(tmp_path) as engine:
        assert engine.revision == "one"
        await engine.swap(Saved.of(tmp_path, "two", ['<http://e/s> <http://e/p> "two" .\n']))
        assert engine.revision == "two"
        assert await content(engine, rows) == b"o\r\ntwo\r\n"


async def test_what_is_bound_is_answered_as_what_is_substituted(
    tmp_path: Path, store: Store
) -> None:
    saved = Saved("whole", tmp_path / "whole.nq")
    store.dump(saved.dump, RdfFormat.N_QUADS)
    engine = LocalEngine(saved, Limits(deadline=300))
    await engine.start()
    try:
        for each in saved_queries():
            terms = bind(each, {})
            found = store.query(each.text, substitutions=terms, use_default_graph_as_union=True)
            kind = (
                RdfFormat.N_TRIPLES if isinstance(found, QueryTriples) else QueryResultsFormat.TSV
            )
            expected = found.serialize(format=kind) or b""
            answer = await content(engine, Query(each.text, kind, substitutions=terms))
            assert sorted(answer.splitlines()) == sorted(expected.splitlines()), each.name
    finally:
        await engine.close()


async def test_before_its_start_it_answers_nothing(tmp_path: Path) -> None:
    engine = LocalEngine(Saved.of(tmp_path, "one", []), Limits())
    with pytest.raises(RuntimeError):
        await content(engine, Query("ASK {}", QueryResultsFormat.JSON))
