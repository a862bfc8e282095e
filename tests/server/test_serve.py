"""`krig serve`: a process that serves a release until it is told to stop."""

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from krig.release import Releases
from krig.revisions import Revisions
from krig.revisions.tokens import Tokens
from tests.krig.revisions.histories import append, begun, quad
from tests.server.remote.engines import running
from tests.serving import PATIENCE, served, started


@pytest.fixture
def process(releases: Releases) -> Iterator[subprocess.Popen[str]]:
    """A server at a free port."""
    with started("--port", "0", "--releases", str(releases.folder)) as process:
        yield process
        process.kill()


def announced(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*\n", line)
    return line.strip()


def test_it_answers_at_the_address_that_it_prints(
    process: subprocess.Popen[str], releases: Releases
) -> None:
    address = announced(process)
    current = releases.current()
    assert current is not None
    assert httpx.get(f"{address}/healthz").json() == {"status": "ok", "revision": current.id}
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    answer = httpx.get(f"{address}/sparql", params={"query": query, "format": "csv"})
    assert answer.text.split() == ["n", str(current.manifest.quads)]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_when_it_is_told_to(
    process: subprocess.Popen[str], sent: signal.Signals
) -> None:
    announced(process)
    process.send_signal(sent)
    assert process.wait(PATIENCE) == 0
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_told(releases: Releases) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started("--port", port, "--releases", str(releases.folder)) as process:
            _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert f"cannot listen at 127.0.0.1:{port}" in told


def test_a_setting_that_is_wrong_is_told(releases: Releases) -> None:
    with started("--port", "99999", "--releases", str(releases.folder)) as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert "KRIG_PORT" in told
    assert "Traceback" not in told


def test_an_operator_sees_and_stops_what_another_engine_answers(tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.json"
    allowed = {"Authorization": f"Bearer {Tokens(tokens).create('operator')}"}
    forever = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"}
    with (
        running("oxigraph") as engine,
        served("--engine", engine.endpoint, "--set", f"tokens={tokens}") as address,
        httpx.Client(base_url=address, headers=allowed, timeout=30) as client,
        ThreadPoolExecutor() as threads,
    ):
        lines = "".join(f"<x:s> <x:p> {number} .\n" for number in range(1000))
        store = engine.endpoint.replace("/query", "/store?default")
        httpx.put(store, content=lines, headers={"Content-Type": "text/turtle"}).raise_for_status()
        assert client.get("/sparql", params={"query": "ASK {}"}).is_success
        ready = client.get("/readyz").json()
        assert (ready["status"], bool(ready["revision"])) == ("ready", True)
        asked = threads.submit(httpx.get, f"{address}/sparql", params=forever, timeout=60)
        while not (found := client.get("/running").json()["running"]):
            assert not asked.done()
        assert client.delete(f"/running/{found[0]['id']}").status_code == httpx.codes.NO_CONTENT
        with suppress(httpx.HTTPError):
            assert asked.result().status_code == httpx.codes.SERVICE_UNAVAILABLE
        metrics = client.get("/metrics").text
    assert 'krig_query_seconds_count{outcome="answered"}' in metrics
    assert 'krig_query_seconds_count{outcome="stopped"} 1.0' in metrics
    assert "krig_queries_running 0.0" in metrics


@pytest.fixture
def history(tmp_path: Path) -> Revisions:
    """A history of a release of three quads, and of one more."""
    revisions = begun(tmp_path / "revisions")
    append(revisions, [quad(3)])
    return revisions


def over(history: Revisions, releases: Path) -> tuple[str, ...]:
    return "--releases", str(releases), "--set", f"revisions={history.folder}"


def test_a_history_is_served_to_its_last_edit_though_nobody_may_write(
    history: Revisions, tmp_path: Path
) -> None:
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s <http://a/says> ?o }", "format": "csv"}
    last = history.state().id
    with served(*over(history, tmp_path / "releases")) as address:
        answer = httpx.get(f"{address}/sparql", params=query)
        assert (answer.text.split(), answer.headers["krig-revision"]) == (["n", "4"], last)
        before = httpx.get(f"{address}/sparql", params={**query, "revision": "r0"})
        assert before.text.split() == ["n", "3"]
        assert httpx.get(f"{address}/revisions").json()["revisions"][0]["id"] == last
        assert len(httpx.get(f"{address}/revisions/r0/compare/r1").json()["changes"]) == 1
        refused = httpx.post(f"{address}/revisions/r0/rollback")
        assert refused.status_code == httpx.codes.FORBIDDEN
        assert refused.json()["type"].endswith("read-only")
    assert not (tmp_path / "releases").exists()
    assert history.state().id == last


@pytest.mark.parametrize("writing", [(), ("--writable",)])
def test_a_history_upon_another_release_is_warned_of(
    history: Revisions, releases: Releases, writing: tuple[str, ...]
) -> None:
    current = releases.current()
    assert current is not None
    with started("--port", "0", *writing, *over(history, releases.folder)) as process:
        announced(process)
        process.terminate()
        _, told = process.communicate(timeout=PATIENCE)
    assert told == (
        f"serving {history.state().id}, whose edits rest on release-1, not on the current release "
        f"{current.id}; krig rebase carries them onto that.\n"
    )


def test_a_damaged_history_is_not_served(history: Revisions, tmp_path: Path) -> None:
    path = history.folder / history.state().id / "record.json"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"kim", b"lee"))
    with started("--port", "0", *over(history, tmp_path / "releases")) as process:
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert str(path) in told
    assert "Traceback" not in told
