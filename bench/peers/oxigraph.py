"""`oxigraph serve`, from PyPI, in memory and on disk."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from bench.peers.peer import Running
from bench.process import HOST, NotReadyError, free_port, program, started, wait_until_ready

PART: Final = 64 * 2**20
"""How many bytes are sent at once; it takes no more than 128 MiB."""
PATIENCE: Final = 60.0
ABSENT: Final = "oxigraph is not installed (PyPI: oxigraph)"


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Running]:
    """Yield a server that works in `folder`, with the options given; it is empty by default.

    Raises:
        NotReadyError: it does not start.

    """
    address = f"{HOST}:{free_port()}"
    command = [program("oxigraph") or "oxigraph", "serve", "--bind", address, *options]
    with started(command, folder) as process:
        endpoint = f"http://{address}/query"
        ready = wait_until_ready(process, endpoint, folder, PATIENCE)
        yield Running(endpoint, process.pid, 0.0, ready)


@dataclass(frozen=True, slots=True)
class Oxigraph:
    """Oxigraph's own server, with all graphs as the default graph, as krig serves them.

    It has no limit of time for a query: with `--timeout-s` it starts a thread for each that sleeps
    so long, and at a thousand queries a second there are soon no more threads to start.
    """

    on_disk: bool

    @property
    def name(self) -> str:
        """What the tables call it."""
        return f"oxigraph, {'disk' if self.on_disk else 'memory'}"

    def absent(self) -> str | None:
        """Return why it cannot be started here, if so."""
        return None if program("oxigraph") else ABSENT

    @contextmanager
    def serving(self, data: Path, folder: Path) -> Iterator[Running]:
        """Let it serve the N-Quads file `data`, working in the empty `folder`, for a while."""
        options = ["--union-default-graph"]
        began = monotonic()
        if self.on_disk:
            location = ["--location", str(folder / "store")]
            _run("load", *location, "--file", str(data))
            _run("optimize", *location)
            loaded = monotonic() - began
            with oxigraph(folder, *location, *options) as running:
                yield replace(running, loaded=loaded)
        else:
            with oxigraph(folder, *options) as running:
                for part in parts(data, PART):
                    _send(running.endpoint, part)
                yield replace(running, loaded=monotonic() - began)


def parts(data: Path, size: int) -> Iterator[bytes]:
    """Yield the lines of a file, about `size` bytes at once."""
    with data.open("rb") as lines:
        while part := lines.readlines(size):
            yield b"".join(part)


def _run(*arguments: str) -> None:
    command = [program("oxigraph") or "oxigraph", *arguments]
    subprocess.run(command, check=True, capture_output=True)


def _send(endpoint: str, part: bytes) -> None:
    """Add the quads in `part` to what the server holds."""
    address = urlsplit(endpoint)
    connection = HTTPConnection(str(address.hostname), address.port)
    connection.request("POST", "/store", part, {"Content-Type": "application/n-quads"})
    response = connection.getresponse()
    said = response.read()
    connection.close()
    if response.status >= HTTPStatus.BAD_REQUEST:
        raise NotReadyError(said.decode("utf-8", "replace"))
