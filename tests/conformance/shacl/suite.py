"""The tests of the W3C SHACL test suite: data, shapes, and the report that is expected.

Source: SHACL Test Suite and Implementation Report, section 2.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Dataset, NamedNode, Quad, RdfFormat, parse

from krig.terms import Term
from krig.validation import Report, Result, ShapesGraph
from krig.validation.path import path_text
from krig.validation.report_graph import read_result
from ontology.namespaces import SH, Namespace

ROOT: Final = Path(__file__).parents[4] / "shared/suites/w3c-shacl/tests"

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT: Final = Namespace("http://www.w3.org/ns/shacl-test#")

Told = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SuiteTest:
    """A test; `results` is None where validation has to fail."""

    name: str
    data: Path
    shapes: Path
    results: Counter[Told] | None

    def __str__(self) -> str:
        return self.name

    def data_graph(self) -> list[Quad]:
        """What is validated."""
        return [*_read(self.data)]

    def shapes_graph(self) -> ShapesGraph:
        """What it is validated against."""
        return ShapesGraph.of(_read(self.shapes))


def suite() -> tuple[SuiteTest, ...]:
    """All tests of the suite, by name; none where the suite is absent."""
    return tuple(sorted(_tests(), key=str))


def told(report: Report) -> Counter[Told]:
    """What the suite expects of a report: its results, but for messages and blank nodes."""
    return Counter(map(_told, report.results))


def _tests() -> Iterator[SuiteTest]:
    for path in ROOT.rglob("*.ttl"):
        graph = Dataset(_read(path))
        for quad in graph.quads_for_object(SHT["Validate"]):
            if isinstance(test := quad.subject, NamedNode):
                action, expected = _one(graph, test, MF["action"]), _one(graph, test, MF["result"])
                yield SuiteTest(
                    f"{path.parent.relative_to(ROOT)}/{test.value.rpartition('/')[2]}",
                    _path(_one(graph, action, SHT["dataGraph"])),
                    _path(_one(graph, action, SHT["shapesGraph"])),
                    None if expected == SHT["Failure"] else _results(graph, expected),
                )


def _results(graph: Dataset, report: Term) -> Counter[Told]:
    return Counter(
        _told(read_result(graph, quad.object))
        for quad in graph.quads_for_predicate(SH["result"])
        if quad.subject == report
    )


def _told(result: Result) -> Told:
    terms = (result.focus_node, result.value, result.source_shape, result.component)
    path = "" if result.path is None else path_text(result.path)
    return path, result.severity, *map(_named, terms)


def _named(term: Term | None) -> str:
    return "" if term is None else "_" if isinstance(term, BlankNode) else str(term)


def _read(path: Path) -> Iterator[Quad]:
    return parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())


def _one(graph: Dataset, subject: Term, predicate: NamedNode) -> Term:
    (value,) = (
        quad.object for quad in graph.quads_for_predicate(predicate) if quad.subject == subject
    )
    return value


def _path(document: Term) -> Path:
    assert isinstance(document, NamedNode)
    return Path(document.value.removeprefix("file://"))
