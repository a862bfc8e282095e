"""The lock files pin everything, and say nothing of where it was fetched."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements.lock"
NODE_LOCKS = [
    ROOT / folder / "package-lock.json" for folder in ("server/frontend", "docs/graphviz")
]


def test_the_python_lock_names_no_index() -> None:
    text = REQUIREMENTS.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text


def test_every_locked_python_package_has_a_hash() -> None:
    text = REQUIREMENTS.read_text(encoding="utf-8").replace("\\\n", " ")
    pinned = [line for line in text.splitlines() if "==" in line and not line.startswith("#")]
    assert len(pinned) > 50
    assert [line.split()[0] for line in pinned if "--hash=sha256:" not in line] == []


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[<>=\[;]", requirement)[0].lower() for requirement in wanted}
    locked = {
        line.split("==")[0].strip().lower()
        for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    assert names <= locked


@pytest.mark.parametrize("lock", NODE_LOCKS, ids=lambda lock: lock.parent.name)
def test_the_node_lock_names_no_registry_and_pins_by_digest(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    dependencies = {path: entry for path, entry in packages.items() if path}
    assert dependencies
    assert [path for path, entry in dependencies.items() if "resolved" in entry] == []
    assert [path for path, entry in dependencies.items() if "integrity" not in entry] == []
