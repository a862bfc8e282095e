"""The dumps of the release of the project's tables, made once."""

from pathlib import Path

import pytest

from krig.catalog.dumps import make
from krig.catalog.index import Index
from krig.release import Release


@pytest.fixture(scope="session")
def dumps(release: Release, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Index]:
    """The folder of the dumps, and what it holds: to be read, never changed."""
    folder = tmp_path_factory.mktemp("dumps") / release.id
    return folder, make(release.quads(), release.id, release.manifest.created, folder)
