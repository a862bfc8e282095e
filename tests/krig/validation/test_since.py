"""What has changed since a revision of git is validated, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from krig.validation.shapes import SHAPE
from krig.validation.since import NoRevisionError, validate_since
from ontology.namespaces import ID
from tests.conftest import Edit


def git(folder: Path, *arguments: str) -> None:
    author = ("-c", "user.name=krig", "-c", "user.email=krig@example.org")
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(tables: Path) -> Path:
    """A copy of the tables that git knows."""
    git(tables, "init", "--quiet")
    git(tables, "add", "--all")
    git(tables, "commit", "--quiet", "--message", "tables")
    return tables


def test_only_what_a_change_bears_on_is_reported(committed: Path, edit: Edit) -> None:
    assert not validate_since("HEAD", committed).results
    row = next(
        line
        for line in (committed / "stated_figures.csv").read_text(encoding="utf-8").splitlines()
        if line.startswith("figure/2023/industries,")
    )
    edit("stated_figures", row, row.replace(",60,", ",61,"))
    results = validate_since("HEAD", committed).results
    assert {(each.source_shape, each.focus_node) for each in results} == {
        (SHAPE["StatedFigure-agreement"], ID["figure/2023/industries"])
    }


def test_a_revision_that_git_does_not_know_is_told(committed: Path) -> None:
    with pytest.raises(NoRevisionError, match="nowhere"):
        validate_since("nowhere", committed)
