"""What a revision and a checkpoint tell of themselves; each record seals the one before it."""

import json
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from krig.revisions.faults import DamageError

FILE: Final = "record.json"
NAMED_BY: Final = 12
"""How many hexadecimal digits of its digest name a revision."""

How = Literal["begin", "update", "put", "post", "delete", "patch", "rollback", "rebase"]
"""By what a revision came about."""


class Record(BaseModel):
    """The record of a revision; stands as `record.json` in its folder.

    `digest` is the SHA-256 of all else that it says; and that names the digest of the revision
    before it, and those of the quads that came and went. So the last record vouches for all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    previous: str
    """The digest of the revision before it; empty for the first."""
    base: str
    """The release on which it rests."""
    created: datetime
    who: str
    why: str
    how: How
    target: str = ""
    """To which revision it rolls back; else empty."""
    request: str = ""
    """The id of the request that made it."""
    quads: int
    """How many quads the graph has then."""
    added: str
    """The SHA-256 of the quads that came."""
    removed: str
    """The SHA-256 of those that went."""
    digest: str = ""

    @property
    def id(self) -> str:
        """Return the revision's name, such as `r42-0f3c5a9be214`."""
        return f"r{self.number}-{self.digest[:NAMED_BY]}"

    @property
    def checkpoint(self) -> str:
        """Return the name of its checkpoint, which not every revision has."""
        return f"c{self.id[1:]}"

    def sealed(self) -> Self:
        """Return the record with its digest."""
        told = json.dumps(self.model_dump(mode="json", exclude={"digest"}), sort_keys=True)
        return self.model_copy(update={"digest": sha256(told.encode()).hexdigest()})

    @staticmethod
    def read(folder: Path) -> "Record":
        """Read the record in `folder`.

        Raises:
            DamageError: it is not as it was written.

        """
        record = _read(Record, folder / FILE)
        if record.sealed() != record or record.id != folder.name:
            raise DamageError(folder / FILE, "내용이 바뀌었습니다.", "it has been changed.")
        return record


def described(record: Record) -> dict[str, str | int | None]:
    """Return what is told of a revision, by names that clients rely on."""
    return {
        "id": record.id,
        "number": record.number,
        "created": record.created.isoformat(),
        "who": record.who,
        "why": record.why,
        "how": record.how,
        "target": record.target or None,
        "base": record.base,
        "quads": record.quads,
    }


class Checkpoint(BaseModel):
    """The record of a checkpoint: of the whole graph at a revision, and of the edits in it.

    The edits are what makes it differ from the release on which it rests.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    """The digest of the revision."""
    graph: str
    """The SHA-256 of the quads."""
    added: str
    """The SHA-256 of the quads that edits have added to the release."""
    removed: str
    """The SHA-256 of those that they have removed from it."""

    @staticmethod
    def read(folder: Path) -> "Checkpoint":
        """Read the record in `folder`.

        Raises:
            DamageError: it is not as it was written.

        """
        return _read(Checkpoint, folder / FILE)


Told = TypeVar("Told", Record, Checkpoint)


def encoded(record: Record | Checkpoint) -> bytes:
    """Return the content of the file for `record`."""
    return f"{record.model_dump_json(indent=2)}\n".encode()


def _read(kind: type[Told], path: Path) -> Told:
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise DamageError(path, "읽을 수 없습니다.", "it cannot be read.") from None
