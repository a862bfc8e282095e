"""The SPARQL 1.1 Protocol: what a request asks for, or what is wrong with it.

Source: SPARQL 1.1 Protocol, sections 2.1 and 2.2.
"""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from werkzeug.http import parse_options_header

from server.body import TooLargeError, read_body
from server.parameters import (
    EVERYWHERE,
    FORMAT_NAMES,
    REVISION,
    TIMEOUT,
    FaultsError,
    Pairs,
    decoded,
    fault,
    first,
    iri_faults,
    language_faults,
    pairs_of,
    repeated_faults,
    seconds,
    timeout_faults,
    unknown_faults,
)
from server.query import Dataset
from server.settings import Settings

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
BODIES: Final = (FORM, QUERY)

DEFAULT_GRAPH: Final = "default-graph-uri"
NAMED_GRAPH: Final = "named-graph-uri"
GRAPHS: Final = (DEFAULT_GRAPH, NAMED_GRAPH)
USING_GRAPH: Final = "using-graph-uri"
USING_NAMED_GRAPH: Final = "using-named-graph-uri"
USING: Final = (USING_GRAPH, USING_NAMED_GRAPH)
QUERY_PARAMETERS: Final = ("query", *GRAPHS, *EVERYWHERE)
UPDATE_PARAMETERS: Final = ("update", *USING, "lang", TIMEOUT)


class MediaTypeError(Exception):
    """The body of a request is of a type that is not one of `types`."""

    def __init__(self, types: tuple[str, ...]) -> None:
        self.types = types
        super().__init__(", ".join(types))


class UpdateError(Exception):
    """A request asks to update a graph that is read-only."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or update operation; `text` is None where a request asks nothing, as a bare GET does.

    `dataset` is that of the query, or the one that the WHERE clauses of an update are asked of.
    """

    text: str | None
    dataset: Dataset
    format_name: str | None = None
    is_update: bool = False
    seconds: float | None = None
    revision: str | None = None


async def read_operation(request: Request, settings: Settings, *, writable: bool) -> Operation:
    """Return the operation that `request` asks for.

    Raises:
        UpdateError: it asks for an update, and the server is not `writable`.
        FaultsError: parameters are unknown, repeated, missing or malformed; all are told.
        MediaTypeError: the body is of a type that the operation does not take.
        NotUtf8Error: it is not in UTF-8.
        TooLargeError: it is longer than the settings allow.
        SlowBodyError: it takes too long to arrive.

    """
    address: bytes = request.scope["query_string"]
    _limit_query(len(address), settings)
    pairs = pairs_of(address)
    if request.method == "POST":
        pairs += await _body_pairs(request, settings, writable=writable)
    if any(name == "update" for name, _ in pairs):
        if not writable:
            raise UpdateError
        return _update(pairs, posted=request.method == "POST")
    _limit_query(sum(len(value) for _, value in pairs), settings)
    return _query(pairs, must_ask=request.method == "POST")


def _limit_query(length: int, settings: Settings) -> None:
    if length > settings.max_query_bytes:
        raise TooLargeError(settings.max_query_bytes, "KRIG_MAX_QUERY_BYTES")


async def _body_pairs(request: Request, settings: Settings, *, writable: bool) -> Pairs:
    """Return what the body of a POST says, as the pairs that a form would hold."""
    written, options = parse_options_header(request.headers.get("content-type"))
    kind = written.lower()
    if kind == UPDATE and not writable:
        raise UpdateError
    types = (*BODIES, UPDATE) if writable else BODIES
    if kind not in types:
        raise MediaTypeError(types)
    limit, setting = settings.max_query_bytes, "KRIG_MAX_QUERY_BYTES"
    if writable and kind != QUERY:
        limit, setting = settings.max_upload_bytes, "KRIG_MAX_UPLOAD_BYTES"
    body = await read_body(request, limit, setting, settings.upload_seconds)
    charset = options.get("charset", "utf-8")
    if kind == FORM:
        return pairs_of(body, charset)
    return [("update" if kind == UPDATE else "query", decoded(body, charset))]


def _update(pairs: Pairs, *, posted: bool) -> Operation:
    faults = [
        *unknown_faults(pairs, UPDATE_PARAMETERS),
        *repeated_faults(pairs, USING),
        *language_faults(pairs),
        *timeout_faults(pairs),
        *iri_faults(pairs, USING),
    ]
    text = first(pairs, "update") or ""
    if not posted:
        faults.append(fault("update", text, "posted"))
    if faults:
        raise FaultsError(faults)
    dataset = Dataset(_values(pairs, USING_GRAPH), _values(pairs, USING_NAMED_GRAPH))
    return Operation(text, dataset, is_update=True, seconds=seconds(pairs))


def _query(pairs: Pairs, *, must_ask: bool) -> Operation:
    text = first(pairs, "query")
    faults = [
        *unknown_faults(pairs, QUERY_PARAMETERS),
        *repeated_faults(pairs, GRAPHS),
        *language_faults(pairs),
        *timeout_faults(pairs),
        *iri_faults(pairs, GRAPHS),
    ]
    if must_ask and text is None:
        faults.append(fault("query", "", "missing"))
    if faults:
        raise FaultsError(faults)
    return Operation(
        text,
        Dataset(_values(pairs, DEFAULT_GRAPH), _values(pairs, NAMED_GRAPH)),
        first(pairs, *FORMAT_NAMES),
        seconds=seconds(pairs),
        revision=first(pairs, REVISION),
    )


def _values(pairs: Pairs, name: str) -> tuple[str, ...]:
    return tuple(value for each, value in pairs if each == name)
