"""The results of SHACL as findings: their rule, their message, where they are mended."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import BlankNode, Quad

from krig.terms import Term
from krig.validation.findings.finding import Finding, Location, Rule
from krig.validation.findings.locations import Document, locate
from krig.validation.path import path_text
from krig.validation.report import Result, Texts
from krig.validation.wording.catalogue import Catalogue, is_anonymous
from krig.validation.wording.constraints import expectation, expected, parameter, short_component
from krig.validation.wording.naming import Naming

PLAIN: Final = Naming()
"""Calls shapes in the same way for everyone."""
OWN_MESSAGE: Final = "sparql"
"""The constraint whose message is stated beside its query, not in its shape."""


def findings(
    results: Sequence[Result],
    catalogue: Catalogue,
    documents: Sequence[Document] = (),
    checked: Collection[Quad] = (),
    counts: Callable[[Quad], bool] = lambda _: True,
) -> Iterator[Finding]:
    """Yield a finding for each result, located in the documents or, if there, in its table.

    Args:
        results: what an engine has found.
        catalogue: the shapes.
        documents: the files in which the data are stated.
        checked: the data, from which blank nodes are described.
        counts: whether a statement of the documents is among the data.

    """
    described = _descriptions(results, checked)
    located = locate(results, documents, counts)
    for result, (location, flow) in zip(results, located, strict=True):
        place = result.place
        yield Finding(
            severity=result.severity,
            rule=rule(result, catalogue),
            messages=tuple(sorted(_messages(result, catalogue), key=str)),
            identity=_identity(result, catalogue, described),
            location=location or (Location(place.file) if place else None),
            row=place.row if place and not location else 0,
            column=place.column if place and not location else "",
            found=_found(result, catalogue),
            flow=flow,
            result=replace(result, source_shape=None) if _unnamed(result) else result,
        )


def rule(result: Result, catalogue: Catalogue) -> Rule:
    """Return the constraint that a result is about."""
    component = short_component(result.component)
    shape = result.source_shape
    if shape is None:
        return Rule(f"[]/{component}")
    return Rule(
        f"{catalogue.name(shape)}/{component}",
        expectation(shape, result.component, catalogue),
        catalogue.stated.get(shape),
    )


def _unnamed(result: Result) -> bool:
    return result.source_shape is not None and is_anonymous(result.source_shape)


def _messages(result: Result, catalogue: Catalogue) -> Texts:
    """Return the messages of the shape, or in their place what it asks for, in both languages.

    An engine that finds no message makes one up, in English; it has no language.
    """
    shape = result.source_shape
    if shape is None or parameter(result.component) == OWN_MESSAGE:
        return result.messages
    if catalogue.values(shape, "message"):
        return result.messages
    return expected(shape, result.component, catalogue) or result.messages


def _found(result: Result, catalogue: Catalogue) -> str:
    """Return the value found, where it is another node than the one that is talked of."""
    if result.value is None or result.value == result.focus_node:
        return ""
    return catalogue.naming.term(result.value)


def _identity(
    result: Result, catalogue: Catalogue, described: Mapping[Term, str]
) -> tuple[str, ...]:
    """Return what tells the result from others, whatever prefixes and blank nodes are called."""
    shape = result.source_shape
    nodes = (result.focus_node, result.value, result.constraint)
    return (
        catalogue.name(shape, PLAIN) if shape is not None else "",
        result.component.value,
        path_text(result.path) if result.path is not None else "",
        *("" if node is None else described.get(node, str(node)) for node in nodes),
    )


def _descriptions(results: Iterable[Result], checked: Iterable[Quad]) -> Mapping[Term, str]:
    """Return, for the blank nodes in question, what is said of them and by whom they are held."""
    nodes = {
        node
        for result in results
        for node in (result.focus_node, result.value)
        if isinstance(node, BlankNode)
    }
    said = defaultdict[Term, list[str]](list)
    for quad in checked if nodes else ():
        if quad.subject in nodes:
            said[quad.subject].append(f"{quad.predicate} {_stable(quad.object)}")
        if quad.object in nodes:
            said[quad.object].append(f"{_stable(quad.subject)} {quad.predicate} _:")
    return {node: "; ".join(sorted(lines)) for node, lines in said.items()}


def _stable(node: Term) -> str:
    return "_:" if isinstance(node, BlankNode) else str(node)
