"""The documentation says all that there is, and nothing that there is not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from krig.queries import saved_query

ROOT = Path(__file__).parents[2]
COMMANDS = ROOT / "docs" / "command-line.md"
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


def test_every_command_and_option_is_documented() -> None:
    # In a process of its own, as `make docs` does: a command that was run remembers its options.
    writing = [sys.executable, "-m", "typer", "krig.command.main", "utils", "docs"]
    done = subprocess.run(
        [*writing, "--name", "krig", "--title", "krig"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert COMMANDS.read_text(encoding="utf-8").strip() == done.stdout.strip(), "run make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_to_a_file_that_is_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_a_saved_query_that_the_readme_runs_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    names = re.findall(r"krig query ([a-z][a-z0-9-]+)", text)
    assert names
    assert [name for name in names if saved_query(name) is None] == []
