"""The head of the page of a thing: what it is called, what it is, and on what that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology.namespaces import KRIG, RDFS, SKOS
from server.pages.excerpt import LABEL, TYPE, Excerpt, Node
from server.pages.words import Grounds, Thing, Words

SUBCLASS: Final = RDFS["subClassOf"]

Trail = tuple[tuple[str, str], ...]
"""Addresses and what stands at them, from the widest to the narrowest; the last has no address."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above everything else that is told of a thing."""

    thing: Thing
    kinds: tuple[Thing, ...]
    """The classes that say most of it: those of ours that have no narrower one."""
    names: tuple[Words, ...]
    """How else it is called, in the language of the page and in the other one."""
    notes: tuple[Words, ...]
    grounds: Grounds
    same: tuple[Thing, ...]
    """The same thing in other vocabularies."""
    within: Thing | None = None
    """What it stands in, where that has a page of its own."""
    listed: str = ""
    """The path of the list that it stands in; blank if in none."""

    def trail(self, say: Mapping[str, str]) -> Trail:
        """Return where the page stands; `say` has the names of lists."""
        steps = [(self.listed, say[self.listed.removeprefix("/")])] if self.listed else []
        if self.within is not None:
            steps.append((self.within.address, self.within.label.text))
        return (*steps, ("", self.thing.label.text))


def head(excerpt: Excerpt, node: Node, listed: str = "", within: NamedNode | None = None) -> Head:
    """Return the head of the page of `node`, which stands in a list and `within` another thing."""
    label = excerpt.words(node, LABEL)
    called = [
        each
        for prop in (LABEL, KRIG["shortName"], SKOS["altLabel"])
        for each in sorted(excerpt.values(node, prop), key=str)
        if isinstance(each, Literal)
    ]
    names = dict.fromkeys(
        Words(each.value, each.language if each.language != excerpt.language else None)
        for each in called
        if label is None or each.value != label.text
    )
    notes = excerpt.words(node, SKOS["note"])
    return Head(
        excerpt.thing(node),
        kinds(excerpt, node),
        tuple({each.text: each for each in reversed(names)}.values())[::-1],
        (notes,) if notes is not None else (),
        excerpt.grounds(node),
        excerpt.things(node, SKOS["exactMatch"]),
        excerpt.thing(within) if within is not None else None,
        listed,
    )


def kinds(excerpt: Excerpt, node: Node) -> tuple[Thing, ...]:
    """Return the classes of ours that `node` is of, and of which it is of no narrower one."""
    classes = {each for each in excerpt.nodes(node, TYPE) if isinstance(each, NamedNode)}
    ours = {each for each in classes if each in KRIG} or classes
    wider = {
        each
        for narrow in ours
        for each in excerpt.nodes(narrow, SUBCLASS)
        if each in ours and each != narrow
    }
    return excerpt.sorted(ours - wider)
