"""The guide to validation, followed as its reader would: in an empty folder, step by step."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = [DOCS / "validation.md", DOCS / "validation.ko.md"]

SAVED = re.compile(r"`(?P<name>[\w.]+\.ttl)`[^\n]*\n\n```turtle\n(?P<text>.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<shown>.*?)```", re.DOTALL)
PLAIN = re.compile(r"```\n(krig .*?|python3 .*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
WORKFLOW = re.compile(r"```yaml\n(name: .*?)```", re.DOTALL)

guides = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, which is all that a new user has."""
    return tmp_path


def save(guide: Path, folder: Path) -> None:
    """Save the files that the guide gives."""
    found = [*SAVED.finditer(guide.read_text(encoding="utf-8"))]
    assert [each["name"] for each in found] == ["data.ttl", "shapes.ttl"]
    for each in found:
        (folder / each["name"]).write_text(each["text"], encoding="utf-8")


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    programs = Path(sys.executable).parent
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "KRIG_LANG": "en",
    }
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@guides
def test_what_the_guide_shows_is_what_its_reader_sees(guide: Path, folder: Path) -> None:
    save(guide, folder)
    shown = [*CONSOLE.finditer(guide.read_text(encoding="utf-8"))]
    assert len(shown) == 2
    for each in shown:
        assert run(shlex.split(each["command"]), folder).stdout == each["shown"]


@guides
def test_what_the_guide_runs_in_python_runs(guide: Path, folder: Path) -> None:
    save(guide, folder)
    script, test = PYTHON.findall(guide.read_text(encoding="utf-8"))
    done = run([sys.executable, "-c", script], folder)
    assert done.returncode == 0, done.stderr
    assert "violation data.ttl:6:11 ex:PersonShape/ex:born/Datatype" in done.stdout
    (folder / "test_data.py").write_text(test, encoding="utf-8")
    done = run([sys.executable, "-m", "pytest", "-q", "test_data.py"], folder)
    assert "1 failed" in done.stdout
    assert "--> data.ttl:6:11" in done.stdout


@guides
def test_the_other_commands_of_the_guide_do_what_it_says(guide: Path, folder: Path) -> None:
    save(guide, folder)
    (folder / "data").mkdir()
    (folder / "data.ttl").rename(folder / "data" / "data.ttl")
    blocks = PLAIN.findall(guide.read_text(encoding="utf-8"))
    several, baseline = (block for block in blocks if block.startswith("krig"))
    assert run(shlex.split(several), folder).returncode == 1
    assert (folder / "krig.sarif").is_file()
    assert (folder / "krig.xml").is_file()
    commands = [line for line in baseline.splitlines() if line.startswith("krig")]
    assert [run(shlex.split(command), folder).returncode for command in commands] == [0, 0]


@guides
def test_the_workflow_of_the_guide_gives_the_action_what_it_takes(guide: Path) -> None:
    (text,) = WORKFLOW.findall(guide.read_text(encoding="utf-8"))
    steps = yaml.safe_load(text)["jobs"]["validate"]["steps"]
    action = yaml.safe_load((DOCS.parent / "action.yml").read_text(encoding="utf-8"))
    (ours,) = (step for step in steps if step["uses"].startswith("OWNER/krig@"))
    assert ours["with"].keys() <= action["inputs"].keys()
    assert set(re.findall(r"steps\.krig\.outputs\.(\w+)", text)) <= action["outputs"].keys()


@guides
def test_the_workflow_of_the_guide_is_valid_by_its_schema(guide: Path, folder: Path) -> None:
    (text,) = WORKFLOW.findall(guide.read_text(encoding="utf-8"))
    (folder / "validate.yml").write_text(text, encoding="utf-8")
    schema = ["--builtin-schema", "vendor.github-workflows"]
    done = run(["check-jsonschema", *schema, "validate.yml"], folder)
    assert done.returncode == 0, done.stdout
