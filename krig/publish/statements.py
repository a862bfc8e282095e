"""What a server is sent when a release is published: graphs, and updates that put them in."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from krig.release import Release
from ontology.namespaces import DCT, GRAPH

PUBLISHED: Final = GRAPH["published"]
"""A graph of a server that says of itself which release the server holds, and in which graphs."""

STAGED: Final = GRAPH["staged/"]
NAMED_BY: Final = 16
"""How many hexadecimal digits of its name's digest name a graph while it is staged."""

Content = Mapping[NamedNode, bytes]
"""Graphs by name, each as N-Triples."""


def content(release: Release) -> Content:
    """Return the graphs of `release`, and the one that says which it is."""
    graphs: dict[NamedNode, bytearray] = {}
    for quad in release.quads():
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name, bytearray()).extend(_line(quad.triple))
    found = {graph: bytes(lines) for graph, lines in graphs.items()}
    return {**found, PUBLISHED: published(release.id, found)}


def published(name: str | None, graphs: Iterable[NamedNode]) -> bytes:
    """Return what says which release a server holds, and in which graphs; without a name, none."""
    said = [Triple(PUBLISHED, DCT["hasPart"], graph) for graph in graphs]
    if name is not None:
        said.append(Triple(PUBLISHED, DCT["identifier"], Literal(name)))
    return b"".join(map(_line, said))


def _line(triple: Triple) -> bytes:
    return f"{triple} .\n".encode()


def staged(graph: NamedNode) -> NamedNode:
    """Return the name that `graph` has until it takes its place."""
    return NamedNode(STAGED.value + sha256(graph.value.encode()).hexdigest()[:NAMED_BY])


def replacement(graphs: Content, gone: Iterable[NamedNode]) -> bytes:
    """Return one update that puts `graphs` in the place of what they were, and drops `gone`.

    All data stands in one operation, as blank nodes are the same within one only (SPARQL 1.1
    Update, section 3.1.1).
    """
    drops = "".join(f"DROP SILENT GRAPH {graph} ;\n" for graph in (*graphs, *gone))
    pieces = [drops.encode(), b"INSERT DATA {\n"]
    for graph, lines in graphs.items():
        pieces += [f"GRAPH {graph} {{\n".encode(), lines, b"}\n"]
    return b"".join((*pieces, b"}\n"))


def move(graphs: Iterable[NamedNode], gone: Iterable[NamedNode]) -> bytes:
    """Return one update that moves staged graphs into their places, and drops `gone`.

    Not SILENT: where nothing is staged, Virtuoso would empty the place.
    """
    moves = [f"MOVE {staged(graph)} TO {graph}" for graph in graphs]
    return " ;\n".join([*moves, *(f"DROP SILENT GRAPH {graph}" for graph in gone)]).encode()
