"""Folders that are whole or absent: written aside, made durable, and renamed into place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from krig.backup.sums import names_in
from krig.revisions.durable import remove, synchronise

STAGED: Final = ".backup-"
"""How the name of a folder begins that is not whole yet."""


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target`; where it is not renamed there, it is removed."""
    staged = Path(mkdtemp(prefix=STAGED, dir=target.parent))
    try:
        yield staged
    finally:
        remove(staged)


def settle(folder: Path) -> None:
    """Make all of `folder` durable, and take the right to change its files away."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(0o755 if path.is_dir() else 0o444)
        synchronise(path)


def copy(source: Path, target: Path) -> None:
    """Copy a folder of files, at once: where one is missing, nothing is left.

    Raises:
        FileNotFoundError: one is.

    """
    try:
        for name in sorted(names_in(source)):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / name)
    except FileNotFoundError:
        remove(target)
        raise
