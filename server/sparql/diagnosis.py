"""Why a query is refused: the place, what stands there, and what was expected.

The engine names the farthest place that any of its attempts reached, which is often far from the
fault. Here the first token is sought that no query can continue with; and where the grammar finds
none, a prefix that is not declared or an IRI that is relative to nothing.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from server.sparql.grammar import Grammar, read_grammar
from server.sparql.tokens import Token, has_word, tokens

Reason = Literal["unexpected", "ended", "unreadable", "unclosed", "prefix", "relative", "refused"]

SCHEME: Final = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
PLACED: Final = re.compile(
    r"error at (?P<line>\d+):(?P<column>\d+): expected (?P<rest>.*)", re.DOTALL
)
SENTENCE: Final = re.compile(r"(?:^|, |one of )(?P<sentence>[A-Z][A-Za-z]* [a-zA-Z* ]+)")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One fault of a query; line and column count from 1, the column in characters.

    `expected` are the terminals that could stand there; `sentence` is what the engine says, in
    its own words, of a query that the grammar allows.
    """

    reason: Reason
    line: int
    column: int
    found: str
    expected: frozenset[str] = frozenset()
    sentence: str = ""


def diagnose(text: str, message: str) -> Diagnosis:
    """Return why the engine refuses the query `text` with `message`."""
    return find_fault(text) or _as_told(message)


def find_fault(text: str) -> Diagnosis | None:
    """Return where the query `text` leaves the grammar, or names what is not declared."""
    return _against_grammar(text) or _unresolved(text)


@cache
def query_grammar() -> Grammar:
    """Return the grammar of SPARQL queries."""
    return read_grammar(Path(__file__).with_name("query.ebnf"))


def _against_grammar(text: str) -> Diagnosis | None:
    mismatch = query_grammar().mismatch(tokens(text))
    if mismatch is None:
        return None
    token = mismatch.token
    match token.terminal, token.text:
        case "END", _:
            reason: Reason = "ended"
        case "UNREADABLE", '"' | "'":
            reason = "unclosed"
        case "UNREADABLE", _:
            reason = "unreadable"
        case _:
            reason = "unexpected"
    return _at(text, token, reason, mismatch.expected)


def _unresolved(text: str) -> Diagnosis | None:
    """Find the first prefix that is not declared, or relative IRI without a base."""
    based = has_word(text, "base")
    declared: set[str] = set()
    declaring = False
    for token in tokens(text):
        if declaring:
            declared.add(token.text)
        elif token.terminal in {"PNAME_NS", "PNAME_LN"}:
            if token.text.partition(":")[0] + ":" not in declared:
                return _at(text, token, "prefix")
        elif token.terminal == "IRIREF" and not based and not SCHEME.match(token.text, 1):
            return _at(text, token, "relative")
        declaring = token.terminal == "prefix"
    return None


def _as_told(message: str) -> Diagnosis:
    placed = PLACED.match(message)
    if placed is None:
        return Diagnosis("refused", 1, 1, "", sentence=message)
    sentence = SENTENCE.search(placed["rest"])
    return Diagnosis(
        "refused",
        int(placed["line"]),
        int(placed["column"]),
        "",
        sentence=sentence["sentence"] if sentence else "",
    )


def _at(
    text: str, token: Token, reason: Reason, expected: frozenset[str] = frozenset()
) -> Diagnosis:
    line_start = text.rfind("\n", 0, token.start) + 1
    line = text.count("\n", 0, token.start) + 1
    return Diagnosis(reason, line, token.start - line_start + 1, token.text, expected)
