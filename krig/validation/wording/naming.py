"""How reports call terms: by the prefixes of those who wrote the shapes, and by krig's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

from krig.terms import Term
from krig.validation.path import PropertyPath, path_text
from krig.validation.text import told

BLANK: Final = "[…]"


@dataclass(frozen=True, slots=True)
class Naming:
    """Names for terms; `prefixes` gives the IRI of each prefix."""

    prefixes: Mapping[str, str] = field(default_factory=dict)

    def term(self, term: Term) -> str:
        """Return `term` as the tables or the shapes write it, a literal without its type.

        The label of a blank node says nothing, and so is not told.
        """
        if isinstance(term, BlankNode):
            return BLANK
        if isinstance(term, NamedNode):
            iri = term.value
            fitting = ((p, n) for p, n in self.prefixes.items() if iri.startswith(n) and n != iri)
            prefix, namespace = max(fitting, key=lambda pair: len(pair[1]), default=("", ""))
            if namespace:
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return told(term)

    def path(self, path: PropertyPath) -> str:
        """Return `path` as SPARQL writes it."""
        return path_text(path, self.term)


def prefixes_of(text: str, rdf_format: RdfFormat) -> Mapping[str, str]:
    """Return the prefixes that `text`, which a parser has accepted, declares in Turtle or TriG."""
    if rdf_format not in {RdfFormat.TURTLE, RdfFormat.TRIG}:
        return {}
    reader = parse(text, format=rdf_format, base_iri="file:///")
    for _ in reader:
        pass
    return reader.prefixes
