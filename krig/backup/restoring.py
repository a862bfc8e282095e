"""Puts what a backup holds where there is nothing yet."""

from collections.abc import Mapping
from pathlib import Path

from krig.backup.aside import aside, copy, settle
from krig.backup.copying import RELEASES, REVISIONS, Backup, verify
from krig.backup.sums import BackupError, digest_of, names_in, sums_of
from krig.release import Releases
from krig.release.folder import LOCK
from krig.revisions import Revisions
from krig.revisions.durable import publish


def restore(path: Path, releases: Releases, revisions: Revisions) -> Backup:
    """Put what the backup in `path` holds where there is nothing yet, each folder at once.

    A folder that holds exactly that already stays: so what was ended in between can be repeated.

    Raises:
        BackupError: something else is there, or the backup is damaged; then nothing is changed.
        krig.revisions.HistoryError: the history in the backup is damaged.

    """
    backup = verify(path)
    parts = ((REVISIONS, revisions.folder), (RELEASES, releases.folder))
    missing = [(part, folder) for part, folder in parts if not _is_there(path, part, folder)]
    taken = [str(folder) for _, folder in missing if not _is_free(folder)]
    if taken:
        listed = ", ".join(taken)
        raise BackupError(
            f"{listed}에 이미 다른 것이 있습니다. 덮어쓰지 않습니다. 옮겨 두고 다시 하십시오.",
            f"there is something else in {listed}, and it is not overwritten; move it away first.",
        )
    for part, folder in missing:
        if (path / part).is_dir():
            _put(path / part, folder)
    if current := releases.find(backup.current) if backup.current else None:
        releases.make_current(current)
    return backup


def _put(source: Path, folder: Path) -> None:
    """Put a copy of `source` at `folder`, where nothing is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with aside(folder) as staged:
        copy(source, staged)
        settle(staged)
        (folder / LOCK).unlink(missing_ok=True)
        publish(staged, folder)


def _is_free(folder: Path) -> bool:
    """Tell whether nothing is there, but for the lock that whoever looks leaves."""
    return not folder.exists() or {each.name for each in folder.iterdir()} <= {LOCK}


def _is_there(backup: Path, part: str, folder: Path) -> bool:
    """Tell whether `folder` holds exactly what the backup has for it."""
    if not folder.is_dir():
        return False
    sums = _of(part, sums_of(backup))
    if not sums or names_in(folder) - {LOCK} != sums.keys():
        return False
    return all(digest_of(folder / name) == digest for name, digest in sums.items())


def _of(part: str, sums: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of a part of the backup, by the names within it."""
    head = f"{part}/"
    return {name[len(head) :]: sum_ for name, sum_ in sums.items() if name.startswith(head)}
