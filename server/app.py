"""The application: its routes, and the layers around them."""

from collections.abc import Iterable
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from krig import __version__
from krig.queries import SavedQuery, saved_queries
from server import openapi
from server.description import graph_sizes
from server.endpoint import PATH, add_sparql
from server.engine import Engine
from server.failures import tell_failures
from server.pages import STATIC, assets, render
from server.saved import add_saved
from server.security import SecurityHeaders
from server.service import Service
from server.settings import Settings
from server.texts import texts

ALLOWED: Final = ("Accept", "Accept-Language", "Content-Type", "If-None-Match")
EXPOSED: Final = ("Content-Disposition", "Content-Language", "ETag")


def create_app(
    engine: Engine, settings: Settings, queries: Iterable[SavedQuery] | None = None
) -> FastAPI:
    """Return the application that answers over HTTP from `engine`."""
    known = saved_queries() if queries is None else queries
    service = Service(engine, settings, {query.name: query for query in known})
    title = texts("pages")["title"]
    app = FastAPI(
        title=openapi.both(title),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=ALLOWED,
                expose_headers=EXPOSED,
            ),
        ],
    )
    _add_plain(app, service)
    add_sparql(app, service)
    add_saved(app, service)
    app.mount("/static", _Static(directory=STATIC, check_dir=False))
    tell_failures(app, settings.max_query_bytes)
    return app


def _add_plain(app: FastAPI, service: Service) -> None:
    async def home(request: Request) -> Response:
        sizes = await graph_sizes(service.engine, union=service.settings.union_default_graph)
        return render(
            "home",
            request,
            triples=sizes.pop(None, 0),
            graphs=len(sizes),
            questions=len(service.queries),
            revision=service.engine.revision,
            endpoint=service.address(request, PATH),
        )

    async def health(_: Request) -> Response:
        content = {"status": "ok", "revision": service.engine.revision}
        return JSONResponse(content, headers={"Cache-Control": "no-store"})

    openapi.add(app, "/", home, "home", responses=openapi.answers(["text/html"]))
    openapi.add(app, "/healthz", health, "healthz", responses=openapi.answers(["application/json"]))


class _Static(StaticFiles):
    """The bundled files; those whose name holds the digest of their content never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if f"/static/{path}" in assets().values():
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
