"""Backups: copies of the releases and of the history of revisions, verified, while servers write.

    SHA256SUMS              the digest of each other file, as `sha256sum --check` reads it
    current                 the name of the current release
    releases/…  revisions/…

Releases and revisions are never changed once they are there. So most is copied while others write;
what has come or gone meanwhile is taken under the lock of those that write, which is soon done.

Both copying and restoring write aside and rename. Restored revisions are renamed into place first:
a process that is killed in between leaves all edits, and releases that can be restored by the same
command again, or made from the tables; never a server that begins a new history.
"""

from krig.backup.copying import Backup, back_up, verify
from krig.backup.restoring import restore
from krig.backup.sums import BackupError

__all__ = ["Backup", "BackupError", "back_up", "restore", "verify"]
