"""The routes `/id/…` and `/def/…`: a thing or a term of krig, told in the form asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import ID, KRIG, Namespace
from server import openapi
from server.documentation.routes import Terms
from server.engine import Engine
from server.formats import AnyFormat
from server.linked.address import FORMS, Address
from server.linked.asking import Wanted, headers_of, is_held, read_parameters, tag, wanted
from server.linked.description import describe, document, written
from server.linked.links import links
from server.linked.names import Names
from server.linked.summaries import summary
from server.negotiation import HTML
from server.pages.links import link_to
from server.parameters import REVISION, first
from server.service import Service

THINGS: Final = "/id/{path:path}"
TERMS: Final = "/def/{path:path}"

ShowPage = Callable[[Service, Request, NamedNode], Awaitable[Response]]
"""Shows the page of a resource; raises NoThingError where nothing is known of it."""
TellWhole = Callable[[Request, NamedNode, AnyFormat], Awaitable[Response | None]]
"""Tells a resource whole in RDF, where it is one that is told so."""


def add_resources(
    app: FastAPI, service: Service, names: Names, thing_page: ShowPage, terms: Terms
) -> None:
    """Let `app` tell of things, which people are shown by `thing_page`, and of `terms`."""
    things = _Resources(service, names, ID, thing_page)
    words = _Resources(service, names, KRIG, terms.page, terms.graph)
    types = [*(form.media_types[0] for form in FORMS), HTML]
    parameters = [openapi.path_parameter("path"), *openapi.document_parameters(FORMS)]
    for path, endpoint, name in ((THINGS, things.told, "thing"), (TERMS, words.told, "term")):
        openapi.add(
            app,
            path,
            endpoint,
            name,
            summary=summary(name),
            responses=openapi.documents(types, leading=name == "term"),
            openapi_extra={"parameters": parameters},
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A resource that is asked for, where it is told of, and in what form."""

    iri: NamedNode
    path: str
    public: str
    """The public address of that path."""
    want: Wanted


@dataclass(frozen=True, slots=True)
class _Resources:
    """The resources of a namespace."""

    service: Service
    names: Names
    namespace: Namespace
    page: ShowPage
    whole: TellWhole | None = None

    async def told(self, request: Request) -> Response:
        """Return what is told of the resource that the path of `request` names.

        Raises:
            NoThingError: nothing is known of it.
            FaultsError: parameters are wrong.
            NotAcceptableError: it is told in no form that the client takes.
            HistoryError: there is no such revision.

        """
        address = Address.read(self.namespace, request.path_params["path"])
        pairs = read_parameters(request)
        want = wanted(request, pairs, address.extension)
        if address.iri is None:
            raise await self.names.missing(self.namespace.iri + address.local)
        path = link_to(address.iri.value)
        asked = _Asked(address.iri, path, self.service.address(request, path), want)
        if want.form is None:
            response = await self.page(self.service, request, asked.iri)
        else:
            engine = await self.service.engine_at(first(pairs, REVISION))
            response = await self._in_rdf(request, engine, asked, want.form)
        response.headers.setdefault("Link", links(asked.iri, path))
        if want.negotiated and response.status_code == HTTPStatus.OK:
            response.headers["Content-Location"] = f"{path}.{want.extension}"
        return response

    async def _in_rdf(
        self, request: Request, engine: Engine, asked: _Asked, form: AnyFormat
    ) -> Response:
        whole = await self.whole(request, asked.iri, form) if self.whole is not None else None
        if whole is not None:
            return whole
        revision = engine.revision
        held = tag(revision, asked.want.media_type, asked.public)
        headers = headers_of(held, revision)
        if is_held(request, held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        triples = await describe(engine, asked.iri)
        if not triples:
            raise await self.names.missing(asked.iri.value)
        if engine.revision != revision:
            headers = {"Vary": "Accept", "Cache-Control": "no-store"}  # which told is not known
        name = asked.path.rpartition("/")[2] or "krig"
        headers["Content-Disposition"] = f'inline; filename="{name}.{asked.want.extension}"'
        headers["Link"] = links(asked.iri, asked.path, triples)
        told = [*triples, *document(asked.public, asked.iri, revision)]
        content = written(told, asked.iri, form)
        return Response(content, headers=headers, media_type=asked.want.media_type)
