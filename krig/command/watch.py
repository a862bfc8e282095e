"""Runs something again whenever a file is saved."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

INTERVAL: Final = 0.3
"""Seconds between two looks at the files."""

State = Mapping[Path, tuple[int, int]]
"""The time of the last change and the size of each file."""


def watch(
    run: Callable[[], None],
    paths: Iterable[Path],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Run once, and again whenever what `paths` hold has changed, until interrupted.

    A change during a run makes for another run.
    """
    watched = tuple(paths)
    seen: State | None = None
    try:
        while True:
            now = state(watched)
            if now == seen:
                sleep(INTERVAL)
                continue
            seen = now
            run()
    except KeyboardInterrupt:
        return


def state(paths: Iterable[Path]) -> State:
    """Return what there is to see of the files at `paths` and in folders, but for hidden ones."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if not hidden and file.is_file():
                status = file.stat()
                found[file] = (status.st_mtime_ns, status.st_size)
    return found
