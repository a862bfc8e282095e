"""The network of provinces that a chart draws: a line for what ties two, in the tone of what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from server.pages.provinces import Province
from server.pages.tiles import turn

EAST: Final = 0.25
"""How far the east is around the country from the north."""
CURVES: Final = (0.08, 0.2, 0.32, 0.44)
"""How much the lines between the same two provinces bend, so that none hides another."""


@dataclass(frozen=True, slots=True)
class Strand:
    """What ties two provinces, for one reason."""

    tone: str
    names: tuple[str, ...]
    official: bool
    """Whether a ministry's text states it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A province, and in how much it takes part."""

    key: str
    label: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Link:
    """A line between two provinces."""

    source: str
    target: str
    tone: str
    names: tuple[str, ...]
    official: bool
    address: str
    curve: float


@dataclass(frozen=True, slots=True)
class Network:
    """The chart; its nodes stand clockwise from the east, as provinces lie around the country."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


def nodes(counts: Mapping[Province, int]) -> tuple[Node, ...]:
    """Return the nodes of provinces, each with its count, in their places."""
    around = sorted(counts, key=lambda each: ((turn(each.tile) - EAST) % 1, each.code))
    return tuple(Node(each.slug, each.short, each.thing.address, counts[each]) for each in around)


def links(
    one: Province, other: Province, strands: Iterable[Strand], address: str
) -> Iterator[Link]:
    """Yield a line for each strand between two provinces."""
    for place, each in enumerate(strands):
        curve = CURVES[place % len(CURVES)]
        yield Link(one.slug, other.slug, each.tone, each.names, each.official, address, curve)
