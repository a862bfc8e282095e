"""The diagram of the whole: the main classes of all modules, and the properties between them."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from krig.diagram.model import Box, Diagram, Group
from krig.diagram.view import Link, View
from ontology.namespaces import SKOS, compact
from ontology.vocabulary import Class, Text

NAME: Final = "overview"
TITLE: Final = Text("krig 온톨로지 개요", "The krig ontology at a glance")
CONCEPT: Final = SKOS["Concept"]
ON_A_LINE: Final = 2


def survey(view: View) -> Diagram:
    """Return the overview.

    It shows the topmost classes, and those below them as lines in their boxes. The concepts of a
    module that has several share a box. Lists of terms, and what no arrow touches, are left out.
    """
    boxes = _Boxes(view)
    links = list(boxes.links())
    joined = {key for source, target, _ in links for key in (source, target)}
    groups = (
        Group(
            module.name,
            view.say(module.title),
            view.hue(module),
            tuple(box for box in boxes.of_module(module.iri) if box.key in joined),
        )
        for module, _ in view.modules()
    )
    shown = tuple(group for group in groups if group.boxes)
    return Diagram(NAME, view.say(TITLE), shown, (), view.arrows(links))


class _Boxes:
    """In which box each class stands."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._tops = [
            each
            for each in view.vocabulary.classes
            if not view.parents(each) and each.iri not in view.listed
        ]
        self._foreign = dict[str, NamedNode]()

    def links(self) -> Iterator[Link]:
        """Yield what the properties that have no broader one of krig link."""
        for property_ in self._view.relations():
            if not self._view.broader(property_):
                module = property_.module
                for domain in property_.domains:
                    for value in self._view.ranges(property_, domain):
                        source, target = self._key(domain, module), self._key(value, module)
                        if source and target:
                            yield source, target, property_

    def of_module(self, module: NamedNode) -> Iterator[Box]:
        """Yield the boxes of a module."""
        concepts = self._concepts(module)
        for each in self._tops:
            if each.module == module and each not in concepts:
                yield self._box(each.iri.value, each.iri, list(self._below(each)))
        if concepts:
            yield self._box(f"{CONCEPT.value} {module.value}", CONCEPT, concepts)
        for key, class_ in self._foreign.items():
            if self._view.home(class_) == module:
                yield self._box(key, class_, [])

    def _key(self, class_: NamedNode, module: NamedNode) -> str | None:
        """Return the box in which a class stands where a property of `module` leads to it."""
        if class_ in self._view.classes:
            top = self._top(self._view.classes[class_])
            if top in self._concepts(top.module):
                return f"{CONCEPT.value} {top.module.value}"
            return top.iri.value if top in self._tops else None
        if class_ == CONCEPT:
            return f"{CONCEPT.value} {module.value}" if self._concepts(module) else None
        self._foreign[class_.value] = class_
        return class_.value

    def _box(self, key: str, class_: NamedNode, below: list[Class]) -> Box:
        labels = [self._view.say(each.label) for each in below]
        starts = range(0, len(labels), ON_A_LINE)
        lines = tuple(" · ".join(labels[start : start + ON_A_LINE]) for start in starts)
        return Box(key, self._view.title(class_), compact(class_), lines)

    def _concepts(self, module: NamedNode) -> list[Class]:
        concepts = [
            each for each in self._tops if each.module == module and CONCEPT in each.parents
        ]
        return concepts if len(concepts) > 1 else []

    def _top(self, class_: Class) -> Class:
        parents = self._view.parents(class_)
        return self._top(self._view.classes[parents[0]]) if parents else class_

    def _below(self, top: Class) -> Iterator[Class]:
        for each in self._view.vocabulary.classes:
            if each != top and self._top(each) == top:
                yield each
