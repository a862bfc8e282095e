"""A long Turtle or TriG document in pieces of whole statements, with what was declared before each.

The parser, which is quick, tells how many statements a piece has, so that only those pieces need be
scanned in which something is looked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat, parse

from krig.positions.tokens import UnreadableError

SIZE: Final = 4_000
"""How many characters a piece has at least."""

BOUNDARY: Final = re.compile(r"[.}][ \t]*(?:#[^\r\n]*)?[\r\n]+(?=\S)")
"""Where a statement may end: the parser tells whether it does."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece: where it begins and ends, how many statements it has, and what names mean in it."""

    start: int
    end: int
    count: int
    base: str | None
    prefixes: Mapping[str, str]


def pieces(text: str, rdf_format: RdfFormat, base: str | None) -> Iterator[Piece]:
    """Yield the pieces of `text`, which the parser has accepted as a whole.

    A piece that the parser does not accept is cut where no statement ends, and is made longer.

    Raises:
        UnreadableError: the parser does not accept what is left.

    """
    start, size = 0, SIZE
    prefixes: Mapping[str, str] = {}
    while start < len(text):
        boundary = BOUNDARY.search(text, start + size)
        end = boundary.end() if boundary else len(text)
        declared = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
        reader = parse(declared + text[start:end], format=rdf_format, base_iri=base)
        try:
            count = sum(1 for _ in reader)
        except SyntaxError as error:
            if end == len(text):
                raise UnreadableError(str(error)) from None
            size *= 2
            continue
        yield Piece(start, end, count, base, prefixes)
        start, size = end, SIZE
        prefixes, base = reader.prefixes, reader.base_iri
