"""The GitHub Action validates, annotates, summarises, and fails when it must."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.ci.conftest import spoil
from tests.ci.workflow import Run, run_action

ACTION = Path(__file__).parents[2] / "action.yml"
INPUTS = {"paths": "data\n", "shapes": "shapes.ttl"}


def run(repository: Path, environment: Mapping[str, str], **inputs: str) -> Run:
    return run_action(ACTION, INPUTS | inputs, repository, environment)


def test_what_conforms_passes(repository: Path, environment: Mapping[str, str]) -> None:
    done = run(repository, environment)
    assert done.status == 0, done.log
    assert done.outputs == {"conforms": "true", "sarif": "krig.sarif"}
    assert "::error" not in done.log
    assert done.summary.startswith("## ✅ violation 0")


def test_what_does_not_conform_fails_and_is_annotated_at_its_line(
    repository: Path, environment: Mapping[str, str]
) -> None:
    spoil(repository)
    done = run(repository, environment)
    assert done.status == 1
    assert done.outputs["conforms"] == "false"
    annotation = "::error file=data/library.ttl,line=12,endLine=12,col=12,endColumn=16,title="
    assert annotation in done.log
    assert "data/library.ttl" in done.summary
    sarif = json.loads((repository / done.outputs["sarif"]).read_text(encoding="utf-8"))
    (result,) = sarif["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 12


def test_every_input_is_heard(repository: Path, environment: Mapping[str, str]) -> None:
    spoil(repository)
    (repository / "more shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "[] a sh:NodeShape ; sh:targetSubjectsOf <https://library.example/def/born> ;\n"
        "  sh:severity sh:Info ; sh:nodeKind sh:Literal .\n",
        encoding="utf-8",
    )
    done = run(
        repository,
        environment,
        paths="\n  \ndata/library.ttl\n",
        shapes="shapes.ttl\nmore shapes.ttl",
        **{"fail-on": "info", "limit": "1", "language": "ko", "junit": "out/krig.xml"},
    )
    assert done.status == 1
    assert "보고를 잘랐습니다: 3개 가운데 1개만" in done.log
    assert "testsuites" in (repository / "out" / "krig.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("paths", ["absent.ttl", "$(touch pwned)", "; touch pwned", "--watch"])
def test_a_path_is_never_read_as_anything_else(
    repository: Path, environment: Mapping[str, str], paths: str
) -> None:
    done = run(repository, environment, paths=paths)
    assert done.status == 2
    assert done.outputs["conforms"] == "false"
    assert not (repository / "pwned").exists()


def test_a_baseline_lets_known_results_pass(
    repository: Path, environment: Mapping[str, str]
) -> None:
    spoil(repository)
    baseline = {"version": 1, "known": []}
    (repository / "known.json").write_text(json.dumps(baseline), encoding="utf-8")
    assert run(repository, environment, baseline="known.json").status == 1
