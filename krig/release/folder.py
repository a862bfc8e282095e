"""The folder of releases: which there are, which is current, and how one is added whole.

A release is written aside, in a folder that begins with a dot, and renamed into place. The link
`current` is replaced, never changed. So a process that is killed at any moment leaves whole
releases and a link to one of them; what else it leaves, the next writer removes.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from krig.release.manifest import FILE, Manifest
from krig.release.release import Release

CURRENT: Final = "current"
LOCK: Final = ".lock"
STAGED: Final = ".staged-"


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases in a folder, which need not exist yet."""

    folder: Path

    def all(self) -> tuple[Release, ...]:
        """Return the releases, the oldest first."""
        found = (_release(path.parent) for path in self.folder.glob(f"[!.]*/{FILE}"))
        whole = (release for release in found if release.path.name != CURRENT)
        return tuple(sorted(whole, key=lambda release: (release.manifest.created, release.id)))

    def current(self) -> Release | None:
        """Return the release that the link `current` names, or None if there is none yet."""
        link = self.folder / CURRENT
        return _release(self.folder / link.readlink()) if (link / FILE).is_file() else None

    def find(self, name: str) -> Release | None:
        """Return the release called `name`, the only one whose name holds it, or `current`."""
        if name == CURRENT:
            return self.current()
        matching = [release for release in self.all() if name in release.id]
        exact = [release for release in matching if release.id == name]
        return next(iter(exact or (matching if len(matching) == 1 else ())), None)

    def made_from(self, origin: str) -> Release | None:
        """Return the newest release whose manifest has this `origin`, if there is one."""
        same = (each for each in reversed(self.all()) if each.manifest.origin == origin)
        return next(same, None)

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Yield an empty folder to write a release in, when no other process writes one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for debris in self.folder.glob(f"{STAGED}*"):
                _remove(debris)
            staged = Path(mkdtemp(prefix=STAGED, dir=self.folder))
            try:
                yield staged
            finally:
                _remove(staged)

    def publish(self, staged: Path) -> Release:
        """Put the release written in `staged` into its place, and make it current."""
        manifest = Manifest.read(staged)
        _make_durable(staged)
        staged.rename(self.folder / manifest.id)
        release = Release(self.folder / manifest.id, manifest)
        self.make_current(release)
        return release

    def make_current(self, release: Release) -> None:
        """Let the link `current` name `release`."""
        link = self.folder / f"{STAGED}{CURRENT}"
        link.symlink_to(release.path.name)
        link.replace(self.folder / CURRENT)
        _synchronise(self.folder)


def _release(path: Path) -> Release:
    return Release(path, Manifest.read(path))


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _make_durable(folder: Path) -> None:
    """Write all of `folder` to the disk, and take the right to change its files away."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            path.chmod(0o444)
        _synchronise(path)
    folder.chmod(0o755)
    _synchronise(folder)


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
