"""Puts a page at an address of the server, and reads what a request asks of it."""

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from server import openapi
from server.negotiation import HTML
from server.pages.page import Bindings, Page, show
from server.parameters import (
    FaultsError,
    Pairs,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.service import Service

Asked = TypeVar("Asked")
Read = Callable[[Request], tuple[Asked, Bindings]]
"""Makes of a request what it asks of a page, and the terms that are bound in its question."""


def nothing(request: Request) -> tuple[None, Bindings]:
    """Read the request of a page that asks for nothing but a language.

    Raises:
        FaultsError: it asks for something else.

    """
    parameters(request)
    return None, {}


def parameters(request: Request, names: Iterable[str] = ()) -> Pairs:
    """Return the parameters of `request`, of which `names` are known beside the language.

    Raises:
        NotUtf8Error: they are not in UTF-8.
        FaultsError: some are unknown or repeated, or the language is; all are told.

    """
    pairs = pairs_of(request.scope["query_string"])
    faults = [
        *unknown_faults(pairs, (*names, "lang")),
        *repeated_faults(pairs),
        *language_faults(pairs),
    ]
    if faults:
        raise FaultsError(faults)
    return pairs


def add_page(
    app: FastAPI,
    service: Service,
    path: str,
    page: Page[Any, Asked],
    read: Read[Asked],
    *,
    told: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Let `app` show `page` at `path`, for what `read` makes of a request.

    The OpenAPI document tells of its parameters by `told`, and of the language.
    """

    async def shown(request: Request) -> Response:
        asked, given = read(request)
        return await show(page, service, request, asked, given)

    openapi.add(
        app,
        path,
        shown,
        page.name,
        responses=openapi.answers([HTML], HTTPStatus.BAD_REQUEST),
        openapi_extra={"parameters": [*told, openapi.language_parameter()]},
    )
