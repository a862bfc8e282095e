"""How regions pass into others: one goes on under another name, several in one, one elsewhere."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing

Way = Literal["succeeded", "merged", "moved"]


@dataclass(frozen=True, slots=True)
class Passing:
    """Regions that go on in another from a day on."""

    date: str
    way: Way
    before: tuple[Thing, ...]
    after: Thing
    districts: int
    """How many districts pass with their province."""
    grounds: Grounds


def passings(excerpt: Excerpt) -> Iterator[Passing]:
    """Yield how regions pass into others; districts that pass with their province count there."""
    with_province: dict[Node, int] = defaultdict(int)
    alone: list[Node] = []
    for after in _successors(excerpt):
        province = excerpt.node(after, KRIG["within"])
        if province is None:
            alone.append(after)
        elif _passes_with(excerpt, after, province):
            with_province[province] += 1
        else:
            alone.append(after)
    for after in alone:
        before = excerpt.subjects(KRIG["succeededBy"], after)
        yield Passing(
            excerpt.text(after, KRIG["validFrom"]),
            _way(excerpt, before, after),
            excerpt.sorted(before),
            excerpt.thing(after),
            with_province[after],
            excerpt.grounds(after),
        )


def _successors(excerpt: Excerpt) -> set[Node]:
    """Return the regions in which others go on."""
    return {
        after
        for region in excerpt.instances(KRIG["Region"])
        for after in excerpt.nodes(region, KRIG["succeededBy"])
    }


def _passes_with(excerpt: Excerpt, after: Node, province: Node) -> bool:
    """Tell whether one district alone goes on in `after`, and its province in `province`."""
    before = excerpt.subjects(KRIG["succeededBy"], after)
    former = [each for node in before for each in excerpt.nodes(node, KRIG["within"])]
    return len(before) == 1 and any(
        province in excerpt.nodes(each, KRIG["succeededBy"]) for each in former
    )


def _way(excerpt: Excerpt, before: list[Node], after: Node) -> Way:
    if len(before) > 1:
        return "merged"
    former = {each for node in before for each in excerpt.nodes(node, KRIG["within"])}
    return "moved" if former != set(excerpt.nodes(after, KRIG["within"])) else "succeeded"
