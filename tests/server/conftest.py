"""A server that answers from the whole graph, and small graphs to ask about."""

from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import Store

from server.app import create_app
from server.engine import MemoryEngine
from server.settings import Settings
from tests.listening import listening


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    """Where a server answers from the whole graph."""
    with listening(create_app(MemoryEngine(store, "2026-11-24-test"), Settings())) as address:
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that server; it states no preference of its own."""
    with httpx.Client(base_url=address, headers={"Accept": "*/*"}, timeout=30) as client:
        yield client
