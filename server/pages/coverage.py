"""Which strategic fields and technologies the provinces took up with their future industries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KRIG, SKOS
from server.pages import page
from server.pages.excerpt import Excerpt, Node
from server.pages.provinces import Province, in_order, province
from server.pages.words import Grounds, Thing, shared

PATH: Final = "/coverage"


@dataclass(frozen=True, slots=True)
class Uptake:
    """A future industry that draws on a technology, and on what that stands."""

    industry: Thing
    technology: Thing
    cooperative: bool
    """Whether several provinces share the industry."""
    provinces: tuple[Province, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Technology:
    """A focus technology, and who took it up."""

    thing: Thing
    uptakes: tuple[Uptake, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A strategic field, with its technologies and the industries that draw on any of them."""

    number: int
    thing: Thing
    technologies: tuple[Technology, ...]
    cells: Mapping[str, tuple[Uptake, ...]]
    """The industries by the slug of their province: those of several stand in each."""

    @property
    def uptakes(self) -> tuple[Uptake, ...]:
        """Return the industries that draw on the field, each once."""
        return tuple(uptake for each in self.technologies for uptake in each.uptakes)

    @property
    def left(self) -> tuple[Thing, ...]:
        """Return the technologies that nobody took up."""
        return tuple(each.thing for each in self.technologies if not each.uptakes)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the page shows."""

    provinces: tuple[Province, ...]
    fields: tuple[Field, ...]
    grounds: Grounds | None
    """On what all links stand, where it is the same."""

    @property
    def technologies(self) -> int:
        """Return how many technologies there are."""
        return sum(len(each.technologies) for each in self.fields)

    @property
    def covered(self) -> int:
        """Return how many of them somebody took up."""
        return self.technologies - sum(len(each.left) for each in self.fields)

    @property
    def untouched(self) -> tuple[Field, ...]:
        """Return the fields that nobody took up."""
        return tuple(each for each in self.fields if not each.uptakes)


def coverage(excerpt: Excerpt, _: None = None) -> Coverage:
    """Return which fields and technologies are taken up, and by whom."""
    uptakes = _uptakes(excerpt)
    industries = excerpt.instances(KRIG["FutureIndustry"])
    fields = (_field(excerpt, node, uptakes) for node in excerpt.instances(KRIG["StrategicField"]))
    return Coverage(
        in_order(each for node in industries for each in _provinces(excerpt, node)),
        tuple(sorted(fields, key=lambda each: each.number)),
        shared([each.grounds for found in uptakes.values() for each in found]),
    )


def _uptakes(excerpt: Excerpt) -> dict[Node, list[Uptake]]:
    """Return the industries that draw on technologies, by the technology."""
    found: dict[Node, list[Uptake]] = defaultdict(list)
    for link in excerpt.instances(KRIG["TechnologyLink"]):
        for technology in excerpt.nodes(link, KRIG["technology"]):
            for industry in excerpt.nodes(link, KRIG["industry"]):
                found[technology].append(_uptake(excerpt, link, industry, technology))
    return found


def _uptake(excerpt: Excerpt, link: Node, industry: Node, technology: Node) -> Uptake:
    provinces = _provinces(excerpt, industry)
    return Uptake(
        excerpt.thing(industry),
        excerpt.thing(technology),
        len(provinces) > 1,
        in_order(provinces),
        excerpt.grounds(link),
    )


def _provinces(excerpt: Excerpt, industry: Node) -> list[Province]:
    return [province(excerpt, each) for each in excerpt.nodes(industry, KRIG["designatedFor"])]


def _field(excerpt: Excerpt, node: Node, uptakes: Mapping[Node, Sequence[Uptake]]) -> Field:
    technologies = tuple(
        sorted(
            (
                _technology(excerpt, each, uptakes)
                for each in excerpt.subjects(SKOS["broader"], node)
            ),
            key=lambda each: each.thing.label.text,
        )
    )
    cells: dict[str, list[Uptake]] = defaultdict(list)
    for uptake in (uptake for each in technologies for uptake in each.uptakes):
        for each in uptake.provinces:
            cells[each.slug].append(uptake)
    return Field(
        int(excerpt.text(node, SKOS["notation"])),
        excerpt.thing(node),
        technologies,
        {slug: tuple(found) for slug, found in cells.items()},
    )


def _technology(
    excerpt: Excerpt, node: Node, uptakes: Mapping[Node, Sequence[Uptake]]
) -> Technology:
    found = sorted(uptakes.get(node, ()), key=lambda each: each.industry.label.text)
    return Technology(excerpt.thing(node), tuple(found))


PAGE: Final = page.Page("coverage", page.excerpt, coverage)
