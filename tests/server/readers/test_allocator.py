"""Processes that hold a graph allocate with mimalloc, unless the operator has them use another."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from server.readers.allocator import LIBRARY, PRELOAD, allocating, library
from tests.fetching import MIB, Saved, readers, serving

WHEELS = {"x86_64", "aarch64"}
"""The machines for which there are wheels."""
GIVEN_BACK = """
from server.readers.allocator import give_back
def resident():
    return int(open("/proc/self/statm").read().split()[1])
many = [bytes(1000) + b"x" for _ in range(50_000)]
before = resident()
del many
give_back()
print(resident() < before // 2)
"""


@pytest.mark.skipif(platform.machine() not in WHEELS, reason="no wheel for this machine")
def test_it_is_installed_where_there_is_a_wheel() -> None:
    found = library()
    assert found is not None
    assert Path(found).is_file()


@pytest.mark.anyio
async def test_readers_have_it(revision: Saved) -> None:
    async with serving(revision, memory=64 * MIB) as pool:
        maps = [Path(f"/proc/{link.pid}/maps").read_text() for link in readers(pool)]
    assert maps
    assert all((LIBRARY in each) == (library() is not None) for each in maps)


def test_what_an_operator_preloads_stays() -> None:
    assert allocating({PRELOAD: "/usr/lib/other.so"})[PRELOAD] == "/usr/lib/other.so"
    assert allocating({}).get(PRELOAD) == library()


def test_an_environment_keeps_what_it_says() -> None:
    assert allocating({"LANG": "ko_KR.UTF-8"})["LANG"] == "ko_KR.UTF-8"


def test_what_is_free_goes_back_to_the_system() -> None:
    said = subprocess.run(
        [sys.executable, "-c", GIVEN_BACK],
        env=allocating(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "True\n"
