"""A server that tells how many queries it asked."""

from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, Store

from server.app import create_app
from server.local import LocalEngine
from server.query import Query
from tests.listening import USUAL, Held, listening

REVISION = "2026-11-28-counted"


class Counting(LocalEngine):
    """The engine itself, which notes what it is asked."""

    asked: list[str]

    async def query(self, query: Query) -> AsyncGenerator[bytes]:
        self.asked.append(query.text)
        async for piece in super().query(query):
            yield piece


@dataclass(frozen=True)
class Counted:
    """A client, and what its requests have had asked."""

    client: httpx.Client
    asked: list[str]

    def get(self, path: str, language: str = "ko") -> tuple[httpx.Response, int]:
        """Return the page at `path` as a browser gets it, and how many queries it took."""
        before = len(self.asked)
        headers = {"Accept": "text/html", "Accept-Language": language}
        response = self.client.get(path, headers=headers)
        return response, len(self.asked) - before


@pytest.fixture(scope="session")
def counted(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counted]:
    """A client of a server over the whole graph that counts."""
    folder = tmp_path_factory.mktemp("counted")
    held = Held(REVISION, Path(folder, "graph.nq"))
    store.dump(held.dump, RdfFormat.N_QUADS)
    engine = Counting(held, USUAL.read)
    engine.asked = []
    settings = USUAL.model_copy(update={"dumps": folder / "dumps"})
    with (
        listening(create_app(engine, settings)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        found = Counted(client, engine.asked)
        found.get("/id/province/busan")  # which IRIs there are is asked once for a revision
        yield found
