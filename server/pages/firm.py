"""The page of a firm: which schemes gave it which role, and what sources call it."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt
from server.pages.head import Head, head
from server.pages.names import Named, names
from server.pages.page import Page, excerpt
from server.pages.roles import Role, roles
from server.pages.words import Thing


@dataclass(frozen=True, slots=True)
class Firm:
    """What the page of a firm shows."""

    head: Head
    is_anchor: bool
    regions: tuple[Thing, ...]
    """Where sources place it: they follow from its roles."""
    roles: tuple[Role, ...]
    names: tuple[Named, ...]


def firm(found: Excerpt, iri: NamedNode) -> Firm:
    """Return what the page of the firm `iri` shows."""
    return Firm(
        head(found, iri, "/firms"),
        found.is_a(iri, KRIG["AnchorFirm"]),
        found.things(iri, KRIG["inRegion"]),
        tuple(roles(found)),
        names(found, iri),
    )


PAGE: Final = Page("firm", excerpt, firm)
