"""What the tokens of an update tell: whether it calls others, and of what operations it consists.

Keywords outside of all braces are those of the operations themselves (SPARQL 1.1 Query Language,
section 19.8, [29] to [51]).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode

from server.sparql.tokens import END, Token, has_word, tokens
from server.writing.faults import DatasetError, FederationError, IriError, UpdateSyntaxError

BLOCK: Final = "BLOCK"
"""The terminal that stands for a pair of braces and all between them."""
BEFORE_BLOCK: Final = {"insert", "delete", "data", "where"}
"""The keywords after which a block comes."""
OTHERS: Final = {
    *("base", "prefix", "version", "using", "with", "named", "graph", "default", "all", "silent"),
    *("into", "to", "load", "clear", "drop", "create", "add", "move", "copy"),
}
"""The other keywords that stand outside of blocks."""
PROLOGUE: Final = "(?:base IRIREF |prefix PNAME_NS IRIREF |version STRING )*"
DATA: Final = re.compile(rf"(?:{PROLOGUE}(?:insert|delete) data {BLOCK} (?:; )?)+{PROLOGUE}{END}")
"""The terminals of an update that states quads and asks for none."""
LONGEST_SHOWN: Final = 60


def refuse_calls(text: str) -> None:
    """Refuse an update that would call another server.

    This is for a clear answer: what it does not see finds no way out of the process that evaluates.

    Raises:
        FederationError: it has LOAD or SERVICE.

    """
    if has_word(text, "load") or has_word(text, "service"):
        raise FederationError


def as_insertions(text: str) -> str | None:
    """Return `text` with INSERT DATA for each DELETE DATA; None if it has other operations.

    So the quads that it speaks of can be had from the engine.
    """
    outer = [*_outer(text)]
    words = " ".join(token.terminal for token in outer)
    if not DATA.fullmatch(words):
        return None
    deleting = (token for token in outer if token.terminal == "delete")
    return _spliced(text, [(token.start, token.end, "INSERT") for token in deleting])


def with_dataset(text: str, default: Iterable[str], named: Iterable[str]) -> str:
    """Return `text` with the dataset that a request names, in each operation that asks for quads.

    Raises:
        DatasetError: it names one itself.
        IriError: a graph has no IRI.
        UpdateSyntaxError: it cannot be told where the operations ask.

    """
    clauses = [f"USING {graph_name(iri)} " for iri in default]
    clauses += [f"USING NAMED {graph_name(iri)} " for iri in named]
    if not clauses:
        return text
    outer = [*_outer(text)]
    _check(outer)
    places = [
        (token.start, token.start, _template(before, after) + "".join(clauses))
        for before, token, after in zip(outer, outer[1:], outer[2:], strict=False)
        if token.terminal == "where"
    ]
    return _spliced(text, places)


def _check(outer: Sequence[Token]) -> None:
    """Refuse an update that names a dataset, or whose operations are not as the grammar has them.

    The engine is more tolerant than the grammar: it takes `DELETEWHERE` for two words.
    """
    if any(token.terminal in {"using", "with"} for token in outer):
        raise DatasetError
    for before, token in pairwise(outer):
        known = token.terminal in BEFORE_BLOCK | OTHERS or not token.terminal.islower()
        if not known or (token.terminal == BLOCK and before.terminal not in BEFORE_BLOCK):
            raise UpdateSyntaxError(f"{token.text[:LONGEST_SHOWN]}: not expected")


def graph_name(iri: str) -> NamedNode:
    """Return the graph that `iri` names.

    Raises:
        IriError: it is no IRI.

    """
    try:
        return NamedNode(iri)
    except ValueError:
        raise IriError(iri) from None


def _template(before: Token, after: Token) -> str:
    """Return the template that DELETE WHERE leaves out: it is the pattern itself."""
    return f"{after.text} " if before.terminal == "delete" else ""


def _outer(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` outside of all braces, and each outermost block as one."""
    depth, start = 0, 0
    for token in tokens(text):
        if token.terminal == "{":
            start = token.start if depth == 0 else start
            depth += 1
        elif token.terminal == "}" and depth:
            depth -= 1
            if depth == 0:
                yield Token(BLOCK, text[start : token.end], start)
        elif depth == 0 or token.terminal == END:
            yield token


def _spliced(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Return `text` with parts replaced: each from, to, and by what; in order."""
    pieces, done = [], 0
    for start, end, new in changes:
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])
