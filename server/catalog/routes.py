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
from krig.catalog.index import File, Index
from krig.catalog.modules import module_titles
from krig.catalog.names import CATALOGUE, VOID
from krig.catalog.tables import tables
from krig.serialisation import serialise
from server import openapi
from server.catalog.holdings import Holdings
from server.catalog.making import Dumps
from server.catalog.view import NAMES, CatalogueView
from server.formats import GRAPHS, AnyFormat
from server.language import language_of
from server.linked.address import PAGE
from server.linked.asking import Wanted, headers_of, is_held, read_parameters, tag, wanted
from server.linked.links import links
from server.linked.showing import shown
from server.linked.summaries import summary
from server.negotiation import HTML, NotAcceptableError
from server.pages import render
from server.service import Service
from server.writes import REVISION

PATH: Final = "/catalog"
WELL_KNOWN: Final = "/.well-known/void"
DUMPS: Final = "/dumps"
AGAIN: Final = 5
"""After how many seconds a page comes again that waits for dumps."""
FILES: Final = tuple(
    (NAMES[each.media_types[0]], f"{DUMPS}/krig.{each.extension}")
    for each in GRAPHS
    if each.media_types[0] in NAMES
)
"""The files of the whole graph, by the names of their formats."""


class NoDumpError(Exception):
    """There is no dump of that name."""


def add_catalog(app: FastAPI, service: Service, holdings: Holdings) -> None:
    """Let `app` tell what `holdings` hold, and hand out the dumps of them."""
    dumps = Dumps(holdings)

    async def catalogue(index: Index) -> Catalogue:
        earlier = await run_in_threadpool(holdings.earlier, index.revision)
        titles = await run_in_threadpool(module_titles)
        return Catalogue(index, tables(), titles, earlier)

    async def catalog(request: Request) -> Response:
        _, dot, extension = request.url.path.removeprefix("/.").rpartition(".")
        pairs = read_parameters(request)
        want = wanted(request, pairs, extension if dot else None, GRAPHS)
        if want.form is not None:
            response = await _written(request, service, await catalogue(await dumps.index()), want)
        elif index := await dumps.ready():
            response = await _shown(request, await catalogue(index))
        else:
            response = _preparing(request)
        response.headers["Link"] = links(CATALOGUE, PATH)
        if want.negotiated:
            response.headers["Content-Location"] = f"{PATH}.{want.extension}"
        return response

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


async def _shown(request: Request, catalogue: Catalogue) -> Response:
    view = await run_in_threadpool(CatalogueView.of, catalogue, language_of(request))
    return await shown(request, "catalog", catalogue.index.revision, view=view)


def _preparing(request: Request) -> Response:
    """Return the page while dumps are being made: it has no figures, and comes again by itself."""
    page = render("preparing", request, texts="catalog", files=FILES)
    page.headers.update({"Cache-Control": "no-store", "Refresh": str(AGAIN)})
    return page


async def _written(
    request: Request, service: Service, catalogue: Catalogue, want: Wanted
) -> Response:
    revision, base = catalogue.index.revision, service.address(request, "")
    held = tag(revision, want.media_type, base, catalogue.earlier)
    headers = headers_of(held, revision)
    if is_held(request, held):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    content = await run_in_threadpool(_in_form, catalogue, base, want.form)
    return Response(content, headers=headers, media_type=want.media_type)


def _in_form(catalogue: Catalogue, base: str, form: AnyFormat | None) -> bytes:
    if form is None or not isinstance(form.engine, RdfFormat):
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
