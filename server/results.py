"""Answers a query over HTTP: refuses, negotiates, revalidates, streams."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from time import perf_counter
from typing import Final

from pyoxigraph import NamedNode, Variable
from starlette.requests import Request
from starlette.responses import Response
from werkzeug.http import parse_etags

from krig.queries import Bound
from server.engine import Engine
from server.formats import AnyFormat, formats
from server.negotiation import choose
from server.operation.client import client_key
from server.operation.exchange import remark_query
from server.protocol import UpdateError
from server.query import UNNAMED, Dataset, Query, QuerySyntaxError
from server.service import Service
from server.sparql.diagnosis import Diagnosis, diagnose, find_fault
from server.sparql.outline import Form, is_federated, is_volatile, outline
from server.streaming import Begun, while_awaited
from server.tables.making import made, marked
from server.writes import REVISION

LONG: Final = 2_000
"""How many characters a text has that is not read at once."""


class FederatedQueryError(Exception):
    """A query would have this server ask another."""


class InvalidQueryError(Exception):
    """A text is no valid query; `diagnosis` says why."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis
        super().__init__(f"{diagnosis.line}:{diagnosis.column}: {diagnosis.reason}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query, and how its answer is wanted."""

    text: str
    format_name: str | None
    dataset: Dataset = UNNAMED
    substitutions: dict[Variable, Bound] = field(default_factory=dict)
    name: str | None = None
    """The name of a file that the answer may be kept in, without its extension."""
    union: bool = True
    """Whether all graphs together are the default graph where neither side names a dataset."""
    seconds: float | None = None
    """How long the client will wait, if it says so."""
    revision: str | None = None
    """The past revision that it asks, if it does not ask the current one."""


def form_of(text: str, *, writable: bool = False, federated: bool = False) -> Form:
    """Return the form of the query `text`, if this server answers such.

    Raises:
        UpdateError: it is an update, and the server is not `writable`; else that is no query.
        FederatedQueryError: it calls another service, and is not asked to be `federated`.
        InvalidQueryError: it is no query.

    """
    told = outline(text)
    if told.update and not writable:
        raise UpdateError
    if told.form is not None and not is_federated(text):
        return told.form
    if fault := find_fault(text):
        raise InvalidQueryError(fault)
    if federated and told.form is not None:
        return told.form
    raise FederatedQueryError


def is_read_whole(text: str) -> bool:
    """Tell whether `form_of` may read `text` to its end, and others should not wait for that."""
    return len(text) > LONG and "service" in text.lower()


async def answer(request: Request, service: Service, asked: Asked) -> Response:
    """Return the response that answers what is asked; it has begun before this returns.

    Raises:
        UpdateError: what is asked is an update.
        FederatedQueryError: it calls another service, and no setting names one.
        CallError: the other service may not be called, or does not answer.
        InvalidQueryError: it is no valid query.
        NotAcceptableError: it has an answer, but in no format that the client takes.
        UnansweredError: it is not answered.
        HistoryError: there is no such revision.
        ClientDisconnect: nobody waits any longer.

    """
    accept = request.headers.get("accept")
    federated = service.federation is not None and not asked.substitutions
    told = partial(form_of, asked.text, writable=service.writing is not None, federated=federated)
    asked_form = await asyncio.to_thread(told) if is_read_whole(asked.text) else told()
    form, media_type = choose(formats(asked_form), accept, asked.format_name)
    engine = await service.engine_at(asked.revision)
    revision = engine.revision
    headers = headers_of(revision, media_type, form, asked)
    if asked.name is not None:
        headers["Content-Disposition"] = f'inline; filename="{asked.name}.{form.extension}"'
    if tag := headers.get("ETag", "").removeprefix("W/"):
        known = parse_etags(request.headers.get("if-none-match"))
        if known.contains_weak(tag.strip('"')):
            return Response(status_code=304, headers=headers)
    began = perf_counter()
    begun = await while_awaited(request, _begun(request, service, engine, form, asked))
    headers["Server-Timing"] = f"query;dur={(perf_counter() - began) * 1000:.2f}"
    if engine.revision != revision:
        headers = {"Vary": "Accept", "Cache-Control": "no-store"}  # which has answered is not known
    return begun.response(headers, media_type)


def headers_of(revision: str, media_type: str, form: AnyFormat, asked: Asked) -> dict[str, str]:
    """Return the headers of an answer by which it is kept, and asked for again."""
    headers = {"Vary": "Accept", REVISION: revision}
    if is_volatile(asked.text) or is_federated(asked.text):
        return {**headers, "Cache-Control": "no-store"}
    tag = _tag(revision, media_type, form, asked)
    return {**headers, "ETag": f'W/"{tag}"', "Cache-Control": "public, no-cache"}


async def _begun(
    request: Request, service: Service, engine: Engine, form: AnyFormat, asked: Asked
) -> Begun:
    """Return the answer when its first piece is there."""
    remark_query(request.scope, asked.text)
    text = asked.text
    if service.federation is not None and is_federated(text):
        base = service.address(request, request.url.path)
        text = await service.federation.answered(text, base, asked.seconds)
    query = Query(
        text,
        form.engine,
        asked.dataset,
        asked.substitutions,
        asked.union,
        client_of(request),
        asked.seconds,
    )
    try:
        return await Begun.of(_pieces(engine, query, form))
    except QuerySyntaxError as error:
        address = service.address(request, request.url.path)
        based = await asyncio.to_thread(with_base, query, address, error)
    try:
        return await Begun.of(_pieces(engine, based, form))
    except QuerySyntaxError as error:
        raise InvalidQueryError(diagnose(asked.text, str(error))) from None


def with_base(query: Query, base: str, refused: QuerySyntaxError) -> Query:
    """Return `query`, which the engine has `refused`, as it is to be asked again.

    Relative IRIs relate to the address of the request, where the query declares no base; only a
    query that has some is asked again with that (SPARQL 1.1 Query, section 4.1.1.2).

    Raises:
        InvalidQueryError: it is no valid query with a base either.

    """
    diagnosis = diagnose(query.text, str(refused))
    if diagnosis.reason != "relative":
        raise InvalidQueryError(diagnosis)
    return replace(query, text=f"BASE {NamedNode(base)} {query.text}")


def _pieces(engine: Engine, query: Query, form: AnyFormat) -> AsyncGenerator[bytes]:
    pieces = engine.query(query)
    if not form.table:
        return pieces
    return marked(pieces) if form.table == "csv" else made(pieces, form.table)


def client_of(request: Request) -> str:
    """Return whose turn and rate a request counts for: the address of the client."""
    return client_key(request.scope)


def _tag(revision: str, media_type: str, form: AnyFormat, asked: Asked) -> str:
    """Return a name for the answer: the same name, the same answer, if not in the same order.

    It begins with the revision.
    """
    bound = sorted((variable.value, str(term)) for variable, term in asked.substitutions.items())
    graphs = (asked.dataset.default, asked.dataset.named)
    parts = (media_type, form.table, asked.text, graphs, bound, asked.union)
    return f"{revision}.{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"
