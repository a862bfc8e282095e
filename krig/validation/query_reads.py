"""What a SPARQL constraint reads around its focus node.

The triple patterns of a query bind each variable to nodes that lie at the end of paths from
`$this`, or from a node that the query names, if patterns that must match lead there. Where they do
not, or where the query asks what lies anywhere (a subquery, a graph), it may read all of the data.

Source: Shapes Constraint Language (SHACL), section 5; SPARQL 1.1 Query Language, section 18.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

from pyoxigraph import NamedNode
from pyparsing import ParseException
from rdflib import BNode, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from krig.validation.automaton import Automaton, Step
from krig.validation.path import Alternative, Inverse, PropertyPath, Repeated, Sequence

THIS: Final = Variable("this")

ALIKE: Final = {
    "SelectQuery",
    "Project",
    "Distinct",
    "Reduced",
    "OrderBy",
    "AggregateJoin",
    "Group",
}
"""What asks the same of the graph as the part within it."""

Pattern = tuple[Any, Any, Any]
Patterns = tuple[Pattern, ...]


class UnboundedError(Exception):
    """A query may read what no path leads to from its focus node."""


def add_reads(query: str, prefixes: Mapping[str, str], automaton: Automaton, focus: int) -> None:
    """Add to `automaton` what `query` reads of focus nodes, which are in the state `focus`.

    Raises:
        UnboundedError: no paths from the focus node lead to all that the query reads.

    """
    try:
        algebra = prepareQuery(query, initNs=dict(prefixes)).algebra
    except (ParseException, ValueError, KeyError) as error:
        raise UnboundedError(str(error)) from None
    while algebra.name in ALIKE:
        algebra = algebra.p
    groups: list[Patterns] = []
    _collect(algebra, (), groups)
    states: dict[Any, int] = {THIS: focus}
    for patterns in groups:
        _add_group(patterns, automaton, states)


def _collect(part: Any, around: Patterns, groups: list[Patterns]) -> Patterns:
    """Add to `groups` the patterns of `part`; return those that match wherever it does.

    What `part` matches counts only where the patterns `around` match too.
    """
    match part.name:
        case "BGP":
            groups.append((*around, *part.triples))
            return tuple(part.triples)
        case "Join":
            first = _collect(part.p1, around, groups)
            return first + _collect(part.p2, around + first, groups)
        case "Union":
            _collect(part.p1, around, groups)
            _collect(part.p2, around, groups)
            return ()
        case "LeftJoin" | "Minus":
            first = _collect(part.p1, around, groups)
            _collect(part.p2, first, groups)
        case "Filter" | "Extend" | "AggregateJoin" | "Group":
            first = _collect(part.p, around, groups)
        case name:
            raise UnboundedError(name)
    for tested in _tests(part.get("expr")):
        _collect(tested, first, groups)
    return first


def _tests(expression: Any) -> Iterator[Any]:
    """Yield the graph patterns that `expression` asks for with EXISTS."""
    if isinstance(expression, CompValue):
        if expression.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
            yield expression.graph
        else:
            for part in expression.values():
                yield from _tests(part)
    elif isinstance(expression, list | tuple):
        for part in expression:
            yield from _tests(part)


def _add_group(patterns: Patterns, automaton: Automaton, states: dict[Any, int]) -> None:
    """Add what `patterns` read, in the order in which paths lead there.

    What no path from the focus node leads to is read from the nodes that the query names.

    Raises:
        UnboundedError: there are patterns to which none leads.

    """
    reached: set[Any] = {THIS}
    waiting = [*patterns]
    while waiting:
        ready = [each for each in waiting if each[0] in reached or each[2] in reached]
        if not ready:
            anchors = {end for each in waiting for end in each[::2] if isinstance(end, URIRef)}
            if not anchors:
                raise UnboundedError(str(waiting))
            states |= {
                each: automaton.anchor(NamedNode(str(each)), states[THIS]) for each in anchors
            }
            reached |= anchors
        for pattern in ready:
            waiting.remove(pattern)
            reached |= _add_pattern(pattern, reached, automaton, states)


def _add_pattern(
    pattern: Pattern, reached: Set[Any], automaton: Automaton, states: dict[Any, int]
) -> set[Any]:
    subject, predicate, value = pattern
    forwards = subject in reached
    here, there = (subject, value) if forwards else (value, subject)
    if not isinstance(predicate, Variable):
        end = automaton.walk(states[here], _path(predicate), inverse=not forwards)
    elif forwards:
        end = automaton.read(states[here], Step(None, inverse=False))
    else:
        raise UnboundedError(str(pattern))
    if not isinstance(there, Variable | BNode):
        return set()
    if there not in states:
        states[there] = automaton.state()
    automaton.join(end, states[there])
    return {there}


def _path(path: Any) -> PropertyPath:
    """Return a path of rdflib as one of krig.

    Raises:
        UnboundedError: it is a negated property set.

    """
    match path:
        case URIRef():
            return NamedNode(str(path))
        case InvPath():
            return Inverse(_path(path.arg))
        case SequencePath():
            return Sequence(tuple(map(_path, path.args)))
        case AlternativePath():
            return Alternative(tuple(map(_path, path.args)))
        case MulPath(mod="*" | "+" | "?" as modifier):
            return Repeated(_path(path.path), modifier)
        case _:
            raise UnboundedError(str(path))
