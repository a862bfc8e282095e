"""The hooks refuse a bad commit: pre-commit itself runs them in a scratch repository.

It is told that krig is installed already (`language: system`), so that it downloads nothing.
"""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.ci.conftest import spoil

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"


@pytest.fixture
def committed(repository: Path, environment: Mapping[str, str]) -> Path:
    """The repository with the hook installed, and all that conforms committed."""
    (hook,) = (each for each in hooks() if each["id"] == "krig-validate")
    local = hook | {"language": "system", "args": ["data", "--shapes", "shapes.ttl"]}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    text = yaml.safe_dump(config, sort_keys=False)
    (repository / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    for command in ("git init --quiet", "pre-commit install", "git add ."):
        done = run(command.split(), repository, environment)
        assert done.returncode == 0, done.stdout
    assert commit(repository, environment).returncode == 0
    return repository


def hooks() -> list[dict[str, object]]:
    return list(yaml.safe_load(HOOKS.read_text(encoding="utf-8")))


def run(
    command: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def commit(folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=krig", "-c", "user.email=krig@example.org"]
    return run(["git", *identity, "commit", "--message", "change"], folder, environment)


def test_a_bad_commit_is_refused_and_told_where(
    committed: Path, environment: Mapping[str, str]
) -> None:
    spoil(committed)
    run(["git", "add", "."], committed, environment)
    refused = commit(committed, environment)
    assert refused.returncode == 1
    assert "data/library.ttl:12:12" in refused.stdout
    count = run(["git", "rev-list", "--count", "HEAD"], committed, environment)
    assert count.stdout.strip() == "1"


def test_a_good_commit_passes(committed: Path, environment: Mapping[str, str]) -> None:
    file = committed / "data" / "library.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("480", "481"), encoding="utf-8")
    run(["git", "add", "."], committed, environment)
    done = commit(committed, environment)
    assert done.returncode == 0
    assert "validate RDF against SHACL" in done.stdout


def test_a_commit_without_rdf_is_not_held_up(
    committed: Path, environment: Mapping[str, str]
) -> None:
    (committed / "README.md").write_text("# Library\n", encoding="utf-8")
    run(["git", "add", "."], committed, environment)
    done = commit(committed, environment)
    assert done.returncode == 0
    assert "no files to check" in done.stdout


def test_the_hooks_are_what_pre_commit_wants(environment: Mapping[str, str]) -> None:
    command = ["pre-commit", "validate-manifest", str(HOOKS)]
    assert run(command, HOOKS.parent, environment).returncode == 0
    assert [hook["id"] for hook in hooks()] == ["krig-validate", "krig-tables"]
