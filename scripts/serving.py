"""A writable server of the real kind, in processes of its own, for a script to ill-treat."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from server.operation.memory import family

PATIENCE: Final = 120.0
"""How many seconds a server may take to start."""
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:[1-9]\d*")
PROGRAM: Final = (sys.executable, "-m", "krig.command.main")


class UnservedError(Exception):
    """The server does not start, or does not stop."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a release, in which a server may be started again and again."""

    folder: Path
    token: str

    @property
    def revisions(self) -> Path:
        """Return the folder of the history."""
        return self.folder / "revisions"

    @classmethod
    def prepare(cls, folder: Path) -> "Place":
        """Build a release in `folder`, and make a token to write with."""
        _said(folder, "build")
        return cls(folder, _said(folder, "token", "create", "trial").split()[-1])

    def serve(self, **settings: str) -> "Server":
        """Return a server that answers, at a free port.

        Raises:
            UnservedError: it does not.

        """
        log = self.folder / "server.log"
        with log.open("ab") as out:
            begin = out.tell()
            process = subprocess.Popen(
                [*PROGRAM, "serve", "--writable", "--port", "0"],
                cwd=self.folder,
                env=_environment() | settings,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        for text in _growing(log, begin, process):
            if found := ADDRESS.search(text):
                return Server(process, found[0])
        process.kill()
        raise UnservedError(log.read_text(encoding="utf-8", errors="replace")[-2000:])


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def pids(self) -> tuple[int, ...]:
        """Return the numbers of its processes, that of the front first."""
        return family(self.process.pid)

    def stop(self, seconds: float) -> int:
        """Tell it to stop, and return its exit status.

        Raises:
            UnservedError: it has not stopped in time, or has left a process.

        """
        pids = self.pids
        self.process.terminate()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise UnservedError(f"still running {seconds:g} s after SIGTERM") from None
        if left := [pid for pid in pids if _lives(pid, seconds=5.0)]:
            raise UnservedError(f"processes left: {left}")
        return status


def _said(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [*PROGRAM, *words], cwd=folder, env=_environment(), check=True, stdout=subprocess.PIPE
    )
    return done.stdout.decode()


def _environment() -> dict[str, str]:
    """Return the environment without settings of krig: a trial has its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KRIG_")}
    root = str(Path(__file__).parents[1])
    return kept | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": root, "KRIG_LANG": "en"}


def _growing(log: Path, begin: int, process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Yield what the log says from `begin`, again and again, while the process runs."""
    until = monotonic() + PATIENCE
    while process.poll() is None and monotonic() < until:
        yield log.read_bytes()[begin:].decode(errors="replace")
        sleep(0.05)


def _lives(pid: int, seconds: float) -> bool:
    """Tell whether a process still lives after so many seconds; a zombie does not."""
    until = monotonic() + seconds
    stat = Path(f"/proc/{pid}/stat")
    while monotonic() < until:
        try:
            state = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        sleep(0.05)
    return True
