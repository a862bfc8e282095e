"""The page of a district: what it stands in, how it is designated, and what is told of it."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.places import Place, places
from server.pages.regions import Designation, Region, designations, region
from server.pages.roles import Role, roles
from server.pages.words import Thing


@dataclass(frozen=True, slots=True)
class District:
    """What the page of a district shows."""

    head: Head
    region: Region
    designations: tuple[Designation, ...]
    versions: tuple[Region, ...]
    """The district as it was and will be, the earliest first, with this version."""
    roles: tuple[Role, ...]
    complexes: tuple[Place, ...]
    institutions: tuple[Place, ...]
    parts: tuple[Thing, ...]
    """What it brings to collaborations."""


def district(found: Excerpt, iri: NamedNode) -> District:
    """Return what the page of the district `iri` shows."""
    within = found.node(iri, KRIG["within"])
    versions = [region(found, each) for each in found.instances(KRIG["District"])]
    return District(
        head(found, iri, "/regions", within if isinstance(within, NamedNode) else None),
        region(found, iri),
        designations(found),
        tuple(sorted(versions, key=lambda each: each.since)) if len(versions) > 1 else (),
        tuple(roles(found)),
        places(found, "Complex"),
        places(found, "Institution"),
        found.sorted(
            each
            for part in found.instances(KRIG["RegionalPart"])
            for each in found.nodes(part, KRIG["collaboration"])
        ),
    )


PAGE: Final = Page("district", excerpt, district)
