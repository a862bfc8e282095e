"""What the front and a keeper say to each other: a validation to be done, and what came of it."""

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Final

from pydantic import BaseModel, ConfigDict

from krig.validation.engines import Engine
from server.texts import Language

LENGTH: Final = Struct("!Q")
KEEP: Final = b"keep"
"""What comes to the template with the socket of a keeper."""


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )


class Document(_Model):
    """A piece of RDF as it was sent; the extension of its name tells its format."""

    name: str
    content: bytes


class Asked(_Model):
    """What is to be validated, against what, and how that is told."""

    data: tuple[Document, ...]
    shapes: tuple[Document, ...] = ()
    """None means those of krig."""
    engine: Engine = "auto"
    infer: bool | None = None
    """Whether to reason by OWL 2 RL first; None means with krig's shapes only."""
    format: str
    """The name of a format of `krig.validation.formats`."""
    language: Language
    limit: int | None = None
    """How many findings the report tells at most."""


class Job(_Model):
    """A validation to be done by the time `until` of the monotonic clock."""

    asked: Asked
    until: float
    memory: int
    """How many bytes it may take."""
    report: int
    """How many bytes the report may have."""


class Unread(_Model):
    """Why a document cannot be read; line and column count from 1, and 0 means unknown."""

    file: str
    line: int
    column: int
    ko: str
    en: str

    def said(self, language: Language) -> str:
        """Return what is wrong and how to mend it, in `language`."""
        return self.ko if language == "ko" else self.en


class Told(_Model):
    """What came of a validation, beside the report."""

    conforms: bool = False
    outcome: str = ""
    """How it failed, by a name of `server.validation.faults`; empty if it did not."""
    said: str = ""
    """What an engine says of the failure."""
    unread: tuple[Unread, ...] = ()


def packed(pieces: Iterable[bytes]) -> bytes:
    """Return `pieces` as they travel: each after its length."""
    return b"".join(LENGTH.pack(len(piece)) + piece for piece in pieces)


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield the pieces that `packed` has put together."""
    at = 0
    while at < len(content):
        (length,) = LENGTH.unpack_from(content, at)
        at += LENGTH.size + length
        yield content[at - length : at]
