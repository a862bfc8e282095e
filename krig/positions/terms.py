"""The terms that the tokens of Turtle write."""

import re
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat

from krig.positions.tokens import LITERAL, TOKEN, Token, UnreadableError, form
from ontology.namespaces import RDF, XSD

ESCAPE: Final = re.compile(
    r"\\(?:u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<c>.))", re.DOTALL
)
CONTROLS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LONG: Final = 6
"""How many characters quote a literal on three marks, at least."""


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A blank node: its label, or the number of the token that makes it."""

    name: str | int


Written = NamedNode | Literal | Anonymous


@dataclass(slots=True)
class Names:
    """What IRIs and prefixed names stand for at a point of a document."""

    base: str | None
    prefixes: dict[str, str] = field(default_factory=dict)
    known: dict[str, NamedNode] = field(default_factory=dict)

    def declare(self, prefix: str, iri: str) -> None:
        """Let `prefix`, with its colon, stand for the IRI that a token writes."""
        self.prefixes[prefix] = self._resolved(iri).value
        self.known.clear()

    def rebase(self, iri: str) -> None:
        """Let the IRI that a token writes be the base."""
        self.base = self._resolved(iri).value
        self.known.clear()

    def term(self, token: Token) -> Written:
        """Return the term that `token` writes.

        Raises:
            UnreadableError: it writes none.

        """
        match token.kind:
            case "iri" | "name":
                return self._named(token.kind, token.text)
            case "label":
                return Anonymous(token.text)
            case "text":
                return self._literal(token.text)
            case "number":
                return _number(token.text)
        if token.text == "a":
            return RDF["type"]
        if token.text in {"true", "false"}:
            return Literal(token.text, datatype=XSD["boolean"])
        message = f"{token.text} is no term"
        raise UnreadableError(message)

    def _named(self, kind: str, text: str) -> NamedNode:
        known = self.known.get(text)
        if known is None:
            known = self._resolved(text) if kind == "iri" else self._expanded(text)
            self.known[text] = known
        return known

    def _resolved(self, text: str) -> NamedNode:
        iri = unescaped(text[1:-1])
        if ABSOLUTE.match(iri):
            return NamedNode(iri)
        triple = f"<{iri}> <a:a> <a:a> ."
        (quad,) = pyoxigraph.parse(triple, format=RdfFormat.TURTLE, base_iri=self.base)
        if not isinstance(quad.subject, NamedNode):
            raise UnreadableError(triple)
        return quad.subject

    def _expanded(self, text: str) -> NamedNode:
        prefix, _, local = text.partition(":")
        if f"{prefix}:" not in self.prefixes:
            message = f"{prefix}: stands for nothing"
            raise UnreadableError(message)
        return NamedNode(self.prefixes[f"{prefix}:"] + local.replace("\\", ""))

    def _literal(self, text: str) -> Literal:
        parts = form(LITERAL).fullmatch(text)
        if parts is None:
            raise UnreadableError(text)
        quoted = parts["text"]
        long = len(quoted) >= LONG and quoted[:3] in {'"""', "'''"}
        value = unescaped(quoted[3:-3] if long else quoted[1:-1])
        if parts["language"]:
            return Literal(value, language=parts["language"])
        for kind in ("iri", "name"):
            if parts[kind]:
                return Literal(value, datatype=self._named(kind, parts[kind]))
        return Literal(value)


def unescaped(text: str) -> str:
    """Return `text` with what its escapes stand for.

    Source: RDF 1.1 Turtle, section 6.4.
    """
    if "\\" not in text:
        return text

    def character(found: re.Match[str]) -> str:
        code = found["u"] or found["U"]
        return chr(int(code, 16)) if code else CONTROLS.get(found["c"], found["c"])

    return ESCAPE.sub(character, text)


def _number(text: str) -> Literal:
    found = form(TOKEN).fullmatch(text)
    for kind in ("double", "decimal", "integer"):
        if found and found[kind]:
            return Literal(text, datatype=XSD[kind])
    raise UnreadableError(text)
