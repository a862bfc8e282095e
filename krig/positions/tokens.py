"""The tokens of Turtle, TriG, N-Triples and N-Quads.

Only texts that a parser has accepted are cut, so that the grammar need not be as narrow as theirs.

Source: RDF 1.1 Turtle, section 6.5; RDF 1.1 TriG, section 4.5.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

LETTER: Final = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
"""PN_CHARS_BASE, as a part of a class of characters."""
FIRST: Final = f"{LETTER}_0-9"
CHARACTER: Final = rf"{FIRST}\-\u00B7\u0300-\u036F\u203F\u2040"
"""PN_CHARS."""
ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[^\s]"

IRI: Final = r"<(?:[^<>\\\s]|\\[uU][0-9A-Fa-f]+)*>"
LABEL: Final = rf"_:[{FIRST}](?:[{CHARACTER}]|\.+(?=[{CHARACTER}]))*"
PREFIX: Final = rf"(?:[{LETTER}](?:[{CHARACTER}]|\.+(?=[{CHARACTER}]))*)?:"
LOCAL: Final = (
    rf"(?:(?:[{FIRST}:]|{ESCAPED})(?:[{CHARACTER}:]|{ESCAPED}|\.+(?=[{CHARACTER}:%\\]))*)?"
)
NAME: Final = PREFIX + LOCAL
TEXT: Final = (
    r'"""(?:[^"\\]++|\\.|""?(?!"))*+"""'
    r"|'''(?:[^'\\]++|\\.|''?(?!'))*+'''"
    r'|"(?:[^"\\\r\n]++|\\.)*+"'
    r"|'(?:[^'\\\r\n]++|\\.)*+'"
)
LANGUAGE: Final = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
SPACE: Final = r"[ \t\r\n]"
EXPONENT: Final = r"[eE][+-]?[0-9]+"
NUMBER: Final = (
    rf"[+-]?(?:(?P<double>(?:[0-9]+\.[0-9]*|\.?[0-9]+){EXPONENT})"
    r"|(?P<decimal>[0-9]*\.[0-9]+)|(?P<integer>[0-9]+))"
)

TOKEN: Final = (
    rf"(?P<space>{SPACE}+|#[^\r\n]*)"
    rf"|(?P<iri>{IRI})"
    rf"|(?P<label>{LABEL})"
    rf"|(?P<name>{NAME})"
    rf"|(?P<text>(?:{TEXT})(?:{SPACE}*(?:{LANGUAGE}|\^\^{SPACE}*(?:{IRI}|{NAME})))?)"
    rf"|(?P<number>{NUMBER})"
    r"|(?P<word>@?[A-Za-z]+)"
    r"|(?P<mark>[.;,\[\](){}])"
)
"""A token; `text` is a whole literal, with its language or its datatype."""

LITERAL: Final = (
    rf"(?P<text>{TEXT}){SPACE}*"
    rf"(?:@(?P<language>[^\s]+)|\^\^{SPACE}*(?:(?P<iri>{IRI})|(?P<name>{NAME})))?"
)


@cache
def form(pattern: str) -> re.Pattern[str]:
    """Return `TOKEN` or `LITERAL` compiled; that takes long, and most runs need no position."""
    return re.compile(pattern, re.DOTALL)


class Token(NamedTuple):
    """A token: its kind (the name of a group of `TOKEN`), its text, where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


class UnreadableError(ValueError):
    """A text is not what this module knows of Turtle."""


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of `text` between two characters, without space and comments.

    Raises:
        UnreadableError: there is something that begins no token.

    """
    stop = len(text) if end is None else end
    position = start
    for found in form(TOKEN).finditer(text, start, stop):
        if found.start() != position:
            break
        position = found.end()
        kind = found.lastgroup or ""
        if kind != "space":
            yield Token(kind, found[0], found.start(), position)
    if position != stop:
        message = f"nothing known begins at character {position}"
        raise UnreadableError(message)
