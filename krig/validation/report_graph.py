"""Reads the report that a SHACL engine writes."""

from collections import defaultdict

from pyoxigraph import BlankNode, Dataset, NamedNode, RdfFormat, Triple, parse
from pyoxigraph import Literal as RdfLiteral

from krig.terms import Term
from krig.validation.path import read_path
from krig.validation.report import Report, Result, Severity
from ontology.namespaces import SH


def read_report(ntriples: str) -> Report:
    """Return the report that the `sh:ValidationReport` in `ntriples` tells.

    Raises:
        ValueError: a result lacks what every result has.

    """
    graph = Dataset(parse(ntriples, format=RdfFormat.N_TRIPLES))
    nodes = (quad.object for quad in graph.quads_for_predicate(SH["result"]))
    return Report.of(read_result(graph, node) for node in nodes if not isinstance(node, RdfLiteral))


def read_result(graph: Dataset, node: NamedNode | BlankNode | Triple) -> Result:
    """Return the result that `node` is in `graph`.

    Raises:
        ValueError: it lacks what every result has.

    """
    told: dict[NamedNode, list[Term]] = defaultdict(list)
    for quad in graph.quads_for_subject(node):
        told[quad.predicate].append(quad.object)

    def one(name: str) -> Term | None:
        return told[SH[name]][0] if SH[name] in told else None

    def named(name: str) -> NamedNode | None:
        term = one(name)
        return term if isinstance(term, NamedNode) else None

    focus_node, severity = one("focusNode"), one("resultSeverity")
    component, path = named("sourceConstraintComponent"), one("resultPath")
    if focus_node is None or severity is None or component is None:
        message = f"{node} lacks a focus node, a severity or a constraint component"
        raise ValueError(message)
    messages = (term for term in told[SH["resultMessage"]] if isinstance(term, RdfLiteral))
    return Result(
        severity=Severity.of(severity),
        focus_node=focus_node,
        path=None if path is None else read_path(graph, path),
        value=one("value"),
        source_shape=named("sourceShape"),
        component=component,
        constraint=named("sourceConstraint"),
        messages=tuple(sorted(messages, key=lambda text: (text.language or "", text.value))),
    )
