"""Writes that are never lost, and never stop the service.

Three kinds of process, each with one duty:

- The *front* (this package's `Writer`, inside the server's event loop) lets writes wait in order,
  passes them on, and tells the readers of a new revision before it tells the writer. It reads no
  update and no RDF.
- The *scribe* has the last revision in memory. It forks a child for each write, appends what that
  proposes to the history of revisions (`krig.revisions`), and holds the lock meanwhile.
- A *child* evaluates the write over its copy of the graph, reasons, counts and validates, behind
  the walls of a reader. Whatever it does, only it ends.

Whichever of them is killed at whatever moment: a write is a revision on disk, whole, or it is not.
"""

from server.writing.faults import UnservedError, UnwrittenError, WriteError
from server.writing.limits import WriteLimits
from server.writing.outcome import Outcome, Verdict
from server.writing.request import (
    Action,
    Delete,
    Part,
    Patch,
    Post,
    Put,
    Rebase,
    Rollback,
    Update,
    Write,
)
from server.writing.writer import Writer

__all__ = [
    "Action",
    "Delete",
    "Outcome",
    "Part",
    "Patch",
    "Post",
    "Put",
    "Rebase",
    "Rollback",
    "UnservedError",
    "UnwrittenError",
    "Update",
    "Verdict",
    "Write",
    "WriteError",
    "WriteLimits",
    "Writer",
]
