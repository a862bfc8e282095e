"""What a diagram of the ontology shows: boxes in groups, and arrows between them."""

from dataclasses import dataclass
from typing import Literal

Look = Literal["class", "list", "other"]
"""A class of the module, one that lists terms of the ontology, or one from elsewhere."""


@dataclass(frozen=True, slots=True)
class Box:
    """A class: what it is called, and what is told of it line by line."""

    key: str
    title: str
    name: str
    lines: tuple[str, ...] = ()
    look: Look = "class"


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of a module, and the hue that it has in all diagrams, in degrees."""

    key: str
    title: str
    hue: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """Properties that lead from one box to another; without labels, a class to its parent."""

    source: str
    target: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """A diagram; `others` are the boxes outside of the groups."""

    name: str
    title: str
    groups: tuple[Group, ...]
    others: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
