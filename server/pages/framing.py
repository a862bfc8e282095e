"""Pages whose picture others may show in a frame of theirs: there, and only there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final, Protocol, TypeVar

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from krig.queries import ParameterFault
from server import openapi
from server.negotiation import HTML
from server.pages.page import Page, show
from server.pages.placing import parameters
from server.pages.render import POLICY
from server.parameters import FaultsError
from server.service import Service
from server.texts import texts

EMBED: Final = "embed"
"""The parameter that asks for the picture alone."""
YES: Final = "true"
CLOSED: Final = "frame-ancestors 'none'"
OPEN: Final = "frame-ancestors *"


class Framed(Protocol):
    """What a request asks of a page that may stand in a frame."""

    @property
    def framed(self) -> bool:
        """Tell whether it asks for the picture alone."""


Asked = TypeVar("Asked", bound=Framed)


def add_picture(
    app: FastAPI,
    service: Service,
    path: str,
    page: Page[Any, Asked],
    read: Callable[[Request], Asked],
    *,
    told: Iterable[openapi.Json],
) -> None:
    """Let `app` show `page` at `path`, of whose parameters the OpenAPI document tells by `told`."""

    async def shown(request: Request) -> Response:
        asked = read(request)
        response = await show(page, service, request, asked)
        if asked.framed and "Content-Security-Policy" in response.headers:
            response.headers["Content-Security-Policy"] = POLICY.replace(CLOSED, OPEN)
        return response

    described = [*told, openapi.choice(EMBED, [YES], texts("pages")["chart.embed"])]
    openapi.add(
        app,
        path,
        shown,
        page.name,
        responses=openapi.answers([HTML], HTTPStatus.BAD_REQUEST),
        openapi_extra={"parameters": [*described, openapi.language_parameter()]},
    )


def choices(
    request: Request, known: Mapping[str, Iterable[str]], free: Iterable[str] = ()
) -> dict[str, str]:
    """Return the parameters of `request`: each of `known` has one of its values, or is blank.

    Raises:
        NotUtf8Error: they are not in UTF-8.
        FaultsError: some are unknown or repeated, or have no value of theirs; all are told.

    """
    pairs = dict(parameters(request, (*known, *free, EMBED)))
    faults = [*_choice_faults(pairs, {**known, EMBED: [YES]})]
    if faults:
        raise FaultsError(faults)
    return pairs


def _choice_faults(
    pairs: Mapping[str, str], known: Mapping[str, Iterable[str]]
) -> Iterator[ParameterFault]:
    for name, values in known.items():
        value = pairs.get(name, "")
        if value and value not in values:
            said, names = texts("problems")["parameters.choice"], ", ".join(values)
            yield ParameterFault(
                name, value, said.ko.format(names=names), said.en.format(names=names)
            )
