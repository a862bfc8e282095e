"""The page of a collaboration: who takes part, and what each brings."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import KRIG
from server.pages.collaborations import Collaboration, collaboration
from server.pages.excerpt import Excerpt
from server.pages.head import Head, head
from server.pages.page import Page, excerpt
from server.pages.words import Grounds, Thing, Words, shared


@dataclass(frozen=True, slots=True)
class Partnership:
    """What the page of a collaboration shows."""

    head: Head
    collaboration: Collaboration
    participants: tuple[Thing, ...]
    statement: Words | None
    """Who takes part, in the words of the source."""
    parts_stand_on: Grounds | None


def partnership(found: Excerpt, iri: NamedNode) -> Partnership:
    """Return what the page of the collaboration `iri` shows."""
    told = collaboration(found, iri)
    return Partnership(
        head(found, iri, "/collaboration"),
        told,
        found.things(iri, KRIG["participant"]),
        found.words(iri, KRIG["participantStatement"]),
        shared([each.grounds for each in told.parts]),
    )


PAGE: Final = Page("partnership", excerpt, partnership)
