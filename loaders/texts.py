"""The texts of documents, wherever the user keeps them: each is known by its digest alone."""

from collections.abc import Collection, Iterable
from hashlib import file_digest
from pathlib import Path

from loaders.fault import Fault
from loaders.rules import against


def read_texts(
    folders: Iterable[Path], digests: Collection[str]
) -> tuple[dict[str, str], list[Fault]]:
    """Return the texts in `folders`, and below, that have one of `digests`; they are the keys.

    A fault tells of each file that could not be read.
    """
    texts, faults = {}, []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            try:
                if path.is_file() and (digest := _digest(path)) in digests:
                    texts[digest] = path.read_bytes().decode("utf-8", "replace")
            except OSError as error:
                name = path.relative_to(folder.parent).as_posix()
                faults.append(against("file", name, found=error.strerror or ""))
    return texts, faults


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
