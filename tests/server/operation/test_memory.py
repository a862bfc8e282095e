"""Memory is that of all processes, and shared pages count once."""

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

from server.operation.memory import ROLES, family, memory, proportional, role


def test_a_family_is_a_process_with_all_that_descend_from_it() -> None:
    program = (
        "import subprocess, sys;"
        "p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True);"
        "sys.stdin.read(); p.kill()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        grandchild = int(child.stdout.readline())
        found = family(os.getpid())
        assert found[0] == os.getpid()
        assert {child.pid, grandchild} <= set(found)
        assert family(child.pid) == (child.pid, grandchild)
        child.communicate()


def test_the_memory_of_a_process_that_has_ended_is_none() -> None:
    with subprocess.Popen(["true"]) as child:
        pass
    assert proportional(child.pid) == 0


@pytest.mark.parametrize("module", ROLES)
def test_a_module_that_has_a_role_is_there(module: str) -> None:
    assert find_spec(module) is not None


def test_what_is_shared_counts_once() -> None:
    size = 200 * 2**20
    block = bytearray(os.urandom(1) * size)
    before = memory(os.getpid())[role(os.getpid())]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(reading, 1)
        os._exit(0)
    try:
        together = memory(os.getpid())[role(os.getpid())]
    finally:
        os.write(writing, b"x")
        os.waitpid(child, 0)
    assert size < together < before + size // 2
    assert len(block) == size
