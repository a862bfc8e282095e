"""The routes `/catalog` and `/.well-known/void`, which tell of datasets, and `/dumps/…`."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from pyoxigraph import RdfFormat
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from werkzeug.http import parse_etags

from krig.catalog.description import Catalogue
from krig.catalog.index import File
from krig.catalog.modules import module_titles
from krig.catalog.names import CATALOGUE, VOID
from krig.catalog.tables import tables
from krig.serialisation import serialise
from server import openapi
from server.catalog.holdings import Holdings
from server.catalog.making import Dumps
from server.catalog.view import CatalogueView
from server.formats import GRAPHS, AnyFormat
from server.language import language_of
from server.linked.address import PAGE
from server.linked.asking import is_held, read_parameters, tag, wanted
from server.linked.links import links
from server.linked.showing import shown
from server.linked.summaries import summary
from server.negotiation import HTML, NotAcceptableError
from server.service import Service
from server.writes import REVISION

PATH: Final = "/catalog"
WELL_KNOWN: Final = "/.well-known/void"
DUMPS: Final = "/dumps"


class NoDumpError(Exception):
    """There is no dump of that name."""


def add_catalog(app: FastAPI, service: Service, holdings: Holdings) -> None:
    """Let `app` tell what `holdings` hold, and hand out the dumps of them."""
    dumps = Dumps(holdings)

    async def catalogue() -> Catalogue:
        index = await dumps.index()
        earlier = await run_in_threadpool(holdings.earlier, index.revision)
        titles = await run_in_threadpool(module_titles)
        return Catalogue(index, tables(), titles, earlier)

    async def catalog(request: Request) -> Response:
        return await _told(request, service, await catalogue())

    async def dump(request: Request) -> Response:
        read_parameters(request)
        path = request.path_params["path"]
        index = await dumps.index()
        found = next((each for each in index.files() if each.path == path), None)
        if found is None:
            raise NoDumpError(path)
        return _file(request, found, dumps.place(index, found), index.revision)

    async def listed(request: Request) -> Response:
        read_parameters(request)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(PATH + query, HTTPStatus.SEE_OTHER)

    _add_catalogue(app, catalog)
    openapi.add(
        app,
        DUMPS,
        listed,
        "dumps",
        summary=summary("dumps"),
        status_code=HTTPStatus.SEE_OTHER,
        responses=openapi.redirects(),
    )
    openapi.add(
        app,
        DUMPS + "/{path:path}",
        dump,
        "dump",
        summary=summary("dump"),
        responses=openapi.answers(
            [*(form.media_types[0] for form in GRAPHS), "text/csv"],
            HTTPStatus.BAD_REQUEST,
            HTTPStatus.NOT_FOUND,
            HTTPStatus.INTERNAL_SERVER_ERROR,
        ),
        openapi_extra={"parameters": [openapi.path_parameter("path")]},
    )


def _add_catalogue(app: FastAPI, catalog: openapi.Endpoint) -> None:
    types = [*(form.media_types[0] for form in GRAPHS), HTML]
    responses = openapi.documents(types, HTTPStatus.INTERNAL_SERVER_ERROR)
    parameters = openapi.document_parameters(GRAPHS)
    for path, name in ((PATH, "catalog"), (WELL_KNOWN, "void")):
        openapi.add(
            app,
            path,
            catalog,
            name,
            summary=summary(name),
            responses=responses,
            openapi_extra={"parameters": parameters},
        )
    for extension in (*(form.extension for form in GRAPHS), PAGE):
        path = f"{PATH}.{extension}"
        app.add_api_route(path, catalog, methods=["GET", "HEAD"], include_in_schema=False)


async def _told(request: Request, service: Service, catalogue: Catalogue) -> Response:
    _, dot, extension = request.url.path.removeprefix("/.").rpartition(".")
    pairs = read_parameters(request)
    want = wanted(request, pairs, extension if dot else None, GRAPHS)
    revision, base = catalogue.index.revision, service.address(request, "")
    if want.form is None:
        view = await run_in_threadpool(CatalogueView.of, catalogue, language_of(request))
        response = await shown(request, "catalog", revision, view=view)
    else:
        held = tag(revision, want.media_type, base, catalogue.earlier)
        headers = {
            "ETag": f'W/"{held}"',
            "Cache-Control": "public, no-cache",
            "Vary": "Accept",
            REVISION: revision,
        }
        if is_held(request, held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        content = await run_in_threadpool(_written, catalogue, base, want.form)
        response = Response(content, headers=headers, media_type=want.media_type)
    response.headers["Link"] = links(CATALOGUE, PATH)
    if want.negotiated:
        response.headers["Content-Location"] = f"{PATH}.{want.extension}"
    return response


def _written(catalogue: Catalogue, base: str, form: AnyFormat) -> bytes:
    if not isinstance(form.engine, RdfFormat):
        raise NotAcceptableError(GRAPHS)
    triples = sorted(set(catalogue.triples(base)), key=str)
    return serialise(triples, form.engine, {"void": VOID.iri})


def _file(request: Request, file: File, place: Path, revision: str) -> Response:
    """Return a dump: its tag is its digest, so that a broken download can go on."""
    headers = {
        "ETag": f'"{file.sha256}"',
        "Cache-Control": "public, no-cache",
        "Content-Disposition": f'attachment; filename="{file.path.rpartition("/")[2]}"',
        "Repr-Digest": f"sha-256=:{file.digest_base64}:",
        "Link": f'<{PATH}>; rel="describedby"',
        REVISION: revision,
    }
    if parse_etags(request.headers.get("if-none-match")).contains_weak(file.sha256):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return FileResponse(place, headers=headers, media_type=file.media_type)
