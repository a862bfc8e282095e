"""Writes an export whole: beside its place first, then into it."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from krig.catalog.index import File
from krig.export.description import description
from krig.export.formats import FORMATS
from krig.release import Release

DESCRIPTION = "dcat.ttl"


def export(release: Release, names: Iterable[str], out: Path) -> tuple[str, ...]:
    """Write `release` to the folder `out` in the formats called `names`; return what was written.

    A file of an earlier export that this one writes too is replaced in one step.

    Raises:
        KeyError: there is no such format.

    """
    quads = tuple(release.quads())
    written = {name: FORMATS[name].write(quads) for name in dict.fromkeys(names)}
    contents = {path: each[path] for each in written.values() for path in each}
    files = [
        File.of(path, FORMATS[name].media_type, content)
        for name, each in written.items()
        for path, content in each.items()
    ]
    contents[DESCRIPTION] = description(release, files)
    out.mkdir(parents=True, exist_ok=True)
    staged = Path(mkdtemp(prefix=".export-", dir=out))
    try:
        for path, content in contents.items():
            _put(staged / path, content)
        for path in contents:
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / path).replace(out / path)
    finally:
        shutil.rmtree(staged)
    return tuple(contents)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
