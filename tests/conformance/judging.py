"""Runs the tests of the W3C suites against a server, and tells what is not as it should be."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import pyshacl
from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse_query_results
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from tests.conformance.server import Response, Server
from tests.conformance.suite import Case, Expected, Request, filled

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SHAPES = Path(__file__).with_name("service-description.ttl")


def faults(case: Case, server: Server) -> list[str]:
    """What the server does otherwise than `case` demands; nothing if it passes."""
    if case.suite == "service-description":
        return list(_description_faults(case.name, server))
    _begin(case, server)
    found: list[str] = []
    variables: dict[str, str] = {}
    for number, written in enumerate(case.requests, 1):
        request = filled(written, variables)
        response = _asked(request, server)
        told = list(_response_faults(request.expected, response))
        found += [f"{number}. {request.method} {request.path}: {each}" for each in told]
        if request.expected.location is not None:
            variables[request.expected.location] = response.headers.get("location", "")
    return found


def _begin(case: Case, server: Server) -> None:
    """Let the graphs of the test hold what it begins with, which for most is nothing."""
    used = {server.path(each.path) for each in case.requests if each.path.startswith("/gsp")}
    for path in used:
        if path != server.store and "default" not in path and "$" not in path:
            server.ask("DELETE", path, {})
    for graph, content in case.data.items():
        path = f"{server.store}?graph={quote(graph, safe='')}"
        stored = server.ask("PUT", path, {"Content-Type": "application/n-triples"}, content)
        if stored.status >= HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"{graph} is not stored: {stored.status} {stored.body!r}")


def _asked(request: Request, server: Server) -> Response:
    body = None if request.body is None else request.body.encode(_charset(request))
    return server.ask(request.method, server.path(request.path), request.headers, body)


def _charset(request: Request) -> str:
    _, _, charset = request.headers.get("content-type", "").partition("charset=")
    return charset or "utf-8"


def _response_faults(expected: Expected, response: Response) -> Iterator[str]:
    if not any(_fits(response.status, status) for status in expected.statuses):
        yield f"{response.status} in place of {' or '.join(sorted(expected.statuses))}"
        return
    if expected.form is not None and response.media_type not in _media_types(expected.form):
        yield f"{response.media_type} is no {expected.form}"
    elif expected.truth is not None and _truth(response) is not expected.truth:
        yield f"not {expected.truth}"
    if expected.location is not None and not response.headers.get("location"):
        yield "no Location"
    for name, value in expected.headers.items():
        given, wanted = response.headers.get(name, ""), value.partition(";")[0]
        if given.partition(";")[0] != wanted:
            yield f"{name}: {given} in place of {value}"
    if expected.body is not None and not _same(expected, response):
        yield "another graph"


def _fits(status: int, expected: str) -> bool:
    if expected.startswith("StatusCode"):
        return str(status)[0] == expected.removeprefix("StatusCode")[0]
    return HTTPStatus(status).phrase.replace(" ", "") == expected


def _media_types(form: str) -> set[str]:
    if form == "RDF":
        return {each.media_type for each in _members(RdfFormat)} | {"application/xml"}
    results = {each.media_type for each in _members(QueryResultsFormat)}
    return results | {"application/json", "application/xml"}


def _members(formats: type[RdfFormat] | type[QueryResultsFormat]) -> Iterator[RdfFormat]:
    values = (getattr(formats, name) for name in dir(formats))
    return (each for each in values if isinstance(each, formats))


def _truth(response: Response) -> bool | None:
    form = QueryResultsFormat.from_media_type(response.media_type)
    answer = parse_query_results(response.body, form) if form is not None else None
    return bool(answer) if isinstance(answer, QueryBoolean) else None


def _same(expected: Expected, response: Response) -> bool:
    media_type = expected.headers["content-type"].partition(";")[0]
    wanted = Graph().parse(data=expected.body, format=media_type)
    return isomorphic(response.graph(), wanted)


def _description_faults(name: str, server: Server) -> Iterator[str]:
    accepted = {"Accept": "text/turtle, application/rdf+xml;q=0.9, application/n-triples;q=0.8"}
    response = server.ask("GET", server.sparql, accepted)
    if response.status != HTTPStatus.OK:
        yield f"{response.status}"
        return
    description = response.graph()
    match name:
        case "returns-rdf":
            if not description:
                yield "an empty graph"
        case "has-endpoint-triple":
            endpoint = URIRef(server.address + server.sparql)
            if endpoint not in description.objects(None, SD.endpoint):
                yield f"no sd:endpoint {endpoint}"
        case "conforms-to-schema":
            conforms, _, text = pyshacl.validate(description, shacl_graph=str(SHAPES))
            if not conforms:
                yield text
        case _:
            yield "no such test is known"
