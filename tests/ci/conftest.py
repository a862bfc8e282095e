"""A folder like a user's repository: their own data and shapes."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

GOOD = Path(__file__).parents[1] / "krig" / "validation" / "broken" / "good"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with `data/library.ttl` and `shapes.ttl`, which conforms."""
    (tmp_path / "data").mkdir()
    shutil.copy(GOOD / "library.ttl", tmp_path / "data")
    shutil.copy(GOOD / "shapes.ttl", tmp_path)
    return tmp_path


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a job, in which krig is installed."""
    programs = Path(sys.executable).parent
    return {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8",
    }


def spoil(repository: Path) -> None:
    """Give a book too many pages: line 12, column 12."""
    file = repository / "data" / "library.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ex:pages 480", "ex:pages 5001"), encoding="utf-8")
