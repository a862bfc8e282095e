"""A small graph, and the event loop in which it is asked."""

from pathlib import Path

import pytest

from tests.fetching import Saved

THINGS = 300


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def revision(tmp_path: Path) -> Saved:
    """A graph of 300 numbered things."""
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    lines = (
        f'<http://a/{n}> <http://a/number> "{n}"^^{integer} <http://a/graph/{n % 3}> .\n'
        for n in range(THINGS)
    )
    return Saved.of(tmp_path, "first", lines)
