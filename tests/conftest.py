"""What many tests share: the graph of the project's own tables, and a release of it."""

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import Store

import data
from krig.graph import Graph, assemble
from krig.release import Release, Releases
from krig.release.build import build
from tests.requiring import pytest_runtest_makereport

__all__ = ["pytest_runtest_makereport"]


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


@pytest.fixture
def texts(tables: Path, edit: Edit, tmp_path: Path) -> Path:
    """A folder with the text of `source/156561396`, as the copy of the tables now cites it.

    It is a text of this test's own: of the figures, only the one of row 23 stands in it.
    """
    folder = tmp_path / "texts"
    folder.mkdir()
    text = "주축산업은 41개이다.".encode()
    (folder / "release.txt").write_bytes(text)
    digest = "e23442a685efc764308fce8e78b09d9aa114f3d64ca0d26ff942b92cbef7bbc4"
    edit("sources", digest, sha256(text).hexdigest())
    edit("stated_figures", "source/156561396,910,912", "source/156561396,6,8")
    return folder


NOISY = ("tests/bench", "tests/browser", "tests/security", "tests/server")
"""Where tests watch real processes, which a busy machine may hold up for longer than they wait."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a test that watches processes be tried again: a fault of krig fails each time."""
    root = Path(__file__).parents[1]
    for item in items:
        if item.path.relative_to(root).as_posix().startswith(NOISY):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))
