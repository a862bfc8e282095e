"""The recipes for GitLab and Jenkins: what they run here runs, and reports what it must."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from junitparser import JUnitXml

from tests.ci.conftest import spoil

ROOT = Path(__file__).parents[2]
GITLAB = ROOT / "ci" / "gitlab.yml"
JENKINS = ROOT / "ci" / "Jenkinsfile"


def gitlab() -> tuple[str, Mapping[str, str]]:
    """The script of the job, and its variables."""
    job = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["validate"]
    return "set -e\n" + "\n".join(job["script"]), job["variables"]


def jenkins() -> tuple[str, Mapping[str, str]]:
    """The script of the step, and what the pipeline sets."""
    text = JENKINS.read_text(encoding="utf-8")
    (script,) = re.findall(r"sh '''(.*?)'''", text, re.DOTALL)
    (block,) = re.findall(r"environment \{(.*?)\}", text, re.DOTALL)
    return script.replace("\\\\", "\\"), dict(re.findall(r"(\w+) = '([^']*)'", block))


RECIPES = {"gitlab": gitlab, "jenkins": jenkins}


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_passes_what_conforms_and_fails_what_does_not(
    recipe: str, repository: Path, environment: Mapping[str, str]
) -> None:
    script, variables = RECIPES[recipe]()

    def status() -> int:
        command = ["sh", "-c", script]
        surrounding = {**environment, **variables}
        return subprocess.run(command, cwd=repository, env=surrounding, check=False).returncode

    assert status() == 0
    spoil(repository)
    assert status() == 1
    (suite,) = JUnitXml.fromfile(str(repository / "krig.xml"))
    assert (suite.name, suite.failures) == ("data/library.ttl", 1)
    assert (repository / "krig.sarif").is_file()


def test_the_files_that_the_recipes_publish_are_those_that_they_write() -> None:
    job = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["validate"]
    assert job["artifacts"]["reports"]["junit"] == "krig.xml"
    assert set(job["artifacts"]["paths"]) == {"krig.xml", "krig.sarif"}
    text = JENKINS.read_text(encoding="utf-8")
    assert "junit 'krig.xml'" in text
    assert "pattern: 'krig.sarif'" in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.gitlab-ci", GITLAB),
        ("vendor.github-workflows", ROOT / ".github" / "workflows" / "test.yml"),
    ],
)
def test_each_is_valid_by_the_schema_of_its_service(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
