"""Describes an export in DCAT 3: the dataset, its version and its files with size and digest."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from krig.catalog.distributions import distribution
from krig.catalog.index import File
from krig.catalog.names import CATALOG, DATASET, LICENCE
from krig.release import Release
from krig.serialisation import serialise
from ontology.namespaces import DCAT, DCT, RDF, XSD


def description(release: Release, files: Iterable[File]) -> bytes:
    """Return the description of an export of `release` in Turtle.

    Source: Data Catalog Vocabulary (DCAT) version 3, sections 6.6, 6.8 and 6.16.
    """
    described = tuple(files)
    triples = (
        *_dataset(release, described),
        *(t for file in described for t in distribution(_node(file), file)),
    )
    return serialise(triples, RdfFormat.TURTLE)


def _dataset(release: Release, files: Iterable[File]) -> Iterator[Triple]:
    yield Triple(DATASET, RDF["type"], DCAT["Dataset"])
    yield Triple(DATASET, DCT["title"], Literal("한국 지역주력산업 지식그래프", language="ko"))
    yield Triple(DATASET, DCT["title"], Literal("Korea Regional Industry Graph", language="en"))
    yield Triple(DATASET, DCT["license"], LICENCE)
    yield Triple(DATASET, DCAT["version"], Literal(release.id))
    created = release.manifest.created.isoformat()
    yield Triple(DATASET, DCT["issued"], Literal(created, datatype=XSD["dateTime"]))
    for file in files:
        yield Triple(DATASET, DCAT["distribution"], _node(file))


def _node(file: File) -> NamedNode:
    return CATALOG[file.path]
