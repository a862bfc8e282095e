"""A Sankey diagram: what passes several stops, and the bands of what goes the same way."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that passes some stops, in the order of their columns."""

    name: str
    stops: tuple[str, ...]
    stated: bool
    """Whether a source states that it does."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in a column that things pass."""

    key: str
    column: int
    label: str
    tone: str
    """After what it is coloured."""
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Band:
    """The things that go from one stop to the next, all stated or all not."""

    source: str
    target: str
    names: tuple[str, ...]
    stated: bool
    address: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The diagram."""

    stops: tuple[Stop, ...]
    bands: tuple[Band, ...]


def bands(passages: Iterable[Passage], address: Callable[[str, str], str]) -> tuple[Band, ...]:
    """Return the bands of `passages`; `address` tells where those between two stops are listed."""
    names: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for each in passages:
        for source, target in pairwise(each.stops):
            names[source, target, each.stated].append(each.name)
    return tuple(
        Band(source, target, tuple(found), stated, address(source, target))
        for (source, target, stated), found in names.items()
    )
