"""The route `/def/` and those of the versions of the ontology, and `/diagrams/…`."""

import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from pyoxigraph import NamedNode, Quad, RdfFormat
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from krig.diagram.pictures import pictures
from krig.diagram.view import View
from krig.serialisation import serialise
from ontology.namespaces import KRIG
from ontology.vocabulary import Vocabulary, vocabulary
from server import openapi
from server.asking import own_query
from server.documentation.ontologies import ROOT, Ontologies, version_of
from server.documentation.view import PICTURES, Documentation
from server.formats import GRAPHS, AnyFormat
from server.language import language_of
from server.linked.asking import read_parameters, wanted
from server.linked.links import links
from server.linked.names import Names, NoThingError
from server.linked.showing import shown
from server.linked.summaries import summary
from server.negotiation import HTML
from server.parameters import REVISION, first
from server.results import Asked, answer
from server.service import Service

PATH: Final = "/def/"
VERSION: Final = re.compile(r"(?:module/(?P<module>.+)/)?(?P<version>\d+\.\d+\.\d+)")
STYLED: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The policy of a picture, whose styles stand in itself."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How terms are told that are told otherwise than things."""

    page: Callable[[Service, Request, NamedNode], Awaitable[Response]]
    """Shows the page of a term, of a module or of a version."""
    graph: Callable[[Request, NamedNode, AnyFormat], Awaitable[Response | None]]
    """Tells a version of the ontology in RDF: all of it."""


def add_documentation(
    app: FastAPI, service: Service, ontologies: Ontologies, names: Names
) -> Terms:
    """Let `app` show the ontology; return how its terms and versions are told."""
    documented = _Documented(service, ontologies, names)
    openapi.add(
        app,
        PATH,
        documented.whole,
        "ontology",
        summary=summary("ontology"),
        responses=openapi.documents([*(form.media_types[0] for form in GRAPHS), HTML]),
        openapi_extra={"parameters": openapi.document_parameters(GRAPHS)},
    )
    openapi.add(
        app,
        PICTURES + "{name}",
        _picture,
        "diagram",
        summary=summary("diagram"),
        responses=openapi.answers(["image/svg+xml"], HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
        openapi_extra={"parameters": [openapi.path_parameter("name")]},
    )
    return Terms(documented.page, documented.graph)


@dataclass(frozen=True, slots=True)
class _Documented:
    """The ontology that a service serves, and its versions."""

    service: Service
    ontologies: Ontologies
    names: Names

    async def whole(self, request: Request) -> Response:
        """Return the ontology: its page, or all of it in RDF."""
        pairs = read_parameters(request)
        want = wanted(request, pairs, None, GRAPHS)
        revision = first(pairs, REVISION)
        if want.form is not None:
            return await self._in_rdf(request, want.form, revision)
        terms = await self.ontologies.of(await self.service.engine_at(revision))
        return await self._shown(request, terms)

    async def page(self, _: Service, request: Request, iri: NamedNode) -> Response:
        """Return the page of a version, or lead to the place of a term or a module.

        Raises:
            NoThingError: nothing is known of it.

        """
        local = iri.value.removeprefix(KRIG.iri)
        version = VERSION.fullmatch(local)
        if version is not None:
            return await self._shown(request, await self._of_version(iri, version["version"]))
        if iri.value not in await self.names.known():
            raise await self.names.missing(iri.value)
        return _to_place(request, local)

    async def graph(self, request: Request, iri: NamedNode, form: AnyFormat) -> Response | None:
        """Return a version of the ontology in RDF, or None where `iri` is described as others are.

        Raises:
            NoThingError: no release holds the version.

        """
        version = VERSION.fullmatch(iri.value.removeprefix(KRIG.iri))
        if version is None:
            return None
        if version["version"] == await self.ontologies.current():
            return None if version["module"] else await self._in_rdf(request, form, None)
        quads = await self.ontologies.released(version["version"])
        if quads is None or not isinstance(form.engine, RdfFormat):
            raise await self.names.missing(iri.value)
        content = await run_in_threadpool(_written, quads, form.engine)
        headers = {"Vary": "Accept", "Link": links(ROOT, PATH)}
        return Response(content, headers=headers, media_type=form.media_types[0])

    async def _of_version(self, iri: NamedNode, version: str) -> Vocabulary:
        if version == await self.ontologies.current():
            return await self.ontologies.of(self.service.engine)
        quads = await self.ontologies.released(version)
        if quads is None:
            raise await self.names.missing(iri.value)
        return await run_in_threadpool(vocabulary, quads)

    async def _in_rdf(self, request: Request, form: AnyFormat, revision: str | None) -> Response:
        asked = Asked(own_query("ontology"), form.name, name="krig", revision=revision)
        response = await answer(request, self.service, asked)
        response.headers["Link"] = links(ROOT, PATH)
        return response

    async def _shown(self, request: Request, terms: Vocabulary) -> Response:
        versions = await self.ontologies.versions()
        is_current = version_of(terms) == await self.ontologies.current()
        told = Documentation(View(terms, language_of(request)), versions, is_current)
        revision = self.service.engine.revision
        response = await shown(request, "ontology", revision, repr(versions), ontology=told)
        response.headers["Link"] = links(ROOT, PATH)
        return response


async def _picture(request: Request) -> Response:
    read_parameters(request)
    found = (await run_in_threadpool(pictures)).get(request.path_params["name"])
    if found is None:
        raise NoThingError(request.url.path, [])
    headers = {"Content-Security-Policy": STYLED, "Cache-Control": "public, no-cache"}
    return FileResponse(found, headers=headers, media_type="image/svg+xml")


def _written(quads: Iterable[Quad], form: RdfFormat) -> bytes:
    return serialise(sorted((each.triple for each in quads), key=str), form)


def _to_place(request: Request, local: str) -> Response:
    """Lead to where the documentation tells of a term, or of a module."""
    query = f"?{request.url.query}" if request.url.query else ""
    place = local
    if local.startswith("module/"):
        place = local.replace("module/alignments/", "alignment-").replace("module/", "module-")
    return RedirectResponse(f"{PATH}{query}#{place}", HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
