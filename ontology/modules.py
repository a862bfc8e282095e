"""The Turtle modules of the ontology, and the graph that they make together."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from ontology import PATH
from ontology.namespaces import GRAPH


def modules() -> tuple[Path, ...]:
    """Return the paths of the ontology's modules and alignments, sorted."""
    return tuple(sorted([*PATH.glob("*.ttl"), *(PATH / "alignments").glob("*.ttl")]))


def rules() -> tuple[Path, ...]:
    """Return the paths of the CONSTRUCT queries that say what OWL 2 RL cannot, sorted."""
    return tuple(sorted((PATH / "rules").glob("*.rq")))


def hygiene() -> tuple[Path, ...]:
    """Return the paths of the rules that the ontology keeps, sorted.

    Each is a SELECT query over named graphs. A row of its answer is a fault: `?term` is what it is
    about, `?ko` and `?en` say what is wrong.
    """
    return tuple(sorted((PATH / "hygiene").glob("*.rq")))


def load() -> tuple[Quad, ...]:
    """Return the ontology in its named graph, sorted; blank nodes are labelled by RDFC-1.0."""
    dataset = Dataset(_quads())
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))


def _quads() -> Iterator[Quad]:
    graph = GRAPH["ontology"]
    for path in modules():
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
