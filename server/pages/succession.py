"""Regions through their renames and mergers: which of them stands for another on a day.

A rename goes on in one region that goes on from no other; in a merger several go on in one.
`krig:validUntil` is the first day on which a region is no longer valid.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node


@dataclass(frozen=True, slots=True)
class Succession:
    """The regions of an excerpt, with what went before and after each."""

    excerpt: Excerpt

    def after(self, region: Node) -> Node | None:
        """Return the region in which `region` goes on."""
        return self.excerpt.node(region, KRIG["succeededBy"])

    def before(self, region: Node) -> list[Node]:
        """Return the regions that go on in `region`, in their order."""
        return sorted(self.excerpt.subjects(KRIG["succeededBy"], region), key=str)

    def stands(self, region: Node, day: str) -> bool:
        """Tell whether `region` is valid on a day, as `2023-02-16`."""
        since = self.excerpt.text(region, KRIG["validFrom"])
        until = self.excerpt.text(region, KRIG["validUntil"])
        return since <= day and (not until or day < until)

    def renamed(self, region: Node) -> Node:
        """Return the last name of `region`: what it is merged into is another region."""
        after = self.after(region)
        if after is None or len(self.before(after)) > 1:
            return region
        return self.renamed(after)

    def standing(self, region: Node, day: str) -> Node | None:
        """Return the region that stands for `region` on a day; none where it had been several."""
        if self.stands(region, day):
            return region
        if day < self.excerpt.text(region, KRIG["validFrom"]):
            before = self.before(region)
            return self.standing(before[0], day) if len(before) == 1 else None
        after = self.after(region)
        return self.standing(after, day) if after is not None else None

    def lineage(self, region: Node) -> Iterator[Node]:
        """Yield `region` and all that went before it."""
        yield region
        for each in self.before(region):
            yield from self.lineage(each)
