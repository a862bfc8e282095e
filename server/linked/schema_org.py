"""What search engines are told of a thing: schema.org as JSON-LD, for the head of its page.

Of what is inferred, disputed or unverified no more is told than how the thing is called: a search
engine shows no certainty beside a fact.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from krig.catalog.names import DATASET, LICENCE
from ontology.namespaces import DCAT, DCT, KRIG, QB, RDF, RDFS, SCHEMA, SKOS
from server.pages.excerpt import Excerpt
from server.pages.links import link_to

Json = dict[str, Any]

STATED: Final = frozenset((KRIG["Official"], KRIG["Press"], KRIG["Derived"]))
KINDS: Final = {
    SKOS["Concept"]: "DefinedTerm",
    QB["DataSet"]: "Dataset",
    KRIG["FlagshipIndustry"]: "DefinedTerm",
    KRIG["Zone"]: "AdministrativeArea",
    KRIG["Complex"]: "Place",
    KRIG["Programme"]: "GovernmentService",
}
"""The types of what the ontology does not align with schema.org itself."""
WORKS: Final = frozenset(("CreativeWork", "Dataset"))
TEXTS: Final = {
    RDFS["label"]: "name",
    SKOS["altLabel"]: "alternateName",
    SKOS["definition"]: "description",
    DCT["description"]: "description",
}
DATES: Final = {DCT["issued"]: "datePublished", KRIG["foundedIn"]: "foundingDate"}
CODES: Final = ("isoCode", "moisCode", "kostatCode", "ksicCode")


def schema_org(excerpt: Excerpt, iri: NamedNode) -> Json:
    """Return what `excerpt` tells of `iri` that schema.org has words for.

    Its address is relative to that of the page in which this stands.
    """
    kinds = sorted(_kinds(excerpt, iri)) or ["Thing"]
    node: Json = {
        "@context": "https://schema.org",
        "@type": kinds,
        "@id": iri.value,
        "url": link_to(iri.value),
        "subjectOf": {"@type": "Dataset", "@id": DATASET.value},
    }
    for predicate, name in TEXTS.items():
        _add(node, name, _texts(excerpt, iri, predicate))
    if STATED.issuperset(excerpt.nodes(iri, KRIG["certainty"])):
        _add_facts(node, excerpt, iri)
        if not WORKS.isdisjoint(kinds):
            _add_origin(node, excerpt, iri)
    return node


def _add_facts(node: Json, excerpt: Excerpt, iri: NamedNode) -> None:
    same = [*excerpt.nodes(iri, SKOS["exactMatch"]), *excerpt.nodes(iri, DCAT["landingPage"])]
    _add(node, "sameAs", sorted(each.value for each in same))
    within = sorted(each.value for each in excerpt.nodes(iri, KRIG["within"]))
    _add(node, "containedInPlace", [{"@id": each} for each in within])
    for predicate, name in DATES.items():
        date = excerpt.text(iri, predicate)
        _add(node, name, [date] if date else [])
    _add(node, "identifier", list(_codes(excerpt, iri)))


def _add_origin(node: Json, excerpt: Excerpt, iri: NamedNode) -> None:
    """Add who published a document or a dataset; documents are not under our licence."""
    publishers = sorted(excerpt.nodes(iri, DCT["publisher"]), key=str)
    _add(node, "publisher", [_organisation(excerpt, each) for each in publishers])
    if "Dataset" in node["@type"]:
        node["license"] = LICENCE.value


def _organisation(excerpt: Excerpt, node: Any) -> Json:
    told: Json = {"@type": "Organization", "@id": node.value}
    _add(told, "name", _texts(excerpt, node, RDFS["label"]))
    return told


def _kinds(excerpt: Excerpt, iri: NamedNode) -> Iterator[str]:
    for each in set(excerpt.nodes(iri, RDF["type"])):
        if isinstance(each, NamedNode) and each in SCHEMA:
            yield each.value.removeprefix(SCHEMA.iri)
    yield from {kind for each, kind in KINDS.items() if excerpt.is_a(iri, each)}


def _codes(excerpt: Excerpt, iri: NamedNode) -> Iterator[Json]:
    for name in CODES:
        code = excerpt.text(iri, KRIG[name])
        if code:
            yield {"@type": "PropertyValue", "propertyID": KRIG[name].value, "value": code}


def _texts(excerpt: Excerpt, node: Any, predicate: NamedNode) -> list[Any]:
    texts = [each for each in excerpt.values(node, predicate) if isinstance(each, Literal)]
    return [
        {"@language": each.language, "@value": each.value} if each.language else each.value
        for each in sorted(set(texts), key=str)
    ]


def _add(node: Json, name: str, values: Iterable[Any]) -> None:
    """Add what there is under a name, beside what stands there."""
    found = list(values)
    if found:
        node[name] = [*node.get(name, []), *found]
