"""The examples of `shapes/examples`: what each is of, what it says, and what is expected of it.

`python -m tests.shapes.examples` writes the expected reports anew; their differences are to be
read before they are committed.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

import shapes
from krig.validation import Engine, Report, ShapesGraph, render, validate
from krig.validation.shapes import SHAPE, krig_shapes
from ontology import modules
from ontology.namespaces import KRIG, RDF, RDFS

EXAMPLES = shapes.PATH / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A Turtle file that a shape finds valid, or invalid for one reason."""

    path: Path

    def __str__(self) -> str:
        return f"{self.shape}/{self.path.stem}"

    @property
    def shape(self) -> str:
        """The name of the node shape that the example is of: that of its folder."""
        return self.path.parent.name

    @property
    def approval(self) -> Path:
        """The file that holds the expected report of an invalid example."""
        return self.path.with_suffix(".approved.txt")

    def quads(self) -> list[Quad]:
        """What the example says."""
        return list(parse(path=self.path, format=RdfFormat.TURTLE))

    def report(self, engine: Engine = "pyshacl") -> Report:
        """The report on the example, with the classes of the ontology, by its shape alone."""
        return validate([*self.quads(), *classes()], alone(self.shape), engine)


def valid_examples() -> list[Example]:
    return [Example(path) for path in sorted(EXAMPLES.glob("*/valid.ttl"))]


def invalid_examples() -> list[Example]:
    return [Example(path) for path in sorted(EXAMPLES.glob("*/invalid.*.ttl"))]


@cache
def alone(shape: str) -> ShapesGraph:
    """The shapes graph in which only `shape` has a target."""
    return krig_shapes().narrowed([SHAPE[shape]])


@cache
def classes() -> tuple[Quad, ...]:
    """What the ontology says of classes and of the concepts that belong to them."""
    return tuple(
        quad
        for quad in modules.load()
        if quad.predicate == RDFS["subClassOf"]
        or (quad.predicate == RDF["type"] and str(quad.object).startswith(f"<{KRIG.iri}"))
    )


def told(report: Report) -> str:
    """The report in both languages, as approvals hold it."""
    return "\n".join(render(report, language) for language in ("ko", "en"))


def main() -> int:
    """Write the expected report of each invalid example."""
    for example in invalid_examples():
        example.approval.write_text(told(example.report()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
