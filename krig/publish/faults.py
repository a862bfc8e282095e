"""Why a release is not published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

LONGEST: Final = 2_000
"""How many characters of what an engine says of a failure are told further."""
ECHO: Final = "\n\nSPARQL query:"
"""After this, Virtuoso cites all that it was sent."""


def words(body: bytes) -> str:
    """Return what an engine says of a failure in the body of its answer."""
    return body.decode("utf-8", "replace").partition(ECHO)[0].strip()[:LONGEST]


class PublishError(Exception):
    """A release is not published, or not known to be."""


class UnreachableError(PublishError):
    """An endpoint does not answer; the text says how that showed."""

    def __init__(self, address: str, message: str) -> None:
        self.address = address
        super().__init__(message)


class RefusedError(PublishError):
    """An endpoint answers that it does not do what it was asked; the text is in its words."""

    def __init__(self, address: str, status: int, words: str) -> None:
        self.address = address
        self.status = status
        super().__init__(words)


@dataclass(frozen=True, slots=True)
class Difference:
    """How many triples a graph has in the release, and how many in the engine."""

    sent: int
    found: int


class DifferenceError(PublishError):
    """The engine took everything, but does not hold the same number of triples in each graph."""

    def __init__(self, differences: Mapping[NamedNode, Difference]) -> None:
        self.differences = differences
        super().__init__(", ".join(graph.value for graph in differences))
