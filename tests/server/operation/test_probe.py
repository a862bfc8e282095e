"""The health check of a container tells a server that is well from one that is not."""

import asyncio

import pytest

from server.operation.probe import probe
from tests.fetching import Saved
from tests.server.operation.house import house

pytestmark = pytest.mark.anyio


async def test_a_server_that_is_ready_is_well_until_it_is_told_to_stop(revision: Saved) -> None:
    async with house(revision) as service:
        port = service.client.base_url.port or 0
        assert await asyncio.to_thread(probe, "127.0.0.1", port, "/readyz") == ""
        service.operation.stopping = True
        assert await asyncio.to_thread(probe, "127.0.0.1", port, "/readyz") == "/readyz: 503"


def test_where_nothing_listens_or_nothing_is_said_something_is_wrong() -> None:
    assert "ConnectionRefusedError" in probe("127.0.0.1", 9, "/healthz")
