"""Where in RDF files the results of a report are mended, as an editor would underline it.

Underlined is the offending value where a statement leads to it, else the predicate, else the
subject. The way from the focus node to the value is told too.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat

from krig.positions import Lines, Span, Spans, descriptions, spans
from krig.terms import Term
from krig.validation.findings.finding import Location
from krig.validation.findings.ways import Mention, Statements, Way, walk
from krig.validation.path import Inverse, PropertyPath
from krig.validation.report import Result
from ontology.namespaces import SH

CLOSED: Final = SH["ClosedConstraintComponent"]

Located = tuple[Location | None, tuple[Location, ...]]
"""Where a result is mended, and the way to there from its focus node."""


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF file that was read: its name, its text, and what it says, in order."""

    name: str
    lines: Lines
    rdf_format: RdfFormat
    quads: Sequence[Quad]
    base: str | None = None


def locate(
    results: Sequence[Result],
    documents: Sequence[Document],
    counts: Callable[[Quad], bool] = lambda _: True,
) -> list[Located]:
    """Return, for each of `results`, where in `documents` it is mended.

    Only the statements that count were checked, and can be what is wrong.
    """
    statements = Statements([each.quads for each in documents], _nodes(results), counts)
    ways = [
        (_subject(result.focus_node, statements), _way(result, statements)) for result in results
    ]
    mentions = {each for subject, way in ways for each in (*subject, *way)}
    where = _places(mentions, documents)
    located: list[Located] = []
    for subject, way in ways:
        if not way:
            located.append((None, ()))
            continue
        flow = (*subject, *way) if way != subject else way
        located.append((where[way[-1]], tuple(where[each] for each in flow)))
    return located


def _nodes(results: Sequence[Result]) -> set[Term] | None:
    """Return the nodes whose statements tell all ways; None where paths go beyond them."""
    if not all(_is_one_step(result.path) for result in results):
        return None
    return {
        node for result in results for node in (result.focus_node, result.value) if node is not None
    }


def _is_one_step(path: PropertyPath | None) -> bool:
    return isinstance(path, NamedNode | None) or (
        isinstance(path, Inverse) and isinstance(path.path, NamedNode)
    )


def _way(result: Result, statements: Statements) -> Way:
    """Return the way to what is underlined; empty where no file mentions the focus node."""
    focus, value = result.focus_node, result.value
    reached: dict[Term, Way] = {}
    if result.path is not None:
        walked = walk(result.path, {focus: ()}, statements)
        reached = {node: way for node, way in walked.items() if way}
    if value is not None and value in reached:
        way = reached[value]
        return _predicate(way) if result.component == CLOSED else way
    for mention, quad in statements.mentions(focus, "subject"):
        if value is not None and value != focus and quad.object == value:
            return (replace(mention, role="object"),)
    for way in reached.values():
        return _predicate(way)
    return _subject(focus, statements)


def _predicate(way: Way) -> Way:
    return (*way[:-1], replace(way[-1], role="predicate"))


def _subject(focus: Term, statements: Statements) -> Way:
    """Return where `focus` is first described, else where it is first mentioned."""
    for role in ("subject", "object"):
        for mention, _ in statements.mentions(focus, role):
            return (mention,)
    return ()


def _places(
    mentions: Collection[Mention], documents: Sequence[Document]
) -> Mapping[Mention, Location]:
    by_file = defaultdict[int, list[Mention]](list)
    for mention in mentions:
        by_file[mention.file].append(mention)
    return {
        mention: Location(documents[file].name, span)
        for file, several in by_file.items()
        for mention, span in _in_document(several, documents[file])
    }


def _in_document(
    mentions: Sequence[Mention], document: Document
) -> Iterator[tuple[Mention, Span | None]]:
    """Yield the stretch of each mention, or of what describes the subject, or None."""
    text, rdf_format, quads = document.lines.text, document.rdf_format, document.quads
    numbers = {mention.number for mention in mentions}
    found = spans(text, rdf_format, quads, numbers, document.base)
    described = {} if found else descriptions(text, rdf_format)
    for mention in mentions:
        if found:
            yield mention, _part(found[mention.number], mention)
        else:
            subject = quads[mention.number].subject
            iri = subject.value if isinstance(subject, NamedNode) else ""
            yield mention, described.get(iri)


def _part(statement: Spans, mention: Mention) -> Span:
    match mention.role:
        case "subject":
            return statement.subject
        case "predicate":
            return statement.predicate
        case "object":
            return statement.object
