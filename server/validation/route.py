"""The route `/validate`: holds what is sent against shapes, ours or the sender's, and reports."""

from http import HTTPStatus
from typing import Final, cast, get_args

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from krig.queries import ParameterFault
from krig.validation import Engine
from server import openapi
from server.language import LANGUAGES, language_of
from server.negotiation import HTML, choose, prefers_html
from server.parameters import (
    FORMAT_NAMES,
    TIMEOUT,
    FaultsError,
    Pairs,
    fault,
    first,
    language_faults,
    pairs_of,
    repeated_faults,
    seconds,
    timeout_faults,
    unknown_faults,
)
from server.parts import RDF_TYPES
from server.results import client_of
from server.service import Service
from server.streaming import while_awaited
from server.validation.checker import Checker
from server.validation.formats import REPORTS
from server.validation.job import Asked
from server.validation.page import FORMAT, MANY, form_page, report_page
from server.validation.upload import ROLES, Upload, read_upload

PATH: Final = "/validate"
CONFORMS: Final = "Krig-Conforms"
"""The header that tells whether the data conform, whatever the format of the report."""
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
TRUTH: Final = {"true": True, "false": False}
PARAMETERS: Final = (*FORMAT_NAMES, "lang", TIMEOUT, "engine", "infer", "limit")
DIGITS: Final = 9
"""How long the number of findings may be."""

PROBLEMS: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.INSUFFICIENT_STORAGE,
)


def add_validation(app: FastAPI, service: Service, checker: Checker) -> None:
    """Let `app` validate what is posted to `/validate`."""

    async def post(request: Request) -> Response:
        pairs = _pairs(request)
        accept = request.headers.get("accept")
        if not _is_page(request, pairs):
            choose(REPORTS, accept, first(pairs, *FORMAT_NAMES))  # before a long body is read
        upload = await read_upload(request, service.settings)
        pairs = [*pairs, *upload.fields]
        if faults := _faults(pairs):
            raise FaultsError(faults)
        page = _is_page(request, pairs)
        name = "json" if page else first(pairs, *FORMAT_NAMES)
        form, media_type = choose(REPORTS, accept, name)
        asked = _asked(request, upload, pairs, form.name, MANY if page else None)
        work = checker.check(asked, client_of(request), seconds(pairs))
        told, report = await while_awaited(request, work)
        verdict = {CONFORMS: str(told.conforms).lower(), "Cache-Control": "no-store"}
        if page:
            shown = report_page(request, service.address(request, PATH), report, upload)
            shown.headers.update(verdict)
            return shown
        headers = {
            **verdict,
            "Content-Language": asked.language,
            "Vary": "Accept, Accept-Language",
        }
        return Response(report, headers=headers, media_type=media_type)

    async def get(request: Request) -> Response:
        pairs = pairs_of(request.scope["query_string"])
        if faults := [*unknown_faults(pairs, ["lang"]), *language_faults(pairs)]:
            raise FaultsError(faults)
        return form_page(request, service.address(request, PATH))

    openapi.add(
        app,
        PATH,
        get,
        "validate",
        responses=openapi.answers([HTML], HTTPStatus.BAD_REQUEST),
        openapi_extra={"parameters": [openapi.language_parameter()]},
    )
    types = dict.fromkeys([*(each.media_types[0] for each in REPORTS), HTML])
    responses = openapi.answers(types, *PROBLEMS)
    responses.pop(HTTPStatus.NOT_MODIFIED.value)
    app.add_api_route(
        PATH,
        post,
        methods=["POST"],
        operation_id="validate.post",
        response_class=Response,
        responses=responses,
        openapi_extra={
            "requestBody": openapi.upload_body(RDF_TYPES, ROLES),
            "parameters": openapi.validation_parameters(REPORTS, ENGINES),
        },
    )


def _pairs(request: Request) -> Pairs:
    pairs = pairs_of(request.scope["query_string"])
    if faults := _faults(pairs):
        raise FaultsError(faults)
    return pairs


def _faults(pairs: Pairs) -> list[ParameterFault]:
    return [
        *unknown_faults(pairs, PARAMETERS),
        *repeated_faults(pairs),
        *language_faults(pairs),
        *timeout_faults(pairs),
        *(
            fault(name, value, name)
            for name, value in pairs
            if (name == "engine" and value not in ENGINES)
            or (name == "infer" and value not in TRUTH)
            or (name == "limit" and not _is_number(value))
        ),
    ]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS and int(text) > 0


def _is_page(request: Request, pairs: Pairs) -> bool:
    """Tell whether the report is to be a page, as a browser wants it that sends the form."""
    name = first(pairs, *FORMAT_NAMES)
    if name is None:
        return prefers_html(request.headers.get("accept"), REPORTS)
    return name == FORMAT


def _asked(
    request: Request, upload: Upload, pairs: Pairs, format_name: str, most: int | None
) -> Asked:
    """Return what is asked for; without a limit of its own, of `most` findings."""
    infer, limit, asked = (first(pairs, name) for name in ("infer", "limit", "lang"))
    return Asked(
        data=upload.data,
        shapes=upload.shapes,
        engine=cast("Engine", first(pairs, "engine") or "auto"),
        infer=None if infer is None else TRUTH[infer],
        format=format_name,
        language=next((each for each in LANGUAGES if each == asked), language_of(request)),
        limit=most if limit is None else int(limit),
    )
