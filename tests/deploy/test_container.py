"""The image keeps its promises, as far as they can be seen without building it.

No container engine is needed: the file is read, and the commands of its build stage are run in a
folder of their own. Whether an engine builds it was not tried here.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
LOCK = ROOT / "requirements.lock"
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction of a Dockerfile."""

    name: str
    said: str


def instructions() -> list[Instruction]:
    """The instructions, with continued lines joined and without comments."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    joined = "\n".join(lines).replace("\\\n", " ")
    return [Instruction(*line.split(maxsplit=1)) for line in joined.splitlines()]


def last(name: str) -> str:
    """What the last instruction of that name says."""
    return [each.said for each in instructions() if each.name == name][-1]


def runtime_lock() -> str:
    """The part of the lock that the image is made from."""
    program = [sys.executable, "deploy/runtime_lock.py", "pyproject.toml", "requirements.lock"]
    return subprocess.run(
        program, cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def test_there_is_no_instruction_that_docker_does_not_know() -> None:
    known = "ARG FROM WORKDIR COPY RUN ENV USER VOLUME EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD"
    assert {each.name for each in instructions()} <= set(known.split())


def test_it_does_not_run_as_root() -> None:
    user = last("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    names = [each.name for each in instructions()]
    after = names[len(names) - names[::-1].index("USER") :]
    assert "RUN" not in after
    assert "COPY" not in after


def test_it_is_asked_whether_it_is_well() -> None:
    assert "server.operation.probe" in last("HEALTHCHECK")


def test_it_is_a_program_and_stops_when_it_is_told_to() -> None:
    assert last("ENTRYPOINT") == '["krig"]'
    assert last("STOPSIGNAL") == "SIGTERM"


def test_it_has_two_stages_and_the_second_has_no_compiler_and_no_source() -> None:
    stages = [each.said for each in instructions() if each.name == "FROM"]
    assert len(stages) == 2
    copied = [each.said for each in instructions() if each.name == "COPY"]
    assert copied[-1].startswith("--from=build ")
    assert len([each for each in copied if not each.startswith("--from=")]) == 2


def test_it_names_no_registry_and_no_index() -> None:
    for path in (each for each in DEPLOY.rglob("*") if each.is_file()):
        text = path.read_text(encoding="utf-8")
        assert "index-url" not in text, path
        hosts = re.findall(r"https?://([\w.-]+)", text)
        assert set(hosts) <= {"krig.example.org", "krig", "w3id.org"}, path
    assert re.fullmatch(r"python:\$\{PYTHON\} AS build", instructions()[1].said)


def test_only_what_is_named_reaches_the_build() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    copied = " ".join(each.said for each in instructions() if each.name == "COPY")
    assert all(line.removeprefix("!") in copied for line in ignored[1:])


def test_every_package_of_the_image_is_locked_by_its_hash() -> None:
    pinned = re.findall(r"^[\w.-]+==.*$", runtime_lock(), re.MULTILINE)
    whole = runtime_lock().replace("\\\n", " ")
    assert len(pinned) > 20
    assert all("--hash=sha256:" in line for line in whole.splitlines() if "==" in line)
    assert all(line in LOCK.read_text(encoding="utf-8") for line in pinned)


def test_the_image_has_all_that_the_server_needs_and_none_of_what_tests_need() -> None:
    locked = {line.split("==")[0] for line in runtime_lock().splitlines() if "==" in line}
    needed = closure({"krig"}) - {"krig"}
    assert needed <= locked
    assert locked.isdisjoint({"pytest", "mypy", "ruff", "playwright", "jpype1"})


def closure(names: set[str]) -> set[str]:
    """All that is installed of what these packages need to run here, themselves included."""
    found, left = set[str](), {*names}
    while left:
        name = left.pop()
        found.add(name)
        left |= needed_by(name) - found
    return found


def needed_by(name: str) -> set[str]:
    """What an installed package needs here, without its extras."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return set()
    requirements = [Requirement(line) for line in lines]
    return {
        re.sub(r"[-_.]+", "-", each.name).lower()
        for each in requirements
        if each.marker is None or each.marker.evaluate({"extra": ""})
    }


def test_the_container_has_a_read_only_file_system_and_no_privileges() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    service = compose["services"]["krig"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert service["pids_limit"] > 0
    assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


@pytest.mark.wheel
def test_the_commands_of_the_build_stage_make_a_program_that_runs(tmp_path: Path) -> None:
    build = tmp_path / "build"
    build.mkdir()
    wheel = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(build)]
    subprocess.run(wheel, cwd=ROOT, check=True, capture_output=True)
    for name in ("pyproject.toml", "requirements.lock", "deploy/runtime_lock.py"):
        shutil.copy(ROOT / name, build)
    (commands,) = [
        each.said
        for each in instructions()
        if each.name == "RUN" and "--require-hashes" in each.said
    ]
    home = shlex.quote(str(tmp_path / "opt"))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(
        ["sh", "-e", "-c", commands.replace("/opt/krig", home)],
        cwd=build,
        env=os.environ | {"PATH": path},
        check=True,
        timeout=LONGEST,
    )
    krig = [str(tmp_path / "opt" / "bin" / "krig"), "--version"]
    assert subprocess.run(krig, cwd=tmp_path, check=True, capture_output=True).stdout
    probe = [str(tmp_path / "opt" / "bin" / "python"), "-m", "server.operation.probe"]
    none = subprocess.run(
        probe, cwd=tmp_path, env={"KRIG_PORT": "9"}, check=False, capture_output=True
    )
    assert none.returncode == 1
    assert b"/healthz" in none.stderr
