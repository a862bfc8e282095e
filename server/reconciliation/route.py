"""The routes below `/reconcile`, and the same below `/reconcile/ko` and `/reconcile/en`."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, get_args

from fastapi import FastAPI
from pyoxigraph import NamedNode
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from ontology.namespaces import KRIG
from server import openapi
from server.body import read_body
from server.language import LANGUAGES, language_of
from server.pages.links import link_to
from server.parameters import (
    FaultsError,
    Pairs,
    fault,
    first,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.protocol import FORM, MediaTypeError
from server.reconciliation.asked import MANY, iri_of, read_batch, read_extension
from server.reconciliation.extending import extend, proposed
from server.reconciliation.manifest import manifest
from server.reconciliation.preview import flyout, preview
from server.reconciliation.reconciling import Reconciler
from server.reconciliation.suggesting import FURTHEST, What, suggestions
from server.results import client_of
from server.search.searcher import Searcher
from server.service import Service
from server.texts import Language


class _Languages(Convertor[str]):
    """The languages in addresses: what is none is no place below `/reconcile`."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("language", _Languages())

PATH: Final = "/reconcile"
JSON: Final = "application/json"
LIMIT: Final = "KRIG_MAX_QUERY_BYTES"
USUAL: Final = tuple(
    KRIG[each].value
    for each in (
        "Province",
        "District",
        "FlagshipIndustry",
        "Firm",
        "FocusTechnology",
    )
)
"""Among which classes one usually looks."""


class _Routes:
    """The handlers, for what `service` serves and `searcher` finds."""

    def __init__(self, service: Service, searcher: Searcher) -> None:
        self._service = service
        self._searcher = searcher

    async def service(self, request: Request) -> Response:
        """Answer the manifest, candidates for names, or values of properties."""
        pairs = await self._pairs(request)
        language, most = _language(request), self._searcher.limits.batch
        queries, extension = first(pairs, "queries"), first(pairs, "extend")
        if queries is not None and extension is not None:
            raise FaultsError([fault("extend", "…", "either")])
        if queries is not None:
            reconciler = Reconciler(
                self._service.engine, self._searcher, client_of(request), language
            )
            return _answered(await reconciler.reconcile(read_batch(queries, most)), language)
        if extension is not None:
            asked = read_extension(extension, most)
            return _answered(await extend(self._service.engine, asked, language), language)
        if request.method == "POST":
            raise FaultsError([fault("queries", "", "missing")])
        _, told = await self._searcher.ask({"ask": "kinds"}, client_of(request))
        known = {each["iri"]: each["labels"][language] for each in told["kinds"]}
        types = [{"id": each, "name": known[each]} for each in USUAL if each in known]
        return _answered(manifest(self._address(request), language, types, most), language)

    async def suggest(self, request: Request) -> Response:
        """Answer what may be meant by what has been typed so far."""
        pairs = _read(request, ("prefix", "cursor", "lang"))
        what = _what(request)
        prefix, cursor = first(pairs, "prefix") or "", first(pairs, "cursor") or "0"
        faults = []
        if not (cursor.isascii() and cursor.isdecimal() and int(cursor[:9]) <= FURTHEST):
            faults.append(fault("cursor", cursor, "number"))
        if faults:
            raise FaultsError(faults)
        language = _language(request)
        found = await suggestions(
            self._searcher,
            what,
            prefix[: self._searcher.limits.longest],
            int(cursor),
            client=client_of(request),
            language=language,
        )
        return _answered({"result": found}, language)

    async def flyout(self, request: Request) -> Response:
        """Answer a thing, a type or a property in a few words, in JSON."""
        iri, language = _id(request), _language(request)
        _what(request)
        found = await self._thing(request, iri)
        html = flyout(found, self._page(request, iri), language)
        return _answered({"id": iri.value, "html": html}, language)

    async def preview(self, request: Request) -> Response:
        """Answer a thing in a few words, as a page."""
        iri, language = _id(request), _language(request)
        return preview(await self._thing(request, iri), self._page(request, iri), language)

    async def view(self, request: Request) -> Response:
        """Lead to the page of a thing of this server, and nowhere else."""
        path = link_to(_id(request).value)
        if not path.startswith("/"):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return RedirectResponse(path, HTTPStatus.SEE_OTHER)

    async def properties(self, request: Request) -> Response:
        """Answer which properties things of a class have."""
        pairs = _read(request, ("type", "limit", "lang"))
        written, limit = first(pairs, "type") or "", first(pairs, "limit") or str(MANY)
        kind = iri_of(written) if written else KRIG["Region"]
        faults = []
        if kind is None:
            faults.append(fault("type", written, "iri"))
        if not (limit.isascii() and limit.isdecimal() and len(limit) < len("1000000")):
            faults.append(fault("limit", limit, "number"))
        if faults or kind is None:
            raise FaultsError(faults)
        language = _language(request)
        found = await proposed(self._service.engine, kind, int(limit), language)
        content = {"type": kind.value, "limit": int(limit), "properties": found}
        return _answered(content, language)

    async def _pairs(self, request: Request) -> Pairs:
        """Return the parameters of the address, and those of a form."""
        pairs = pairs_of(request.scope["query_string"])
        if request.method == "POST":
            settings = self._service.settings
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind != FORM:
                raise MediaTypeError((FORM,))
            body = await read_body(
                request, settings.max_query_bytes, LIMIT, settings.upload_seconds
            )
            pairs += pairs_of(body)
        return _checked(pairs, ("queries", "extend", "lang"))

    async def _thing(self, request: Request, iri: NamedNode) -> Mapping[str, Any] | None:
        question = {"ask": "things", "iris": [iri.value]}
        _, told = await self._searcher.ask(question, client_of(request))
        return next(iter(told["hits"]), None)

    def _address(self, request: Request) -> str:
        """Return the address of the service in the language that is asked for."""
        return self._service.address(request, f"{PATH}/{_language(request)}")

    def _page(self, request: Request, iri: NamedNode) -> str:
        path = link_to(iri.value)
        return self._service.address(request, path) if path.startswith("/") else path


