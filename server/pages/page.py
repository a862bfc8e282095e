"""A page: what it asks the graph, what it makes of the answer, and how that is shown."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from werkzeug.http import parse_etags

from krig.queries import Bound
from server.asking import solutions, statements
from server.engine import Engine
from server.language import language_of
from server.pages.excerpt import Excerpt
from server.pages.render import VARY, assets, render
from server.pages.rows import Table
from server.service import Service
from server.texts import Language
from server.writes import REVISION

QUERIES: Final = Path(__file__).parent / "queries"
"""Where the questions of the pages stand."""
SHOWN: Final = (QUERIES, *(Path(__file__).parents[1] / each for each in ("templates", "texts")))
"""What decides how a page looks, beside the graph."""

Answer = TypeVar("Answer")
Asked = TypeVar("Asked")
Bindings = Mapping[str, Bound]


@dataclass(frozen=True, slots=True)
class Page(Generic[Answer, Asked]):
    """A page that asks one question; its query, template and texts are called as it is.

    `ask` is `excerpt` for a CONSTRUCT, `table` for a SELECT. `view` makes of the answer, and of
    what the request asks for, what the template shows as `view`: it is pure.
    """

    name: str
    ask: Callable[[Engine, str, Bindings, Language], Awaitable[Answer]]
    view: Callable[[Answer, Asked], object]
    edition: str = ""
    """A name for whatever else decides how it looks."""


async def excerpt(engine: Engine, name: str, given: Bindings, language: Language) -> Excerpt:
    """Return what the CONSTRUCT `name` of the pages' queries answers with `given` bound."""
    return Excerpt(await statements(engine, question(name), given), language)


async def table(engine: Engine, name: str, given: Bindings, language: Language) -> Table:
    """Return the rows that the SELECT `name` of the pages' queries answers with `given` bound."""
    return Table(await solutions(engine, question(name), given), language)


@cache
def question(name: str) -> str:
    """Return the text of the query `name` of the pages."""
    return (QUERIES / f"{name}.rq").read_text(encoding="utf-8")


async def show(
    page: Page[Answer, Asked],
    service: Service,
    request: Request,
    asked: Asked,
    given: Bindings | None = None,
    *,
    data: Callable[[Answer], Mapping[str, Any]] | None = None,
) -> Response:
    """Return `page` for what `request` asks, with the terms `given` bound in its question.

    The answer names the revision that gave it, and is kept by those who ask again, unless the
    view tells that it is not whole (`is_whole`) because something is still being found out. What
    search engines are told, in JSON-LD, `data` makes of the answer.

    Raises:
        UnansweredError: the question is not answered.

    """
    revision = service.engine.revision
    language = language_of(request)
    held = tag(revision, request, language, page.edition)
    headers = {"ETag": f'W/"{held}"', "Cache-Control": "public, no-cache", REVISION: revision}
    if parse_etags(request.headers.get("if-none-match")).contains_weak(held):
        return Response(status_code=304, headers={**headers, "Vary": VARY})
    answer = await page.ask(service.engine, page.name, given or {}, language)
    told = data(answer) if data is not None else None
    view = page.view(answer, asked)
    response = render(page.name, request, texts=page.name, view=view, data=told)
    if not getattr(view, "is_whole", True):
        response.headers["Cache-Control"] = "no-store"
    elif service.engine.revision == revision:  # else it is not known which has answered
        response.headers.update(headers)
    return response


def tag(revision: str, request: Request, language: Language, also: str = "") -> str:
    """Return a name for a page: the same name, the same page. It begins with the revision."""
    address = (request.url.path, request.url.query, str(request.base_url))
    parts = (*address, language, edition(), also)
    return f"{revision}.{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"


@cache
def edition() -> str:
    """Return a name for how pages look: for their questions, templates, texts and styles."""
    digest = blake2b(repr(sorted(assets().items())).encode(), digest_size=8)
    for folder in SHOWN:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            digest.update(file.read_bytes())
    return digest.hexdigest()
