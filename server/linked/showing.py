"""Large pages: rendered beside the event loop, and not again for who has them already."""

from http import HTTPStatus
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from server.language import language_of
from server.linked.asking import is_held
from server.pages import render
from server.pages.page import tag
from server.pages.render import VARY
from server.writes import REVISION


async def shown(
    request: Request, template: str, revision: str, also: str = "", **values: Any
) -> Response:
    """Return the page that `template` makes of `values`.

    They depend on nothing but the request, `revision` and `also`.
    """
    held = tag(revision, request, language_of(request), also)
    headers = {"ETag": f'W/"{held}"', "Cache-Control": "public, no-cache", REVISION: revision}
    if is_held(request, held):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**headers, "Vary": VARY})
    page = await run_in_threadpool(render, template, request, texts=template, **values)
    page.headers.update(headers)
    return page
