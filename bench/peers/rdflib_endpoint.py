"""rdflib-endpoint, from PyPI: rdflib behind FastAPI."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Final

from bench.peers.peer import Running
from bench.process import HOST, free_port, program, started, wait_until_ready

PATIENCE: Final = 60.0
"""It reads its file before it listens; a large one takes it minutes, and is left out."""
ABSENT: Final = "rdflib-endpoint is not installed (PyPI: rdflib-endpoint, and uvicorn)"


@dataclass(frozen=True, slots=True)
class RdflibEndpoint:
    """rdflib-endpoint over rdflib's own store in memory, whose default graph is all graphs."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        return "rdflib-endpoint"

    def absent(self) -> str | None:
        """Return why it cannot be started here, if so."""
        return None if program("rdflib-endpoint") else ABSENT

    @contextmanager
    def serving(self, data: Path, folder: Path) -> Iterator[Running]:
        """Let it serve the N-Quads file `data`, working in the empty `folder`, for a while."""
        copyfile(data, folder / "data.nq")
        port = free_port()
        server = program("rdflib-endpoint") or "rdflib-endpoint"
        command = [server, "serve", "--host", HOST, "--port", str(port), "data.nq"]
        with started(command, folder) as process:
            endpoint = f"http://{HOST}:{port}/"
            ready = wait_until_ready(process, endpoint, folder, PATIENCE)
            yield Running(endpoint, process.pid, 0.0, ready)
