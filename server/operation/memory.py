"""How much memory the server's processes take, shared pages divided among those that share them.

Readers are forks of one template, so the sum of their resident sizes counts the graph many times;
the proportional set size counts it once (proc_pid_smaps(5), Pss).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
KIB: Final = 1024
ROLES: Final = {
    "server.readers.template": "readers",
    "server.tables.write": "tables",
    "server.writing.scribe": "writer",
}
"""What a process does, by the module that it runs; a fork runs that of its parent."""
FRONT: Final = "front"


def memory(pid: int) -> dict[str, int]:
    """Return the bytes that the process `pid` and its descendants take, by what they do.

    A process that ends meanwhile counts for nothing.
    """
    sizes = Counter[str]()
    for each in family(pid):
        sizes[role(each)] += proportional(each)
    return dict(sizes)


def family(pid: int) -> tuple[int, ...]:
    """Return the number of a process and those of its descendants, parents first."""
    children = defaultdict[int, list[int]](list)
    for child, parent in _parents().items():
        children[parent].append(child)
    found = [pid]
    for each in found:
        found += children[each]
    return tuple(found)


def role(pid: int) -> str:
    """Return what a process of the server does."""
    arguments = _read(PROC / str(pid) / "cmdline").split("\0")
    return next((ROLES[each] for each in arguments if each in ROLES), FRONT)


def proportional(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 where it has ended."""
    for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * KIB
    return 0


def _parents() -> Mapping[int, int]:
    """Return the parent of each process."""
    return dict(_parent(path) for path in PROC.glob("[0-9]*") if path.name.isdecimal())


def _parent(path: Path) -> tuple[int, int]:
    # The name of the program, in parentheses, may hold anything (proc_pid_stat(5)).
    fields = _read(path / "stat").rpartition(")")[2].split()
    return int(path.name), int(fields[1]) if fields else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
