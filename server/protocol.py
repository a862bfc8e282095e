"""The query operation of the SPARQL 1.1 Protocol: what a request asks, or what is wrong with it.

Source: SPARQL 1.1 Protocol, section 2.1.
"""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from werkzeug.http import parse_options_header

from server.parameters import (
    EVERYWHERE,
    FORMAT_NAMES,
    FaultsError,
    Pairs,
    decoded,
    fault,
    first,
    iri_faults,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.query import Dataset

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
BODIES: Final = (FORM, QUERY)

DEFAULT_GRAPH: Final = "default-graph-uri"
NAMED_GRAPH: Final = "named-graph-uri"
GRAPHS: Final = (DEFAULT_GRAPH, NAMED_GRAPH)
PARAMETERS: Final = ("query", *GRAPHS, *EVERYWHERE)


class MediaTypeError(Exception):
    """The body of a request is of a type that the operation does not take."""


class TooLargeError(Exception):
    """A request is longer than the limit."""


class UpdateError(Exception):
    """A request asks to update a graph that is read-only."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A query operation; `text` is None where a request asks nothing, as a bare GET does."""

    text: str | None
    dataset: Dataset
    format_name: str | None


async def read_operation(request: Request, limit: int) -> Operation:
    """Return the query operation that `request` asks for.

    Raises:
        UpdateError: it asks for an update.
        FaultsError: parameters are unknown, repeated, missing or malformed; all are told.
        MediaTypeError: the body is neither a form nor a query.
        NotUtf8Error: it is not in UTF-8.
        TooLargeError: it is longer than `limit` bytes.

    """
    address: bytes = request.scope["query_string"]
    if len(address) > limit:
        raise TooLargeError
    pairs = pairs_of(address)
    if request.method == "POST":
        pairs += await _body_pairs(request, limit)
    if any(name == "update" for name, _ in pairs):
        raise UpdateError
    return _operation(pairs, must_ask=request.method == "POST")


async def _body_pairs(request: Request, limit: int) -> Pairs:
    """Return what the body of a POST says, as the pairs that a form would hold."""
    written, options = parse_options_header(request.headers.get("content-type"))
    kind = written.lower()
    if kind == UPDATE:
        raise UpdateError
    if kind not in BODIES:
        raise MediaTypeError
    charset = options.get("charset", "utf-8")
    body = await _read_body(request, limit)
    return pairs_of(body, charset) if kind == FORM else [("query", decoded(body, charset))]


async def _read_body(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > limit:
            raise TooLargeError
    return bytes(body)


def _operation(pairs: Pairs, *, must_ask: bool) -> Operation:
    text = first(pairs, "query")
    faults = [
        *unknown_faults(pairs, PARAMETERS),
        *repeated_faults(pairs, GRAPHS),
        *language_faults(pairs),
        *iri_faults(pairs, GRAPHS),
    ]
    if must_ask and text is None:
        faults.append(fault("query", "", "missing"))
    if faults:
        raise FaultsError(faults)
    return Operation(
        text,
        Dataset(
            tuple(value for name, value in pairs if name == DEFAULT_GRAPH),
            tuple(value for name, value in pairs if name == NAMED_GRAPH),
        ),
        first(pairs, *FORMAT_NAMES),
    )
