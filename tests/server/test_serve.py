"""`krig serve`: a process that serves a release until it is told to stop."""

import re
import signal
import socket
import subprocess
from collections.abc import Iterator

import httpx
import pytest

from krig.release import Releases
from tests.serving import PATIENCE, started


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