def add_reconciliation(app: FastAPI, service: Service, searcher: Searcher) -> None:
    """Let `app` reconcile names."""
    routes = _Routes(service, searcher)
    told = openapi.reconciliation()
    problems = (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.SERVICE_UNAVAILABLE)
    gets = (
        ("/suggest/{what}", routes.suggest, "suggest", [JSON]),
        ("/flyout/{what}", routes.flyout, "flyout", [JSON]),
        ("/preview", routes.preview, "preview", ["text/html"]),
        ("/properties", routes.properties, "properties", [JSON]),
        ("", routes.service, "service", [JSON]),
    )
    for start, called in ((PATH, "reconcile"), (f"{PATH}/{{language:language}}", "reconcile.in")):
        for path, endpoint, name, types in gets:
            openapi.add(
                app,
                start + path,
                endpoint,
                f"{called}.{name}",
                responses=openapi.answers(types, *problems, HTTPStatus.NOT_FOUND),
                openapi_extra={"parameters": [*_placed(start + path), *told[name]]},
            )
        openapi.add(
            app,
            f"{start}/view",
            routes.view,
            f"{called}.view",
            responses=openapi.redirects(HTTPStatus.NOT_FOUND),
            openapi_extra={"parameters": [*_placed(start), *told["view"]]},
        )
        app.add_api_route(
            start,
            routes.service,
            methods=["POST"],
            operation_id=f"{called}.post",
            response_class=Response,
            responses=openapi.answers(
                [JSON], *problems, HTTPStatus.NOT_FOUND, HTTPStatus.UNSUPPORTED_MEDIA_TYPE
            ),
            openapi_extra={
                "parameters": _placed(start),
                **openapi.reconciliation_body(),
            },
        )


def _placed(path: str) -> list[openapi.Json]:
    """Return the parameters in the address template `path`, each with its values."""
    values = {"what": list(get_args(What)), "language": list(LANGUAGES)}
    return [
        {**each, "schema": {"type": "string", "enum": values[each["name"]]}}
        for each in openapi.path_parameters(path)
    ]


def _language(request: Request) -> Language:
    """Return the language that the address names, else the one that the client prefers.

    Raises:
        HTTPException: krig does not speak it.

    """
    named = request.path_params.get("language")
    if named is None:
        return language_of(request)
    for each in LANGUAGES:
        if each == named:
            return each
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _what(request: Request) -> What:
    named = request.path_params["what"]
    known: tuple[What, ...] = get_args(What)
    for each in known:
        if each == named:
            return each
    raise HTTPException(HTTPStatus.NOT_FOUND)


def _id(request: Request) -> NamedNode:
    pairs = _read(request, ("id", "lang"))
    written = first(pairs, "id") or ""
    iri = iri_of(written) if written else None
    if iri is None:
        raise FaultsError([fault("id", written, "iri")])
    return iri


def _read(request: Request, known: tuple[str, ...]) -> Pairs:
    return _checked(pairs_of(request.scope["query_string"]), known)


def _checked(pairs: Pairs, known: tuple[str, ...]) -> Pairs:
    faults = [
        *unknown_faults(pairs, known),
        *repeated_faults(pairs),
        *language_faults(pairs),
    ]
    if faults:
        raise FaultsError(faults)
    return pairs


def _answered(content: Mapping[str, Any], language: Language) -> Response:
    headers = {"Content-Language": language, "Cache-Control": "no-cache"}
    return JSONResponse(content, headers=headers)
