"""The application: its routes, and the layers around them."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette_compress import CompressMiddleware, add_compress_type

from krig import __version__
from krig.queries import SavedQuery, saved_queries
from server import openapi
from server.description import graph_sizes
from server.direct import Direct
from server.endpoint import PATH, add_sparql
from server.engine import Engine
from server.failures import TOLD, tell_failures
from server.formats import GRAPHS, RESULTS
from server.graph_store import add_graph_store
from server.history import add_history
from server.operation.observing import Observing
from server.operation.operation import Operation
from server.operation.routes import add_operation
from server.pages import STATIC, assets, render
from server.past import Past
from server.repeats import Repeats
from server.saved import add_saved
from server.security import SecurityHeaders
from server.service import Service
from server.settings import Settings
from server.texts import texts
from server.writes import Writing

ALLOWED: Final = ("Accept", "Accept-Language", "Content-Type", "If-None-Match")
EXPOSED: Final = (
    "Content-Disposition",
    "Content-Language",
    "ETag",
    "Krig-Revision",
    "Retry-After",
    "Server-Timing",
)
for _form in (*RESULTS, *GRAPHS):
    add_compress_type(_form.media_types[0])

SMALLEST: Final = 1000
"""How many bytes an answer has that it is worth while to compress."""


def create_app(
    engine: Engine,
    settings: Settings,
    queries: Iterable[SavedQuery] | None = None,
    *,
    past: Past | None = None,
    writing: Writing | None = None,
    operation: Operation | None = None,
) -> FastAPI:
    """Return the application that answers over HTTP from `engine`.

    Past revisions are asked by `past`, written with `writing`, and observed by `operation`, where
    they are given.
    """
    known = saved_queries() if queries is None else queries
    named = {query.name: query for query in known}
    service = Service(engine, settings, named, past, writing)
    title = texts("pages")["title"]
    app = FastAPI(
        title=openapi.both(title),
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_running, service),
        middleware=[
            *([Middleware(Observing, told=operation.note)] if operation is not None else []),
            Middleware(Repeats, revision=lambda: engine.revision, budget=settings.read.cache // 4),
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware,
                allow_origins=["*"],
                allow_methods=["GET", "HEAD", "POST"],
                allow_headers=ALLOWED,
                expose_headers=EXPOSED,
            ),
            Middleware(CompressMiddleware, minimum_size=SMALLEST),
        ],
    )
    _add_plain(app, service)
    handlers = add_sparql(app, service)
    add_saved(app, service)
    add_graph_store(app, service)
    if writing is not None:
        add_history(app, writing)
    if operation is not None:
        add_operation(app, operation)
    app.mount("/static", _Static(directory=STATIC, check_dir=False))
    tell = tell_failures(app)
    # The layer that is added first would be the innermost; those of the constructor go around it.
    app.user_middleware.append(Middleware(Direct, handlers=handlers, raised=TOLD, tell=tell))
    return app


@asynccontextmanager
async def _running(service: Service, _: FastAPI) -> AsyncIterator[None]:
    """Start what answers and what writes, and end it when the server stops."""
    async with AsyncExitStack() as stack:
        stack.push_async_callback(service.engine.close)
        await service.engine.start()
        if service.past is not None:
            stack.push_async_callback(service.past.close)
        if service.writing is not None:
            stack.push_async_callback(service.writing.close)
            await service.writing.start()
        yield


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
