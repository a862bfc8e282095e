"""The modules and terms of the ontology as values: the overview and the diagrams show them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from typing import Literal as Either

from pyoxigraph import NamedNode, Quad

from ontology.modules import load
from ontology.namespaces import DCT, KRIG, OWL, RDFS, SCHEMA, SKOS
from ontology.statements import Statements

Language = Either["ko", "en"]

CHARACTERISTICS: Final = tuple(
    OWL[f"{name}Property"]
    for name in (
        *("Functional", "InverseFunctional", "Transitive", "Symmetric", "Asymmetric"),
        *("Irreflexive", "Reflexive"),
    )
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Korean and in English."""

    ko: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the ontology, or the alignment to a standard vocabulary."""

    iri: NamedNode
    title: Text
    description: Text
    version: str

    @property
    def name(self) -> str:
        """Return the name of its file, or of the root ontology."""
        return self.iri.value.rpartition("/")[2] or "krig"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of krig."""

    iri: NamedNode
    module: NamedNode
    label: Text
    definition: Text
    example: Text


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class, with the named classes directly above it."""

    parents: tuple[NamedNode, ...]
    restrictions: tuple[tuple[NamedNode, NamedNode], ...]
    """Properties all of whose values, for members of this class, are of a certain class."""


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property; where a domain or range is a union, there are the classes that it unites."""

    of_data: bool
    parents: tuple[NamedNode, ...]
    domains: tuple[NamedNode, ...]
    ranges: tuple[NamedNode, ...]
    inverses: tuple[NamedNode, ...]
    chains: tuple[tuple[NamedNode, ...], ...]
    characteristics: tuple[NamedNode, ...]
    """Classes of OWL, such as `owl:FunctionalProperty`."""


@dataclass(frozen=True, slots=True)
class Individual(Term):
    """An individual that the ontology names, with its classes."""

    classes: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The modules and terms of krig, each sorted by IRI."""

    modules: tuple[Module, ...]
    classes: tuple[Class, ...]
    properties: tuple[Property, ...]
    individuals: tuple[Individual, ...]
    reused: Mapping[NamedNode, Text]
    """The terms of other vocabularies to which the alignments give a label."""

    def terms(self) -> Iterator[Term]:
        """Yield all terms."""
        yield from self.classes
        yield from self.properties
        yield from self.individuals


def vocabulary(quads: Iterable[Quad] | None = None) -> Vocabulary:
    """Return the vocabulary that `quads` describe, or else the ontology beside this module."""
    found = Statements(load() if quads is None else quads)
    ours = [(iri, set(found.kinds(iri))) for iri in found.subjects(RDFS["isDefinedBy"])]
    properties = {OWL["ObjectProperty"], OWL["DatatypeProperty"]}
    return Vocabulary(
        modules=tuple(_module(found, iri) for iri in found.members(OWL["Ontology"])),
        classes=tuple(_class(found, iri) for iri, kinds in ours if OWL["Class"] in kinds),
        properties=tuple(_property(found, iri) for iri, kinds in ours if kinds & properties),
        individuals=tuple(
            _individual(found, iri) for iri, kinds in ours if OWL["NamedIndividual"] in kinds
        ),
        reused={
            iri: _text(found, iri, RDFS["label"])
            for iri in found.members(OWL["Class"])
            if iri not in KRIG and found.values(iri, RDFS["label"])
        },
    )


def _module(found: Statements, iri: NamedNode) -> Module:
    return Module(
        iri,
        title=_text(found, iri, DCT["title"]),
        description=_text(found, iri, DCT["description"]),
        version=found.texts(iri, OWL["versionInfo"])[None],
    )


def _class(found: Statements, iri: NamedNode) -> Class:
    return Class(
        *_described(found, iri),
        parents=tuple(found.named(iri, RDFS["subClassOf"])),
        restrictions=tuple(
            (property_, kind)
            for each in found.values(iri, RDFS["subClassOf"])
            for kind in found.named(each, OWL["allValuesFrom"])
            for property_ in found.named(each, OWL["onProperty"])
        ),
    )


def _property(found: Statements, iri: NamedNode) -> Property:
    kinds = found.kinds(iri)
    data = OWL["DatatypeProperty"] in kinds
    datatypes = found.named(iri, SCHEMA["rangeIncludes"]) if data else []
    return Property(
        *_described(found, iri),
        of_data=data,
        parents=tuple(found.named(iri, RDFS["subPropertyOf"])),
        domains=tuple(found.classes(iri, RDFS["domain"])),
        ranges=tuple(datatypes or found.classes(iri, RDFS["range"])),
        inverses=tuple(found.named(iri, OWL["inverseOf"])),
        chains=tuple(
            tuple(found.items(chain)) for chain in found.values(iri, OWL["propertyChainAxiom"])
        ),
        characteristics=tuple(each for each in CHARACTERISTICS if each in kinds),
    )


def _individual(found: Statements, iri: NamedNode) -> Individual:
    kinds = (kind for kind in found.kinds(iri) if kind != OWL["NamedIndividual"])
    return Individual(*_described(found, iri), classes=tuple(kinds))


def _described(found: Statements, iri: NamedNode) -> tuple[NamedNode, NamedNode, Text, Text, Text]:
    (module,) = found.named(iri, RDFS["isDefinedBy"])
    label, definition, example = (
        _text(found, iri, each) for each in (RDFS["label"], SKOS["definition"], SKOS["example"])
    )
    return iri, module, label, definition, example


def _text(found: Statements, iri: NamedNode, predicate: NamedNode) -> Text:
    texts = found.texts(iri, predicate)
    return Text(ko=texts["ko"], en=texts["en"])
