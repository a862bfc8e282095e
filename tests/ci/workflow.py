"""Runs the steps of a composite action as a runner of GitHub Actions would.

What a runner does beyond that (checkout, other actions, matrices) is not needed here: the action
has steps of the shell alone.
"""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

EXPRESSION: Final = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Run:
    """How an action went: its status, its log, its outputs, and the summary that it wrote."""

    status: int
    log: str
    outputs: Mapping[str, str]
    summary: str


def run_action(
    action: Path, inputs: Mapping[str, str], folder: Path, environment: Mapping[str, str]
) -> Run:
    """Run the action described at `action` in `folder`, in which its files are made."""
    described = yaml.safe_load(action.read_text(encoding="utf-8"))
    unknown = inputs.keys() - described["inputs"].keys()
    assert not unknown, f"the action has no input {unknown}"
    values = {
        f"inputs.{name}": inputs.get(name, each["default"])
        for name, each in described["inputs"].items()
    }
    temporary = folder / ".runner"
    temporary.mkdir()
    around = {
        **environment,
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(action.parent),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary.md"),
        "GITHUB_PATH": str(temporary / "path"),
        "RUNNER_TEMP": str(temporary),
    }
    log, status = "", 0
    for step in described["runs"]["steps"]:
        status, told = _step(step, values, around, folder)
        log += told
        if status:
            break
    outputs = {name: _filled(each["value"], values) for name, each in described["outputs"].items()}
    summary = temporary / "summary.md"
    return Run(status, log, outputs, summary.read_text("utf-8") if summary.exists() else "")


def _step(
    step: Mapping[str, Any], values: dict[str, str], around: Mapping[str, str], folder: Path
) -> tuple[int, str]:
    """Run a step, and add its outputs to the values that later expressions see."""
    assert step["shell"] == "bash"
    assert not EXPRESSION.search(step["run"]), "an input pasted into a script can be code"
    written = folder / ".runner" / f"output-{step.get('id', 'none')}"
    environment = {name: _filled(value, values) for name, value in step.get("env", {}).items()}
    path = Path(around["GITHUB_PATH"])
    added = path.read_text(encoding="utf-8").split() if path.exists() else []
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={
            **around,
            **environment,
            "GITHUB_OUTPUT": str(written),
            "PATH": ":".join([*added, around["PATH"]]),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    for line in written.read_text(encoding="utf-8").splitlines() if written.exists() else ():
        name, _, value = line.partition("=")
        values[f"steps.{step['id']}.outputs.{name}"] = value
    return done.returncode, done.stdout


def _filled(text: str, values: Mapping[str, str]) -> str:
    return EXPRESSION.sub(lambda found: values.get(found[1], ""), text)
