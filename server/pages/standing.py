"""The regions of a day: which of them stands for each, and in which province that lies."""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.succession import Succession


@dataclass(frozen=True, slots=True)
class Standing:
    """The regions of an excerpt on a day."""

    excerpt: Excerpt
    day: str
    regions: Mapping[Node, Node]
    """What stands on the day, by all that it stands for."""
    provinces: Mapping[Node, Node]
    """The province that this is or lies in, by the same."""

    def on_the_day(self, concept: str) -> list[Node]:
        """Return the regions of a class that stand on the day."""
        every = self.excerpt.instances(KRIG[concept])
        return [each for each in every if self.regions.get(each) == each]

    def codes(self, region: Node) -> tuple[str, ...]:
        """Return the KOSTAT codes of a region and of those that went before."""
        lineage = Succession(self.excerpt).lineage(region)
        found = (self.excerpt.text(each, KRIG["kostatCode"]) for each in lineage)
        return tuple(sorted({each for each in found if each}))


def standing(excerpt: Excerpt, day: str) -> Standing:
    """Return the regions as they stand on a day, as `2023-02-16`."""
    succession = Succession(excerpt)
    every = [*excerpt.instances(KRIG["Province"]), *excerpt.instances(KRIG["District"])]
    then = {each: succession.standing(each, day) for each in every}
    regions = {each: here for each, here in then.items() if here is not None}
    within = {each: excerpt.node(here, KRIG["within"]) or here for each, here in regions.items()}
    provinces = {
        each: province
        for each, place in within.items()
        if (province := regions.get(place)) is not None
    }
    return Standing(excerpt, day, regions, provinces)
