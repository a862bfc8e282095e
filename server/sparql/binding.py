"""Binds terms to the variables of a query in its text, for engines that are asked over HTTP.

The protocol has no parameters, so the terms travel as inline data: a VALUES block at the beginning
of each group that speaks of such a variable. A term is written in its N-Triples form, and where it
is put, the tokens of the query tell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from pyoxigraph import BlankNode, Triple, Variable

from krig.queries import Bound
from server.sparql.tokens import Token, tokens

Kind = Literal["pattern", "query", "data", "template"]


class UnboundError(Exception):
    """A term cannot be written into a query: a blank node names nothing outside its graph."""


@dataclass(slots=True)
class Braces:
    """What stands between two braces: a group, a subquery, inline data, or a template.

    A subquery shares with the query around it the variables that it selects, or all, by `*`.
    """

    kind: Kind
    opening: int
    outer: "Braces | None" = None
    closing: int = 0
    variables: set[str] = field(default_factory=set)
    selected: set[str] = field(default_factory=set)
    selects_all: bool = False
    in_expression: bool = False
    parentheses: int = 0
    in_head: bool = True
    values_follow: bool = False

    def sees(self, name: str) -> bool:
        """Tell whether the variable `name` means the same in here as in the whole query."""
        if self.outer is None:
            return True
        shared = self.kind != "query" or self.selects_all or name in self.selected
        return shared and self.outer.sees(name)


def bind(text: str, terms: Mapping[Variable, Bound]) -> str:
    """Return the query `text` with `terms` bound to its variables; they stand in its answer too.

    Raises:
        UnboundError: a term is a blank node, or a triple, which SPARQL 1.1 has no data for.

    """
    if not terms:
        return text
    values = {variable.value: _written(term) for variable, term in terms.items()}
    places = sorted(_places(text, values), reverse=True)
    for offset, piece in places:
        text = f"{text[:offset]} {piece} {text[offset:]}"
    return text


def _written(term: Bound) -> str:
    if isinstance(term, BlankNode | Triple):
        raise UnboundError(str(term))
    return str(term)


def _places(text: str, values: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield each offset of `text` where something is to be put, and what."""
    stream = list(tokens(text))
    found = list(braces(stream))
    whole = next((each for each in found if _is_whole(each)), None)
    if whole is None:
        yield len(text), f"WHERE {{ {_block(values)} }}"
        return
    if whole.kind == "query":
        yield whole.opening, f"{_block(values)} {{"
        yield whole.closing, "}"
    else:
        yield whole.opening, _block(values)
    if _lacks_template(stream, found):
        construct = next(each for each in stream if each.terminal == "construct")
        yield construct.end, f"{{ {text[whole.opening : whole.closing]} }}"
    for each in found:
        if each is not whole and each.kind == "pattern":
            spoken = {name: values[name] for name in values if name in each.variables}
            seen = {name: term for name, term in spoken.items() if each.sees(name)}
            if seen:
                yield each.opening, _block(seen)


def _block(values: Mapping[str, str]) -> str:
    names = " ".join(f"?{name}" for name in values)
    return f"VALUES ({names}) {{ ({' '.join(values.values())}) }}"


def _is_whole(each: Braces) -> bool:
    """Tell whether these are the braces behind the WHERE of the whole query."""
    outermost = each.outer is not None and each.outer.outer is None
    return outermost and each.kind in {"pattern", "query"} and not each.in_expression


def _lacks_template(stream: Iterable[Token], found: Iterable[Braces]) -> bool:
    """Tell whether the query is a CONSTRUCT WHERE, whose pattern is its template too."""
    constructs = any(each.terminal == "construct" for each in stream)
    return constructs and all(each.kind != "template" for each in found)


def braces(stream: Iterable[Token]) -> Iterator[Braces]:
    """Yield the braces of a query, in the order in which they open; each is filled by the end."""
    current = Braces("query", 0)
    found = []
    previous = ""
    for token, following in pairwise(stream):
        match token.terminal:
            case "{":
                current = _opened(current, token, previous, following.terminal)
                found.append(current)
            case "}" if current.outer is not None:
                current.closing = token.start
                current = current.outer
            case "(":
                current.parentheses += 1
            case ")":
                current.parentheses -= 1
            case "values":
                current.values_follow = True
            case "*" if current.in_head and not current.parentheses:
                current.selects_all = True
            case "VAR":
                _note(current, token.text[1:], previous)
        previous = token.terminal
    yield from found


def _opened(outer: Braces, token: Token, previous: str, following: str) -> Braces:
    if outer.values_follow:
        outer.values_follow = False
        return Braces("data", token.end, outer)
    if previous == "construct":
        return Braces("template", token.end, outer)
    if not outer.parentheses:
        outer.in_head = False
    kind: Kind = "query" if following == "select" else "pattern"
    return Braces(kind, token.end, outer, in_expression=outer.parentheses > 0)


def _note(current: Braces, name: str, previous: str) -> None:
    current.variables.add(name)
    if current.in_head and (not current.parentheses or previous == "as"):
        current.selected.add(name)
