"""The diagram of a module: its classes with their properties, and what they lead to."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from krig.diagram.model import Arrow, Box, Diagram, Group
from krig.diagram.view import Link, View
from ontology.namespaces import compact
from ontology.vocabulary import Module, Property


def detail(view: View, module: Module) -> Diagram:
    """Return the diagram of a module.

    Properties of data stand in the boxes of what has them, and lists tell their terms. Classes of
    other modules stand outside.
    """
    classes = [*view.classes, *view.vocabulary.reused]
    inside = [each for each in classes if view.home(each) == module.iri]
    arrows = (*_to_parents(view, inside), *view.arrows(_links(view, inside)))
    keys = dict.fromkeys(arrow.target for arrow in arrows)
    outside = [NamedNode(key) for key in keys if NamedNode(key) not in inside]
    title = view.say(module.title)
    return Diagram(
        name=module.name,
        title=title,
        groups=(Group(module.name, title, view.hue(module), _boxes(view, inside)),),
        others=tuple(Box(i.value, view.title(i), compact(i), look="other") for i in outside),
        arrows=arrows,
    )


def _to_parents(view: View, inside: list[NamedNode]) -> Iterator[Arrow]:
    for iri in inside:
        for parent in view.classes[iri].parents if iri in view.classes else ():
            if parent in view.classes or parent in inside:
                yield Arrow(iri.value, parent.value)


def _links(view: View, inside: list[NamedNode]) -> Iterator[Link]:
    for property_ in view.relations():
        for domain in property_.domains:
            for value in view.ranges(property_, domain) if domain in inside else ():
                yield domain.value, value.value, property_


def _boxes(view: View, inside: list[NamedNode]) -> tuple[Box, ...]:
    return tuple(
        Box(
            iri.value,
            view.title(iri),
            compact(iri),
            tuple(_terms(view, iri) if iri in view.listed else _data(view, iri)),
            "list" if iri in view.listed else "class",
        )
        for iri in inside
    )


def _terms(view: View, class_: NamedNode) -> Iterator[str]:
    for each in view.vocabulary.individuals:
        if class_ in each.classes:
            yield view.say(each.label)


def _data(view: View, class_: NamedNode) -> Iterator[str]:
    """Yield a line for each property of data, with its datatype."""
    for each in view.vocabulary.properties:
        if each.of_data and class_ in each.domains:
            yield f"{view.say(each.label)}: {_datatypes(each)}"


def _datatypes(property_: Property) -> str:
    return ", ".join(compact(each).partition(":")[2] for each in property_.ranges)
