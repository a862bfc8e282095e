"""What a release tells of itself: its inputs and outputs, counts, tools and time."""

from datetime import datetime
from pathlib import Path
from typing import Final, Self

from pydantic import BaseModel, ConfigDict

from krig.release.inputs import fingerprint

FILE: Final = "manifest.json"


class Manifest(BaseModel):
    """The manifest of a release; stands as `manifest.json` in its folder."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """The release's name: the day on which it was made, and the head of its content's digest."""
    created: datetime
    inputs: dict[str, str]
    """The SHA-256 of each file from which it was made, and of each document looked into."""
    tools: dict[str, str]
    """The version of each program that made it."""
    outputs: dict[str, str]
    """The SHA-256 of each of its files, but for the store, the index and the manifest."""
    quads: int
    graphs: dict[str, int]
    """How many quads each named graph holds, by IRI."""
    classes: dict[str, int]
    """How many things each class has, by IRI."""
    results: dict[str, int]
    """How many validation results there are, by severity."""
    checked: int = 0
    """How many stated figures were found in their documents, which stand among the inputs."""

    @property
    def origin(self) -> str:
        """Return one digest over all that the release was made from and with."""
        return fingerprint(self.inputs | self.tools)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of the release in `folder`."""
        return cls.model_validate_json((folder / FILE).read_bytes())

    def write(self, folder: Path) -> None:
        """Write the manifest of the release in `folder`."""
        (folder / FILE).write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
