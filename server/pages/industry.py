"""The page of an industry: what it was and became, who and what is tied to it."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.changes import Change, changes
from server.pages.collaborations import Collaboration, collaborations
from server.pages.excerpt import Excerpt, Node
from server.pages.head import Head, head
from server.pages.names import Named, names
from server.pages.page import Page, excerpt
from server.pages.roles import Role, roles
from server.pages.words import Grounds, Thing


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that an industry is tied to by a statement of its own, and on what that stands."""

    thing: Thing
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Industry:
    """What the page of an industry shows."""

    head: Head
    is_name_known: bool
    round: Thing | None
    regions: tuple[Thing, ...]
    before: tuple[Change, ...]
    """From what it came."""
    after: tuple[Change, ...]
    """What became of it."""
    technologies: tuple[Link, ...]
    collaborations: tuple[Collaboration, ...]
    roles: tuple[Role, ...]
    names: tuple[Named, ...]
    siblings: tuple[Thing, ...]
    """The other industries that the same round designates for the same regions."""


def industry(found: Excerpt, iri: NamedNode) -> Industry:
    """Return what the page of the industry `iri` shows."""
    rounds = found.nodes(iri, KRIG["designatedIn"])
    regions = found.nodes(iri, KRIG["designatedFor"])
    all_changes = changes(found)
    return Industry(
        head(found, iri, "/industries"),
        found.text(iri, KRIG["nameKnown"]) != "false",
        found.thing(rounds[0]) if rounds else None,
        found.sorted(regions),
        tuple(each for each in all_changes if each.later and each.later.iri == iri.value),
        tuple(each for each in all_changes if each.earlier and each.earlier.iri == iri.value),
        technologies(found, iri),
        tuple(collaborations(found)),
        tuple(each for each in roles(found) if each.industry and each.industry.iri == iri.value),
        names(found, iri),
        found.sorted(
            each
            for region in regions
            for each in found.subjects(KRIG["designatedFor"], region)
            if each != iri and set(found.nodes(each, KRIG["designatedIn"])) & set(rounds)
        ),
    )


def technologies(found: Excerpt, iri: Node) -> tuple[Link, ...]:
    """Return the technologies and growth projects that the industry draws on."""
    links = [
        Link(found.thing(technology), found.grounds(link))
        for link in found.subjects(KRIG["industry"], iri)
        for technology in found.nodes(link, KRIG["technology"])
    ]
    return tuple(sorted(links, key=lambda each: each.thing.label.text))


PAGE: Final = Page("industry", excerpt, industry)
