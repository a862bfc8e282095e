"""Programs that some tests drive: where they must be there, a test that misses one fails."""

import os
from collections.abc import Generator
from typing import Final

import pytest

REQUIRED: Final = "KRIG_TESTS_REQUIRE_PROGRAMS"
"""Set where the programs were installed: continuous integration does so."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test that is skipped because a program is not installed fail, where it is required."""
    report = yield
    if report.skipped and os.environ.get(REQUIRED) and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        if "installed" in reason:
            report.outcome = "failed"
            report.longrepr = f"{reason} ({REQUIRED} is set)"
    return report
