"""krig passes the W3C SHACL test suite, whatever engine is asked for."""

import csv
from pathlib import Path
from typing import Final

import pytest

from krig.validation import Engine, ShapesError, validate
from tests.conformance.shacl.suite import ROOT, SuiteTest, suite, told

EXPECTATIONS: Final = Path(__file__).with_name("expectations.csv")
"""By test, what each engine is expected to make of it."""

ENGINES: Final[tuple[Engine, ...]] = ("auto", "fast", "pyshacl")

pytestmark = pytest.mark.skipif(
    not ROOT.is_dir(), reason="the W3C SHACL test suite is looked for in ../shared/suites"
)


def expectations() -> dict[str, dict[str, str]]:
    with EXPECTATIONS.open(encoding="utf-8", newline="") as file:
        return {row["test"]: row for row in csv.DictReader(file)}


def outcome(test: SuiteTest, engine: Engine) -> str:
    """Whether the report is the expected one: `passes`, or `differs`."""
    try:
        found = told(validate(test.data_graph(), test.shapes_graph(), engine))
    except ShapesError:
        return "passes" if test.results is None else "differs"
    return "passes" if found == test.results else "differs"


def test_the_whole_suite_is_there() -> None:
    assert [str(test) for test in suite()] == sorted(expectations())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("test", suite(), ids=str)
def test_each_test_turns_out_as_expected(test: SuiteTest, engine: Engine) -> None:
    assert outcome(test, engine) == expectations()[str(test)][engine]
