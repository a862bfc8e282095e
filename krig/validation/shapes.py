"""Shapes graphs: read once, told as N-Triples, narrowed to the shapes in question."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from pyoxigraph import Literal as RdfLiteral

import shapes
from krig.terms import Term
from ontology.namespaces import RDF, RDFS, SH, Namespace

SHAPE: Final = Namespace("https://w3id.org/krig/shapes/")
"""The shapes of krig: `SHAPE["Round-order"]`."""

COLUMN: Final = SHAPE["column"]
"""Tells in which column of a table what a shape reports is mended."""

TARGETS: Final = {
    SH[name] for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
}


class ShapesError(ValueError):
    """An engine does not take a shapes graph; the message says why."""


@dataclass(frozen=True, slots=True)
class ShapesGraph:
    """A shapes graph, as sorted lines of N-Triples; blank nodes are labelled by RDFC-1.0."""

    ntriples: str

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "ShapesGraph":
        """Return the shapes graph that `quads` make, whatever graphs they stand in."""
        graph = Dataset(Quad(each.subject, each.predicate, each.object) for each in quads)
        graph.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return cls("".join(sorted(f"{each.triple} .\n" for each in graph)))

    def triples(self) -> tuple[Triple, ...]:
        """Return the triples of the graph."""
        return _triples(self.ntriples)

    def columns(self) -> Mapping[Term | None, str]:
        """Return, by shape, the column in which what it reports is mended."""
        return {
            each.subject: each.object.value
            for each in self.triples()
            if each.predicate == COLUMN and isinstance(each.object, RdfLiteral)
        }

    def narrowed(self, sources: Iterable[Term]) -> "ShapesGraph":
        """Return the part of the graph that makes up the shapes which lead to one of `sources`.

        What a shape reports does not depend on others to which it does not lead. Of shapes to
        which others lead, only those keep their targets that lead to one of `sources` themselves.
        """
        triples = self.triples()
        leading = self.leading_to(sources)
        led_to = reached(((each.subject, each.object) for each in triples), leading)
        kept = (
            each
            for each in triples
            if each.subject in leading or (each.subject in led_to and not is_target(each))
        )
        return ShapesGraph("".join(f"{each} .\n" for each in kept))

    def without(self, sources: Iterable[Term]) -> "ShapesGraph":
        """Return the rest of the graph: what is left of it without `narrowed(sources)`."""
        leading = self.leading_to(sources)
        return ShapesGraph(
            "".join(f"{each} .\n" for each in self.triples() if each.subject not in leading)
        )

    def leading_to(self, shapes: Iterable[Term]) -> Set[Term]:
        """Return the shapes that lead to one of `shapes`, and these themselves."""
        return reached(((each.object, each.subject) for each in self.triples()), shapes)

    def without_targets(self, shapes: Set[Term]) -> "ShapesGraph":
        """Return the graph without the targets of `shapes`."""
        if not shapes:
            return self
        return ShapesGraph(
            "".join(
                f"{each} .\n"
                for each in self.triples()
                if each.subject not in shapes or not is_target(each)
            )
        )


@lru_cache(maxsize=8)
def _triples(ntriples: str) -> tuple[Triple, ...]:
    return tuple(each.triple for each in parse(ntriples, format=RdfFormat.N_TRIPLES))


def is_target(triple: Triple) -> bool:
    """Tell whether `triple` gives a shape a target, declared or implicit."""
    implicit = triple.predicate == RDF["type"] and triple.object == RDFS["Class"]
    return implicit or triple.predicate in TARGETS


def reached(steps: Iterable[tuple[Term, Term]], starts: Iterable[Term]) -> set[Term]:
    """Return the nodes to which `steps` lead from `starts`, and these themselves."""
    onwards: dict[Term, list[Term]] = defaultdict(list)
    for here, there in steps:
        onwards[here].append(there)
    found: set[Term] = set()
    ahead = [*starts]
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += onwards[node]
    return found


def read_shapes(paths: Iterable[Path]) -> ShapesGraph:
    """Read the shapes graph that the Turtle files at `paths` make together.

    Raises:
        SyntaxError: a file is not Turtle.

    """
    return ShapesGraph.of(
        quad
        for path in paths
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )


@cache
def krig_shapes() -> ShapesGraph:
    """Return the shapes that the graph of krig keeps."""
    return read_shapes(sorted(shapes.PATH.glob("*.ttl")))
