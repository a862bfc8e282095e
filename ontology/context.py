"""The JSON-LD context, made of the ontology: the names by which JSON speaks of its terms.

A term of krig is called by its local name. So is one of another vocabulary, unless a term of krig
or of a third vocabulary is called the same: then by prefix and name.

Source: JSON-LD 1.1, section 4.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from ontology import PATH
from ontology.modules import load
from ontology.namespaces import KRIG, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS, XSD, compact
from ontology.statements import Node, Statements

CONTEXT: Final = PATH / "context.jsonld"

Definition = str | Mapping[str, str]

KEYWORDS: Final = {"id": "@id", "type": "@type", "graph": "@graph"}
NATIVE: Final = {XSD["string"], XSD["integer"], XSD["boolean"]}
"""The datatypes that JSON's own texts, numbers and truth values have in JSON-LD."""
OPEN: Final = {RDFS["Literal"], RDF["PlainLiteral"]}
"""Ranges that name no one datatype."""


def context() -> dict[str, object]:
    """Return the content of a context: keywords and prefixes, then each term that is used."""
    found = Statements(load())
    terms = {name: _definition(found, iri) for name, iri in _names(_terms(found))}
    prefixes = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()}
    return {"@version": 1.1, **KEYWORDS, **prefixes, **terms}


def document() -> str:
    """Return the text of the file of the context, a line for each of its entries."""
    entries = (
        f"    {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in context().items()
    )
    return '{\n  "@context": {\n' + ",\n".join(entries) + "\n  }\n}\n"


def _terms(found: Statements) -> Iterator[NamedNode]:
    """Yield the terms of krig, then those of other vocabularies that the ontology uses."""
    kinds = (OWL[each] for each in ("Class", "ObjectProperty", "DatatypeProperty"))
    declared = {iri for kind in (*kinds, OWL["AnnotationProperty"]) for iri in found.members(kind)}
    classes = {each for each in found.objects(RDF["type"]) if isinstance(each, NamedNode)}
    used = {*found.predicates(), *classes} - {RDF["type"]}
    ours = found.subjects(RDFS["isDefinedBy"])
    yield from ours
    yield from sorted((declared | used) - set(ours), key=str)


def _names(terms: Iterable[NamedNode]) -> Iterator[tuple[str, NamedNode]]:
    listed = list(terms)
    uses = Counter(_local(iri) for iri in listed)
    for iri in listed:
        local = _local(iri)
        yield (local if iri in KRIG or uses[local] == 1 else compact(iri)), iri


def _local(iri: NamedNode) -> str:
    return re.split("[/#]", iri.value)[-1]


def _definition(found: Statements, iri: NamedNode) -> Definition:
    coercion = _coercion(found, iri)
    return {"@id": compact(iri), **coercion} if coercion else compact(iri)


def _coercion(found: Statements, iri: NamedNode) -> dict[str, str]:
    """Return how the values of a property are written; nodes without a name are, in place."""
    kinds, values = found.kinds(iri), found.objects(iri)
    if any(isinstance(each, BlankNode) for each in values):
        return {}
    if OWL["ObjectProperty"] in kinds:
        several = {} if OWL["FunctionalProperty"] in kinds else {"@container": "@set"}
        return {"@type": "@vocab" if _listed(found, iri) else "@id", **several}
    said = found.named(iri, SCHEMA["rangeIncludes"]) or found.named(iri, RDFS["range"])
    return _of_data(set(said) - OPEN) if said else _of_use(values)


def _listed(found: Statements, iri: NamedNode) -> bool:
    """Tell whether the values of a property are, or may be, concepts that the ontology names."""
    individuals = found.members(OWL["NamedIndividual"])
    lists = {SKOS["Concept"], *(kind for each in individuals for kind in found.kinds(each))}
    return not lists.isdisjoint(found.named(iri, RDFS["range"]))


def _of_data(datatypes: set[NamedNode]) -> dict[str, str]:
    if datatypes == {RDF["langString"]}:
        return {"@container": "@language"}
    if len(datatypes) == 1 and not datatypes & NATIVE:
        return {"@type": compact(*datatypes)}
    return {}


def _of_use(values: list[Node]) -> dict[str, str]:
    """Return how the values of an annotation or of a term of OWL are written, by those it has."""
    literals = [each for each in values if isinstance(each, Literal)]
    if values and not literals:
        return {"@type": "@id"}
    if literals and all(each.language for each in literals):
        return {"@container": "@language"}
    return _of_data({each.datatype for each in literals})
