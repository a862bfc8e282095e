"""What the tests of writing share: the event loop that they run in."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
