"""What many tests share: the graph of the project's own tables, and a release of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

import data
from krig.graph import Graph, assemble
from krig.release import Release, Releases
from krig.release.build import build


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The whole graph that the project's tables make."""
    return assemble()


@pytest.fixture(scope="session")
def store(graph: Graph) -> Store:
    """The whole graph in a store: to be read, never changed."""
    store = Store()
    store.bulk_extend(graph.quads())
    return store


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """A folder with one release of the project's tables: to be read, never changed."""
    releases = Releases(tmp_path_factory.mktemp("releases"))
    build(releases)
    return releases


@pytest.fixture(scope="session")
def release(releases: Releases) -> Release:
    """The release of the project's tables."""
    (release,) = releases.all()
    return release


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the project's tables that a test may change."""
    return Path(shutil.copytree(data.PATH, tmp_path / "data"))


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(tables: Path) -> Edit:
    """Replace a text that stands once in a table of the copy."""

    def replace(table: str, old: str, new: str) -> None:
        path = tables / f"{table}.csv"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {path.name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
