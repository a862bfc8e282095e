"""Wherever krig is installed, `assert_conforms` fails a test with the report."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.krig.validation.broken_files import GOOD

pytest_plugins = ["pytester"]

TEST = """
def test_our_data(assert_conforms):
    assert_conforms("library.ttl", shapes="shapes.ttl"{options})
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    """A user's project, with data and shapes."""
    for name in ("library.ttl", "shapes.ttl"):
        shutil.copy(GOOD / name, pytester.path)
    return pytester.path


def test_data_that_conform_pass(project: Path, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST.format(options=""))
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_data_that_do_not_conform_fail_with_the_report_alone(
    project: Path, pytester: pytest.Pytester
) -> None:
    file = project / "library.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("ex:pages 480", "ex:pages 5001"), encoding="utf-8")
    pytester.makepyfile(TEST.format(options=', language="ko"'))
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*--> library.ttl:12:12", "*위반 1, 경고 0, 참고 0"])
    result.stdout.no_fnmatch_line("*def check(*")


def test_who_does_not_use_the_fixture_does_not_wait_for_it() -> None:
    code = "import sys, krig.pytest_plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "krig" in loaded
    assert not loaded & {"pyoxigraph", "rdflib", "pyshacl", "shacl", "typer", "server"}
