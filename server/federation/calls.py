"""Finds what a query or an update calls, by its tokens.

A query is one that the grammar knows: there is one way to read it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, QueryTriples, Store

from server.federation.faults import CallCountError, CallFormError, LoadFormError
from server.sparql.tokens import END, Token, has_word, tokens

DECLARING: Final = frozenset(("base", "prefix", "version", "IRIREF", "PNAME_NS", "STRING"))
IRIS: Final = frozenset(("IRIREF", "PNAME_LN", "PNAME_NS"))
NOTHING: Final = Store()


@dataclass(frozen=True, slots=True)
class Call:
    """A SERVICE of a query: where it stands, whom it calls, and what it asks.

    `pattern` is the group behind it, with its braces; `variables` are those that occur there.
    """

    start: int
    end: int
    address: str
    pattern: str
    variables: frozenset[str]
    silent: bool


@dataclass(frozen=True, slots=True)
class Load:
    """A LOAD: of which document, into which graph; empty for the default graph."""

    address: str
    graph: str
    silent: bool


def prologue(stream: Sequence[Token], text: str) -> str:
    """Return the declarations with which `text` begins."""
    first = next(token for token in stream if token.terminal not in DECLARING)
    return text[: first.start]


def calls(text: str, base: str, most: int) -> tuple[str, tuple[Call, ...]]:
    """Return the declarations of a valid query, and its calls in the order in which they stand.

    A call within a call is of the server that is called first; it counts all the same.

    Raises:
        CallFormError: one is of a variable, or LATERAL asks again for each row.
        CallCountError: there are more than `most`.

    """
    stream = [*tokens(text)]
    declared = f"BASE {NamedNode(base)} {prologue(stream, text)}"
    if has_word(text, "lateral"):
        raise CallFormError
    count = sum(token.terminal == "service" for token in stream)
    if count > most:
        raise CallCountError(count, most)
    return declared, tuple(_calls(stream, text, declared))


def _calls(stream: Sequence[Token], text: str, declared: str) -> Iterator[Call]:
    at = 0
    while at < len(stream):
        if stream[at].terminal == "service":
            start = at
            silent = stream[at + 1].terminal == "silent"
            at += 2 if silent else 1
            address = _iri(stream[at], declared)
            opening, at = at + 1, _closing(stream, at + 1)
            inside = stream[opening : at + 1]
            yield Call(
                stream[start].start,
                stream[at].end,
                address,
                text[inside[0].start : inside[-1].end],
                frozenset(token.text[1:] for token in inside if token.terminal == "VAR"),
                silent,
            )
        at += 1


def load(text: str, base: str) -> Load | None:
    """Return what an update loads; None where it loads nothing.

    Raises:
        LoadFormError: it does more than that, or is no valid LOAD.

    """
    if not has_word(text, "load"):
        return None
    stream = [*tokens(text)]
    declared = f"BASE {NamedNode(base)} {prologue(stream, text)}"
    rest = [token for token in stream if token.start >= len(prologue(stream, text))]
    words = [token.terminal for token in rest]
    if words[-2:] == [";", END]:
        words.pop(-2)
    if silent := words[1:2] == ["silent"]:
        del rest[1], words[1]
    into = words[2:4] == ["into", "graph"]
    named = (rest[1], *([rest[4]] if into else [])) if len(words) > (5 if into else 2) else ()
    if words[0] != "load" or len(words) != (6 if into else 3) or not named:
        raise LoadFormError
    try:
        address, *graph = (_iri(token, declared) for token in named)
    except CallFormError:
        raise LoadFormError from None
    return Load(address, graph[0] if graph else "", silent)


def _closing(stream: Sequence[Token], opening: int) -> int:
    """Return at which token the group closes that opens at `opening`."""
    depth = 0
    for at in range(opening, len(stream)):
        depth += {"{": 1, "}": -1}.get(stream[at].terminal, 0)
        if depth == 0:
            return at
    raise CallFormError


def _iri(token: Token, declared: str) -> str:
    """Return the IRI that `token` names after what is declared, as the engine reads it.

    Raises:
        CallFormError: it names none.

    """
    if token.terminal not in IRIS:
        raise CallFormError
    try:
        found = NOTHING.query(f"{declared} CONSTRUCT {{ <x:x> <x:x> {token.text} }} {{}}")
    except SyntaxError:
        raise CallFormError from None
    objects = [triple.object for triple in found] if isinstance(found, QueryTriples) else []
    if not objects or not isinstance(objects[0], NamedNode):
        raise CallFormError
    return objects[0].value
