"""What VoID tells of a part of the graph: how much there is of what, and where it links to.

Source: Describing Linked Datasets with the VoID Vocabulary, sections 4 and 5.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from krig.catalog.figures import Figures
from krig.catalog.names import CATALOG, VOID
from ontology.namespaces import DCT, RDF, XSD


def statistics(dataset: NamedNode, figures: Figures, *, in_detail: bool) -> Iterator[Triple]:
    """Yield the statistics of `dataset`; `in_detail` also by class and property, and its links."""
    yield Triple(dataset, VOID["triples"], _count(figures.triples))
    yield Triple(dataset, VOID["entities"], _count(figures.entities))
    yield Triple(dataset, VOID["distinctSubjects"], _count(figures.subjects))
    yield Triple(dataset, VOID["distinctObjects"], _count(figures.objects))
    yield Triple(dataset, VOID["classes"], _count(len(figures.classes)))
    yield Triple(dataset, VOID["properties"], _count(len(figures.properties)))
    if in_detail:
        yield from _partitions(dataset, "class", "entities", figures.classes)
        yield from _partitions(dataset, "property", "triples", figures.properties)
        for site, links in figures.links.items():
            yield from _linksets(dataset, site, links)


def _partitions(
    dataset: NamedNode, kind: str, counted: str, numbers: Mapping[str, int]
) -> Iterator[Triple]:
    for iri, number in numbers.items():
        part = _node(dataset, kind, iri)
        yield Triple(dataset, VOID[f"{kind}Partition"], part)
        yield Triple(part, VOID[kind], NamedNode(iri))
        yield Triple(part, VOID[counted], _count(number))


def _linksets(dataset: NamedNode, site: str, links: Mapping[str, int]) -> Iterator[Triple]:
    target = CATALOG["site-" + site.partition("://")[2].rstrip("/")]
    yield Triple(target, RDF["type"], VOID["Dataset"])
    yield Triple(target, VOID["uriSpace"], Literal(site))
    yield Triple(target, DCT["title"], Literal(site))
    for predicate, number in links.items():
        linkset = _node(dataset, "links", site + predicate)
        yield Triple(linkset, RDF["type"], VOID["Linkset"])
        yield Triple(linkset, VOID["subjectsTarget"], dataset)
        yield Triple(linkset, VOID["objectsTarget"], target)
        yield Triple(linkset, VOID["linkPredicate"], NamedNode(predicate))
        yield Triple(linkset, VOID["triples"], _count(number))
        yield Triple(dataset, VOID["subset"], linkset)


def _node(dataset: NamedNode, kind: str, name: str) -> BlankNode:
    """Return a blank node whose label is the same for the same part."""
    digest = sha256(f"{dataset.value} {kind} {name}".encode()).hexdigest()
    return BlankNode(f"{kind}{digest[:16]}")


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=XSD["integer"])
