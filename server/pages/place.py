"""The page of an institution, a zone or a complex: what it is, where, and what stands beside it."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.places import Place, place, places
from server.pages.words import Thing


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What the page of a place shows."""

    head: Head
    place: Place
    institutions: tuple[Place, ...]
    zones: tuple[Place, ...]
    complexes: tuple[Place, ...]
    """What else stands in the same regions."""
    industries: tuple[Thing, ...]
    """The industries that the last round designates for the same regions."""


def place_view(found: Excerpt, iri: NamedNode) -> PlaceView:
    """Return what the page of the place `iri` shows."""
    regions = found.nodes(iri, KRIG["inRegion"])
    within = next((each for each in regions if isinstance(each, NamedNode)), None)

    def beside(concept: str) -> tuple[Place, ...]:
        return tuple(each for each in places(found, concept) if each.thing.iri != iri.value)

    return PlaceView(
        head(found, iri, "/regions", within),
        place(found, iri),
        beside("Institution"),
        beside("Zone"),
        beside("Complex"),
        found.sorted(
            each
            for concept in ("CoreIndustry", "FutureIndustry")
            for each in found.instances(KRIG[concept])
            if set(found.nodes(each, KRIG["designatedFor"])) & set(regions)
        ),
    )


PAGE: Final = Page("place", excerpt, place_view)
