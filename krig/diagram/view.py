"""The vocabulary as the diagrams look at it, in one language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from krig.diagram.model import Arrow
from ontology.namespaces import OWL, compact
from ontology.vocabulary import Class, Language, Module, Property, Text, Vocabulary

CIRCLE: Final = 360
Link = tuple[str, str, Property]
"""From which box to which a property leads."""


class View:
    """The vocabulary in one language."""

    def __init__(self, vocabulary: Vocabulary, language: Language) -> None:
        self.vocabulary = vocabulary
        self.language = language
        self.classes: Mapping[NamedNode, Class] = {each.iri: each for each in vocabulary.classes}
        self.listed = {kind for each in vocabulary.individuals for kind in each.classes}
        self._properties = {each.iri: each for each in vocabulary.properties}

    def say(self, text: Text) -> str:
        """Return a text in the language of the view."""
        return text[self.language]

    def title(self, iri: NamedNode) -> str:
        """Return the label of a class, or its local name where it is of another vocabulary."""
        if iri in self.classes:
            return self.say(self.classes[iri].label)
        reused = self.vocabulary.reused.get(iri)
        return self.say(reused) if reused else compact(iri).partition(":")[2]

    def modules(self) -> list[tuple[Module, list[Class]]]:
        """Return the modules that have classes, each with them."""
        classes = self.vocabulary.classes
        found = [(m, [c for c in classes if c.module == m.iri]) for m in self.vocabulary.modules]
        return [(module, members) for module, members in found if members]

    def hue(self, module: Module) -> int:
        """Return the hue of a module, so that those of all modules are well apart."""
        modules = [each for each, _ in self.modules()]
        return modules.index(module) * CIRCLE // len(modules)

    def home(self, class_: NamedNode) -> NamedNode | None:
        """Return the module of a class: of another vocabulary, that of the first property on it."""
        if class_ in self.classes:
            return self.classes[class_].module
        properties = self.vocabulary.properties
        return next((p.module for p in properties if class_ in (*p.domains, *p.ranges)), None)

    def parents(self, class_: Class) -> list[NamedNode]:
        """Return the classes of krig directly above a class."""
        return [each for each in class_.parents if each in self.classes]

    def relations(self) -> Iterator[Property]:
        """Yield the properties between things, one of each pair of inverses."""
        for each in self.vocabulary.properties:
            inverses = [self._properties[iri] for iri in each.inverses]
            if not each.of_data and all(_rank(each) < _rank(inverse) for inverse in inverses):
                yield each

    def broader(self, property_: Property) -> list[NamedNode]:
        """Return the properties of krig directly above a property."""
        return [each for each in property_.parents if each in self._properties]

    def ranges(self, property_: Property, domain: NamedNode) -> list[NamedNode]:
        """Return the classes of the values of a property of the class `domain`."""
        restrictions = self.classes[domain].restrictions if domain in self.classes else ()
        narrower = [kind for iri, kind in restrictions if iri == property_.iri]
        return narrower or list(property_.ranges)

    def arrows(self, links: Iterable[Link]) -> tuple[Arrow, ...]:
        """Return an arrow for each two boxes between which `links` lead, with all their labels."""
        labels: dict[tuple[str, str], list[str]] = {}
        for source, target, property_ in links:
            labels.setdefault((source, target), []).append(self.say(property_.label))
        return tuple(Arrow(*ends, tuple(dict.fromkeys(told))) for ends, told in labels.items())


def _rank(property_: Property) -> tuple[bool, int, str]:
    """Rank a property among its inverses: first the one with one value, then the shorter name."""
    functional = OWL["FunctionalProperty"] in property_.characteristics
    return not functional, len(property_.iri.value), property_.iri.value
