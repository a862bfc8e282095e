"""Runs the W3C suites against servers, and prints their scores side by side.

python -m tests.conformance http://127.0.0.1:8000 http://127.0.0.1:7878

Each must be running, be writable, and hold nothing worth keeping. KRIG_TOKEN in the environment is
sent as the bearer token; krig is served with KRIG_UNION_DEFAULT_GRAPH=false.
"""

import os
import sys
from collections.abc import Iterator

from tests.conformance.judging import faults
from tests.conformance.server import Server
from tests.conformance.suite import MANIFESTS, SUITES, cases

WIDTH = 50


def lines(servers: list[Server]) -> Iterator[str]:
    """A line for each test and each suite, with a column for each server; then what is amiss."""
    passed: list[tuple[str, list[bool]]] = []
    told: list[str] = []
    yield row("", [server.address for server in servers])
    for case in cases():
        found = [faults(case, server) for server in servers]
        passed.append((case.suite, [not each for each in found]))
        yield row(case.id, ["FAIL" if each else "ok" for each in found])
        for server, each in zip(servers, found, strict=True):
            told += [f"{server.address} {case.id}: {fault}" for fault in each]
    for suite in (*MANIFESTS, "all"):
        results = [each for name, each in passed if suite in {name, "all"}]
        scores = [sum(column) for column in zip(*results, strict=True)]
        yield row(suite, [f"{score}/{len(results)}" for score in scores])
    yield from told


def row(name: str, cells: list[str]) -> str:
    return name.ljust(WIDTH) + "".join(cell.ljust(WIDTH // 2) for cell in cells)


def main(addresses: list[str]) -> int:
    """Print the lines; tell by the exit status whether there was something to run."""
    if not addresses or not SUITES.is_dir():
        sys.stderr.write(f"{__doc__ if SUITES.is_dir() else f'{SUITES} is not there'}\n")
        return 2
    token = os.environ.get("KRIG_TOKEN", "")
    for line in lines([Server.found(each, token) for each in addresses]):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
