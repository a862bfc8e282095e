"""The documentation as its page shows it: the vocabulary in one language, module by module."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from krig.catalog.modules import part_of
from krig.diagram.pages import CHARACTERISTICS, Section, sections
from krig.diagram.pictures import pictures
from krig.diagram.view import View
from ontology.namespaces import KRIG, compact
from ontology.vocabulary import Language, Module, Property, Text, Vocabulary
from server.documentation.ontologies import ROOT, version_of

PICTURES: Final = "/diagrams/"


@dataclass(frozen=True, slots=True)
class Documentation:
    """The documentation of one version of the ontology."""

    view: View
    versions: Mapping[str, str]
    """The releases that tell versions, by version."""
    is_current: bool
    """Whether it is the version that is served; the diagrams are drawn of that alone."""

    @property
    def language(self) -> Language:
        """The language in which it speaks."""
        return self.view.language

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms that it documents."""
        return self.view.vocabulary

    @property
    def version(self) -> str:
        """The version of the ontology."""
        return version_of(self.vocabulary)

    @property
    def root(self) -> Module:
        """The ontology as a whole."""
        return next(each for each in self.vocabulary.modules if each.iri == ROOT)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The modules that define terms, with them."""
        return tuple(sections(self.view))

    @property
    def alignments(self) -> tuple[Module, ...]:
        """The modules that tell how terms relate to those of other vocabularies."""
        return tuple(
            each for each in self.vocabulary.modules if part_of(each).startswith("alignment")
        )

    def say(self, text: Text) -> str:
        """Return a text in the language of the page."""
        return self.view.say(text)

    def other(self, text: Text) -> str:
        """Return a text in the other language."""
        return text["en" if self.language == "ko" else "ko"]

    def picture(self, name: str) -> str:
        """Return the address of a diagram, blank if there is none of this version."""
        file = f"{name}.{self.language}.svg"
        return PICTURES + file if self.is_current and file in pictures() else ""

    def anchor(self, module: Module) -> str:
        """Return the place of a module in the page."""
        return part_of(module)

    def place(self, iri: NamedNode) -> str:
        """Return where a term is told of: in this page, or at its own address."""
        return f"#{iri.value.removeprefix(KRIG.iri)}" if iri in KRIG else iri.value

    def name(self, iri: NamedNode) -> str:
        """Return a term by its prefix."""
        return compact(iri)

    def characteristics(self, term: Property) -> Iterator[str]:
        """Yield the characteristics of a property, in words."""
        for each in term.characteristics:
            if each in CHARACTERISTICS:
                yield self.say(CHARACTERISTICS[each])

    def title(self, iri: NamedNode) -> str:
        """Return the label of a class."""
        return self.view.title(iri)
