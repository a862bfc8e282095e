"""Answers a query over HTTP: refuses, negotiates, revalidates, streams."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from time import perf_counter

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


def form_of(text: str, *, writable: bool = False) -> Form:
    """Return the form of the query `text`, if this server answers such.

    Raises:
        UpdateError: it is an update, and the server is not `writable`; else that is no query.
        FederatedQueryError: it calls another service.
        InvalidQueryError: it is no query.

    """
    told = outline(text)
    if told.update and not writable:
        raise UpdateError
    if told.form is not None and not is_federated(text):
        return told.form
    if fault := find_fault(text):
        raise InvalidQueryError(fault)
    raise FederatedQueryError


async def answer(request: Request, service: Service, asked: Asked) -> Response:
    """Return the response that answers what is asked; it has begun before this returns.

    Raises:
        UpdateError: what is asked is an update.
        FederatedQueryError: it calls another service.
        InvalidQueryError: it is no valid query.
        NotAcceptableError: it has an answer, but in no format that the client takes.
        UnansweredError: it is not answered.
        HistoryError: there is no such revision.
        ClientDisconnect: nobody waits any longer.

    """
    accept = request.headers.get("accept")
    form, media_type = choose(
        formats(form_of(asked.text, writable=service.writing is not None)),
        accept,
        asked.format_name,
    )
    engine = await service.engine_at(asked.revision)
    revision = engine.revision
    headers = {"Vary": "Accept", REVISION: revision}
    if asked.name is not None:
        headers["Content-Disposition"] = f'inline; filename="{asked.name}.{form.extension}"'
    if is_volatile(asked.text):
        headers["Cache-Control"] = "no-store"
    else:
        tag = _tag(revision, media_type, form, asked)
        headers |= {"ETag": f'W/"{tag}"', "Cache-Control": "public, no-cache"}
        if parse_etags(request.headers.get("if-none-match")).contains_weak(tag):
            return Response(status_code=304, headers=headers)
    began = perf_counter()
    begun = await while_awaited(request, _begun(request, service, engine, form, asked))
    headers["Server-Timing"] = f"query;dur={(perf_counter() - began) * 1000:.2f}"
    if engine.revision != revision:
        headers = {"Vary": "Accept", "Cache-Control": "no-store"}  # which has answered is not known
    return begun.response(headers, media_type)


async def _begun(
    request: Request, service: Service, engine: Engine, form: AnyFormat, asked: Asked
) -> "Begun":
    """Return the answer when its first piece is there.

    Relative IRIs relate to the address of the request, where the query declares no base; only a
    query that has some is asked again with that (SPARQL 1.1 Query, section 4.1.1.2).
    """
    remark_query(request.scope, asked.text)
    query = Query(
        asked.text,
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
        diagnosis = diagnose(asked.text, str(error))
        if diagnosis.reason != "relative":
            raise InvalidQueryError(diagnosis) from None
    base = service.address(request, request.url.path)
    based = replace(query, text=f"BASE {NamedNode(base)} {asked.text}")
    try:
        return await Begun.of(_pieces(engine, based, form))
    except QuerySyntaxError as error:
        raise InvalidQueryError(diagnose(asked.text, str(error))) from None


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
    parts = (media_type, form.table, asked.text, asked.dataset, bound, asked.union)
    return f"{revision}.{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"
