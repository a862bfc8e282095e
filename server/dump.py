"""A revision as readers load it: its quads in a file without a name, gone with who holds it."""

import os
from pathlib import Path
from tempfile import mkstemp

from pyoxigraph import RdfFormat, serialize

from krig.revisions import Revision


class Dump:
    """The quads of a revision as N-Quads. The file is open here, and readers find it there."""

    def __init__(self, revision: Revision) -> None:
        """Write the quads of `revision`.

        Raises:
            HistoryError: they cannot be read.
            OSError: they cannot be written.

        """
        self.id = revision.id
        descriptor, path = mkstemp(prefix="krig-")
        Path(path).unlink()
        self._file = os.fdopen(descriptor, "wb")
        serialize(revision.quads(), self._file, RdfFormat.N_QUADS)
        self._file.flush()

    @property
    def dump(self) -> Path:
        """The path by which other processes of the same user reach the file (proc_pid_fd(5))."""
        return Path("/proc", str(os.getpid()), "fd", str(self._file.fileno()))
