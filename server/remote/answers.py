"""Checks and mends what an engine sends, while it comes.

JSON and XML show by their end whether they are whole. So rows travel from the engine in one of
these, and every other format is written here: an engine that fails in the middle of CSV leaves
what looks like a shorter answer, and Oxigraph even puts its error message where a row would stand.
"""

import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

from pyoxigraph import QueryResultsFormat

from server.remote.faults import EngineError
from server.sparql.outline import in_order

Pieces = AsyncGenerator[bytes]

ENDS: Final = {
    QueryResultsFormat.JSON: re.compile(rb"(?:\]\s*\}|(?:true|false))\s*\}\s*\Z"),
    QueryResultsFormat.XML: re.compile(rb"</\s*(?:\w+:)?sparql\s*>\s*\Z"),
}
"""How an answer ends in the formats that show it."""
LONGEST_END: Final = 256

LONGEST_HEAD: Final = 1 << 16
HEADS: Final = {
    QueryResultsFormat.JSON: re.compile(rb'"vars"\s*:\s*\[(?P<names>[^\]]*)\]'),
    QueryResultsFormat.XML: re.compile(rb"<head>(?P<names>.*?)</head>", re.DOTALL),
}
"""How a head lists the variables in those formats."""
NAMES: Final = {
    QueryResultsFormat.JSON: re.compile(rb'"([^"]*)"'),
    QueryResultsFormat.XML: re.compile(rb"""<variable\s+name\s*=\s*["']([^"']*)["']\s*/>"""),
}
WRITTEN: Final = {
    QueryResultsFormat.JSON: (b'"%s"', b","),
    QueryResultsFormat.XML: (b'<variable name="%s"/>', b""),
}
"""How a variable is written in a head, and what stands between two."""

ODD_LABEL: Final = b"<bnode>nodeID://"
MENDED_LABEL: Final = b"<bnode>"
"""Virtuoso's labels of blank nodes are none; markup holds no text that only looks like it."""


async def whole(pieces: Pieces, form: QueryResultsFormat) -> Pieces:
    """Yield `pieces`, which are in JSON or XML.

    Raises:
        EngineError: they do not end as the format ends.

    """
    tail = b""
    async with aclosing(pieces):
        async for piece in pieces:
            tail = (tail + piece)[-LONGEST_END:]
            yield piece
    if not ENDS[form].search(tail):
        raise EngineError(tail.decode("utf-8", "replace"))


async def ordered(pieces: Pieces, form: QueryResultsFormat, text: str) -> Pieces:
    """Yield `pieces`, with the variables of the head in the order in which `text` speaks of them.

    In JSON and XML only the head orders columns: a row names its variables.
    """
    begun = b""
    async with aclosing(pieces):
        async for piece in pieces:
            begun += piece
            head = HEADS[form].search(begun)
            if head or len(begun) > LONGEST_HEAD:
                break
        yield _reordered(begun, form, text)
        async for piece in pieces:
            yield piece


def _reordered(begun: bytes, form: QueryResultsFormat, text: str) -> bytes:
    head = HEADS[form].search(begun)
    if head is None:
        return begun
    names = [name.decode() for name in NAMES[form].findall(head["names"])]
    one, between = WRITTEN[form]
    written = between.join(one % name.encode() for name in in_order(text, names))
    return b"".join((begun[: head.start("names")], written, begun[head.end("names") :]))


async def mended(pieces: Pieces) -> Pieces:
    """Yield `pieces`, which are in XML, with blank nodes labelled as the format demands."""
    held = b""
    async with aclosing(pieces):
        async for piece in pieces:
            held = (held + piece).replace(ODD_LABEL, MENDED_LABEL)
            safe = len(held) - _begun(held)
            yield held[:safe]
            held = held[safe:]
    yield held


def _begun(held: bytes) -> int:
    """Return how many bytes at the end of `held` may be the beginning of an odd label."""
    lengths = range(len(ODD_LABEL) - 1, 0, -1)
    return next((length for length in lengths if held.endswith(ODD_LABEL[:length])), 0)
