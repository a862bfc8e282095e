"""A command is loaded when it is called, and no other for it."""

import subprocess
import sys

import pytest

from krig.command.main import PLACES


def modules_of(*arguments: str) -> tuple[str, set[str]]:
    """What `krig` prints, and what it has loaded then."""
    code = (
        "import sys, runpy, atexit; sys.argv[0] = 'krig';"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "runpy.run_module('krig.command.main', run_name='__main__')"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


def test_the_list_of_commands_tells_of_all_and_loads_none() -> None:
    told, loaded = modules_of("--help")
    listed = [line.split()[0] for line in told.partition("Commands:")[2].splitlines() if line]
    assert listed == [*(place.partition(":")[2] for place in PLACES), "serve"]
    assert "누가 쓸 수 있는지" in told
    assert not loaded & {"pyoxigraph", "rdflib", "server.command", "krig.command.build"}


@pytest.mark.parametrize("command", ["validate", "token"])
def test_a_command_does_not_load_the_server(command: str) -> None:
    told, loaded = modules_of(command, "--help")
    assert f"Usage: krig {command}" in told
    assert f"krig.command.{command}" in loaded
    assert not loaded & {"server.command", "fastapi", "pyshacl", "openpyxl", "krig.command.publish"}
