"""What sources call a thing: the namings of an excerpt."""

from dataclasses import dataclass

from ontology.namespaces import DCT, KRIG
from server.pages.excerpt import LABEL, Excerpt, Node
from server.pages.words import Grounds, Words


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a source gave to a thing at a date."""

    name: Words
    date: str
    grounds: Grounds


def names(found: Excerpt, node: Node) -> tuple[Named, ...]:
    """Return what sources call `node`, the earliest first."""
    named = [
        Named(label, found.text(each, DCT["date"]), found.grounds(each))
        for each in found.subjects(KRIG["names"], node)
        if (label := found.words(each, LABEL)) is not None
    ]
    return tuple(sorted(named, key=lambda each: (each.date, each.name.text)))
