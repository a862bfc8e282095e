"""A server that answers from the whole graph, and small graphs to ask about."""

from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import Store

from tests.listening import answering, writable


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    """Where a server answers from the whole graph."""
    with answering(store, "2026-11-24-test") as address:
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    """A client of that server; it states no preference of its own."""
    with httpx.Client(base_url=address, headers={"Accept": "*/*"}, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def writable_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server over a graph that began empty, where it may write."""
    with writable(tmp_path_factory.mktemp("writable")) as (address, token):
        headers = {"Accept": "*/*", "Authorization": f"Bearer {token}", "Accept-Language": "en"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client


@pytest.fixture
def writer(writable_client: httpx.Client) -> httpx.Client:
    """That client; the graph is empty again."""
    assert writable_client.post("/revisions/r0/rollback").status_code == 200
    return writable_client
