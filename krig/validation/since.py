"""Validates what has changed in tables since a revision of git."""

import subprocess
import tarfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import Store

import data
from krig.graph import assemble
from krig.validation.engines import Exact
from krig.validation.incremental import Checked
from krig.validation.report import Report
from krig.validation.shapes import ShapesGraph


class NoRevisionError(ValueError):
    """git does not give the tables of a revision; the message is that of git."""


def validate_since(
    revision: str,
    tables: Path = data.PATH,
    shapes: ShapesGraph | None = None,
    engine: Exact = "auto",
) -> Report:
    """Return the report on the nodes on which the changes since `revision` of git can bear.

    What was wrong before, and has nothing to do with the changes, is not in it.

    Raises:
        NoRevisionError: there are no such tables, or no such revision.
        loaders.fault.TableFaultsError: the tables, now or then, have faults.

    """
    after = frozenset(assemble(tables).quads())
    with TemporaryDirectory() as folder:
        _extract(revision, tables, Path(folder))
        before = frozenset(assemble(Path(folder)).quads())
    store = Store()
    store.bulk_extend(after)
    return Checked.nothing(shapes, engine).after(store, after - before, before - after).report()


def _extract(revision: str, tables: Path, folder: Path) -> None:
    """Write the tables as they were at `revision` into `folder`."""
    command = ["git", "-C", str(tables), "archive", "--format=tar", "--end-of-options"]
    done = subprocess.run([*command, revision, "."], capture_output=True, check=False)
    if done.returncode:
        raise NoRevisionError(done.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
