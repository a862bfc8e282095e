"""What the tests of readers share: a small graph, and the event loop that they run in."""

from pathlib import Path

import pytest

from tests.fetching import Saved

THINGS = 300


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def revision(tmp_path: Path) -> Saved:
    """A graph of 300 numbered things, each in one of three graphs."""
    lines = (
        f'<http://a/{n}> <http://a/number> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> '
        f"<http://a/graph/{n % 3}> .\n"
        for n in range(THINGS)
    )
    return Saved.of(tmp_path, "first", lines)
