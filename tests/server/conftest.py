"""A server that answers from the whole graph, and small graphs to ask about."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from pyoxigraph import Store

import data
from krig.release import Release, Releases
from krig.release.build import build
from server.app import create_app
from server.local import LocalEngine
from server.settings import Settings
from tests.listening import GENEROUS, answering, listening, writable


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


@pytest.fixture(scope="session")
def two_releases(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Releases, Release, Release]:
    """A folder with two releases: in the earlier, a fact is otherwise than in the later."""
    folder = tmp_path_factory.mktemp("two")
    tables = Path(copytree(data.PATH, folder / "data"))
    releases = Releases(folder / "releases")
    rounds = tables / "rounds.csv"
    told = rounds.read_text(encoding="utf-8")
    changed = re.sub(r"^(round/2020),([^,]+),", r"\1,\2 (바뀌기 전),", told, flags=re.MULTILINE)
    assert changed != told
    rounds.write_text(changed, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
        earlier = build(releases, tables)
        patch.setenv("SOURCE_DATE_EPOCH", "1767312000")
        later = build(releases)
    return releases, earlier, later


@pytest.fixture(scope="session")
def released(
    two_releases: tuple[Releases, Release, Release], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """A client of a server over the later release, which states no preference of its own."""
    releases, _, later = two_releases
    settings = Settings(read=GENEROUS, dumps=tmp_path_factory.mktemp("dumps"))
    app = create_app(LocalEngine(later, settings.read), settings, releases=releases)
    with (
        listening(app) as address,
        httpx.Client(base_url=address, headers={"Accept": "*/*"}, timeout=120) as client,
    ):
        yield client
