"""The routes `/releases.atom`, `/sitemap.xml`, `/robots.txt` and `/oembed`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from krig.queries import ParameterFault
from server import openapi
from server.catalog.holdings import Holdings
from server.feeds.atom import feed
from server.feeds.changes import Changes
from server.feeds.oembed import in_xml, told
from server.feeds.sitemap import LARGEST, index, sitemap, split
from server.language import language_of
from server.linked.asking import is_held, tag
from server.linked.names import Names, NoThingError
from server.linked.summaries import summary
from server.pages.links import link_to
from server.pages.navigation import NAVIGATION
from server.parameters import (
    FaultsError,
    Pairs,
    fault,
    first,
    iri_faults,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.service import Service

ATOM: Final = "application/atom+xml"
XML: Final = "application/xml"
JSON: Final = "application/json"
PLACES: Final = (*(path for path, _ in NAVIGATION), "/def/", "/catalog")
"""The pages beside those of things."""
DIGITS: Final = 5
"""How many digits a width or height may have."""
UNLISTED: Final = ("/sparql?*query=", *(f"/search?*{each}=" for each in ("q", "kind", "region")))
"""What search engines are not to find: answers to questions; the pages that ask, they may."""
ROBOTS: Final = "User-agent: *\n{}\n\nSitemap: {}\n"
ENCODINGS: Final[dict[str, Callable[[dict[str, Any]], Response]]] = {
    "json": JSONResponse,
    "xml": lambda answer: Response(in_xml(answer), media_type="text/xml"),
}


def add_feeds(
    app: FastAPI, service: Service, holdings: Holdings, changes: Changes, names: Names
) -> None:
    """Let `app` tell others of what it holds."""
    _add_releases(app, service, holdings, changes)
    _add_sitemaps(app, service, holdings, names)
    _add_oembed(app, service)

    async def robots(request: Request) -> Response:
        _read(request)
        unlisted = "\n".join(f"Disallow: {each}" for each in UNLISTED)
        sitemap_address = service.address(request, "/sitemap.xml")
        return PlainTextResponse(ROBOTS.format(unlisted, sitemap_address))

    openapi.add(
        app,
        "/robots.txt",
        robots,
        "robots",
        summary=summary("robots"),
        responses=openapi.answers(["text/plain"], HTTPStatus.BAD_REQUEST),
    )


def _add_releases(app: FastAPI, service: Service, holdings: Holdings, changes: Changes) -> None:
    async def releases(request: Request) -> Response:
        _read(request)
        language, base = language_of(request), service.address(request, "")
        held_here = await run_in_threadpool(holdings.all)
        held = tag(service.engine.revision, language, base, [each.id for each in held_here])
        headers = {
            "ETag": f'W/"{held}"',
            "Cache-Control": "public, no-cache",
            "Content-Language": language,
            "Vary": "Accept-Language",
        }
        if is_held(request, held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        content = await run_in_threadpool(
            lambda: feed(changes.of(held_here), base, language),
        )
        return Response(content, headers=headers, media_type=ATOM)

    openapi.add(
        app,
        "/releases.atom",
        releases,
        "releases",
        summary=summary("releases"),
        responses=openapi.answers([ATOM], HTTPStatus.BAD_REQUEST),
        openapi_extra={"parameters": [openapi.language_parameter()]},
    )


def _add_sitemaps(app: FastAPI, service: Service, holdings: Holdings, names: Names) -> None:
    async def paths() -> tuple[str, ...]:
        return (*PLACES, *(link_to(each) for each in await names.things()))

    async def whole(request: Request) -> Response:
        return await answered(request, None)

    async def part(request: Request) -> Response:
        return await answered(request, request.path_params["number"])

    async def answered(request: Request, number: str | None) -> Response:
        _read(request)
        revision, base = service.engine.revision, service.address(request, "")
        held = tag(revision, base, number)
        headers = {"ETag": f'W/"{held}"', "Cache-Control": "public, no-cache"}
        parts = tuple(split(await paths(), LARGEST))
        if number is not None and number not in map(str, range(1, len(parts) + 1)):
            raise NoThingError(request.url.path, [])
        if is_held(request, held):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        changed = (await run_in_threadpool(holdings.created, revision)).date()
        if number is None and len(parts) > 1:
            content = index(len(parts), base, changed)
        else:
            content = await run_in_threadpool(sitemap, parts[int(number or 1) - 1], base, changed)
        return Response(content, headers=headers, media_type=XML)

    responses = openapi.answers([XML], HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
    openapi.add(
        app, "/sitemap.xml", whole, "sitemap", summary=summary("sitemap"), responses=responses
    )
    openapi.add(
        app,
        "/sitemaps/{number}.xml",
        part,
        "sitemaps",
        summary=summary("sitemaps"),
        responses=responses,
        openapi_extra={"parameters": [openapi.path_parameter("number")]},
    )


def _add_oembed(app: FastAPI, service: Service) -> None:
    async def oembed(request: Request) -> Response:
        pairs = pairs_of(request.scope["query_string"])
        form = first(pairs, "format") or "json"
        faults = [
            *_faults(pairs, "url", "format", "maxwidth", "maxheight"),
            *iri_faults(pairs, ["url"]),
            *([] if first(pairs, "url") else [fault("url", "", "address")]),
            *([] if form in ENCODINGS else [fault("format", form, "json_or_xml")]),
            *(
                fault(name, value, "pixels")
                for name, value in pairs
                if name in {"maxwidth", "maxheight"} and not _is_number(value)
            ),
        ]
        if faults:
            raise FaultsError(faults)
        most = [int(first(pairs, name) or 0) for name in ("maxwidth", "maxheight")]
        base = service.address(request, "")
        answer = told(first(pairs, "url") or "", base, language_of(request), *most)
        return ENCODINGS[form](answer)

    responses = openapi.answers([JSON, "text/xml"], HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND)
    responses.pop(HTTPStatus.NOT_MODIFIED.value)
    openapi.add(
        app,
        "/oembed",
        oembed,
        "oembed",
        summary=summary("oembed"),
        responses=responses,
        openapi_extra={"parameters": [*openapi.oembed_parameters(), openapi.language_parameter()]},
    )


def _read(request: Request) -> None:
    """Refuse parameters beside that of the language."""
    faults = _faults(pairs_of(request.scope["query_string"]))
    if faults:
        raise FaultsError(faults)


def _faults(pairs: Pairs, *known: str) -> list[ParameterFault]:
    return [
        *unknown_faults(pairs, (*known, "lang")),
        *repeated_faults(pairs),
        *language_faults(pairs),
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:DIGITS]) > 0 and len(text) <= DIGITS
