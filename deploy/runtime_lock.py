"""Prints the part of requirements.lock that a server needs: what `krig` depends on, with hashes.

    python deploy/runtime_lock.py pyproject.toml requirements.lock > runtime.lock

The lock tells of each package by which others it is needed (`# via`). A package stays if the
project needs it to run, or a package that stays does.
"""

import re
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = "krig"
PACKAGE: Final = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)(\[[^\]]*\])?==")
VIA: Final = re.compile(r"^    #\s+(?:via\s+)?(?P<name>[A-Za-z0-9][\w.-]*)")


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of the lock: its lines, and by which packages it is needed."""

    name: str
    lines: tuple[str, ...]
    via: frozenset[str]


def locked(text: str) -> tuple[Locked, ...]:
    """Return the packages of a lock."""
    groups: list[list[str]] = []
    for line in text.splitlines():
        if PACKAGE.match(line):
            groups.append([])
        if groups:
            groups[-1].append(line)
    return tuple(_package(group) for group in groups)


def runtime(packages: Iterable[Locked], direct: Iterable[str]) -> tuple[Locked, ...]:
    """Return those of `packages` that are `direct`, or needed by one that is returned."""
    known = tuple(packages)
    kept = {normal(name) for name in direct}
    while more := {each.name for each in known if each.via & kept} - kept:
        kept |= more
    return tuple(each for each in known if each.name in kept)


def normal(name: str) -> str:
    """Return the normal form of a package's name (Python Packaging, names and normalisation)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(project: str) -> list[str]:
    """Return what a pyproject.toml says that the project needs to run."""
    needed = tomllib.loads(project)["project"]["dependencies"]
    return [re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in needed]


def _package(lines: list[str]) -> Locked:
    found = PACKAGE.match(lines[0])
    if found is None:
        raise ValueError(lines[0])
    via = (VIA.match(line) for line in lines[1:])
    needed_by = frozenset(normal(each["name"]) for each in via if each is not None)
    return Locked(normal(found["name"]), tuple(lines), needed_by - {PROJECT, "via"})


def main(project: str, lock: str) -> None:
    """Print the part of the file `lock` that the project described by the file `project` needs."""
    packages = locked(Path(lock).read_text(encoding="utf-8"))
    needed = runtime(packages, direct(Path(project).read_text(encoding="utf-8")))
    sys.stdout.writelines(f"{line}\n" for each in needed for line in each.lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
