"""A revision as readers load it: its quads in a file without a name, gone with who holds it."""

import os
from io import BufferedWriter
from pathlib import Path
from tempfile import mkstemp
from threading import Lock

from pyoxigraph import RdfFormat, serialize

from krig.revisions import HistoryError, Revision


class Dump:
    """The quads of a revision as N-Quads. The file is open here, and readers find it there."""

    def __init__(self, revision: Revision, *, later: bool = False) -> None:
        """Write the quads of `revision`: now, or `later`, when somebody asks where they are.

        Raises:
            HistoryError: they cannot be read.
            OSError: they cannot be written.

        """
        self.revision = revision
        self.id = revision.id
        self._lock = Lock()
        self._file = None if later else _written(revision)

    @property
    def dump(self) -> Path:
        """The path by which other processes of the same user reach the file (proc_pid_fd(5)).

        Raises:
            OSError: it is written only now, and that fails.

        """
        with self._lock:
            if self._file is None:
                try:
                    self._file = _written(self.revision)
                except HistoryError as error:
                    raise OSError(str(error)) from None
        return Path("/proc", str(os.getpid()), "fd", str(self._file.fileno()))


def _written(revision: Revision) -> BufferedWriter:
    descriptor, path = mkstemp(prefix="krig-")
    Path(path).unlink()
    file = os.fdopen(descriptor, "wb")
    serialize(revision.quads(), file, RdfFormat.N_QUADS)
    file.flush()
    return file
