"""How the reports of Lighthouse are read, and how it is run again where it fails."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.lighthouse import ATTEMPTS, CATEGORIES, faults, points, reported, verdict

FAILING = """
import pathlib, sys
runs = pathlib.Path(sys.argv[1])
runs.write_text(runs.read_text() + "x")
if len(runs.read_text()) <= int(sys.argv[2]):
    sys.exit(1)
print('{"runs": ' + str(len(runs.read_text())) + '}')
"""


def report(score: float | None = 1.0, audits: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a report of Lighthouse whose performance has `score`."""
    refs = [{"id": each, "weight": 0 if each == "weightless" else 10} for each in audits or {}]
    categories = {name: {"score": 1.0, "auditRefs": []} for name in CATEGORIES}
    categories["performance"] = {"score": score, "auditRefs": refs}
    return {"categories": categories, "audits": audits or {}}


def audit(score: float | None, mode: str = "numeric") -> dict[str, Any]:
    return {"score": score, "scoreDisplayMode": mode}


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    file = tmp_path / "runs"
    file.touch()
    return file


def failing(runs: Path, times: int) -> list[str]:
    """Return a command that fails so many times, and counts its runs."""
    return [sys.executable, "-c", FAILING, str(runs), str(times)]


def test_points_are_of_a_hundred() -> None:
    assert points(report(0.874))["performance"] == 87


def test_a_category_that_could_not_be_judged_has_no_points() -> None:
    assert points(report(None))["performance"] == 0


def test_a_good_page_is_told_by_its_points_alone() -> None:
    told = "performance 95, accessibility 100, best-practices 100, seo 100"
    assert verdict(report(0.95, {"speed-index": audit(0.5)})) == told


def test_a_page_with_too_few_points_is_told_with_what_it_fails() -> None:
    audits = {"speed-index": audit(1.0), "cumulative-layout-shift": audit(0.4)}
    assert verdict(report(0.94, audits)).endswith("seo 100: cumulative-layout-shift")


def test_only_what_counts_and_was_measured_is_a_fault() -> None:
    audits = {
        "weightless": audit(0.0),
        "absent": audit(None, "notApplicable"),
        "viewport": audit(0.0, "binary"),
        "largest-contentful-paint": audit(0.89),
        "first-contentful-paint": audit(0.9),
    }
    assert faults(report(0.5, audits)) == "largest-contentful-paint, viewport"


def test_what_fails_is_run_again_and_says_so(runs: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert reported(failing(runs, ATTEMPTS - 1), os.environ) == {"runs": ATTEMPTS}
    assert capfd.readouterr().err.splitlines() == [
        f"Lighthouse has failed, run {each} of {ATTEMPTS}" for each in range(1, ATTEMPTS)
    ]


def test_what_always_fails_reports_nothing_in_the_end(runs: Path) -> None:
    assert reported(failing(runs, 99), os.environ) is None
    assert len(runs.read_text(encoding="utf-8")) == ATTEMPTS


def test_what_works_is_run_once(runs: Path) -> None:
    assert reported(failing(runs, 0), os.environ) == json.loads('{"runs": 1}')
