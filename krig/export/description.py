"""Describes an export in DCAT 3: the dataset, its version and its files with size and digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from krig.release import Release
from krig.serialisation import serialise
from ontology.namespaces import DCAT, DCT, ID, RDF, SPDX, XSD

LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file of an export."""

    path: str
    media_type: str
    content: bytes


def description(release: Release, files: tuple[Distribution, ...]) -> bytes:
    """Return the description of an export of `release` in Turtle.

    Source: Data Catalog Vocabulary (DCAT) version 3, sections 6.6, 6.8 and 6.16.
    """
    triples = (*_dataset(release, files), *(t for file in files for t in _distribution(file)))
    return serialise(triples, RdfFormat.TURTLE)


DATASET = ID["dataset/krig"]


def _dataset(release: Release, files: tuple[Distribution, ...]) -> Iterator[Triple]:
    yield Triple(DATASET, RDF["type"], DCAT["Dataset"])
    yield Triple(DATASET, DCT["title"], Literal("한국 지역주력산업 지식그래프", language="ko"))
    yield Triple(DATASET, DCT["title"], Literal("Korea Regional Industry Graph", language="en"))
    yield Triple(DATASET, DCT["license"], LICENCE)
    yield Triple(DATASET, DCAT["version"], Literal(release.id))
    created = release.manifest.created.isoformat()
    yield Triple(DATASET, DCT["issued"], Literal(created, datatype=XSD["dateTime"]))
    for file in files:
        yield Triple(DATASET, DCAT["distribution"], _node(file))


def _distribution(file: Distribution) -> Iterator[Triple]:
    node, checksum = _node(file), BlankNode(f"digest{sha256(file.path.encode()).hexdigest()[:12]}")
    size = Literal(str(len(file.content)), datatype=XSD["nonNegativeInteger"])
    digest = Literal(sha256(file.content).hexdigest(), datatype=XSD["hexBinary"])
    yield Triple(node, RDF["type"], DCAT["Distribution"])
    yield Triple(node, DCT["title"], Literal(file.path))
    yield Triple(node, DCAT["mediaType"], NamedNode(MEDIA_TYPES + file.media_type))
    yield Triple(node, DCAT["byteSize"], size)
    yield Triple(node, SPDX["checksum"], checksum)
    yield Triple(checksum, RDF["type"], SPDX["Checksum"])
    yield Triple(checksum, SPDX["algorithm"], SPDX["checksumAlgorithm_sha256"])
    yield Triple(checksum, SPDX["checksumValue"], digest)


def _node(file: Distribution) -> NamedNode:
    return NamedNode(f"{DATASET.value}/{file.path}")
