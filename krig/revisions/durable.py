"""Files that are whole or absent: written aside, made durable, and renamed into place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

STAGED: Final = ".staged-"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Yield an empty folder in `folder`; what has not been renamed away is removed."""
    staged = Path(mkdtemp(prefix=STAGED, dir=folder))
    try:
        yield staged
    finally:
        remove(staged)


def write(path: Path, content: bytes) -> None:
    """Write a file that nobody changes later, and make it durable."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)


def publish(staged: Path, path: Path) -> None:
    """Put the file or folder `staged`, whose files are durable, at `path`: all of it at once."""
    if staged.is_dir():
        staged.chmod(0o755)
        synchronise(staged)
    staged.rename(path)
    synchronise(path.parent)


def discard(path: Path) -> None:
    """Remove a file or a folder that others may look for: all of it at once."""
    debris = path.with_name(f"{STAGED}{path.name}")
    path.rename(debris)
    remove(debris)


def remove(path: Path) -> None:
    """Remove a file or a folder that nobody looks for, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def synchronise(path: Path) -> None:
    """Make durable what a folder lists, or what a file holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
