"""Where this server tells of a resource: the local address of an IRI."""

from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology.namespaces import DATA, GRAPH, ID, KRIG

LOCAL: Final = {ID: "/id/", KRIG: "/def/", GRAPH: "/graph/", DATA: "/data/"}
"""The paths below which the resources of a namespace are told of."""


def link_to(iri: str) -> str:
    """Return where the resource `iri` is told of: a path of this server, or the IRI itself.

    Blank where a browser could not go there.
    """
    node = NamedNode(iri)
    for namespace, path in LOCAL.items():
        if node in namespace:
            return path + quote(iri.removeprefix(namespace.iri), safe="/:@!$&'()*+,;=-._~#")
    return iri if iri.startswith(("https://", "http://")) else ""


def iri_of(path: str) -> str:
    """Return the IRI of which this server tells at `path`, which `link_to` made.

    Raises:
        ValueError: it tells of none there.

    """
    for namespace, start in LOCAL.items():
        if path.startswith(start):
            return namespace.iri + path.removeprefix(start)
    raise ValueError(path)
