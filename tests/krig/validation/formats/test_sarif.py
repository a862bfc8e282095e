"""SARIF is what code scanning takes: valid, with rules and help, and the way to what is wrong."""

import json
import platform
import resource
import shutil
import subprocess
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from krig.validation import baseline
from krig.validation.findings.finding import Findings
from krig.validation.formats.sarif import render
from krig.validation.report import Severity
from krig.validation.wording.constraints import LANGUAGES
from loaders.fault import Language
from tests.krig.validation.formats.library import NOT_READ, NOTHING, findings, of

VALIDATOR = "@microsoft/sarif-multitool-linux@5.7.0"
RULES = "Sarif;Ghas"
"""The rules of the format, and those of GitHub's code scanning."""


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The validator of SARIF that Microsoft makes, from the npm registry or npm's cache."""
    npm = shutil.which("npm")
    if npm is None or (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("the validator of SARIF needs npm, and Linux on x86-64")
    if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
        pytest.skip("the validator of SARIF reserves more address space than is allowed here")
    folder = tmp_path_factory.mktemp("sarif")
    options = ["--prefix", str(folder), "--prefer-offline", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run([npm, "install", *options, VALIDATOR], check=False)
    if done.returncode:
        pytest.skip("the validator of SARIF cannot be installed here")
    program = folder / "node_modules" / VALIDATOR.rpartition("@")[0] / "Sarif.Multitool"
    program.chmod(0o755)
    return program


def log_of(found: Findings, language: Language = "en") -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(found, language))
    (run,) = log["runs"]
    return dict(run)


def with_baseline() -> Findings:
    """All but the warning is known, and something that is known has vanished."""
    known = baseline.of(of(Severity.VIOLATION))
    gone = baseline.Known(fingerprint="0" * 20, rule="ex:Gone/MinCount", message="Gone.")
    return baseline.compare(findings(), known.model_copy(update={"known": (*known.known, gone)}))


def test_a_log_is_valid_by_the_schema_and_by_the_rules_of_code_scanning(
    validator: Path, tmp_path: Path
) -> None:
    """All in one run, for the validator takes long to start."""
    several = {
        "findings": findings(),
        "cut": replace(findings(), limit=2),
        "baseline": with_baseline(),
        "nothing": NOTHING,
        "vacuous": replace(NOTHING, vacuous=True),
        "not-read": NOT_READ,
    }
    files = []
    for (name, found), language in product(several.items(), LANGUAGES):
        files.append(tmp_path / f"{name}.{language}.sarif")
        files[-1].write_text(render(found, language), encoding="utf-8")
    told = tmp_path / "told.json"
    done = subprocess.run(
        [str(validator), "validate", *files, "--rule-kind", RULES, "--output", str(told)],
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{len(files)} files scanned" in done.stdout
    assert "error " not in done.stdout, done.stdout
    assert "warning " not in done.stdout, done.stdout


def test_a_result_tells_its_rule_its_place_and_what_it_is_about() -> None:
    run = log_of(of(Severity.WARNING))
    (result,), (rule,) = run["results"], run["tool"]["driver"]["rules"]
    assert rule["id"] == result["ruleId"] == "ex:BookShape-year/LessThanOrEquals"
    assert rule["defaultConfiguration"]["level"] == result["level"] == "warning"
    location = result["locations"][0]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/my%20library.ttl", "uriBaseId": "SRCROOT"},
        "region": {
            "startLine": 15,
            "startColumn": 11,
            "endLine": 15,
            "endColumn": 15,
            "snippet": {"text": "1969"},
        },
        "contextRegion": {
            "startLine": 15,
            "startColumn": 1,
            "endLine": 15,
            "endColumn": 37,
            "snippet": {"text": "  ex:year 1969 ; ex:reprinted 1912 ;"},
        },
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "book:toji"
    assert result["message"]["text"].startswith("A reprint is not older than the book.")
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_help_of_a_rule_is_in_both_languages_the_wanted_one_first() -> None:
    firsts: dict[Language, str] = {"ko": "재판은", "en": "A reprint"}
    for language, first in firsts.items():
        (rule,) = log_of(of(Severity.WARNING), language)["tool"]["driver"]["rules"]
        text = rule["help"]["text"]
        assert "재판은 초판보다" in text
        assert "A reprint is not older" in text
        assert text.index(first) == min(text.index("재판은"), text.index("A reprint"))
        assert rule["helpUri"].endswith("#LessThanOrEqualsConstraintComponent")


def test_the_shape_that_asks_is_a_related_place() -> None:
    (result,) = log_of(of(Severity.WARNING))["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "shapes.ttl"
    assert related["physicalLocation"]["region"]["startLine"] == 29


def test_a_constraint_in_sparql_with_a_path_tells_the_way_to_the_value() -> None:
    run = log_of(findings())
    flows = {
        result["ruleId"]: result["codeFlows"][0]["threadFlows"][0]["locations"]
        for result in run["results"]
        if "codeFlows" in result
    }
    ((rule, steps),) = flows.items()
    assert rule == "ex:LoanShape/ex:lends/SPARQL"
    texts = [step["location"]["physicalLocation"]["region"]["snippet"]["text"] for step in steps]
    assert texts == ["<https://library.example/loan/1>", "book:toji"]


def test_rules_are_told_once_and_results_point_at_them() -> None:
    run = log_of(findings())
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[each["ruleIndex"]] == each["ruleId"] for each in run["results"])


def test_a_baseline_tells_what_is_new_what_stays_and_what_is_gone() -> None:
    states = [each["baselineState"] for each in log_of(with_baseline())["results"]]
    assert sorted(states) == ["absent", "new", "unchanged", "unchanged", "unchanged", "unchanged"]
    assert "baselineState" not in log_of(findings())["results"][0]


def test_a_cut_log_and_a_run_that_failed_say_so() -> None:
    cut = log_of(replace(findings(), limit=2))
    assert cut["properties"] == {"truncated": True, "shown": 2, "total": 5}
    (note,) = cut["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("TRUNCATED: 2 of 5")
    assert log_of(NOT_READ)["invocations"][0]["executionSuccessful"] is False
    assert log_of(NOTHING)["invocations"] == [{"executionSuccessful": True}]
