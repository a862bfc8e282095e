"""What a reader is asked, and how that travels to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Variable, parse

Term = NamedNode | BlankNode | Literal

DIGEST: Final = 12
"""How many hexadecimal digits of its digest name a query."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query, ready to be evaluated.

    `format` is one of the names in `krig.results` (`ROWS`, `XLSX`, `GRAPHS`). Where `default` or
    `named` holds a graph, they are the dataset, and what the text says by FROM does not count
    (SPARQL 1.1 Protocol, section 2.1.4). Where neither side names a dataset, `union` tells
    whether all graphs together are the default graph.
    """

    text: str
    format: str
    substitutions: Mapping[Variable, Term] = field(default_factory=dict)
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    union: bool = True

    @property
    def digest(self) -> str:
        """Return a short name of the text, the same for the same text, that does not show it."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]

    def encoded(self) -> bytes:
        """Return the query as JSON; equal queries give equal bytes."""
        terms = {name.value: str(term) for name, term in self.substitutions.items()}
        parts = (
            self.text,
            self.format,
            sorted(terms.items()),
            self.default,
            self.named,
            self.union,
        )
        return json.dumps(parts).encode()

    @classmethod
    def decoded(cls, content: bytes) -> Self:
        """Return the query that `encoded` wrote."""
        text, form, terms, default, named, union = json.loads(content)
        substitutions = {Variable(name): _term(written) for name, written in terms}
        return cls(text, form, substitutions, tuple(default), tuple(named), union)


def _term(written: str) -> Term:
    """Return the term that N-Triples writes as `written`."""
    triple: Any = next(parse(f"<x:s> <x:p> {written} .".encode(), RdfFormat.N_TRIPLES))
    term: Term = triple.object
    return term
