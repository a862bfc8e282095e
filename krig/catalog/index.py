"""What a set of dumps holds: its parts with their figures, and its files with size and digest."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import BaseModel, ConfigDict

from krig.catalog.figures import Figures

FILE: Final = "index.json"

Kind = Literal["whole", "graph", "module"]


class File(BaseModel):
    """A file of a dump."""

    model_config = ConfigDict(frozen=True)

    path: str
    """Where it stands below the folder of the dumps."""
    media_type: str
    size: int
    """In bytes."""
    sha256: str

    @property
    def digest_base64(self) -> str:
        """Return the SHA-256 as RFC 9530 writes it."""
        return b64encode(bytes.fromhex(self.sha256)).decode()

    @classmethod
    def of(cls, path: str, media_type: str, content: bytes) -> Self:
        """Return the file at `path` that holds `content`."""
        digest = sha256(content).hexdigest()
        return cls(path=path, media_type=media_type, size=len(content), sha256=digest)


class Part(BaseModel):
    """A part of the graph that has dumps of its own."""

    model_config = ConfigDict(frozen=True)

    name: str
    """How the catalogue calls it, such as `graph-regions`."""
    kind: Kind
    figures: Figures
    files: tuple[File, ...]


class Index(BaseModel):
    """The dumps of one state of the graph."""

    model_config = ConfigDict(frozen=True)

    revision: str
    """The name of that state."""
    created: datetime
    """When that state was made."""
    ontology: str
    """The version of the ontology in it."""
    since: str
    until: str
    """From the first to the last year of which observations, rounds and events speak."""
    parts: tuple[Part, ...]

    def files(self) -> Iterator[File]:
        """Yield all files."""
        for part in self.parts:
            yield from part.files

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the index of the dumps in `folder`."""
        return cls.model_validate_json((folder / FILE).read_bytes())

    def write(self, folder: Path) -> None:
        """Write the index of the dumps in `folder`."""
        (folder / FILE).write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8")
