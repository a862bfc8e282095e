"""Where RDF/XML and JSON-LD documents describe a node: the line, if nothing finer.

Source: RDF 1.1 XML Syntax, section 6; JSON-LD 1.1, section 3.3.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.parsers import expat

from pyoxigraph import RdfFormat

from krig.positions.span import Lines, Span
from krig.positions.terms import ABSOLUTE
from ontology.namespaces import RDF

NAMED: Final = f"{RDF.iri} about"
LITERAL: Final = "Literal"
JSON: Final = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")(?P<key>\s*:)?|(?P<mark>[{}\[\]])')


def descriptions(text: str, rdf_format: RdfFormat) -> Mapping[str, Span]:
    """Return where `text`, which a parser has accepted, first names each IRI as a node.

    Only IRIs that are written whole are found.
    """
    lines = Lines(text)
    found: Iterator[tuple[str, Span]] = iter(())
    if rdf_format == RdfFormat.RDF_XML:
        found = _elements(text, lines)
    elif rdf_format == RdfFormat.JSON_LD:
        found = _identifiers(text, lines)
    first: dict[str, Span] = {}
    for iri, span in found:
        if ABSOLUTE.match(iri):
            first.setdefault(iri, span)
    return first


def xml_fault(text: str) -> Span | None:
    """Return where `text` is no well-formed XML; None where it is."""
    try:
        expat.ParserCreate().Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        return Span(error.lineno, error.offset + 1, error.lineno, error.offset + 2)
    return None


def _elements(text: str, lines: Lines) -> Iterator[tuple[str, Span]]:
    """Yield the elements with an `rdf:about`, but for those in a literal of XML."""
    found: list[tuple[str, int]] = []
    open_elements: list[bool] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(_name: str, attributes: dict[str, str]) -> None:
        literal = any(open_elements[-1:])
        if not literal and NAMED in attributes:
            found.append((attributes[NAMED], parser.CurrentLineNumber))
        open_elements.append(literal or attributes.get(f"{RDF.iri} parseType") == LITERAL)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: open_elements.pop()
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError:
        return
    for iri, line in found:
        yield iri, lines.whole(line)


def _identifiers(text: str, lines: Lines) -> Iterator[tuple[str, Span]]:
    """Yield the values of `@id`, but for those that a context maps terms to."""
    keys: list[str] = []
    key = ""
    for found in JSON.finditer(text):
        match found["mark"]:
            case "{" | "[":
                keys.append(key)
                key = ""
            case "}" | "]":
                del keys[-1:]
                key = ""
            case _ if found["key"]:
                key = json.loads(found["text"])
            case _:
                if key == "@id" and "@context" not in keys:
                    yield json.loads(found["text"]), lines.span(found.start(), found.end())
                key = ""
