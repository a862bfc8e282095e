"""How the catalogue calls what it describes, and the vocabularies that only it uses."""

from typing import Final

from pyoxigraph import NamedNode

from ontology.namespaces import Namespace

CATALOG: Final = Namespace("https://w3id.org/krig/catalog#")
"""What the catalogue describes: `CATALOG["krig"]` is the whole graph."""
CATALOGUE: Final = NamedNode("https://w3id.org/krig/catalog")
DATASET: Final = CATALOG["krig"]
LICENCE: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"

VOID: Final = Namespace("http://rdfs.org/ns/void#")
CSVW: Final = Namespace("http://www.w3.org/ns/csvw#")
EU: Final = Namespace("http://publications.europa.eu/resource/authority/")
"""The authority tables of the EU, whose terms DCAT-AP asks for."""
