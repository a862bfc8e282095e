"""Virtuoso 7, from Debian: `virtuoso-t`, and `isql-vt` to load files."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from string import Template
from time import monotonic
from typing import Final

from bench.peers.peer import Running
from bench.process import HOST, free_port, program, started, wait_until_ready

OWNER: Final = ("dba", "dba")
"""User and password of the owner of a new database; it listens on the loopback only."""

PATIENCE: Final = 120.0
ABSENT: Final = "virtuoso-t is not installed (Debian: virtuoso-opensource)"
CONFIGURATION: Final = Path(__file__).with_name("virtuoso.ini")
LOAD: Final = Path(__file__).with_name("virtuoso.sql")

BUFFER: Final = 8192
"""How many bytes one of its buffers has."""


@contextmanager
def virtuoso(
    folder: Path, *, memory: int = 256 * 2**20, rows: int = 0, seconds: int = 30
) -> Iterator[Running]:
    """Yield a server with a new database in `folder`; its owner is `OWNER`.

    `rows` is the most that an answer may have; 0 sets no limit.

    Raises:
        NotReadyError: it does not start.

    """
    port, sql = free_port(), free_port()
    configuration = Template(CONFIGURATION.read_text(encoding="utf-8")).substitute(
        host=HOST, port=port, sql=sql, buffers=memory // BUFFER, rows=rows, seconds=seconds
    )
    (folder / "virtuoso.ini").write_text(configuration, encoding="utf-8")
    (folder / "sql-port").write_text(str(sql), encoding="utf-8")
    command = [program("virtuoso-t") or "virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
    with started(command, folder) as process:
        endpoint = f"http://{HOST}:{port}/sparql"
        ready = wait_until_ready(process, endpoint, folder, PATIENCE)
        yield Running(endpoint, process.pid, 0.0, ready)


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """Virtuoso, whose default graph is all graphs."""

    memory: int
    """How many bytes its buffers have."""
    seconds: int = 30
    """Its limit for a query."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        return "virtuoso"

    def absent(self) -> str | None:
        """Return why it cannot be started here, if so."""
        return None if program("virtuoso-t") and program("isql-vt") else ABSENT

    @contextmanager
    def serving(self, data: Path, folder: Path) -> Iterator[Running]:
        """Let it serve the N-Quads file `data`, working in the empty `folder`, for a while."""
        copyfile(data, folder / "data.nq")
        with virtuoso(folder, memory=self.memory, seconds=self.seconds) as running:
            began = monotonic()
            _load(folder)
            yield replace(running, loaded=monotonic() - began)


def _load(folder: Path) -> None:
    port = (folder / "sql-port").read_text(encoding="utf-8")
    command = [program("isql-vt") or "isql-vt", f"{HOST}:{port}", *OWNER, str(LOAD)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
