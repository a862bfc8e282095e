"""What a release is made from, by digest: the same inputs make the same release."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

import krig
import loaders
import ontology
import queries
import shapes

KINDS: Final = {".csv", ".json", ".py", ".rq", ".ttl"}
"""The kinds of file that have a part in a release, by suffix."""

APART: Final = {"examples", "catalogue"}
"""Folders that have none: the examples of shapes, and the shapes of the catalogue."""

BUILDING: Final = ("graph.py", "queries.py", "reasoning.py", "release", "validation")
"""The parts of `krig` that have one."""

TOOLS: Final = ("pyoxigraph", "reasonable", "shacl", "pyshacl", "rdflib")
"""The libraries that have one."""


def digests(tables: Path) -> dict[str, str]:
    """Return the SHA-256 of each file from which a release is made, by its name.

    These are the tables in the folder `tables`, the ontology, the shapes, the saved queries, and
    the code that reads, reasons and validates.
    """
    core = Path(krig.__path__[0])
    folders = {
        "data": tables,
        "loaders": Path(loaders.__path__[0]),
        "ontology": ontology.PATH,
        "queries": queries.PATH,
        "shapes": shapes.PATH,
        **{f"krig/{part}": core / part for part in BUILDING},
    }
    return {
        (Path(name) / path.relative_to(folder)).as_posix(): sha256(path.read_bytes()).hexdigest()
        for name, folder in folders.items()
        for path in _files(folder)
    }


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for path in sorted(folder.rglob("*")):
        if path.suffix in KINDS and APART.isdisjoint(path.relative_to(folder).parts):
            yield path


def tools() -> dict[str, str]:
    """Return the version of krig and of each library that has a part in a release."""
    return {"krig": krig.__version__, **{name: version(name) for name in TOOLS}}


def fingerprint(parts: Mapping[str, str]) -> str:
    """Return one SHA-256 over named digests or versions, whatever their order."""
    lines = (f"{name} {value}\n" for name, value in sorted(parts.items()))
    return sha256("".join(lines).encode()).hexdigest()
