"""`krig publish`: what it says when it has worked, and when it cannot."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from typer.testing import CliRunner, Result

from bench.peers.virtuoso import OWNER
from krig.command.main import app
from krig.release import Releases
from tests.server.remote.engines import running

NOBODY = {"KRIG_ENGINE_USER": "", "KRIG_ENGINE_PASSWORD": "", "KRIG_ENGINE_TOKEN": ""}
KNOWN = {**NOBODY, "KRIG_ENGINE_USER": OWNER[0], "KRIG_ENGINE_PASSWORD": OWNER[1]}


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    with running("oxigraph") as server:
        yield server.endpoint


@pytest.fixture(scope="module")
def virtuoso() -> Iterator[str]:
    with running("virtuoso") as server:
        yield server.endpoint


def run(releases: Releases, *arguments: str, env: dict[str, str] = NOBODY) -> Result:
    command = ["publish", "--releases", str(releases.folder), "--lang", "en", *arguments]
    return CliRunner().invoke(app, command, env=env)


def test_it_tells_what_it_has_published(releases: Releases, oxigraph: str) -> None:
    result = run(releases, "--engine", oxigraph)
    (release,) = releases.all()
    assert result.exit_code == 0
    assert f"{release.id} is published at {oxigraph}" in result.output


def test_it_tells_each_step(releases: Releases, oxigraph: str) -> None:
    result = run(releases, "--engine", oxigraph, "--by", "staging")
    steps = [line for line in result.stderr.splitlines() if line.endswith("…")]
    assert [line.split()[0] for line in steps] == ["reading", "sending", "moving", "counting"]


def test_it_gives_user_and_password_when_asked(releases: Releases, virtuoso: str) -> None:
    result = run(releases, "--engine", virtuoso, "--by", "graphs", env=KNOWN)
    assert result.exit_code == 0, result.output


def test_it_says_how_to_tell_who_asks(releases: Releases, virtuoso: str) -> None:
    result = run(releases, "--engine", virtuoso, "--by", "graphs")
    assert result.exit_code == 2
    assert "HTTP 401" in result.output
    assert "KRIG_ENGINE_PASSWORD" in result.output


def test_it_says_that_another_way_may_be_open(releases: Releases, virtuoso: str) -> None:
    result = run(releases, "--engine", virtuoso, env=KNOWN)
    assert result.exit_code == 2
    assert "Blank node" in result.output
    assert "--by" in result.output
    assert "DROP SILENT" not in result.output


def test_it_says_that_nobody_answers(releases: Releases) -> None:
    result = run(releases, "--engine", "http://127.0.0.1:1/query")
    assert result.exit_code == 2
    assert "http://127.0.0.1:1/query does not answer" in result.output


@pytest.fixture
def unknown() -> Iterator[str]:
    """A server that is none of those whose addresses are known."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/query"
        server.shutdown()


def test_it_asks_for_addresses_that_it_does_not_know(releases: Releases, unknown: str) -> None:
    result = run(releases, "--engine", unknown)
    assert result.exit_code == 2
    assert "--update" in result.output
    assert "--graph-store" in result.output


def test_it_speaks_korean(releases: Releases) -> None:
    result = run(releases, "--engine", "http://127.0.0.1:1/query", "--lang", "ko")
    assert "답을 받지 못했습니다" in result.output
