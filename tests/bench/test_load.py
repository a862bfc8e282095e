"""Load is generated over HTTP, and what came of it is told."""

import asyncio
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from time import sleep
from urllib.parse import quote

import pytest

from bench import client
from bench.guilty import Guilty
from bench.load import Load, timing
from bench.process import program
from bench.single import Asker
from tests.server.remote.engines import running

GOOD = quote("SELECT * { VALUES ?x { 1 2 3 } }", safe="")
BAD = quote("SELECT * {", safe="")
SLOW = quote(
    "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?{v} {{ {'1 ' * 60} }}" for v in "abcdefg")
    + "}"
)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with running("oxigraph") as server:
        yield server.endpoint


def file(folder: Path, *queries: str) -> Path:
    path = folder / "queries"
    path.write_text("".join(f"{query}\n" for query in queries), encoding="ascii")
    return path


def test_answers_are_counted_and_timed(endpoint: str, tmp_path: Path) -> None:
    found = timing(endpoint, Load(file(tmp_path, GOOD), 0, 2, 1))
    assert found.answers > 10
    assert found.refused == found.broken == 0
    assert 0 < found.median <= found.p99
    assert found.rate > 0


def test_answers_that_tell_of_a_failure_do_not_count_for_the_rate(
    endpoint: str, tmp_path: Path
) -> None:
    found = timing(endpoint, Load(file(tmp_path, BAD), 0, 1, 1))
    assert found.refused == found.answers > 10
    assert found.rate == 0


@pytest.mark.skipif(program("wrk") is None, reason="wrk is not installed (Debian: wrk)")
def test_wrk_begins_with_the_line_that_it_is_told(endpoint: str, tmp_path: Path) -> None:
    path = file(tmp_path, *[BAD] * 5, *[GOOD] * 200_000)
    # It takes a line to see how long a request is, and sends it to nobody.
    assert timing(endpoint, Load(path, 0, 1, 1)).refused == 4
    assert timing(endpoint, Load(path, 5, 1, 1)).refused == 0


def test_the_lean_client_does_the_same(endpoint: str, tmp_path: Path) -> None:
    taken, refused, broken, seconds = client.replay(
        endpoint, file(tmp_path, GOOD, BAD), 0, clients=3, seconds=0.5
    )
    assert len(taken) > 10
    assert abs(refused - len(taken) / 2) <= 3
    assert broken == 0
    assert seconds >= 0.5


def test_the_lean_client_tells_of_a_server_that_is_not_there() -> None:
    with pytest.raises(client.BrokenAnswerError):
        asyncio.run(client.Connection("http://127.0.0.1:1/").ask(GOOD))


def test_one_query_is_timed_and_measured(endpoint: str) -> None:
    asker = Asker(endpoint, 5)
    first, second = asker.ask(GOOD), asker.ask(GOOD)
    assert first is not None
    assert second is not None
    assert first.size == second.size > 50
    assert asker.ask(BAD) is None
    assert asker.ask(GOOD) is not None
    asker.close()


def test_the_guilty_ask_at_their_rate_and_leave(endpoint: str, tmp_path: Path) -> None:
    guilty = Guilty(endpoint, file(tmp_path, BAD), rate=50)
    with guilty.asking():
        sleep(1)
    assert 10 < guilty.asked < 80
    assert guilty.statuses[HTTPStatus.BAD_REQUEST] > 5


def test_the_guilty_do_not_wait_for_what_never_ends(endpoint: str, tmp_path: Path) -> None:
    guilty = Guilty(endpoint, file(tmp_path, SLOW), rate=5)
    with guilty.asking():
        sleep(0.5)
    assert guilty.asked
    assert not guilty.statuses[HTTPStatus.OK]
