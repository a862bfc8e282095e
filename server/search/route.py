"""The routes `/search`, for people and programs, and `/search/suggest`, for while one types."""

from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from werkzeug.http import parse_etags

from server import openapi
from server.language import language_of
from server.negotiation import HTML, choose
from server.pages import render
from server.pages.page import edition
from server.pages.render import VARY
from server.parameters import FORMAT_NAMES, first, pairs_of
from server.results import client_of
from server.search.asked import FEW, FURTHEST, MANY, Asked, read_search, read_suggest
from server.search.finds import Find, Named, Narrower, Told, find, narrower, short
from server.search.searcher import Searcher
from server.texts import Language
from server.writes import REVISION

PATH: Final = "/search"
SUGGEST: Final = PATH + "/suggest"
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which finds are told."""

    media_types: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name by which it is offered."""
        return self.names[0]


PROGRAM: Final = Form((JSON,), ("json",))
PAGE: Final = Form((HTML,), ("html",))


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows."""

    asked: Asked
    finds: tuple[Find, ...]
    total: int
    more: bool
    kinds: tuple[Narrower, ...]
    regions: tuple[Narrower, ...]
    kind: str
    region: str
    """What is narrowed to, as parameters call it; blank if nothing is."""
    before: str
    after: str
    """The addresses of the pages before and after this one; blank where there are none."""
    text: str
    """The address of the same search without narrowing."""


def add_search(app: FastAPI, searcher: Searcher) -> None:
    """Let `app` answer at `/search` and `/search/suggest`."""

    async def searched(request: Request) -> Response:
        asked = read_search(request, searcher.limits.longest)
        name = first(pairs_of(request.scope["query_string"]), *FORMAT_NAMES)
        form, _ = choose((PROGRAM, PAGE), request.headers.get("accept"), name)
        began = perf_counter()
        revision, told = await searcher.ask(_question(asked), client_of(request))
        headers = {**_headers(request, revision, form.name), "Server-Timing": _timing(began)}
        if _is_known(request, headers):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        view = _view(asked, told, language_of(request))
        if form is PROGRAM:
            return JSONResponse(_content(view, revision), headers=headers)
        page = render("search", request, texts="search", view=view)
        page.headers.update(headers)
        return page

    async def suggested(request: Request) -> Response:
        asked = read_suggest(request, searcher.limits.longest)
        kinds = [asked.kind] if asked.kind else []
        question = {"ask": "best", "text": asked.text, "kinds": kinds, "limit": asked.limit}
        began = perf_counter()
        revision, told = await searcher.ask(question, client_of(request))
        headers = {**_headers(request, revision, "suggest"), "Server-Timing": _timing(began)}
        if _is_known(request, headers):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        finds = [find(each, language_of(request)) for each in told["hits"]]
        content = {"query": asked.text, "suggestions": [_entry(each) for each in finds]}
        return JSONResponse(content, headers=headers)

    problems = (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_ACCEPTABLE,
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )
    narrow = openapi.suggest_parameters(searcher.limits.longest, MANY)
    whole = openapi.search_parameters(searcher.limits.longest, MANY, FURTHEST)
    for path, endpoint, called, types, parameters in (
        (PATH, searched, "search", [JSON, HTML], whole),
        (SUGGEST, suggested, "suggest", [JSON], narrow),
    ):
        openapi.add(
            app,
            path,
            endpoint,
            called,
            responses=openapi.answers(types, *problems),
            openapi_extra={"parameters": parameters},
        )


def _question(asked: Asked) -> dict[str, Any]:
    return {
        "ask": "search",
        "text": asked.text,
        "kind": asked.kind,
        "region": asked.region,
        "limit": asked.limit,
        "offset": asked.offset,
    }


def _view(asked: Asked, told: Told, language: Language) -> View:
    def address(offset: int) -> str:
        limit = asked.limit if asked.limit != FEW else ""
        named = {"q": asked.text, "kind": kind, "region": region}
        given = {**named, "limit": limit, "offset": offset or ""}
        return f"{PATH}?{urlencode({name: value for name, value in given.items() if value})}"

    kind = short(asked.kind) if asked.kind else ""
    region = short(asked.region) if asked.region else ""
    end = asked.offset + len(told["hits"])
    following = bool(told["hits"]) and end < told["total"] and end <= FURTHEST
    return View(
        asked,
        tuple(find(each, language) for each in told["hits"]),
        told["total"],
        told["more"],
        narrower(told["kinds"], language),
        narrower(told["regions"], language),
        kind,
        region,
        address(max(0, asked.offset - asked.limit)) if asked.offset else "",
        address(end) if following else "",
        f"{PATH}?{urlencode({'q': asked.text})}",
    )


def _content(view: View, revision: str) -> dict[str, Any]:
    """Return what programs are told."""
    return {
        "query": view.asked.text,
        "kind": view.asked.kind or None,
        "region": view.asked.region or None,
        "revision": revision,
        "total": view.total,
        "more": view.more,
        "offset": view.asked.offset,
        "results": [_entry(each) for each in view.finds],
        "facets": {
            "kind": [{**_named(each.thing), "count": each.count} for each in view.kinds],
            "region": [{**_named(each.thing), "count": each.count} for each in view.regions],
        },
        "next": view.after or None,
    }


def _entry(found: Find) -> dict[str, Any]:
    return {
        **_named(found.thing),
        "kind": _named(found.kind),
        "match": {
            "how": found.how,
            "name": "".join(piece.text for piece in found.name),
            "role": found.role,
            "marks": [list(each) for each in found.marks],
            "passage": "".join(piece.text for piece in found.passage) or None,
        },
        "regions": [_named(each) for each in found.regions],
        "certainty": found.certainty or None,
        "until": found.until or None,
    }


def _named(thing: Named) -> dict[str, str]:
    return {"id": thing.iri, "label": thing.label, "address": thing.address}


def _headers(request: Request, revision: str, form: str) -> dict[str, str]:
    language = language_of(request)
    parts = (request.url.path, request.url.query, form, language, edition())
    tag = f"{revision}.{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"
    return {
        "ETag": f'W/"{tag}"',
        "Cache-Control": "public, no-cache",
        "Content-Language": language,
        "Vary": VARY,
        REVISION: revision,
    }


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    tag = headers["ETag"].removeprefix("W/").strip('"')
    return parse_etags(request.headers.get("if-none-match")).contains_weak(tag)


def _timing(began: float) -> str:
    return f"search;dur={(perf_counter() - began) * 1000:.2f}"
