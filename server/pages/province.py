"""The page of a province: what it makes, with whom, and what supports that."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.changes import Change, changes
from server.pages.collaborations import Collaboration, collaborations
from server.pages.excerpt import Excerpt, Node
from server.pages.head import Head, head, kinds
from server.pages.observations import Observation, observations
from server.pages.page import Page, excerpt
from server.pages.places import Place, places
from server.pages.regions import Designation, Region, designations, region
from server.pages.roles import Role, roles
from server.pages.words import Grounds, Thing, shared

SHOWN: Final = 12
"""How many roles of firms the page shows; the list of firms has the others."""


@dataclass(frozen=True, slots=True)
class Designated:
    """An industry that a round designates, for the region or for one that it succeeds."""

    thing: Thing
    kinds: tuple[Thing, ...]
    regions: tuple[Thing, ...]
    is_name_known: bool
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Membership:
    """A mega-region that the province is counted to, by the scheme that says so."""

    thing: Thing
    scheme: Thing | None


@dataclass(frozen=True, slots=True)
class Province:
    """What the page of a province shows."""

    head: Head
    region: Region
    is_told_of_others: bool
    """Whether facts are told here of regions that it succeeds."""
    core: tuple[Designated, ...]
    future: tuple[Designated, ...]
    cooperative: tuple[Designated, ...]
    changes: tuple[Change, ...]
    anchors: tuple[Role, ...]
    roles: tuple[Role, ...]
    """The other roles of firms, of which the page shows the first."""
    roles_in_all: int
    firms: int
    """How many firms have a role here."""
    institutions: tuple[Place, ...]
    zones: tuple[Place, ...]
    complexes: tuple[Place, ...]
    designations: tuple[Designation, ...]
    designations_stand_on: Grounds | None
    districts: tuple[Thing, ...]
    collaborations: tuple[Collaboration, ...]
    observations: tuple[Observation, ...]
    memberships: tuple[Membership, ...]
    programmes: tuple[Thing, ...]


def province(found: Excerpt, iri: NamedNode) -> Province:
    """Return what the page of the province `iri` shows."""
    given = roles(found)
    anchors = tuple(each for each in given if each.is_anchor)
    others = tuple(each for each in given if not each.is_anchor)
    designated = designations(found)
    return Province(
        head(found, iri, "/regions"),
        region(found, iri),
        bool(found.subjects(KRIG["succeededBy"], iri)),
        industries(found, "CoreIndustry"),
        industries(found, "SingleRegionIndustry"),
        industries(found, "CooperativeIndustry"),
        tuple(changes(found)),
        anchors,
        others[:SHOWN],
        len(given),
        len({each.firm for each in given}),
        places(found, "Institution"),
        places(found, "Zone"),
        places(found, "Complex"),
        designated,
        shared([each.grounds for each in designated]),
        found.sorted(found.subjects(KRIG["within"], iri)),
        tuple(collaborations(found)),
        observations(found),
        memberships(found, iri),
        found.sorted(found.instances(KRIG["Programme"])),
    )


def industries(found: Excerpt, concept: str) -> tuple[Designated, ...]:
    """Return the industries of a class of krig, by their names."""
    told = [
        industry(found, each)
        for each in found.instances(KRIG[concept])
        if found.values(each, KRIG["designatedFor"])
    ]
    return tuple(sorted(told, key=lambda each: each.thing.label.text))


def industry(found: Excerpt, node: Node) -> Designated:
    """Return the industry `node`."""
    return Designated(
        found.thing(node),
        kinds(found, node),
        found.things(node, KRIG["designatedFor"]),
        found.text(node, KRIG["nameKnown"]) != "false",
        found.grounds(node),
    )


def memberships(found: Excerpt, iri: Node) -> tuple[Membership, ...]:
    """Return the mega-regions that the province is counted to."""
    members = [
        each
        for each in found.instances(KRIG["MegaRegion"])
        if iri in found.nodes(each, KRIG["memberRegion"])
    ]
    listed = [
        Membership(found.thing(each), next(iter(found.things(each, KRIG["scheme"])), None))
        for each in members
    ]
    return tuple(sorted(listed, key=lambda each: each.thing.label.text))


PAGE: Final = Page("province", excerpt, province)
