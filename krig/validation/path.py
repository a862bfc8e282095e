"""Property paths: read from RDF, told as SPARQL writes them, and written as RDF again.

Source: Shapes Constraint Language (SHACL), section 2.3.1; SPARQL 1.1 Query Language, section 9.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pyoxigraph import BlankNode, Dataset, NamedNode, Triple

from krig.terms import Term
from ontology.namespaces import RDF, SH

Modifier = Literal["*", "+", "?"]

REPEATED: Final[dict[Modifier, NamedNode]] = {
    "*": SH["zeroOrMorePath"],
    "+": SH["oneOrMorePath"],
    "?": SH["zeroOrOnePath"],
}


@dataclass(frozen=True, slots=True)
class Inverse:
    """A path walked backwards."""

    path: "PropertyPath"


@dataclass(frozen=True, slots=True)
class Sequence:
    """One path after the other."""

    paths: "tuple[PropertyPath, ...]"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One path or the other."""

    paths: "tuple[PropertyPath, ...]"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A path walked any number of times (`*`), at least once (`+`) or at most once (`?`)."""

    path: "PropertyPath"
    modifier: Modifier


PropertyPath = NamedNode | Inverse | Sequence | Alternative | Repeated


def path_text(path: PropertyPath, name: Callable[[NamedNode], str] = str) -> str:
    """Return `path` as SPARQL writes it, its properties told by `name`."""

    def inner(path: PropertyPath) -> str:
        text = path_text(path, name)
        return text if isinstance(path, NamedNode) else f"({text})"

    match path:
        case NamedNode():
            return name(path)
        case Inverse(walked):
            return f"^{inner(walked)}"
        case Sequence(paths):
            return "/".join(map(inner, paths))
        case Alternative(paths):
            return "|".join(map(inner, paths))
        case Repeated(walked, modifier):
            return f"{inner(walked)}{modifier}"


def read_path(graph: Dataset, node: Term) -> PropertyPath:
    """Return the path that `node` is the root of in `graph`.

    Raises:
        ValueError: the node is no property path.

    """
    if isinstance(node, NamedNode):
        return node
    if isinstance(node, BlankNode):
        parts = {quad.predicate: quad.object for quad in graph.quads_for_subject(node)}
        if RDF["first"] in parts:
            return Sequence(tuple(_members(graph, node)))
        if (alternatives := parts.get(SH["alternativePath"])) is not None:
            return Alternative(tuple(_members(graph, alternatives)))
        if (inverse := parts.get(SH["inversePath"])) is not None:
            return Inverse(read_path(graph, inverse))
        for modifier, predicate in REPEATED.items():
            if (repeated := parts.get(predicate)) is not None:
                return Repeated(read_path(graph, repeated), modifier)
    message = f"{node} is no property path"
    raise ValueError(message)


def _members(graph: Dataset, node: Term) -> Iterator[PropertyPath]:
    """Yield the members of an RDF list of paths."""
    while isinstance(node, BlankNode):
        parts = {quad.predicate: quad.object for quad in graph.quads_for_subject(node)}
        yield read_path(graph, parts[RDF["first"]])
        node = parts[RDF["rest"]]


def path_triples(path: PropertyPath, name: str) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """Return the node that stands for `path`, and the triples that say what it is.

    The blank nodes are labelled by `name` and a number.
    """
    triples: list[Triple] = []
    return _write(path, name, triples), triples


def _write(path: PropertyPath, name: str, triples: list[Triple]) -> NamedNode | BlankNode:
    match path:
        case NamedNode():
            return path
        case Sequence(paths):
            return _write_list(paths, name, triples)
        case Alternative(paths):
            predicate, value = SH["alternativePath"], _write_list(paths, name, triples)
        case Inverse(inner):
            predicate, value = SH["inversePath"], _write(inner, name, triples)
        case Repeated(inner, modifier):
            predicate, value = REPEATED[modifier], _write(inner, name, triples)
    node = BlankNode(f"{name}p{len(triples)}")
    triples.append(Triple(node, predicate, value))
    return node


def _write_list(
    paths: tuple[PropertyPath, ...], name: str, triples: list[Triple]
) -> NamedNode | BlankNode:
    rest: NamedNode | BlankNode = RDF["nil"]
    for path in reversed(paths):
        first = _write(path, name, triples)
        node = BlankNode(f"{name}p{len(triples)}")
        triples += (Triple(node, RDF["first"], first), Triple(node, RDF["rest"], rest))
        rest = node
    return rest
