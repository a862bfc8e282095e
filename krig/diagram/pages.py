"""The overview of the ontology as Markdown: its modules, classes, properties and lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from krig.diagram.texts import TEMPLATES
from krig.diagram.view import View
from ontology.namespaces import KRIG, OWL, compact
from ontology.vocabulary import Class, Individual, Module, Property, Text

CHARACTERISTICS: Final = {
    OWL["FunctionalProperty"]: Text("값이 하나", "one value"),
    OWL["InverseFunctionalProperty"]: Text("값마다 주어가 하나", "one subject for each value"),
    OWL["TransitiveProperty"]: Text("추이적", "transitive"),
    OWL["SymmetricProperty"]: Text("대칭", "symmetric"),
    OWL["AsymmetricProperty"]: Text("비대칭", "asymmetric"),
    OWL["IrreflexiveProperty"]: Text("비반사적", "irreflexive"),
}
INVERSE: Final = Text("역", "inverse")
BELOW: Final = Text("상위", "below")
FOLLOWS: Final = Text("추론", "follows from")


@dataclass(frozen=True, slots=True)
class Section:
    """A module with what it defines."""

    module: Module
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    lists: tuple[tuple[NamedNode, tuple[Individual, ...]], ...]
    """Classes, each with the terms that are its members."""


def page(view: View) -> str:
    """Return the overview in the language of `view`."""
    told = list(sections(view))
    modules = {section.module for section in told}
    return TEMPLATES.get_template("ontology.md.jinja").render(
        view=view,
        ko=view.language == "ko",
        sections=told,
        alignments=[
            each
            for each in view.vocabulary.modules
            if each not in modules and each.iri.value != KRIG.iri
        ],
        root=next(each for each in view.vocabulary.modules if each.iri.value == KRIG.iri),
        anchor=_anchor,
        link=_link,
        name=compact,
        notes=lambda property_: "; ".join(_notes(view, property_)),
        links=_links,
    )


def sections(view: View) -> Iterator[Section]:
    """Yield the modules that define terms, each with them."""
    vocabulary = view.vocabulary
    for module, classes in view.modules():
        yield Section(
            module,
            tuple(classes),
            tuple(each for each in vocabulary.properties if each.module == module.iri),
            tuple(_lists(view, module)),
        )


def _lists(view: View, module: Module) -> Iterator[tuple[NamedNode, tuple[Individual, ...]]]:
    members = [each for each in view.vocabulary.individuals if each.module == module.iri]
    for kind in sorted({kind for each in members for kind in each.classes}, key=str):
        yield kind, tuple(each for each in members if kind in each.classes)


def _anchor(iri: NamedNode) -> str:
    """Return the place of a term in the page; names that differ in case only stay apart."""
    name = iri.value.removeprefix(KRIG.iri)
    return f"property-{name}" if name[0].islower() else f"term-{name}"


def _link(iri: NamedNode) -> str:
    """Return the name of a term, linked to its place if it is one of krig."""
    return f"[`{compact(iri)}`](#{_anchor(iri)})" if iri in KRIG else f"`{compact(iri)}`"


def _links(iris: Iterable[NamedNode]) -> str:
    return ", ".join(map(_link, iris))


def _notes(view: View, property_: Property) -> Iterator[str]:
    """Yield what else is said of a property, each in a few words."""
    for each in property_.characteristics:
        yield view.say(CHARACTERISTICS[each])
    for inverse in property_.inverses:
        yield f"{view.say(INVERSE)} {_link(inverse)}"
    for parent in property_.parents:
        yield f"{view.say(BELOW)} {_link(parent)}"
    for chain in property_.chains:
        yield f"{view.say(FOLLOWS)} {' ∘ '.join(map(_link, chain))}"
