"""What a query is, as far as its first tokens and its keywords tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from server.sparql.diagnosis import find_fault
from server.sparql.tokens import BETWEEN, Token, has_word, tokens

Form = Literal["select", "ask", "construct", "describe"]

FORMS: Final = frozenset(get_args(Form))
UPDATES: Final = frozenset(
    ("insert", "delete", "load", "clear", "create", "drop", "add", "move", "copy", "with")
)
"""The keywords with which an update begins (SPARQL 1.1 Update, section 3)."""

VOLATILE: Final = re.compile(
    r"(?:now|rand|uuid|bnode)(?:[ \t\r\n]|#[^\r\n]*[\r\n])*\(", re.IGNORECASE | re.ASCII
)
"""A call of a function that answers anew each time (SPARQL 1.1 Query, section 17.4)."""
ANEW: Final = ("now", "rand", "uuid", "bnode")
"""What such a call holds; to look for the words first takes a tenth of the time."""

USUAL: Final = re.compile(
    rf"(?:{BETWEEN}(?i:prefix){BETWEEN}[A-Za-z0-9]*+:{BETWEEN}<[A-Za-z0-9:/?#%&=._~-]*+>)*+{BETWEEN}"
    rf"(?P<form>(?i:{'|'.join(sorted(FORMS))}))(?=[ \t\r\n?${{{{])"
)
"""How nearly all queries begin; token by token one finds the same, in ten times the time."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The form of a text that is a query, or that it is an update, or neither.

    `star` is the offset of the `*` that the query selects, if it does.
    """

    form: Form | None
    update: bool = False
    star: int | None = None


def outline(text: str) -> Outline:
    """Return what the beginning of `text` tells; it need not be valid."""
    usual = USUAL.match(text)
    if usual is not None and "*" not in text:
        return Outline(cast("Form", usual["form"].lower()))
    return _outline(text)


def _outline(text: str) -> Outline:
    stream = tokens(text)
    first = _after_prologue(stream)
    if first.terminal not in FORMS:
        return Outline(None, update=first.terminal in UPDATES)
    form = cast("Form", first.terminal)
    if form != "select":
        return Outline(form)
    selected = next(stream, first)
    if selected.terminal in {"distinct", "reduced"}:
        selected = next(stream, selected)
    return Outline(form, star=selected.start if selected.terminal == "*" else None)


def _after_prologue(stream: Iterable[Token]) -> Token:
    """Return the first token that belongs to no declaration; the stream stands behind it."""
    declaring = {"base", "prefix", "version", "IRIREF", "PNAME_NS", "STRING"}
    return next(token for token in stream if token.terminal not in declaring)


def is_federated(text: str) -> bool:
    """Tell whether the engine might call another service to answer `text`.

    The engine reads characters, not tokens: it takes `trueSERVICE` for two words, and `SERVICE:a`
    for a word and a name where no prefix is called `SERVICE`. So where the word occurs at all, a
    text is taken to call one unless its tokens, which say otherwise, are a sentence of the grammar
    and its names are declared: then there is one way to read it.
    """
    if "service" not in text.lower():
        return False
    return has_word(text, "service") or find_fault(text) is not None


def is_volatile(text: str) -> bool:
    """Tell whether the same query may answer otherwise on the same graph.

    A text or comment that holds such a call counts too: it costs no more than a cached answer.
    """
    small = text.lower()
    return any(word in small for word in ANEW) and VOLATILE.search(text) is not None


def has_dataset(text: str) -> bool:
    """Tell whether the query names its own dataset, by FROM."""
    return has_word(text, "from")


def in_order(text: str, names: Iterable[str]) -> list[str]:
    """Return the variables `names` in the order in which `text` first speaks of each."""
    places: dict[str, int] = {}
    for token in tokens(text):
        if token.terminal == "VAR":
            places.setdefault(token.text[1:], token.start)
    return sorted(names, key=lambda name: places.get(name, len(text)))
