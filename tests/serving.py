"""`krig serve` as its own process, at a free port, while a test runs."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

PATIENCE = 60


def started(*options: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start `krig serve`, in English."""
    command = [sys.executable, "-m", "krig.command.main", "serve", *options]
    told = {**os.environ, "KRIG_LANG": "en", "PYTHONUNBUFFERED": "1", **(environment or {})}
    return subprocess.Popen(
        command, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@contextmanager
def served(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the address at which `krig serve` answers."""
    with started("--port", "0", *options, environment=environment) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address, process.stderr and process.stderr.read()
            yield address
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
