"""No query ends an engine behind: what might is refused, and what is sent on does not."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Final

import pytest

from server.readers.faults import CrashedError, DeadlineError
from server.readers.limits import Limits
from server.remote import RemoteEngine
from server.remote.complexity import DEEPEST, PARTS, check
from tests.server.remote.engines import REMOTE, Kind, answer, running, told

pytestmark = pytest.mark.anyio

NESTED: Final[dict[str, Callable[[int], str]]] = {
    "groups": lambda n: f"SELECT * {'{' * n}{'}' * n}",
    "subqueries": lambda n: f"SELECT * {{ {'{ SELECT * { ' * n}{'} }' * n} }}",
    "optionals": lambda n: f"SELECT * {{ {'OPTIONAL { ?a ?b ?c ' * n}{'}' * n} }}",
    "exists": lambda n: f"SELECT * {{ {'FILTER EXISTS { ' * n}{'} ' * n} }}",
    "brackets": lambda n: f"SELECT * {{ FILTER ({'(' * n}1{')' * n}) }}",
    "negations": lambda n: f"SELECT * {{ FILTER ({'!(' * n}1{')' * n}) }}",
    "functions": lambda n: f"SELECT ({'IF(true, 1, ' * n}1{')' * n} AS ?x) {{}}",
    "paths": lambda n: f"SELECT * {{ ?a {'(' * n}<p:p>{')' * n} ?b }}",
    "blank nodes": lambda n: f"SELECT * {{ ?a ?b {'[ ?b ' * n}1{']' * n} }}",
    "lists": lambda n: f"SELECT * {{ ?a ?b {'(' * n}1{')' * n} }}",
}
CHAINED: Final[dict[str, Callable[[int], str]]] = {
    "optionals": lambda n: f"SELECT * {{ {'OPTIONAL { ?a ?b ?c } ' * n} }}",
    "minus": lambda n: f"SELECT * {{ {'MINUS { ?a ?b ?c } ' * n} }}",
    "unions": lambda n: f"SELECT * {{ {'{} UNION ' * n}{{}} }}",
    "filters": lambda n: f"SELECT * {{ {'FILTER (?a) ' * n} }}",
    "bindings": lambda n: "SELECT * {" + " ".join(f"BIND (1 AS ?v{i})" for i in range(n)) + "}",
    "sums": lambda n: f"SELECT ({'1 + ' * n}1 AS ?x) {{}}",
    "signs": lambda n: f"SELECT (1{'+1' * n} AS ?x) {{}}",
    "negations": lambda n: f"SELECT * {{ FILTER ({'!' * n}1) }}",
    "disjunctions": lambda n: f"SELECT * {{ FILTER ({'?a || ' * n}?a) }}",
    "sequences": lambda n: f"SELECT * {{ ?a {'<p:p>/' * n}<p:p> ?b }}",
    "alternatives": lambda n: f"SELECT * {{ ?a {'<p:p>|' * n}<p:p> ?b }}",
    "triples": lambda n: f"SELECT * {{ {'?a <p:p> ?b . ' * n} }}",
}


@pytest.fixture(scope="module", params=REMOTE)
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[RemoteEngine]:
    """An engine whose server is started for this, as it might not live."""
    kind: Kind = request.param
    with running(kind) as server:
        engine = RemoteEngine(server.endpoint, Limits.model_validate({"deadline": 5}))
        await engine.start()
        yield engine
        await engine.close()


def longest(written: Callable[[int], str]) -> str:
    """The longest of such queries that are sent on."""
    return next(query for query in map(written, range(PARTS, 0, -1)) if passes(query))


def passes(query: str) -> bool:
    try:
        check(query)
    except CrashedError:
        return False
    return True


async def survives(engine: RemoteEngine, query: str) -> bool:
    """Whether the server behind still answers once it was asked `query`, refused or not."""
    with suppress(Exception):
        await answer(engine, query)
    with suppress(DeadlineError):
        return told(await answer(engine, "ASK { ?any ?thing ?goes }")) != []
    return False


@pytest.mark.parametrize("name", NESTED)
async def test_nesting_up_to_the_limit_ends_no_server(engine: RemoteEngine, name: str) -> None:
    assert await survives(engine, longest(NESTED[name]))


@pytest.mark.parametrize("name", CHAINED)
async def test_chains_up_to_the_limit_end_no_server(engine: RemoteEngine, name: str) -> None:
    assert await survives(engine, longest(CHAINED[name]))


@pytest.mark.parametrize("name", NESTED)
@pytest.mark.parametrize("times", [DEEPEST + 1, 1_000, 3_000])
def test_deeper_nesting_is_refused(name: str, times: int) -> None:
    with pytest.raises(CrashedError):
        check(NESTED[name](times))


@pytest.mark.parametrize("name", CHAINED)
@pytest.mark.parametrize("times", [PARTS + 1, 3_000])
def test_longer_chains_are_refused(name: str, times: int) -> None:
    with pytest.raises(CrashedError):
        check(CHAINED[name](times))


def test_long_lists_of_data_are_not_refused() -> None:
    check(f"SELECT * {{ VALUES ?x {{ {'1 ' * 10_000} }} }}")
    check(f"SELECT * {{ ?a ?b ?c FILTER (?c IN ({'1, ' * 10_000} 1)) }}")


def test_what_texts_and_comments_hold_does_not_count() -> None:
    check(f"ASK {{ ?a ?b '{'{' * 1_000}' }} # {'{' * 1_000}")
