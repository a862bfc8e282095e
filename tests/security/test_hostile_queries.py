"""No query stops the service: after each of the corpus the next one is answered at once."""

import socket
from contextlib import closing
from pathlib import Path

import pytest

from server.readers.faults import (
    CrashedError,
    DeadlineError,
    EvaluationError,
    FederationError,
    MemoryExceededError,
    QuerySyntaxError,
    UnansweredError,
)
from server.readers.pool import Pool
from tests.fetching import MIB, Saved, eventually, fetch, seconds_to_answer, serving
from tests.security.corpus import KINDS, ways_out

pytestmark = pytest.mark.anyio

FAULTS = (
    CrashedError,
    DeadlineError,
    EvaluationError,
    FederationError,
    MemoryExceededError,
    QuerySyntaxError,
)
"""What may come of a hostile query, beside an answer."""
DEADLINE = 0.2
AT_ONCE = 0.05
THINGS = 300


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def revision(tmp_path: Path) -> Saved:
    """A graph of 300 things that have numbers, and stand in a circle."""
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    lines = (
        f'<http://a/{n}> <http://a/number> "{n}"^^{integer} <http://a/graph/{n % 3}> .\n'
        f"<http://a/{n}> <http://a/next> <http://a/{(n + 1) % THINGS}> <http://a/next> .\n"
        for n in range(THINGS)
    )
    return Saved.of(tmp_path, "first", lines)


async def outcome(pool: Pool, text: str) -> type[UnansweredError] | None:
    """What comes of a query: a fault, or an answer."""
    form = "ntriples" if text.startswith(("CONSTRUCT", "DESCRIBE")) else "json"
    try:
        await fetch(pool, text, form, timeout=DEADLINE)
    except FAULTS as fault:
        return type(fault)
    return None


@pytest.mark.parametrize("kind", KINDS)
async def test_after_a_hostile_query_the_next_is_answered_at_once(
    revision: Saved, kind: str
) -> None:
    async with serving(revision, memory=64 * MIB) as pool:
        for text in KINDS[kind]():
            await outcome(pool, text)
            taken = await seconds_to_answer(pool)
            assert taken < AT_ONCE, f"{taken} s after {text[:80]}"
        assert await eventually(lambda: pool.statistics().idle == 2)
        assert pool.running() == ()
        assert pool.statistics().templates == 1


async def test_no_query_leaves_the_machine_or_changes_the_graph(revision: Saved) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.2)
        address = f"127.0.0.1:{server.getsockname()[1]}"
        async with serving(revision) as pool:
            for text in ways_out():
                fault = await outcome(pool, text.replace("127.0.0.1:8", address))
                assert fault in {FederationError, QuerySyntaxError} or " FROM " in text, text
            assert await fetch(pool, count, "csv") == b"n\r\n600\r\n"
            assert pool.statistics().ended == {}
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "text",
    [
        "ASK { BIND('SERVICE <http://a/> {}' AS ?text) }",
        "ASK { BIND(<http://a/SERVICE> AS ?iri) }",
        "ASK { # SERVICE <http://a/> { }\n }",
        "ASK { BIND(1 AS ?SERVICE) }",
        "PREFIX service: <http://a/> ASK { BIND(service:service AS ?name) }",
    ],
)
async def test_a_query_that_only_speaks_of_services_is_answered(revision: Saved, text: str) -> None:
    async with serving(revision) as pool:
        assert await outcome(pool, text) is None


def test_the_corpus_holds_hundreds_of_different_queries() -> None:
    texts = [text for kind in KINDS.values() for text in kind()]
    assert len(set(texts)) == len(texts) >= 300
