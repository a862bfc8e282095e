"""Describes a file that can be downloaded, in DCAT 3: its format, its size and its digest.

Source: Data Catalog Vocabulary (DCAT) version 3, sections 6.8 and 6.16.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from krig.catalog.index import File
from krig.catalog.names import EU, LICENCE, MEDIA_TYPES
from ontology.namespaces import DCAT, DCT, RDF, SPDX, XSD

FILE_TYPES: Final = {
    "application/n-quads": "RDF_N_QUADS",
    "application/trig": "RDF_TRIG",
    "text/turtle": "RDF_TURTLE",
    "application/ld+json": "JSON_LD",
    "application/rdf+xml": "RDF_XML",
    "text/csv": "CSV",
}
"""The terms of the EU's table of file types, which DCAT-AP asks for, by media type."""

SHA256: Final = SPDX["checksumAlgorithm_sha256"]
COUNT: Final = XSD["nonNegativeInteger"]
"""The datatype that DCAT 3 gives sizes in bytes."""


def distribution(node: NamedNode, file: File) -> Iterator[Triple]:
    """Yield what is told of `file`, which `node` names, but for where it can be had."""
    media_type = NamedNode(MEDIA_TYPES + file.media_type)
    file_type = EU[f"file-type/{FILE_TYPES[file.media_type]}"]
    checksum = BlankNode(f"digest{file.sha256[:24]}")
    yield Triple(node, RDF["type"], DCAT["Distribution"])
    yield Triple(node, DCT["title"], Literal(file.path))
    yield Triple(node, DCT["license"], LICENCE)
    yield Triple(node, DCT["format"], file_type)
    yield Triple(file_type, RDF["type"], DCT["MediaTypeOrExtent"])
    yield Triple(node, DCAT["mediaType"], media_type)
    yield Triple(media_type, RDF["type"], DCT["MediaType"])
    yield Triple(node, DCAT["byteSize"], Literal(str(file.size), datatype=COUNT))
    yield Triple(node, SPDX["checksum"], checksum)
    yield Triple(checksum, RDF["type"], SPDX["Checksum"])
    yield Triple(checksum, SPDX["algorithm"], SHA256)
    yield Triple(SHA256, RDF["type"], SPDX["ChecksumAlgorithm"])
    yield Triple(checksum, SPDX["checksumValue"], Literal(file.sha256, datatype=XSD["hexBinary"]))
