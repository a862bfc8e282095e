"""Answers a query over HTTP: refuses, negotiates, revalidates, streams."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from hashlib import blake2b

from pyoxigraph import Variable
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from werkzeug.http import parse_etags

from krig.queries import Bound
from server.formats import formats
from server.negotiation import choose
from server.protocol import UpdateError
from server.query import UNNAMED, Dataset, Query, QuerySyntaxError
from server.service import Service
from server.sparql.diagnosis import Diagnosis, diagnose, find_fault
from server.sparql.outline import Form, is_federated, is_volatile, outline


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


def form_of(text: str) -> Form:
    """Return the form of the query `text`, if this server answers such.

    Raises:
        UpdateError: it is an update.
        FederatedQueryError: it calls another service.
        InvalidQueryError: it is no query.

    """
    told = outline(text)
    if told.update:
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
        EvaluationError: it cannot be evaluated.

    """
    accept = request.headers.get("accept")
    form, media_type = choose(formats(form_of(asked.text)), accept, asked.format_name)
    headers = {"Vary": "Accept"}
    if asked.name is not None:
        headers["Content-Disposition"] = f'inline; filename="{asked.name}.{form.extension}"'
    if is_volatile(asked.text):
        headers["Cache-Control"] = "no-store"
    else:
        tag = _tag(service.engine.revision, media_type, asked)
        headers |= {"ETag": f'W/"{tag}"', "Cache-Control": "public, no-cache"}
        if parse_etags(request.headers.get("if-none-match")).contains_weak(tag):
            return Response(status_code=304, headers=headers)
    query = Query(asked.text, form.engine, asked.dataset, asked.substitutions, asked.union)
    pieces = service.engine.query(query)
    try:
        first = await anext(pieces, b"")
    except QuerySyntaxError as error:
        raise InvalidQueryError(diagnose(asked.text, str(error))) from None
    if request.method == "HEAD":
        await pieces.aclose()
        return Response(headers=headers, media_type=media_type)
    return StreamingResponse(_whole(first, pieces), headers=headers, media_type=media_type)


async def _whole(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    async with aclosing(rest):
        yield first
        async for piece in rest:
            yield piece


def _tag(revision: str, media_type: str, asked: Asked) -> str:
    """Return a name for the answer: the same name, the same answer, if not in the same order."""
    bound = sorted((variable.value, str(term)) for variable, term in asked.substitutions.items())
    parts = (revision, media_type, asked.text, asked.dataset, bound, asked.union)
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
