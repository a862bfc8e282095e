"""Every line of THREATS.md names a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = [
    line
    for line in (ROOT / "THREATS.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| threat |")
]


def test_there_are_threats() -> None:
    assert LINES


@pytest.mark.parametrize("line", LINES)
def test_a_threat_names_a_test_that_exists(line: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", line)
    assert named, line
    for file, function in named:
        defined = f"def {function}(" in (ROOT / file).read_text(encoding="utf-8")
        assert defined, f"{file}::{function}"
