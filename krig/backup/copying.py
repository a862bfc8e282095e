"""Makes a backup, and reads one."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from krig.backup.aside import aside, copy, settle
from krig.backup.sums import CURRENT, SUMS, BackupError, digest_of, names_in, whole
from krig.release import Release, Releases
from krig.revisions import HistoryError, Revisions
from krig.revisions.chain import Chain
from krig.revisions.durable import publish, remove

RELEASES: Final = "releases"
REVISIONS: Final = "revisions"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose every file is as it was written."""

    path: Path
    releases: tuple[str, ...]
    """The names of the releases, the oldest first."""
    current: str
    """The name of the current one; empty where there is none."""
    head: str
    """The id of the last revision; empty where there is no history."""
    files: int
    size: int
    """How many bytes its files have."""


def back_up(releases: Releases, revisions: Revisions, target: Path) -> Backup:
    """Copy all releases and revisions to the new folder `target`, while others may write.

    Raises:
        BackupError: `target` is there already, there is nothing to copy, or a release is damaged.
        krig.revisions.HistoryError: the history is damaged.

    """
    if target.exists():
        raise BackupError(
            f"{target}이 이미 있습니다. 새 이름을 주십시오.",
            f"{target} is there already; give a new name.",
        )
    _see_outputs(releases.folder, releases.all())
    target.parent.mkdir(parents=True, exist_ok=True)
    with aside(target) as staged:
        _copy_releases(releases, staged)
        _copy_revisions(revisions, staged / REVISIONS)
        names = names_in(staged)
        if not names - {CURRENT}:
            raise BackupError(
                f"{releases.folder}에 릴리스가 없고 {revisions.folder}에 리비전이 없습니다.",
                f"there is no release in {releases.folder} and no revision in {revisions.folder}.",
            )
        lines = (f"{digest_of(staged / name)}  {name}\n" for name in sorted(names))
        (staged / SUMS).write_text("".join(lines), encoding="utf-8")
        try:
            backup = verify(staged)
        except HistoryError:
            revisions.verify()  # which tells of the file itself, not of its copy
            raise
        settle(staged)
        publish(staged, target)
    return replace(backup, path=target)


def verify(path: Path) -> Backup:
    """Read every file of the backup in `path`, and return what it holds.

    Raises:
        BackupError: files are missing, changed, or not of the backup; all are told.
        krig.revisions.HistoryError: the history in it is damaged.

    """
    names = whole(path)
    releases = Releases(path / RELEASES).all()
    _see_outputs(path / RELEASES, releases)
    revisions = Revisions(path / REVISIONS)
    revisions.verify()
    head = revisions.current()
    return Backup(
        path,
        tuple(release.id for release in releases),
        (path / CURRENT).read_text(encoding="utf-8").strip(),
        head.id if head is not None else "",
        len(names),
        sum((path / name).stat().st_size for name in names),
    )


def _see_outputs(folder: Path, releases: Iterable[Release]) -> None:
    """See that the releases in `folder` are what their manifests say.

    Raises:
        BackupError: one is not.

    """
    wrong = [
        f"{release.id}/{name}"
        for release in releases
        for name, digest in release.manifest.outputs.items()
        if not (release.path / name).is_file() or digest_of(release.path / name) != digest
    ]
    if wrong:
        listed = ", ".join(wrong)
        raise BackupError(
            f"{folder}: {listed}: 매니페스트와 다릅니다. krig build로 릴리스를 다시 만드십시오.",
            f"{folder}: {listed}: not as the manifest says; build the release again by krig build.",
        )


def _copy_releases(releases: Releases, staged: Path) -> None:
    """Copy all releases; the current one is named first, so that it is among them."""
    current = releases.current()
    (staged / CURRENT).write_text(current.id if current is not None else "", encoding="utf-8")
    for release in releases.all():
        copy(release.path, staged / RELEASES / release.id)


def _copy_revisions(revisions: Revisions, target: Path) -> None:
    """Copy the history, if it has begun: most of it unlocked, and under the lock what is new."""
    if revisions.current() is None:
        return
    _take(revisions.folder, target)
    with revisions.writing():
        _take(revisions.folder, target)


def _take(folder: Path, target: Path) -> None:
    """Let `target` hold the revisions and checkpoints that the history in `folder` has now."""
    chain = Chain.read(folder)
    paths = {path.name: path for path in (*chain.revisions.values(), *chain.checkpoints.values())}
    target.mkdir(exist_ok=True)
    for had in [*target.iterdir()]:
        if had.name not in paths:
            remove(had)
    for name, path in paths.items():
        if not (target / name).exists():
            with suppress(FileNotFoundError):  # it was let go of; under the lock none is
                copy(path, target / name)
