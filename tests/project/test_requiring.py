"""A test that misses a program is skipped, and says so; where programs are required, it fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.requiring import REQUIRED

ROOT = Path(__file__).parents[2]

TESTS = """
import pytest

@pytest.mark.skipif(True, reason="abacus is not installed (Debian: abacus)")
def test_marked(): ...

def test_within():
    pytest.skip("no abacus is installed: apt-get install abacus")

def test_other():
    pytest.skip("there is nothing to count")
"""


@pytest.mark.parametrize(
    ("environment", "outcome"),
    [({}, {"skipped": 3}), ({REQUIRED: "1"}, {"error": 1, "failed": 1, "skipped": 1})],
)
def test_a_missing_program_fails_a_test_only_where_it_is_required(
    environment: dict[str, str], outcome: dict[str, int], tmp_path: Path
) -> None:
    (tmp_path / "test_counting.py").write_text(TESTS, encoding="utf-8")
    surrounding = {name: value for name, value in os.environ.items() if name != REQUIRED}
    command = [sys.executable, "-m", "pytest", "-p", "tests.requiring", str(tmp_path)]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-c", "/dev/null"],
        env=surrounding | environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.splitlines()[-1]
    assert all(f"{number} {name}" in told for name, number in outcome.items()), done.stdout
