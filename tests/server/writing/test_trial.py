"""Work in a child may end in any way: the process that wants it is told, and lives on."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer
from time import monotonic, sleep
from typing import NoReturn

import pytest
from pyoxigraph import Store

from server.writing.faults import (
    CrashedError,
    DeadlineError,
    LostError,
    MemoryExceededError,
    NoGraphError,
    UnwrittenError,
)
from server.writing.trial import AbandonedError, tried

MIB = 2**20
DEEP = 20_000


@pytest.fixture
def front() -> Iterator[tuple[socket.socket, int]]:
    """The far end of a socket, and the descriptor of the near one."""
    far, near = socket.socketpair()
    with far, near:
        yield far, near.fileno()


def refuse() -> NoReturn:
    raise NoGraphError("http://a/")


def fail() -> NoReturn:
    raise ZeroDivisionError("by nobody")


def nest() -> bytes:
    Store().update(f"INSERT {{}} WHERE {'{' * DEEP}{'}' * DEEP}")
    return b""


def hoard() -> bytes:
    return b"".join(bytes(MIB) for _ in range(1000))


def hoard_in_the_engine() -> bytes:
    triples = "".join(f"<a:{n}> <a:p> <a:{n}> . " for n in range(200))
    store = Store()
    store.update(f"INSERT DATA {{ {triples} }}")
    store.update("INSERT { ?a ?c ?e } WHERE { ?a ?b ?x . ?c ?d ?y . ?e ?f ?z }")
    return b""


def open_a_file() -> bytes:
    return Path("/etc/hostname").read_bytes()


def call() -> bytes:
    socket.create_connection(("127.0.0.1", 1))
    return b""


def end_by(number: int) -> bytes:
    os.kill(os.getpid(), number)
    return b""


def test_what_the_work_returns_comes_back(front: tuple[socket.socket, int]) -> None:
    content = os.urandom(3 * MIB)
    assert tried(lambda: content, 64 * MIB, 30, front[1]) == content
    assert tried(lambda: b"", 64 * MIB, 30, front[1]) == b""


@pytest.mark.parametrize(
    ("work", "fault"),
    [
        (refuse, NoGraphError),
        (fail, CrashedError),
        (nest, CrashedError),
        (hoard, MemoryExceededError),
        (hoard_in_the_engine, MemoryExceededError),
        (open_a_file, CrashedError),
        (call, CrashedError),
        (lambda: end_by(signal.SIGKILL), LostError),
        (lambda: end_by(signal.SIGSEGV), CrashedError),
    ],
)
def test_work_that_fails_is_told(
    front: tuple[socket.socket, int],
    work: Callable[[], bytes],
    fault: type[UnwrittenError],
) -> None:
    with pytest.raises(fault) as found:
        tried(work, 64 * MIB, 30, front[1])
    assert "by nobody" in str(found.value) or work is not fail
    assert tried(lambda: b"lives on", 64 * MIB, 30, front[1]) == b"lives on"


def test_work_ends_when_it_has_had_its_time(front: tuple[socket.socket, int]) -> None:
    began = monotonic()
    with pytest.raises(DeadlineError):
        tried(lambda: bytes(int(sleep(60) or 0)), 64 * MIB, 0.2, front[1])
    assert monotonic() - began < 5


def test_work_ends_when_nobody_waits_for_it(front: tuple[socket.socket, int]) -> None:
    began = monotonic()
    Timer(0.2, front[0].close).start()
    with pytest.raises(AbandonedError):
        tried(lambda: bytes(int(sleep(60) or 0)), 64 * MIB, 30, front[1])
    assert monotonic() - began < 5


def children() -> set[str]:
    """The processes that this one has begun and not yet waited for."""
    return {*Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


def test_nothing_is_left_of_it(front: tuple[socket.socket, int]) -> None:
    before, begun = {*Path("/proc/self/fd").iterdir()}, children()
    for work in (lambda: b"", refuse, fail):
        with suppress(UnwrittenError):
            tried(work, 64 * MIB, 30, front[1])
    assert {*Path("/proc/self/fd").iterdir()} == before
    assert children() <= begun
