"""What validation found: results in an order that depends on the data alone.

Source: Shapes Constraint Language (SHACL), section 3.6.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple
from pyoxigraph import Literal as RdfLiteral

from krig.serialisation import serialise
from krig.terms import Term
from krig.validation.path import PropertyPath, path_triples
from krig.validation.shapes import SHAPE
from ontology.namespaces import RDF, SH, XSD

Texts = tuple[RdfLiteral, ...]


class Severity(StrEnum):
    """How grave a result is, the gravest first.

    A violation makes the graph answer wrongly, a warning makes an answer hard to check, an info
    tells what is worth knowing.
    """

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> NamedNode:
        """Return the term of SHACL."""
        return SH[self.capitalize()]

    @classmethod
    def of(cls, iri: Term) -> Self:
        """Return the severity that `iri` names; one that SHACL does not know is a violation."""
        return next((each for each in cls if each.iri == iri), cls.VIOLATION)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where to mend something: a file, and a row and a column of it where they are known.

    Rows count from 1, the header (RFC 7111, section 2.1); 0 means the whole file.
    """

    file: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.row}" if self.row else self.file
        return f"{place}: {self.column}" if self.column else place


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result.

    `source_shape` and `constraint` are None where they are anonymous. What stands below
    `messages` is known only of a result that has been located.
    """

    severity: Severity
    focus_node: Term
    path: PropertyPath | None
    value: Term | None
    source_shape: NamedNode | None
    component: NamedNode
    constraint: NamedNode | None = None
    messages: Texts = ()
    place: Place | None = None
    focus_labels: Texts = ()
    value_labels: Texts = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Return what results are sorted by: the severity, then the place, then all else."""
        grave = [*Severity].index(self.severity)
        place = self.place or Place("\U0010ffff")
        terms = (self.focus_node, self.path, self.value, self.source_shape, self.component)
        return grave, place, *map(str, terms), str(self.constraint), tuple(map(str, self.messages))


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a validation, in order."""

    results: tuple[Result, ...] = field(default=())

    @classmethod
    def of(cls, results: Iterable[Result]) -> Self:
        """Return the report of `results`, in their order."""
        return cls(tuple(sorted(results, key=lambda result: result.order)))

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings and infos do not count."""
        return not self.count(Severity.VIOLATION)

    def count(self, severity: Severity) -> int:
        """Return how many results are of `severity`."""
        return sum(result.severity == severity for result in self.results)

    def turtle(self) -> str:
        """Return the report as a `sh:ValidationReport`.

        There `sh:conforms` is false if there is any result at all, as SHACL defines it.
        """
        return serialise(self._triples(), RdfFormat.TURTLE, {"shape": SHAPE.iri}).decode()

    def _triples(self) -> Iterator[Triple]:
        report = BlankNode("report")
        conforms = RdfLiteral(str(not self.results).lower(), datatype=XSD["boolean"])
        yield Triple(report, RDF["type"], SH["ValidationReport"])
        yield Triple(report, SH["conforms"], conforms)
        for number, result in enumerate(self.results):
            node = BlankNode(f"r{number}")
            yield Triple(report, SH["result"], node)
            yield from _triples(result, node)


def _triples(result: Result, node: BlankNode) -> Iterator[Triple]:
    yield Triple(node, RDF["type"], SH["ValidationResult"])
    yield Triple(node, SH["resultSeverity"], result.severity.iri)
    yield Triple(node, SH["focusNode"], result.focus_node)
    path: list[Triple] = []
    if result.path is not None:
        root, path = path_triples(result.path, node.value)
        yield Triple(node, SH["resultPath"], root)
    if result.value is not None:
        yield Triple(node, SH["value"], result.value)
    if result.source_shape is not None:
        yield Triple(node, SH["sourceShape"], result.source_shape)
    if result.constraint is not None:
        yield Triple(node, SH["sourceConstraint"], result.constraint)
    yield Triple(node, SH["sourceConstraintComponent"], result.component)
    for message in result.messages:
        yield Triple(node, SH["resultMessage"], message)
    yield from path
