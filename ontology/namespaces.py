"""Namespaces of krig and of the vocabularies that it reuses."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace IRI; `namespace["name"]` is its term `name`."""

    iri: str

    def __getitem__(self, name: str) -> NamedNode:
        """Return the term `name` of this namespace."""
        return _term(self.iri + name)

    def __contains__(self, term: NamedNode) -> bool:
        """Tell whether `term` belongs to this namespace."""
        return term.value.startswith(self.iri)


@lru_cache(maxsize=4096)
def _term(iri: str) -> NamedNode:
    return NamedNode(iri)


KRIG: Final = Namespace("https://w3id.org/krig/def/")
"""Terms of the krig ontology."""
ID: Final = Namespace("https://w3id.org/krig/id/")
"""Things: `ID["province/busan"]`."""
GRAPH: Final = Namespace("https://w3id.org/krig/graph/")
INFERRED: Final = GRAPH["inferred"]
"""The graph of what follows from the others."""
COUNTED: Final = GRAPH["counted"]
"""The graph of what was counted to hold stated figures against."""
"""Named graphs: one a table, `ontology`, `inferred`, `counted`."""
DATA: Final = Namespace("https://w3id.org/krig/data/")
"""Tables and their rows: `DATA["regions.csv#row=2"]` (RFC 7111)."""
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
DCT: Final = Namespace("http://purl.org/dc/terms/")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
QB: Final = Namespace("http://purl.org/linked-data/cube#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
GEO: Final = Namespace("http://www.opengis.net/ont/geosparql#")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
SCHEMA: Final = Namespace("https://schema.org/")
VANN: Final = Namespace("http://purl.org/vocab/vann/")
TIME: Final = Namespace("http://www.w3.org/2006/time#")
ROV: Final = Namespace("http://www.w3.org/ns/regorg#")
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
SDMX_DIMENSION: Final = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#")

PREFIXES: Final = {
    "krig": KRIG,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "prov": PROV,
    "qb": QB,
    "oa": OA,
    "org": ORG,
    "sh": SH,
    "dcat": DCAT,
    "geo": GEO,
    "foaf": FOAF,
    "schema": SCHEMA,
    "vann": VANN,
    "time": TIME,
    "rov": ROV,
    "spdx": SPDX,
    "sdmx-dimension": SDMX_DIMENSION,
}
"""The prefix by which each vocabulary is written in files, pages and messages."""


def compact(iri: NamedNode) -> str:
    """Return an IRI by its prefix and local name, or in full where no vocabulary has it."""
    for prefix, namespace in PREFIXES.items():
        if iri in namespace:
            return f"{prefix}:{iri.value.removeprefix(namespace.iri)}"
    return iri.value
