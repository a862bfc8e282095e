"""Where tests of processes run."""

import pytest


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop that the server has."""
    return "asyncio"
