"""krig itself: `krig serve` over a release of the data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from bench.peers.peer import Running
from bench.process import HOST, free_port, program, started, wait_until_ready
from bench.release import make_release

PATIENCE: Final = 120.0
ABSENT: Final = "the program krig is not installed in this environment"


@dataclass(frozen=True, slots=True)
class Krig:
    """krig, as anyone starts it, but for the rate that one client may have."""

    settings: tuple[tuple[str, str], ...] = ()
    """Environment variables by which it is set."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        return "krig"

    def absent(self) -> str | None:
        """Return why it cannot be started here, if so."""
        return None if program("krig") else ABSENT

    @contextmanager
    def serving(self, data: Path, folder: Path) -> Iterator[Running]:
        """Let it serve the N-Quads file `data`, working in the empty `folder`, for a while."""
        began = monotonic()
        make_release(data, folder / "releases")
        loaded = monotonic() - began
        port = free_port()
        command = [program("krig") or "krig", "serve", "--host", HOST, "--port", str(port)]
        with started(command, folder, dict(self.settings)) as process:
            endpoint = f"http://{HOST}:{port}/sparql"
            ready = wait_until_ready(process, endpoint, folder, PATIENCE)
            yield Running(endpoint, process.pid, loaded, ready, forks=True)
