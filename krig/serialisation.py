"""RDF as text, with our prefixes: the same statements in the same order are the same bytes."""

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from ontology.namespaces import ID, PREFIXES

PREFIX_LINE: Final = b"@prefix "
ROOT: Final = re.compile(rb"(?<=<rdf:RDF)((?: [^\s>]+)+)")
"""The attributes of the root element of RDF/XML, which declare the prefixes."""

OURS: Final = {"id": ID.iri, **{prefix: each.iri for prefix, each in PREFIXES.items()}}


def serialise(
    statements: Iterable[Triple] | Iterable[Quad],
    rdf_format: RdfFormat,
    prefixes: dict[str, str] | None = None,
) -> bytes:
    """Return `statements` in a format, with our prefixes and others.

    The prefixes are sorted: pyoxigraph writes them in an order that changes from run to run.
    """
    declared = OURS | (prefixes or {})
    content = serialize(statements, format=rdf_format, prefixes=declared) or b""
    if rdf_format == RdfFormat.RDF_XML:
        return ROOT.sub(lambda root: b" " + b" ".join(sorted(root[1].split())), content, count=1)
    lines = content.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(PREFIX_LINE)]
    return b"".join([*sorted(head), *lines[len(head) :]])


def canonical(quads: Iterable[Quad]) -> bytes:
    """Return `quads` as canonical N-Quads, sorted by their bytes (RDF 1.1 N-Quads, section 4)."""
    lines = serialize(quads, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))
