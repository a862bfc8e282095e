"""How deep and how long a query may be that an engine behind is sent.

A reader may die of a query; an engine behind dies for all. 300 subqueries within each other end the
server of Oxigraph 0.5, and 80 OPTIONAL one after another that of Virtuoso 7.2: their parsers and
planners call themselves for each.
"""

from typing import Final

from server.readers.faults import CrashedError
from server.sparql.tokens import tokens

DEEPEST: Final = 20
"""How deep brackets of all kinds may nest."""
GROUPS: Final = 50
"""How many groups in braces a query may have."""
PARTS: Final = 300
"""How many patterns and operators it may have."""

OPENING: Final = {"{", "(", "["}
CLOSING: Final = {"}", ")", "]"}
COUNTED: Final = {
    *(".", ";", "!", "+", "-", "*", "/", "|", "^", "||", "&&", "=", "!=", "<", ">", "<=", ">="),
    *("optional", "minus", "union", "filter", "bind", "graph", "exists", "select", "values"),
    *("INTEGER_SIGNED", "REAL_SIGNED"),
}
"""The tokens that stand for a step of the parser or planner; numbers with a sign may be sums."""


def check(text: str) -> None:
    """Let pass a query that engines can read.

    Raises:
        CrashedError: it nests too deep, or is too long.

    """
    depth = groups = parts = 0
    for token in tokens(text):
        depth += (token.terminal in OPENING) - (token.terminal in CLOSING)
        groups += token.terminal == "{"
        parts += token.terminal in COUNTED
        if depth > DEEPEST or groups > GROUPS or parts > PARTS:
            raise CrashedError
