"""A reader cannot reach the network, open files, or take more memory than it may."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from server.readers.allocator import allocating
from tests.fetching import MIB, Saved, readers, serving, templates

SERVICE = """
import os, sys
from pyoxigraph import Store
from server.readers.walls import Walls, data_size
if sys.argv[2] == "walls":
    Walls(os.getppid(), 2**28, data_size()).put_up()
list(Store().query("SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }" % sys.argv[1]))
"""
SOCKET = """
import os, socket
from server.readers.walls import Walls, data_size
Walls(os.getppid(), 2**28, data_size()).put_up()
try:
    socket.socket()
except OSError:
    print("no socket")
"""
FILE = """
import os
from server.readers.walls import Walls, data_size, files
Walls(os.getppid(), 2**28, data_size()).put_up()
try:
    open("/etc/passwd")
except OSError:
    print("no file")
with files():
    print(len(open("/etc/passwd").read(1)))
try:
    open("/etc/passwd")
except OSError:
    print("no file")
"""
MEMORY = """
import os
from server.readers.walls import Walls, data_size
walls = Walls(os.getppid(), 2**26, data_size())
walls.put_up()
print(walls.worn())
kept = bytearray(b"x") * 2**25
print(walls.worn())
del kept
print(walls.worn())
try:
    bytearray(2**27)
except MemoryError:
    print("no memory")
"""
ORPHAN = """
from server.readers.walls import Walls, data_size
Walls(1, 2**28, data_size()).put_up()
print("not reached")
"""


def run(script: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """What a script prints in a process of its own."""
    process = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return process.stdout


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.5)
        yield server


def victim(pid: int) -> int:
    """How likely the kernel is to end a process when memory runs out."""
    return int(Path(f"/proc/{pid}/oom_score_adj").read_text())


def called(server: socket.socket, walls: str) -> bool:
    """Whether the engine's SERVICE reaches a server on this machine."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(server.getsockname()[1]), walls],
        stderr=subprocess.DEVNULL,
    )
    try:
        server.settimeout(5 if walls == "open" else 1)
        connection, _ = server.accept()
    except TimeoutError:
        return False
    else:
        connection.close()
        return True
    finally:
        process.wait()


def test_even_the_engine_itself_cannot_call_out_from_behind_the_walls(
    listening: socket.socket,
) -> None:
    assert called(listening, "open")
    assert not called(listening, "walls")


def test_there_are_no_sockets_behind_the_walls() -> None:
    assert run(SOCKET) == "no socket\n"


def test_files_can_be_opened_only_where_it_is_allowed() -> None:
    assert run(FILE) == "no file\n1\nno file\n"


@pytest.mark.parametrize("env", [None, allocating()], ids=["glibc", "mimalloc"])
def test_memory_is_bounded_and_what_is_not_given_back_is_noticed(
    env: Mapping[str, str] | None,
) -> None:
    assert run(MEMORY, env=env) == "False\nTrue\nFalse\nno memory\n"


def test_a_process_whose_parent_has_ended_already_ends() -> None:
    assert run(ORPHAN) == ""


@pytest.mark.anyio
async def test_readers_stand_behind_the_walls(revision: Saved) -> None:
    async with serving(revision, memory=64 * MIB) as pool:
        for link in readers(pool):
            process = Path(f"/proc/{link.pid}")
            limits = process.joinpath("limits").read_text()
            soft = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()[1:]}
            assert soft["Max open files"] == "0"
            assert soft["Max core file size"] == "0"
            assert 64 * MIB <= int(soft["Max data size"]) < 256 * MIB
            assert victim(link.pid) == 1000
            assert victim(templates(pool)[0]) == victim(os.getpid())
            opened = {path.readlink().name for path in process.joinpath("fd").iterdir()}
            assert {name.split(":")[0] for name in opened} <= {
                "null",
                "socket",
                "memfd",
                "memfd:words (deleted)",
            }
