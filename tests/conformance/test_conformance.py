"""The W3C suites for SPARQL over HTTP pass against `krig serve --writable`, each test by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from krig.release import Releases
from krig.revisions import Revisions
from krig.revisions.tokens import Tokens
from tests.conformance.judging import faults
from tests.conformance.server import Server
from tests.conformance.suite import SUITES, Case, cases
from tests.serving import served

EXPECTED = Path(__file__).with_name("expected.yaml")
COUNTS = {"protocol": 34, "graph-store": 13, "service-description": 3}

expected: dict[str, list[str]] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
needs_suites = pytest.mark.skipif(not SUITES.is_dir(), reason="../shared/suites is not there")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, releases: Releases) -> Iterator[Server]:
    """A writable server over an empty graph, whose default graph is read strictly."""
    folder = tmp_path_factory.mktemp("conformance")
    with Revisions(folder / "revisions").writing() as ledger:
        ledger.begin("nothing", [])
    token = Tokens(folder / "tokens.json").create("tester")
    environment = {
        "KRIG_RELEASES": str(releases.folder),
        "KRIG_REVISIONS": str(folder / "revisions"),
        "KRIG_TOKENS": str(folder / "tokens.json"),
        "KRIG_UNION_DEFAULT_GRAPH": "false",
    }
    with served("--writable", environment=environment) as address:
        yield Server.found(address, token)


def by_name() -> list[object]:
    """The tests by name, from the suites or, where these are not there, from the expectations."""
    found = {case.id: case for case in cases()}
    names = found or [f"{suite}/{name}" for suite, names in expected.items() for name in names]
    return [pytest.param(found.get(name), id=name, marks=needs_suites) for name in names]


@pytest.mark.parametrize("case", by_name())
def test_suite(server: Server, case: Case) -> None:
    assert case.name in expected[case.suite]
    assert faults(case, server) == []


def test_every_test_of_the_suites_is_expected_to_pass() -> None:
    assert {suite: len(names) for suite, names in expected.items()} == COUNTS


@needs_suites
def test_no_test_is_expected_that_the_suites_do_not_have() -> None:
    assert {case.id for case in cases()} == {
        f"{suite}/{name}" for suite, names in expected.items() for name in names
    }
