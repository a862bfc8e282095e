"""The engine in the memory of the process: a stream of bytes, or a refusal before it."""

import asyncio
import threading
import time
from contextlib import aclosing

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Store

from server.engine import MemoryEngine
from server.query import EvaluationError, Query, QuerySyntaxError

MANY = " ".join(map(str, range(1_000)))
SQUARE = f"SELECT ?a ?b {{ VALUES ?a {{ {MANY} }} VALUES ?b {{ {MANY} }} }}"


@pytest.fixture
def engine() -> MemoryEngine:
    store = Store()
    store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("값")))
    return MemoryEngine(store, "one")


async def pieces(engine: MemoryEngine, query: Query) -> list[bytes]:
    return [piece async for piece in engine.query(query)]


def test_an_answer_is_the_bytes_of_its_format(engine: MemoryEngine) -> None:
    query = Query("SELECT ?o { ?s ?p ?o }", QueryResultsFormat.CSV)
    assert b"".join(asyncio.run(pieces(engine, query))) == "o\r\n값\r\n".encode()
    graph = Query("CONSTRUCT WHERE { ?s ?p ?o }", RdfFormat.N_TRIPLES)
    content = b"".join(asyncio.run(pieces(engine, graph)))
    assert content == '<http://e/s> <http://e/p> "값" .\n'.encode()


def test_a_long_answer_comes_in_pieces_and_begins_before_it_ends(engine: MemoryEngine) -> None:
    async def first_and_all() -> tuple[float, float, int]:
        started = time.perf_counter()
        size = 0
        first = 0.0
        async for piece in engine.query(Query(SQUARE, QueryResultsFormat.CSV)):
            first = first or time.perf_counter() - started
            size += len(piece)
        return first, time.perf_counter() - started, size

    first, whole, size = asyncio.run(first_and_all())
    assert size > 5_000_000
    assert first < whole / 2


@pytest.mark.parametrize(
    ("text", "error"),
    [("ASK {", QuerySyntaxError), ("ASK { FILTER(<http://e/f>()) }", EvaluationError)],
)
def test_a_refusal_comes_before_the_first_piece(
    engine: MemoryEngine, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        asyncio.run(pieces(engine, Query(text, QueryResultsFormat.JSON)))


def test_closing_the_stream_ends_the_evaluation(engine: MemoryEngine) -> None:
    async def leave_early() -> None:
        async with aclosing(engine.query(Query(SQUARE, QueryResultsFormat.CSV))) as stream:
            assert await anext(stream)

    before = threading.active_count()
    started = time.perf_counter()
    asyncio.run(leave_early())
    assert time.perf_counter() - started < 1
    assert threading.active_count() <= before


def test_a_format_of_another_kind_of_answer_is_an_error_of_the_caller(
    engine: MemoryEngine,
) -> None:
    with pytest.raises(TypeError):
        asyncio.run(pieces(engine, Query("ASK {}", RdfFormat.TURTLE)))
