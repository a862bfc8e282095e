"""Servers are started for a while; nothing of them is left, and nothing else is ended."""

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from bench.process import (
    NotReadyError,
    descendants,
    held,
    program,
    started,
    wait_until_ready,
)

PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""

HOLDER = """
import subprocess, sys, time
held = b"x" * 60_000_000
child = "import os, time; held = b'x' * 40_000_000; print(os.getpid(), flush=True); time.sleep(600)"
subprocess.run([sys.executable, "-c", child])
"""
"""A process that holds so many bytes, and a child that says when it holds its own."""


def alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def gone_within(pid: int, seconds: float) -> bool:
    """Tell whether a process that was ended is gone in time: nobody here can wait for it."""
    end = monotonic() + seconds
    while alive(pid) and monotonic() < end:
        sleep(0.01)
    return not alive(pid)


def child_of(folder: Path) -> int:
    while not (text := (folder / "log").read_text(encoding="utf-8").strip()):
        pass
    return int(text)


def test_a_process_ends_with_its_children(tmp_path: Path) -> None:
    with started([sys.executable, "-c", PARENT], tmp_path) as process:
        child = child_of(tmp_path)
        assert list(descendants(process.pid)) == [child]
        assert alive(child)
    assert not alive(process.pid)
    assert gone_within(child, 10)


def test_other_processes_are_left_alone(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as other:
        with started([sys.executable, "-c", "import time; time.sleep(600)"], tmp_path):
            pass
        assert other.poll() is None
        other.kill()


@pytest.mark.skipif(program("setpriv") is None, reason="setpriv is not installed (util-linux)")
def test_a_process_ends_when_who_started_it_is_killed(tmp_path: Path) -> None:
    starting = f"""
import sys, time
from pathlib import Path
from time import sleep
from bench.process import started
with started([sys.executable, "-c", "import time; time.sleep(600)"], Path({str(tmp_path)!r})) as it:
    print(it.pid, flush=True)
    time.sleep(600)
"""
    command = [sys.executable, "-c", starting]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    for _ in range(500):
        if not alive(child):
            break
        sleep(0.01)
    assert not alive(child)


def test_a_process_that_does_not_listen_is_told_with_its_log(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room')"]
    with started(command, tmp_path) as process, pytest.raises(NotReadyError, match="no room"):
        wait_until_ready(process, "http://127.0.0.1:1/", tmp_path, patience=10)


def test_memory_is_told_with_that_of_children(tmp_path: Path) -> None:
    with started([sys.executable, "-c", HOLDER], tmp_path) as process:
        child_of(tmp_path)
        together, largest = held(process.pid)
    assert 60_000_000 < largest < 100_000_000
    assert together > 100_000_000


def test_what_has_ended_holds_nothing(tmp_path: Path) -> None:
    with started([sys.executable, "-c", ""], tmp_path) as process:
        process.wait()
        assert held(process.pid) == (0, 0)
